"""`kg lookup`: the candidates with scores and reasons, for people and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_it_prints_the_link_and_the_reasons(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "红旗农场", "--near", "吉木萨尔县"]) == 0
    assert capfd.readouterr().out.splitlines() == [
        "红旗农场 → 红旗农场（第六师） (regiment/6-hongqi-nongchang, Regiment)",
        "   1.50  红旗农场（第六师） (regiment/6-hongqi-nongchang, Regiment)",
        "         an official name (1.00)",
        "         lies in 吉木萨尔县, named elsewhere in the document (+0.50)",
        "   1.10  红旗农场（第三师） (regiment/3-hongqi-nongchang, Regiment)",
        "         an official name (1.00)",
        "         吉木萨尔县, named elsewhere in the document, lies in 新疆维吾尔自治区 too (+0.10)",
    ]


def test_json_has_the_agreed_form(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "哈密市", "--date", "2012-05-01", "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert list(found) == ["name", "linked", "ambiguous", "candidates"]
    assert found["name"] == "哈密市"
    assert found["linked"] == {"id": "unit/650502", "label": "伊州区", "type": "County"}
    assert found["ambiguous"] is False
    assert [list(candidate) for candidate in found["candidates"]] == [["id", "label", "type", "score", "reasons"]] * 2


def test_an_ambiguous_name_links_to_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "昌吉", "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["linked"], found["ambiguous"]) == (None, True)


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["昌吉"], "昌吉: ambiguous, linked to nothing"),
        (["没有此名"], "没有此名: not in the gazetteer"),
        (["墩阔坦镇", "--beside", "尉犁县"], "墩阔坦镇: none of what bears the name fits, linked to nothing"),
        (["昌吉", "--listed", "阜康市"], "昌吉 → 昌吉市 (unit/652301, County)"),
        (["昌吉", "--type", "Prefecture"], "昌吉 → 昌吉回族自治州 (unit/652300, Prefecture)"),
    ],
)
def test_the_first_line_says_what_came_out(capfd: pytest.CaptureFixture[str], arguments: list[str], first: str) -> None:
    assert main(["lookup", *arguments]) == 0
    assert capfd.readouterr().out.splitlines()[0] == first


def test_many_candidates_are_cut(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "古勒巴格村"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[-1] == "  and 23 more; --json shows all"


def test_a_users_folder_counts(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("id,type,zh,parent\nfacility/x,Facility,甲水厂,unit/652327\n", encoding="utf-8")
    assert main(["lookup", "甲水厂", "--gazetteer", str(tmp_path)]) == 0
    assert capfd.readouterr().out.startswith("甲水厂 → 甲水厂 (facility/x, Facility)")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["昌吉", "--date", "5 May"], "--date 5 May: write YYYY, YYYY-MM or YYYY-MM-DD"),
        (["昌吉", "--near", "没有此名"], "--near 没有此名: the gazetteer holds no such name or id"),
        ([" "], "give a name to look up"),
        (["昌吉", "--gazetteer", "no-such-folder"], "is no folder"),
    ],
)
def test_wrong_input_is_one_line_and_code_2(
    capfd: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    assert main(["lookup", *arguments]) == 2
    done = capfd.readouterr()
    assert done.out == ""
    assert reason in done.err
    assert len(done.err.splitlines()) == 1


def test_a_class_stands_for_those_below_it(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "昌吉", "--type", "Prefecture"]) == 0
    narrow = capfd.readouterr().out
    assert main(["lookup", "第六师", "--type", "Agent"]) == 0
    assert "昌吉回族自治州" in narrow
    assert "(division/6, Division)" in capfd.readouterr().out


def test_a_class_that_is_not_there_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "第六师", "--type", "Nope"]) == 2
    assert "kg: --type Nope: the ontology has no such class; there are: " in capfd.readouterr().err
