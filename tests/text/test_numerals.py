"""Numerals of every spelling."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.numerals import digits_to_chinese, integer_to_chinese, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十一点五", "21.5"),
        ("七百五十", "750"),
        ("1.2万", "12000"),
        ("43.83亿", "4383000000"),
        ("二二四", "224"),
        ("一百四十七", "147"),
        ("一〇一", "101"),
        ("一○一", "101"),
        ("一零一", "101"),
        ("〇", "0"),
        ("两万五", "25000"),
        ("两万零五", "20005"),
        ("一亿二千万", "120000000"),
        ("1亿2000万", "120000000"),
        ("1,290", "1290"),
        ("一百四", "140"),
        ("一百零四", "104"),
        ("十", "10"),
        ("十五", "15"),
        ("百", "100"),
        ("3千万", "30000000"),
        ("二点五万", "25000"),
        ("〇点五", "0.5"),
        ("二〇二三", "2023"),
    ],
)
def test_a_numeral_is_its_number(text: str, value: str) -> None:
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "万", "点五", "一点", "百百", "三点五点一", "12月", "公里", "1.2.3", "一" * 10_000, "1" * 41]
)
def test_what_is_no_numeral_gives_nothing(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (12, "十二"),
        (37, "三十七"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (100_000, "十万"),
    ],
)
def test_an_integer_is_read_as_people_read_it(number: int, text: str) -> None:
    assert integer_to_chinese(number) == text


def test_unit_numbers_are_spelt_digit_by_digit() -> None:
    assert digits_to_chinese(101) == "一〇一"
    assert digits_to_chinese(224) == "二二四"


@given(st.integers(0, 10**12 - 1))
def test_integers_come_back(number: int) -> None:
    assert parse(integer_to_chinese(number)) == number
    assert parse(digits_to_chinese(number)) == number


@pytest.mark.parametrize("number", [-1, 10**12])
def test_an_integer_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="10"):
        integer_to_chinese(number)


@given(st.text(alphabet="〇零一二两九十百千万亿点0123456789.,个", max_size=45))
def test_anything_may_be_asked(text: str) -> None:
    value = parse(text)
    assert value is None or value >= 0
