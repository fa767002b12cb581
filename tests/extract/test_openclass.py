"""Names of open classes: where they begin, which are descriptions, which are no names at all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.extract.spotting import find_spans

if TYPE_CHECKING:
    from kg.extract import Knowledge


def names(text: str, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Return `(label, class, kind)` of the names of a text that are in no gazetteer."""
    return [
        (span.label, span.type, span.kind) for span in find_spans(text, knowledge) if span.kind in ("open", "described")
    ]


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("去年，石玛大桥建成通车。", "石玛大桥", "Bridge"),
        ("吉彩公路全长20公里。", "吉彩公路", "Road"),
        ("记者来到“云海”产业园采访。", "云海产业园", "Zone"),
        ("兴办了丰收农机服务中心。", "丰收农机服务中心", "Facility"),
        ("塔河三桥昨日通车。", "塔河三桥", "Bridge"),
        ("兵地融合大道开通了。", "兵地融合大道", "Road"),
        ("研究区的骨干水源莫东水库始建于1975年。", "莫东水库", "Waterway"),
        ("园区主干道丰融路已经通车。", "丰融路", "Road"),
        ("职工和社员一起修建了团结大渠。", "团结大渠", "Waterway"),
        ("公司建成金穗十万锭纺纱基地。", "金穗十万锭纺纱基地", "Facility"),
        ("渠首，止于柳沟湾水库，全长12公里。", "柳沟湾水库", "Waterway"),
        ("下午走特昭公路去看八卦城。", "特昭公路", "Road"),
    ],
)
def test_a_name_begins_where_it_should(text: str, label: str, kind: str, knowledge: Knowledge) -> None:
    assert (label, kind, "open") in names(text, knowledge)


def test_a_core_of_modifiers_is_a_description(knowledge: Knowledge) -> None:
    assert names("第十三师与哈密市共同打造兵地融合示范区。", knowledge) == [
        ("兵地融合示范区", "DemonstrationZone", "described")
    ]


def test_two_ends_name_a_road_and_describe_it_after_a_particle(knowledge: Knowledge) -> None:
    assert ("三团至阿瓦提公路", "Road", "open") in names("三团至阿瓦提公路通车。", knowledge)
    assert ("公路", "Road", "described") in names("修建三团至阿瓦提县的公路。", knowledge)


@pytest.mark.parametrize("text", ["换一种思路。", "最后一公里打通了。", "一路走来。", "顾全大局。", "大桥镇很大。", ""])
def test_common_words_are_no_names(text: str, knowledge: Knowledge) -> None:
    assert names(text, knowledge) == []


def test_an_owner_stays_outside_a_name_and_a_place_inside(knowledge: Knowledge) -> None:
    found = names("霍尔果斯兵地融合发展示范区揭牌。", knowledge)
    assert found == [("霍尔果斯兵地融合发展示范区", "DemonstrationZone", "open")]


def test_spans_stand_in_order_without_overlaps_and_quote_their_text(knowledge: Knowledge) -> None:
    text = "第六师与奇台县共同修建吉彩公路，石玛大桥横跨玛纳斯河，62路公交经过三十七团八连。"
    spans = find_spans(text, knowledge)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(text[span.start : span.end] == span.surface for span in spans)
    assert {span.kind for span in spans} >= {"gazetteer", "open", "route", "company"}


@pytest.mark.parametrize(
    "text",
    [
        "它是一座以灌溉为主，兼有防洪功能的中型平原水库。",
        "班次请咨询该线路运营单位。",
        "双方合作兴建的这处园区开园了。",
        "医院建成胸痛中心。",
    ],
)
def test_what_says_what_a_thing_is_or_points_back_is_no_name(text: str, knowledge: Knowledge) -> None:
    assert not names(text, knowledge)
