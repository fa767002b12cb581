"""Tables of web pages become lines of cells, every cell where it belongs; what lays out a page is left alone."""

from __future__ import annotations

import pytest

from kg.text import clean


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<table><tr><th>甲</th><th>乙</th></tr>\n<tr><td>丙</td><td>丁</td></tr></table>", "甲\t乙\n丙\t丁"),
        ("<TABLE><TR><TD>甲<TD>乙<TR><TD>丙<TD>丁</TABLE>", "甲\t乙\n丙\t丁"),
        (
            "<table><tr><td>甲<td colspan='2'>乙<td>己</tr><tr><td>丙<td>丁</td><td>戊</td><td>庚</td></tr></table>",
            "甲\t乙\t\t己\n丙\t丁\t戊\t庚",
        ),
        (
            '<table><tr><td rowspan="2">甲</td><td>乙</td><td rowspan=2>丙</td></tr><tr><td>丁</td></tr></table>',
            "甲\t乙\t丙\n〃\t丁\t〃",
        ),
        (
            "<table><tr><td>甲<br/>乙</td><td><p>丙</p><p>丁</p></td></tr><tr><td>戊\n  己<td>庚</tr></table>",
            "甲；乙\t丙；丁\n戊己\t庚",
        ),
    ],
)
def test_rows(page: str, lines: str) -> None:
    assert clean(page).text.strip() == lines


def test_tables_that_lay_out_a_page_are_left_alone() -> None:
    story = "第六师与奇台县共同修建公路。" * 20
    page = f"<table><tr><td>导航<td><p>{story}</p><p>全长20公里。</p></tr><tr><td>甲<td>乙</tr></table>"
    assert "；全长" not in clean(page).text
    nested = "<table><tr><td><table><tr><td>甲<p>乙</td><td>丙</td></tr></table></td><td>丁</td></tr></table>"
    assert "甲；乙" not in clean(nested).text


def test_the_map_back_is_kept() -> None:
    page = "<table><tr><td>甲甲</td><td rowspan=2>乙乙</td></tr><tr><td>丙丙</td></tr></table>"
    cleaned = clean(page)
    for name in ("甲甲", "乙乙", "丙丙"):
        at = cleaned.text.index(name)
        start, end = cleaned.to_original(at, at + 2)
        assert page[start:end] == name


def test_units_in_brackets_are_no_readings_but_readings_are() -> None:
    assert clean("长度(m)、(km)，發(fā)展").text == "长度（m）、（km），发展"


def test_records_with_commas_stay_a_line_each() -> None:
    assert clean("名称,起点,终点\n甲公路,乙,丙\n丁公路,戊,己").text.count("\n") == 2


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("甲\t乙\t\t丙", "甲\t乙\t\t丙"),
        ("甲\t\t乙", "甲\t乙"),
        ("\t甲\t乙\t丙", "\t甲\t乙\t丙"),
        ("甲    乙  丙   丁", "甲\t乙\t丙\t丁"),
        ("　　甲  乙", "甲乙"),
    ],
)
def test_gaps_of_a_line_with_cells(received: str, expected: str) -> None:
    assert clean(received).text == expected
