"""Files beside a store must say what it says, and articles must be what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.check import check_files, check_sources
from kg.errors import InputError
from kg.export import claims_jsonl, entities_jsonl
from kg.model import Document, GraphRecords
from tests.samples import RECORDS

if TYPE_CHECKING:
    from pathlib import Path


def test_files_are_held_against_the_store(tmp_path: Path) -> None:
    assert check_files(tmp_path, RECORDS) == ()
    (tmp_path / "claims.jsonl").write_bytes(claims_jsonl(RECORDS))
    (tmp_path / "entities.jsonl").write_bytes(entities_jsonl(RECORDS))
    assert check_files(tmp_path, RECORDS) == ()
    lines = claims_jsonl(RECORDS).splitlines(keepends=True)
    (tmp_path / "claims.jsonl").write_bytes(b"".join([lines[0], lines[1].replace(b"done", b"planned"), *lines[2:]]))
    (tmp_path / "entities.jsonl").write_bytes(b"".join(entities_jsonl(RECORDS).splitlines(keepends=True)[:-1]))
    found = check_files(tmp_path, RECORDS)
    assert [(one.check, one.where.removeprefix(str(tmp_path))) for one in found] == [
        ("file", "/claims.jsonl:2"),
        ("file", f"/entities.jsonl:{len(RECORDS.entities)}"),
    ]


def test_articles_are_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text("第六师修建甲路。", encoding="utf-8")
    records = GraphRecords(tuple(Document(name, "第六师修建甲路。") for name in ("a.txt", "b.txt", "c.txt")))
    assert check_sources([folder], records) == ()
    (folder / "b.txt").write_text("第六师管理甲路。", encoding="utf-8")
    (folder / "c.txt").unlink()
    assert [(one.where, one.what) for one in check_sources([folder], records)] == [
        ("document b.txt", "has changed from code point 3 on; build it again"),
        ("document c.txt", "is not there any more"),
    ]
    with pytest.raises(InputError):
        check_sources([tmp_path / "nowhere"], records)
