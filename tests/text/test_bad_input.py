"""Megabytes of one thing: every function comes back, which it would not if its time grew with the square."""

from __future__ import annotations

import pytest

from kg.text import clean, metadata, sentences
from kg.text.dates import find_dates
from kg.text.measures import find_measures

UNITS = [
    "市", "(", "（", "）", " ", "\n", "<", "<p ", "<script>", "&amp", "一",
    "1", "年", "里", "1年", "1元", "1-", "-",
    "○", '"', "。", "…”", "** ",
    "     x", "»", "a > ", "首页 » ", "来源：", "（记者", "。摄", "1\n",
    "甲：a\n", "a\tb\n", "發(fā)", "\0", "\ud800", "\u202e甲", "相关推荐\n", "http://a\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=[ascii(unit) for unit in UNITS])
def test_a_great_deal_of_one_thing(unit: str) -> None:
    received = unit * (100_000 // len(unit))
    cleaned = clean(received)
    assert len(cleaned.text) <= len(received)
    for start, end in sentences(cleaned.text):
        assert end - start <= 2_000
    find_dates(received, "2024-01-01")
    find_measures(received)
    metadata(received)


def test_the_map_of_clean_text_does_not_grow_with_the_text() -> None:
    short = clean("第六师与奇台县共同修建公路。" * 10)
    long = clean("第六师与奇台县共同修建公路。" * 10_000)
    assert len(short.at) == len(long.at) == 1


def test_the_map_of_dirty_text_grows_with_its_dirt() -> None:
    once = clean("發(fā)展團(tuán)場(chǎng)。" * 100)
    tenfold = clean("發(fā)展團(tuán)場(chǎng)。" * 1_000)
    assert len(tenfold.at) <= 10 * len(once.at) + 10
