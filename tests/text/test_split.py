"""Sentences end where they end, whatever the lines do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import sentences
from kg.text.split import LONGEST


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲，乙；丙：丁。戊！己？庚…", ["甲，乙；丙：丁。", "戊！", "己？", "庚…"]),
        ("他说：“好。”大家笑了。", ["他说：“好。”", "大家笑了。"]),
        ("推出“共绘‘一幅图’，共发展！”，看看成果。", ["推出“共绘‘一幅图’，共发展！”，看看成果。"]),
        ("（已通车。）甲", ["（已通车。）", "甲"]),
        ("甲\n乙\n丙。", ["甲\n乙\n丙。"]),
        ("甲。\n乙", ["甲。", "乙"]),
        ("甲\n\n乙", ["甲", "乙"]),
        (" 甲 \n\n 乙 ", ["甲", "乙"]),
        ("……！！", ["……！！"]),
        ("http://a.b/?c=d 甲", ["http://a.b/?c=d 甲"]),
        ("", []),
        ("\n\n \n", []),
    ],
)
def test_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["1.阿克苏至阿拉尔公路", "2.和田至若羌铁路", "3.十四团至塔中公路"],
        ["（一）兴修水利", "（二）修建公路"],
        ["• 石河子市", "• 沙湾市"],
        ["①石河子市", "②沙湾市"],
        ["路线\t起点\t终点", "101路\t昆玉市\t和田市"],
        ["线路|起点|终点", "101路|昆玉市|和田市"],
        ["3养护", "大桥由公路管理局养护"],
        ["图一", "大桥跨过喀什河"],
        ["警灯同闪", "——联动小记"],
        ["起点：石河子市", "途经：一四三团", "终点：沙湾市"],
    ],
)
def test_items_and_rows_are_sentences_by_themselves(lines: list[str]) -> None:
    assert cut("\n".join(lines)) == lines


def test_a_line_that_begins_with_a_figure_may_run_on() -> None:
    assert cut("共建\n12个团场\n的公路") == ["共建\n12个团场\n的公路"]


def test_one_label_line_may_run_on() -> None:
    assert cut("图为：石河子市的公交车\n驶上大桥") == ["图为：石河子市的公交车\n驶上大桥"]


def test_an_overlong_sentence_is_cut_at_a_boundary() -> None:
    text = "第六师与奇台县修路，" * 500
    parts = cut(text)
    assert "".join(parts) == text
    assert all(len(part) <= LONGEST for part in parts)
    assert all(part.endswith("，") for part in parts)


@given(st.text(alphabet="甲乙。！？…”）\n\t ，：1.一、•(a?", max_size=80))
def test_sentences_are_disjoint_and_lose_nothing_but_blanks(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert text[position:start].strip() == ""
        assert position <= start < end
        assert text[start:end] == text[start:end].strip()
        position = end
    assert text[position:].strip() == ""
