"""Names in a row: what the joining says, and what a name states by its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Extraction


def test_nested_places_lie_in_each_other(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    assert said("他家在新和县塔什艾日克乡阿特贝希墩村。") == {
        ("阿特贝希墩村", "locatedIn", "塔什艾日克乡"),
        ("塔什艾日克乡", "locatedIn", "新和县"),
    }


def test_a_division_with_its_city_is_one_body(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    found = said("五师双河市举行活动。")
    assert len(found) == 1
    assert {("第五师", "unifiedWith", "双河市"), ("双河市", "unifiedWith", "第五师")} & found


def test_a_unit_in_front_of_another_owns_it(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    assert ("红旗农场（第六师）", "partOf", "第六师") in said("六师红旗农场今年丰收。") or (
        "红旗农场",
        "partOf",
        "第六师",
    ) in said("六师红旗农场今年丰收。")


def test_a_zone_called_after_a_city_lies_in_it(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    assert said("霍尔果斯兵地融合发展示范区揭牌。") >= {("霍尔果斯兵地融合发展示范区", "locatedIn", "霍尔果斯市")}


def test_the_ends_in_a_name_are_connected(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    found = said("三团至阿瓦提公路通车。")
    assert {(a, b, c) for a, b, c in found if b == "connects"} == {
        ("三团至阿瓦提公路", "connects", "三团"),
        ("三团至阿瓦提公路", "connects", "阿瓦提县"),
    }


def test_an_ambiguous_name_links_to_nothing_and_shows_its_candidates(read: Callable[[str], Extraction]) -> None:
    found = [mention for mention in read("红旗农场今年丰收。").mentions if mention.surface == "红旗农场"]
    assert [mention.entity for mention in found] == [None]
    assert len(found[0].candidates) > 1
