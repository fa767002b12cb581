"""Measures: units made one, exact figures, and everything that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.measures import find_measures


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [
        ("全长46.8公里", "length", 46.8),
        ("桥长612米", "length", 0.612),
        ("全长1,290米", "length", 1.29),
        ("全长63千米", "length", 63.0),
        ("全长二十一点五公里", "length", 21.5),
        ("全长21.5km", "length", 21.5),
        ("走了十里路", "length", 5.0),
        ("总面积1.2万公顷", "area", 120.0),
        ("水面面积4.5万亩", "area", 30.0),
        ("15万亩", "area", 100.0),
        ("占地七百五十亩", "area", 0.5),
        ("面积120平方公里", "area", 120.0),
        ("60万平方米", "area", 0.6),
        ("总投资43.83亿元", "money", 4_383_000_000.0),
        ("投资3600万元", "money", 36_000_000.0),
        ("投资三亿五千万元", "money", 350_000_000.0),
        ("票价8元", "money", 8.0),
        ("投资2.4亿建桥", "money", 240_000_000.0),
        ("总投资为3600万，", "money", 36_000_000.0),
        ("全长 41.2 km", "length", 41.2),
        ("总面积 4.5 万亩", "area", 30.0),
        ("面积450\u2009hm²", "area", 4.5),
    ],
)
def test_a_measure_is_normalised_exactly(text: str, quantity: str, value: float) -> None:
    (found,) = find_measures(text)
    assert (found.quantity, found.value, found.is_range, found.approximate) == (quantity, value, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "约60公里",
        "近60公里",
        "逾60公里",
        "超过60公里",
        "60多公里",
        "60余公里",
        "60公里左右",
        "六十多公里",
        "六十公里以上",
        "约为60公里",
        "约 60 km",
    ],
)
def test_an_approximate_measure_keeps_its_number(text: str) -> None:
    (found,) = find_measures(text)
    assert (found.value, found.approximate) == (60.0, True)


def test_a_hundred_needs_its_mark() -> None:
    assert [(m.value, m.approximate) for m in find_measures("近百公里，上百公里，百公里")] == [
        (100.0, True),
        (100.0, True),
    ]


def test_a_figure_may_stand_between_the_scale_and_the_mark() -> None:
    assert [(m.value, m.approximate) for m in find_measures("投资2亿多元，占地60余万平方米")] == [
        (2e8, True),
        (0.6, True),
    ]


@pytest.mark.parametrize(
    "text", ["12亿至13亿元", "12亿元—13亿元", "12—13亿元", "七八公里", "三五十公里", "5公里到10公里"]
)
def test_a_range_is_marked(text: str) -> None:
    (found,) = find_measures(text)
    assert found.is_range


@pytest.mark.parametrize(
    "text",
    [
        "全长公里",
        "形成近平方公里的环状路网",
        "全长*公里",
        "全长1*公里",
        "*5公里",
        "1□6公里",
        "□6公里",
        "总投资.2亿元",
        "每公里造价500万元",
        "每亩增收800元",
        "3元/吨",
        "时速120公里",
        "120公里/小时",
        "每年供水2亿立方米",
        "2000万美元",
        "数百公里",
        "千亩棉田",
        "万亩棉田",
        "投资12个项目",
        "投资2.4亿美元",
        "好几公里",
        "十里长街",
        "三里屯",
        "1元旦",
        "62路",
        "8名专家",
        "5厘米",
    ],
)
def test_what_is_no_plain_quantity_gives_nothing(text: str) -> None:
    assert find_measures(text) == []


def test_offsets_cut_the_measure() -> None:
    text = "全长二十一点五公里，总投资逾8.7亿元。"
    assert [text[m.start : m.end] for m in find_measures(text)] == ["二十一点五公里", "8.7亿元"]


@given(st.text(alphabet="0123456789.,一二十百千万亿点公里平方米亩元至—约近余多每/*", max_size=60))
def test_any_text_may_be_asked(text: str) -> None:
    for measure in find_measures(text):
        assert 0 <= measure.start < measure.end <= len(text)
        assert measure.value >= 0
