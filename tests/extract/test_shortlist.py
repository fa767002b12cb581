"""What spares work loses nothing: frames that cannot match, sentences without references, values nobody needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Knowledge, extract
from kg.extract.references import Pointers, ReferenceFinder
from kg.extract.shortlist import Fillable, Shortlist, numbers
from kg.extract.sketch import Values
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

GOLD = Path(__file__).resolve().parents[1] / "gold"
needs = st.lists(st.frozensets(st.sampled_from("abcd"), min_size=1), max_size=4)


def in_order(sets: Sequence[frozenset[str]], code: str) -> bool:
    at = 0
    for wanted in sets:
        at = next((place for place in range(at, len(code)) if code[place] in wanted), -1) + 1
        if not at:
            return False
    return True


@given(st.lists(needs, max_size=6), st.text("abcdx", max_size=12))
def test_a_frame_is_listed_where_its_needs_are_met_in_their_order(
    frames: list[list[frozenset[str]]], code: str
) -> None:
    expected = [number for number, sets in enumerate(frames) if in_order(sets, code)]
    assert list(numbers(Shortlist.of(frames).mask(code))) == expected


def test_a_frame_is_filled_only_where_each_of_its_slots_finds_a_class() -> None:
    road, unit = frozenset({"Road", "Bridge"}), frozenset({"County"})
    fillable = Fillable.of([[road], [], [road, unit]])
    assert list(numbers(fillable.mask(frozenset({"Bridge"})))) == [0, 1]
    assert list(numbers(fillable.mask(frozenset({"Road", "County"})))) == [0, 1, 2]
    assert list(numbers(fillable.mask(frozenset()))) == [1]


def test_articles_say_the_same_when_nothing_is_spared(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(GOLD.glob("*.txt"))
    documents = [Document(file.name, file.read_text(encoding="utf-8"), published="2023-05-01") for file in files]
    found = [extract(document, knowledge) for document in documents]
    monkeypatch.setattr(Shortlist, "mask", lambda self, code: (1 << self.size) - 1 + 0 * len(code))
    monkeypatch.setattr(Fillable, "mask", lambda self, named: self.all + 0 * len(named))
    monkeypatch.setattr(Pointers, "any_in", lambda self, start, end: self.last > end > start)
    monkeypatch.setattr(ReferenceFinder, "pointers", lambda _, text: Pointers((), frozenset(), len(text) + 1))
    assert [extract(document, knowledge) for document in documents] == found


def test_values_are_found_beside_their_marks() -> None:
    text = "公路于2019年9月开工。全长12公里。投资3亿。大家在路上走了很久。"
    values, end = Values(text, None), 0
    found = []
    for sentence in text.split("。")[:-1]:
        start, end = end, end + len(sentence) + 1
        found.append([text[value.start : value.end] for value in values.between(start, end)])
    assert found == [["2019年9月"], ["12公里"], ["3亿"], []]
