"""References back resolve to one entity or stay unresolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.linking import Referent
from kg.extract.references import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

ROAD, OTHER = Referent("road/a", "Road", "甲乙公路"), Referent("road/b", "Road", "丙丁公路")
ROADS = frozenset({"Road"})


def test_this_road_is_the_one_named_before(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    found = said("吉彩公路建成了。该公路由第六师修建。")
    assert ("第六师", "builds", "吉彩公路") in found


def test_both_sides_are_the_two_named_together(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    found = said("第六师与奇台县相邻。双方共同修建吉彩公路。")
    assert {("第六师", "builds", "吉彩公路"), ("奇台县", "builds", "吉彩公路")} <= found


def test_a_reference_without_anything_before_it_says_nothing(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    assert said("该公路由双方共同修建。") == set()


def test_the_newest_wins_and_two_at_once_are_nobody() -> None:
    memory = Memory()
    memory.remember([ROAD], 1, 1, first=False)
    memory.remember([OTHER], 2, 1, first=False)
    assert memory.resolve(ROADS, "公路", 3, 1, pointing=True) == OTHER
    memory.remember([ROAD], 2, 1, first=False)
    assert memory.resolve(ROADS, "公路", 3, 1, pointing=True) is None


def test_memory_holds_only_what_can_still_be_meant() -> None:
    memory = Memory()
    for sentence in range(1_000):
        memory.remember([ROAD], sentence, 1, first=True)
        memory.forget(sentence + 1)
    assert len(memory.named) < 10
    assert memory.resolve(ROADS, "公路", 5_000, 1, pointing=True) is None


def test_two_parties_are_a_pair_and_one_named_twice_is_not() -> None:
    memory = Memory()
    memory.remember_pair([ROAD, ROAD], 1)
    assert memory.pair is None
    memory.remember_pair([ROAD, OTHER], 1)
    assert memory.pair == ((ROAD, OTHER), 1)
