"""`kg build`: what it prints, and how it fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import FILES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

ARTICLE = "六师红旗农场与吉木萨尔县共同修建甲乙大桥。红旗农场毗邻吉木萨尔县。\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "in" / "a.txt"
    file.parent.mkdir()
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def test_it_says_what_it_read_and_names_the_page(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("build", article, "--out", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "1 document read"
    assert " with evidence" in lines[1]
    assert lines[-1] == f"open {tmp_path / 'out' / 'graph.html'}"


def test_it_writes_into_out_by_default(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("build", article).code == 0
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(FILES)


def test_the_whole_gazetteer_can_be_added(run: Run, article: Path, tmp_path: Path) -> None:
    made = run("build", article, "--out", tmp_path / "out", "--with-gazetteer", "--json")
    assert json.loads(made.out)["entities"] > 19_000


def test_quiet_prints_nothing(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("build", article, "--out", tmp_path / "out", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_json_is_for_scripts(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("build", article, "--out", tmp_path / "out", "--json")
    told = json.loads(done.out)
    assert told["documents"] == 1
    assert told["problems"] == []
    assert told["files"]["claims.jsonl"] == str(tmp_path / "out" / "claims.jsonl")
    lines = (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert told["claims"] == len(lines)
    assert told["claims_of_articles"] == sum(json.loads(line)["origin"] == "article" for line in lines)


def test_one_bad_file_among_many_is_named_and_the_code_is_1(run: Run, article: Path, tmp_path: Path) -> None:
    (article.parent / "bad.txt").write_bytes(bytes(range(256)) * 20)
    done = run("build", article.parent, "--out", tmp_path / "out")
    assert done.code == 1
    assert done.err.startswith("kg: ")
    assert done.err.count("\n") == 1
    assert "bad.txt" in done.err
    assert done.out.startswith("1 document read, 1 problem\n")
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(FILES)


def _missing(folder: Path) -> list[str]:
    return [str(folder / "missing.txt")]


def _empty_file(folder: Path) -> list[str]:
    (folder / "empty.txt").touch()
    return [str(folder / "empty.txt")]


def _empty_folder(folder: Path) -> list[str]:
    (folder / "nothing").mkdir()
    return [str(folder / "nothing")]


def _no_name(_folder: Path) -> list[str]:
    return [""]


def _binary(folder: Path) -> list[str]:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    return [str(folder / "binary.txt")]


def _out_below_a_file(folder: Path) -> list[str]:
    return [str(folder / "in"), "--out", str(folder / "in" / "a.txt" / "out")]


def _broken_ontology(folder: Path) -> list[str]:
    (folder / "words").mkdir()
    (folder / "words" / "kg.ttl").write_text("\n\nthis is no turtle\n", encoding="utf-8")
    return [str(folder / "in"), "--ontology", str(folder / "words")]


def _missing_seeds(folder: Path) -> list[str]:
    return [str(folder / "in"), "--gazetteer", str(folder / "nowhere")]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_missing, "missing.txt"),
        (_empty_file, "empty.txt"),
        (_empty_folder, "nothing"),
        (_no_name, "an empty path"),
        (_binary, "binary.txt"),
        (_out_below_a_file, "cannot be written"),
        (_broken_ontology, "kg.ttl:3"),
        (_missing_seeds, "nowhere"),
    ],
)
def test_bad_input_is_one_line_code_2_and_nothing_written(
    run: Run, article: Path, tmp_path: Path, make: Callable[[Path], list[str]], told: str
) -> None:
    arguments = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    done = run("build", "--out", tmp_path / "out", *arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("kg: ")
    assert done.err.count("\n") == 1
    assert told in done.err
    assert sorted(tmp_path.rglob("*")) == before
    assert article.read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_tagger_that_is_not_there_is_named(run: Run, article: Path, tmp_path: Path, jobs: str) -> None:
    done = run("build", article, "--tagger", "other", "--jobs", jobs, "--out", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    assert done.err == "kg: no tagger is called 'other'; there are jieba and lac\n"
    assert not (tmp_path / "out").exists()


def test_the_extra_of_a_tagger_that_is_not_installed_is_named(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.extract.tagger.find_spec", lambda _: None)
    done = run("build", article, "--tagger", "lac", "--out", tmp_path / "out")
    assert (done.code, done.err) == (2, "kg: the tagger lac is not installed; pip install 'kg[lac]'\n")
