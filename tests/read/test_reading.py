"""From files and folders to documents; what cannot be read is said in one line and the rest is read."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.model import Document
from kg.read import ReadProblem, read

TEXT = "一条公路拉近两座城\n发布时间:2024-06-18 来源:兵团日报\n第六师与奇台县共同修建的公路建成通车。\n"


def documents(*paths: Path) -> list[Document]:
    found = list(read(paths))
    assert [item for item in found if isinstance(item, ReadProblem)] == []
    return [item for item in found if isinstance(item, Document)]


def problems(*paths: Path) -> list[str]:
    return [str(item) for item in read(paths) if isinstance(item, ReadProblem)]


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_a_file_is_called_by_its_name_and_read_as_it_is(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    (document,) = documents(write(tmp_path / "a.txt", text))
    assert document == Document("a.txt", text, "一条公路拉近两座城", "2024-06-18", "兵团日报")


def test_a_folder_is_read_with_its_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.TXT", "c.html"):
        write(tmp_path / name, "<p>第六师</p>" if name.endswith("html") else TEXT)
    assert [document.id for document in documents(tmp_path)] == ["a/b/c.TXT", "a/z.md", "b.txt", "c.html"]


def test_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    for name in ("README.md", "readme.zh.txt", ".hidden.txt", ".git/x.txt", "a.gold.json", "b.py", "c.png"):
        write(tmp_path / name)
    assert [document.id for document in documents(tmp_path)] == ["a.txt"]


def test_the_order_of_paths_changes_nothing(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1" / "a.txt").parent, write(tmp_path / "2" / "a.txt").parent
    three = write(tmp_path / "3.txt")
    assert list(read([one, two, three])) == list(read([three, two, one, one]))


def test_files_of_one_name_take_their_folders_in_front(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1" / "a.txt"), write(tmp_path / "2" / "a.txt")
    assert [document.id for document in documents(one.parent, two.parent)] == ["1/a.txt", "2/a.txt"]
    assert [document.id for document in documents(one, two)] == ["1/a.txt", "2/a.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "sub" / "a.txt")
    assert [document.id for document in documents(file, tmp_path, file.parent)] == ["sub/a.txt"]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "good.txt")
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "blank.txt", " \n\u3000\n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 broken")
    found = list(read([tmp_path]))
    assert [item.id for item in found if isinstance(item, Document)] == ["good.txt"]
    said = [str(item) for item in found if isinstance(item, ReadProblem)]
    assert len(said) == 5
    assert all("\n" not in line for line in said)
    assert "empty.txt: is empty" in said
    assert "blank.txt: is empty" in said
    assert "binary.txt: is a binary file, not a text" in said
    assert any("old.doc: .doc is not supported" in line for line in said)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert problems(tmp_path / "missing.txt") == [f"{tmp_path / 'missing.txt'}: does not exist"]
    (said,) = problems(tmp_path / "empty")
    assert "holds no article" in said


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problems(tmp_path / "pipe.txt") == [f"{tmp_path / 'pipe.txt'}: is neither a file nor a folder"]


def test_pdf_is_said_to_be_unsupported(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (said,) = problems(tmp_path / "a.pdf")
    assert "not supported" in said


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        '{"id": "x1", "text": "六师与\\ud800奇台县", "title": "标题", "date": "2022/1/5", "publisher": "某报", "url": "http://a.example/"}',
        "",
        '{"content": "第六师"}',
        "not json",
        '["a list"]',
        '{"no": 1}',
        '{"text": " "}',
        '{"id": "x1", "text": "again"}',
    ]
    found = list(read([write(tmp_path / "rows.jsonl", "\ufeff" + "\n".join(lines))]))
    assert found[:2] == [
        Document("x1", "六师与\ufffd奇台县", "标题", "2022-01-05", "某报", "http://a.example/"),
        Document("rows.jsonl/3", "第六师", "第六师"),
    ]
    said = [str(item) for item in found[2:]]
    assert said[0].startswith("rows.jsonl:4: is no JSON")
    assert said[1:] == [
        "rows.jsonl:5: is no JSON object",
        "rows.jsonl:6: has no column 'text'",
        "rows.jsonl:7: is empty",
        "rows.jsonl: has a second document with the id 'x1'",
    ]


@pytest.mark.parametrize(("suffix", "delimiter"), [(".csv", ","), (".tsv", "\t")])
def test_tables_of_text(tmp_path: Path, suffix: str, delimiter: str) -> None:
    rows = [
        ["编号", "正文", "日期", "来源"],
        ["7", '"六师\n奇台县"', "2020年5月", "兵团日报"],
        ["", "长" * 200_000, "", ""],
    ]
    path = tmp_path / f"rows{suffix}"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode("gb18030"))
    assert [(d.id, len(d.text), d.published, d.publisher) for d in documents(path)] == [
        ("7", 6, "2020-05", "兵团日报"),
        (f"rows{suffix}/2", 200_000, None, None),
    ]


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    table = pa.table({"text": ["甲乙", "丙丁"], "date": [dt.date(2020, 1, 2), None], "other": [1, 2]})
    pq.write_table(table, path)
    assert [(d.id, d.text, d.published) for d in documents(path)] == [
        ("rows.parquet/1", "甲乙", "2020-01-02"),
        ("rows.parquet/2", "丙丁", None),
    ]


def test_a_table_without_rows_is_a_problem(tmp_path: Path) -> None:
    assert problems(write(tmp_path / "rows.csv", "id,text\n")) == ["rows.csv: holds no rows"]
    assert problems(write(tmp_path / "rows.jsonl", "")) == ["rows.jsonl: holds no rows"]


PAGE = f"""<html><head><title>大桥通车</title><meta charset="utf-8"></head><body>
<div class="nav"><a href="/">首页</a><a href="/news">新闻</a></div>
<article><h1>大桥通车</h1><p>{"第六师与奇台县共同修建了公路，全长三十公里。" * 5}</p>
<p>公路沿线的群众说，往后瓜果能卖得更远了，日子也会一天比一天红火。</p></article>
<div class="footer">版权所有</div></body></html>"""


def test_a_page_gives_its_main_text(tmp_path: Path) -> None:
    (document,) = documents(write(tmp_path / "page.html", PAGE))
    assert "共同修建了公路" in document.text
    assert "版权所有" not in document.text
    assert "<p>" not in document.text
    assert document.title == "大桥通车"


def test_a_page_is_read_the_same_twice_in_one_process(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write(tmp_path / name, PAGE)
    first, second = documents(tmp_path)
    assert first.text == second.text


def test_a_page_without_main_text_keeps_its_markup(tmp_path: Path) -> None:
    (document,) = documents(write(tmp_path / "page.htm", "<p>六师"))
    assert document.text == "<p>六师"


def test_a_name_in_another_encoding_becomes_an_id_that_can_be_written(tmp_path: Path) -> None:
    for name in (b"\xb1\xf8.txt", b"\xb1\xf9.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(TEXT, encoding="utf-8")
    assert [document.id for document in documents(tmp_path)] == ["\\xb1\\xf8.txt", "\\xb1\\xf9.txt"]


def test_a_name_that_holds_a_line_break_makes_one_line(tmp_path: Path) -> None:
    write(tmp_path / "two\nlines\x1b[31m.txt", "")
    assert problems(tmp_path) == ["two\\nlines\\x1b[31m.txt: is empty"]


def test_a_table_of_something_else_is_told_in_two_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.csv", "name,code\n" + "六师,6\n" * 100)
    assert problems(path) == ["rows.csv:1: has no column 'text'", "rows.csv: 99 further rows like that"]
