"""Seed CSVs of users: they extend and override, and every fault of a file is told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.gazetteer import load

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,type,zh,parent,aliases,valid_from,valid_to,gb2260,lat,lon\n"


def _problems(folder: Path, text: str | bytes) -> list[tuple[int, str, str]]:
    data = text.encode() if isinstance(text, str) else text
    (folder / "own.csv").write_bytes(data)
    with pytest.raises(KnowledgeError) as caught:
        load([folder])
    assert {problem.file for problem in caught.value.problems} == {str(folder / "own.csv")}
    return [(problem.line, problem.column, problem.reason) for problem in caught.value.problems]


def test_a_user_row_extends_the_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        HEADER + "facility/jia,Facility,甲水厂,unit/652327,short:甲厂|former:乙水厂@..2010,,,,44.0,89.0\n",
        encoding="utf-8",
    )
    gazetteer = load([tmp_path])
    entry = gazetteer.entries["facility/jia"]
    assert (entry.label, entry.lat, entry.lon, entry.parent) == ("甲水厂", 44.0, 89.0, "unit/652327")
    assert [(name.surface, name.kind, name.valid_to) for name in entry.names] == [
        ("甲水厂", "label", ""),
        ("甲厂", "short", ""),
        ("乙水厂", "former", "2010"),
    ]
    assert [match.ids for match in gazetteer.find("在甲厂")] == [("facility/jia",)]


def test_a_user_row_replaces_the_shipped_one_with_its_id(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "id,type,zh,parent,aliases\nunit/652327,County,吉木萨尔县,unit/652300,colloquial:吉县\n", encoding="utf-8-sig"
    )
    gazetteer = load([tmp_path])
    assert gazetteer.entity("unit/652327").aliases == ("吉县", "吉木萨尔")
    assert "unit/652327" in dict(gazetteer.lookup("吉县"))
    assert len(gazetteer) == len(load())


def test_a_later_folder_wins(tmp_path: Path) -> None:
    for name, label in (("a", "甲厂"), ("b", "乙厂")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "own.csv").write_text(
            f"id,type,zh,parent\nfacility/x,Facility,{label},unit/652327\n", encoding="utf-8"
        )
    assert load([tmp_path / "a", tmp_path / "b"]).entries["facility/x"].label == "乙厂"


def test_all_faults_are_told_with_line_and_column(tmp_path: Path) -> None:
    found = _problems(
        tmp_path,
        HEADER
        + "facility/a,Facility,甲,unit/652327,,,,,,\n"
        + "facility/a,Facility,乙,unit/652327,,,,,,\n"
        + "Facility B,facility,,unit/0,,,,,,\n"
        + "facility/c,Facility,丙,,nick:丁|x,20,2001-13,12,91,\n"
        + "facility/d,Facility,丁,facility/e,,2001,1999,,1,x\n"
        + "facility/e,Facility,戊,facility/d,,,,,,\n",
    )
    assert [(line, column) for line, column, _ in found] == [
        (3, "id"),
        (4, "id"),
        (4, "parent"),
        (4, "type"),
        (4, "type"),
        (4, "zh"),
        (5, "aliases"),
        (5, "aliases"),
        (5, "gb2260"),
        (5, "lat"),
        (5, "lon"),
        (5, "valid_from"),
        (5, "valid_to"),
        (6, "lon"),
        (6, "parent"),
        (6, "valid_to"),
        (7, "parent"),
    ]
    reasons = {(line, column): reason for line, column, reason in found}
    assert reasons[3, "id"] == "facility/a stands already in line 2"
    assert reasons[4, "parent"] == "unit/0 is no entry of the gazetteer"
    assert reasons[7, "parent"] == "facility/e lies in itself by way of facility/e"


def test_a_row_that_another_replaces_is_checked_as_well(tmp_path: Path) -> None:
    found = _problems(tmp_path, "id,type,zh,parent\nfacility/a,Facility,甲,unit/0\nfacility/a,Castle,乙,unit/652327\n")
    assert [(line, column) for line, column, _ in found] == [(2, "parent"), (3, "id"), (3, "type")]


def test_a_row_without_an_id_is_told_once_and_spoils_no_other_row(tmp_path: Path) -> None:
    found = _problems(tmp_path, "id,type,zh\n,Facility,甲水厂\nfacility/yi,Facility,乙水厂\n")
    assert {(line, column) for line, column, _ in found} == {(2, "id")}


def test_former_codes(tmp_path: Path) -> None:
    header = "id,type,zh,parent,former_codes\n"
    assert _problems(tmp_path, header + "unit/1,County,甲县,unit/652300,650001@..2000|65@..|650002@..20x\n") == [
        (2, "former_codes", "'65@..' is not code@from..to"),
        (2, "former_codes", "'650002@..20x' is not code@from..to"),
    ]


def test_overlapping_validity_of_one_spelling(tmp_path: Path) -> None:
    row = "facility/a,Facility,甲,unit/652327,former:乙@1990..2000|former:乙@1999..2005|former:乙@2005..,,,,,\n"
    assert _problems(tmp_path, HEADER + row) == [
        (2, "aliases", "the validity of '乙' overlaps with an earlier one"),
    ]


def test_a_class_the_ontology_does_not_know(tmp_path: Path) -> None:
    found = _problems(tmp_path, HEADER + "castle/a,Castle,甲,unit/652327,,,,,,\n")
    assert found == [(2, "type", "Castle is no class of the ontology")]


def test_the_classes_may_be_those_of_another_ontology(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(HEADER + "castle/a,Castle,甲,unit/652327,,,,,,\n", encoding="utf-8")
    assert load([tmp_path], classes={"Castle"}).entries["castle/a"].type == "Castle"


def test_wrong_columns(tmp_path: Path) -> None:
    found = _problems(tmp_path, "id,name,type,type\nx/1,甲,County,County\n")
    assert found == [
        (1, "name", "is no column of a seed file"),
        (1, "type", "column stands twice"),
        (1, "zh", "column is missing"),
    ]


def test_a_row_with_too_few_cells(tmp_path: Path) -> None:
    assert _problems(tmp_path, "id,type,zh\nx/1,County\n\nx/2,County,甲,乙\n") == [
        (2, "", "has 2 cells, the header has 3"),
        (4, "", "has 4 cells, the header has 3"),
    ]


def test_another_encoding(tmp_path: Path) -> None:
    data = b"id,type,zh\nx/1,County," + "甲县".encode("gb18030") + b"\n"
    assert _problems(tmp_path, data) == [(2, "", "is not UTF-8; save the file as UTF-8")]


def test_an_empty_file(tmp_path: Path) -> None:
    assert {column for _, column, _ in _problems(tmp_path, "")} == {"id", "type", "zh"}
