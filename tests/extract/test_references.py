"""References back resolve to one entity or stay unresolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.linking import Referent
from kg.extract.references import Memory, ReferenceHit

if TYPE_CHECKING:
    from collections.abc import Callable

ROAD, OTHER = Referent("road/a", "Road", "甲乙公路"), Referent("road/b", "Road", "丙丁公路")
ROADS = frozenset({"Road"})
HIT = ReferenceHit(0, 3, "公路", pointing=True)


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
    assert memory.resolve(ROADS, "公路", 3, 1, HIT) == OTHER
    memory.remember([ROAD], 2, 1, first=False)
    assert memory.resolve(ROADS, "公路", 3, 1, HIT) is None


def test_memory_holds_only_what_can_still_be_meant() -> None:
    memory = Memory()
    for sentence in range(1_000):
        memory.remember([ROAD], sentence, 1, first=True)
        memory.forget(sentence + 1)
    assert len(memory.named) < 10
    assert memory.resolve(ROADS, "公路", 5_000, 1, HIT) is None


def test_two_parties_are_a_pair_and_one_named_twice_is_not() -> None:
    memory = Memory()
    memory.remember_pair([ROAD, ROAD], 1)
    assert memory.pair is None
    memory.remember_pair([ROAD, OTHER], 1)
    assert memory.pair == ((ROAD, OTHER), 1)


def test_a_village_named_behind_its_town_is_the_same_one_where_it_stands_alone(
    said: Callable[[str], set[tuple[str, str, str]]],
) -> None:
    found = said("岳普湖县铁热木镇英买里村来了客人。五十一团选派5名干部来到英买里村。")
    assert ("五十一团", "postsStaffTo", "英买里村") in found


def test_the_units_own_words_mean_the_unit_spoken_of(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    assert ("额敏县", "manages", "上户支渠") in said("上户支渠位于额敏县。支渠归县里管理。")
    assert ("额敏县", "manages", "上户支渠") not in said("上户支渠位于额敏县。支渠归老师里的代表管理。")


def test_that_school_is_the_other_one_of_two(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    found = said("太原市第五中学与五家渠市第一中学结对。太原市第五中学选派6名骨干教师到该校支教。")
    assert ("太原市第五中学", "postsStaffTo", "五家渠市第一中学") in found


def test_two_schools_are_no_counties(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    found = said("推介会在疏附县和疏勒县举行。两校将联合培养纺织人才。")
    assert not any(predicate == "cooperatesWith" for _, predicate, _ in found)


def test_of_two_sides_only_the_first_sends_and_pays(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    found = said("太原市第五中学与五家渠市第一中学签订协议，选派6名骨干教师到石河子市第一中学支教。")
    sent = {subject for subject, predicate, _ in found if predicate == "postsStaffTo"}
    assert sent == {"太原市第五中学"}


def test_people_without_a_name_act_for_nobody(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    found = said("办好红星一场与陶家宫镇联办的文化节；机关选派20名年轻干部到伊吾县挂职。")
    assert not any(predicate == "postsStaffTo" for _, predicate, _ in found)


def test_a_road_that_is_only_rumoured_joins_nothing(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    assert not said("听说要修图木舒克到阿克苏的高铁？")
    assert said("图木舒克到阿克苏的高铁去年通车。")
