"""Dates: what a text states, and what the document's own date may and may not add."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates import find_dates


def values(text: str, published: str | None = None) -> list[str]:
    return [found.value for found in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2022年6月30日通车", "2022-06-30"),
        ("二〇二三年十二月三十一日", "2023-12-31"),
        ("2023年10月建成", "2023-10"),
        ("2021年底建成", "2021"),
        ("2021年年底建成", "2021"),
        ("2007年通车", "2007"),
        ("预计2025年9月底通车", "2025-09"),
        ("2022/10/25", "2022-10-25"),
        ("2022-10-25", "2022-10-25"),
        ("2022年7月上旬", "2022-07"),
        ("2024年5月1号", "2024-05-01"),
    ],
)
def test_a_full_date_needs_nothing(text: str, value: str) -> None:
    found = find_dates(text)
    assert [date.value for date in found] == [value]
    assert found[0].note == ""
    assert values(text, "1999-01-01") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("今年3月开工", "2024-03"),
        ("去年8月", "2023-08"),
        ("去年底", "2023"),
        ("前年春天", "2022"),
        ("明年开工", "2025"),
        ("明年5月1日", "2025-05-01"),
        ("4月12日，工程破土动工", "2024-04-12"),
        ("上月签约", "2024-05"),
        ("昨日签约", "2024-06-17"),
        ("16日上午，大桥通车", "2024-06-16"),
    ],
)
def test_the_documents_date_gives_the_year(text: str, value: str) -> None:
    assert values(text, "2024-06-18") == [value]
    assert values(text, None) == []


def test_december_in_a_january_paper_is_not_plain() -> None:
    assert values("12月18日通车", "2024-01-05") == []


def test_a_day_alone_lies_just_before_the_document() -> None:
    assert values("2日上午，大桥通车", "2024-06-18") == []
    assert values("28日上午，大桥通车", "2024-06-18") == []
    assert values("全程16日游", "2024-06-18") == []


def test_a_year_alone_gives_relative_years_but_no_bare_months() -> None:
    assert values("去年8月签约，4月12日开工", "2024") == ["2023-08"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年3月开工，12月通车", ["2019-03", "2019-12"]),
        ("2019年12月开工，3月通车", ["2019-12"]),
        ("2019年3月开工。12月通车", ["2019-03"]),
        ("2019年3月开工，同年12月通车", ["2019-03", "2019-12"]),
        ("2019年3月开工。次年通车", ["2019-03", "2020"]),
        ("同年通车", []),
    ],
)
def test_the_date_before_gives_the_year(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", ["2019年至2021年", "2019—2021年", "2019年到2021年底", "2019年3月至5月"])
def test_both_ends_of_a_range_are_marked(text: str) -> None:
    found = find_dates(text)
    assert [date.part for date in found] == ["start", "end"]


@pytest.mark.parametrize(
    "text",
    [
        "90年代",
        "1990年代",
        "每年5月开花",
        "3个月后",
        "百年大计",
        "2020级学生",
        "五年来",
        "1.2年",
        "月亮",
        "2021-2-3-4",
        "9999年",
    ],
)
def test_what_is_no_date_gives_nothing(text: str) -> None:
    assert values(text, "2024-06-18") == []


def test_a_day_that_does_not_exist_gives_nothing() -> None:
    assert values("2023年2月30日") == []


def test_offsets_cut_the_date() -> None:
    text = "大桥2019年3月开工，2021年底建成通车。2023年中国通车。"
    assert [text[date.start : date.end] for date in find_dates(text)] == ["2019年3月", "2021年底", "2023年"]


@given(
    st.text(alphabet="0123456789年月日号今去明同次一二三十〇—至-/.底初，。个每", max_size=60),
    st.none() | st.dates().map(str) | st.text(max_size=10),
)
def test_any_text_may_be_asked(text: str, published: str | None) -> None:
    for date in find_dates(text, published):
        assert 0 <= date.start < date.end <= len(text)
        assert len(date.value) in (4, 7, 10)
