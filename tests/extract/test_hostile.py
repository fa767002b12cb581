"""Text that nobody writes: no crash, and no work that grows with the square of its length."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from kg.extract.relations import RelationEngine

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.extract import Knowledge
    from kg.model import Extraction

SENTENCE = "第六师与奇台县共同修建吉彩公路。"
UNITS = [
    "\0", "\ud800市", "\u202e第六师", "（", "）", "“",
    "镇", "一团", "哈密市至", "第六师、", "1路、", "公路", "吉彩公路\n", "，", "“第六师", "發(fā)", "<p ", "**甲",
]  # fmt: skip
RUNS = ["1", "一", "市", "（", "，", "\n", "*", "○", "&", "\u200f", "\ud800"]
"""What a single character in a row makes of expressions that go back and forth: seconds for all, or hours for one."""


def calls(read: Callable[[str], Extraction], text: str) -> int:
    """Return how many Python functions are called while a text is read: a measure of work that no clock disturbs."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("word", ["大桥", "示范区", "公司"])
def test_class_words_in_a_row_hold_no_names_without_end(word: str, read: Callable[[str], Extraction]) -> None:
    assert not read(word * 1_250).claims


@pytest.mark.parametrize("unit", UNITS, ids=[ascii(unit) for unit in UNITS])
def test_a_great_deal_of_one_thing(unit: str, read: Callable[[str], Extraction]) -> None:
    text = unit * (10_000 // len(unit))
    found = read(text)
    assert all(text[mention.start : mention.end] == mention.surface for mention in found.mentions)


@pytest.mark.parametrize("character", RUNS, ids=[ascii(character) for character in RUNS])
def test_a_megabyte_of_one_character(character: str, read: Callable[[str], Extraction]) -> None:
    assert read(character * 350_000).claims == ()


def test_a_line_of_five_megabytes(read: Callable[[str], Extraction]) -> None:
    text = "今天天气很好，大家都很高兴，" * (5_000_000 // 42) + SENTENCE
    assert any(claim.predicate == "builds" for claim in read(text).claims)


def test_a_hundred_thousand_nested_brackets(read: Callable[[str], Extraction]) -> None:
    assert read("（" * 100_000 + SENTENCE + "）" * 100_000).document.id == "t.txt"


@pytest.mark.parametrize("mark", ["\u200f", "\u202e", "\u2067", "\u200b", "\0"])
def test_invisible_marks_leave_quotes_exact(mark: str, read: Callable[[str], Extraction]) -> None:
    text = f"{mark}第六师{mark}与奇台县共同修建{mark}吉彩公路。{mark}"
    for claim in read(text).claims:
        assert all(text[quote.start : quote.end] == quote.quote for quote in claim.evidence)


@pytest.mark.parametrize(
    "unit",
    [
        SENTENCE, SENTENCE + "该公路全长20公里。", SENTENCE + "此消息不实。", "石玛大桥、", "哈密市", "哈密市至",
        "大柳沟村有新桥。", "沃野乳业集团（以下简称“沃野乳业”）。", "甲乙公路，3公里，奇台县\n", "|甲乙公路|3公里|\n",
        "起点：奇台县\n", "2023年3公里",
    ],
)  # fmt: skip
def test_work_grows_with_the_length(unit: str, read: Callable[[str], Extraction]) -> None:
    read(unit)
    once, fourfold = calls(read, unit * 50), calls(read, unit * 200)
    assert fourfold < 8 * once


def test_work_grows_with_the_number_of_different_names(read: Callable[[str], Extraction], knowledge: Knowledge) -> None:
    places = [knowledge.gazetteer.seed(key).zh for key in islice(knowledge.gazetteer.ids(), 0, None, 13)]
    companies = [f"甲{chr(0x4E00 + number)}乳业集团（以下简称“甲{chr(0x4E00 + number)}乳业”）" for number in range(800)]
    for names in (places[:800], companies):
        read("、".join(names))
        few, many = calls(read, "、".join(names[::4])), calls(read, "、".join(names))
        assert many < 8 * few


def test_a_sentence_without_an_end_is_cut_with_a_note(read: Callable[[str], Extraction]) -> None:
    text = "今天天气很好，" * 1_000 + SENTENCE
    (note,) = [note for note in read(text).notes if note.kind == "cut"]
    assert (note.start, note.end) == (0, len(text))
    assert f"{len(text)} characters" in note.text
    assert not [note for note in read(SENTENCE).notes if note.kind == "cut"]


def test_a_sentence_of_too_many_names_is_cut_with_a_note(read: Callable[[str], Extraction]) -> None:
    found = read("第六师与奇台县共同修建吉彩公路" * 100 + "。")
    assert any(note.kind == "cut" for note in found.notes)


def test_an_engine_without_names_does_nothing(
    read: Callable[[str], Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []
    monkeypatch.setattr(RelationEngine, "_judged", lambda *given: tried.append(given))
    read("大家共同修建了一条路，非常高兴。")
    assert tried == []
