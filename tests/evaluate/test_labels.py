"""Spellings that are one label, and spellings that are not."""

from __future__ import annotations

import pytest

from kg.evaluate.labels import accepted_keys, label_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一四七团", "147团"),
        ("一百四十七团", "147团"),
        ("一〇一团", "一零一团"),
        ("一○一团", "101团"),
        ("１０１团", "101团"),
        ("第十二师", "12师"),
        ("两百团", "200团"),
        ("十师", "第10师"),
        ("红山农场八连", "红山农场8连"),
        ("331国道", "国道331"),
        ("G331线", "331国道"),
        ("国道G331", "331国道"),
        ("S20", "省道20"),
        ("S20线", "20省道"),
        ("62路公交车", "62路"),
        ("昌吉D013路城际公交", "D013路"),
        ("A—B公路", "A-B公路"),
        ("A――B公路", "A～B公路"),
        ("“八一”大桥", "八一大桥"),
        ("阿克苏·库车公路", "阿克苏 库车公路"),
        ("道路（甲景区、乙景区）", "道路(乙景区,甲景区)"),
        ("兵地融合示范区（第六师、甲县）", "融合示范区（6师；甲县）"),
    ],
)
def test_spelled_alike(one: str, other: str) -> None:
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一四七团", "一四八团"),
        ("331国道", "331省道"),
        ("62路", "63路"),
        ("道路（甲景区、乙景区）", "道路（甲景区）"),
        ("道路（甲景区）", "大桥（甲景区）"),
        ("道路（甲景区）", "道路"),
        ("昌吉市", "昌吉回族自治州"),
    ],
)
def test_spelled_differently(one: str, other: str) -> None:
    assert label_key(one) != label_key(other)


def test_a_namesake_is_accepted_without_its_division() -> None:
    assert label_key("红旗农场") in accepted_keys("红旗农场（第六师）")
    assert accepted_keys("红旗农场（第六师）")[0] == label_key("红旗农场（第六师）")


def test_brackets_of_anything_but_a_division_stay() -> None:
    assert accepted_keys("道路（甲景区）") == (label_key("道路（甲景区）"),)


def test_a_numeral_in_mixed_figures_is_read_without_failing() -> None:
    assert label_key("1四七团") == label_key("147团")
