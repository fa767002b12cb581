"""Finding names in a text: offsets, longest first, nested names, and what is no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer


def _outer(gazetteer: Gazetteer, text: str) -> list[str]:
    return [match.surface for match in gazetteer.find(text) if not match.nested]


def test_offsets_count_code_points_of_the_text(shipped: Gazetteer) -> None:
    text = "𠮷🙂六师和昌吉市，101团。"
    found = shipped.find(text)
    assert [(match.start, match.end) for match in found if not match.nested] == [(2, 4), (5, 8), (9, 13)]
    assert all(text[match.start : match.end] == match.surface for match in found)


def test_the_longest_name_wins_and_holds_the_shorter_ones(shipped: Gazetteer) -> None:
    found = shipped.find("农六师五家渠市")
    assert [(match.surface, match.nested) for match in found] == [
        ("农六师五家渠市", False),
        ("农六师", True),
        ("六师", True),
        ("五家渠市", True),
        ("五家渠", True),
    ]
    assert found[0].ids == ("division/6", "unit/659004")


def test_what_means_the_same_as_the_whole_is_not_nested(shipped: Gazetteer) -> None:
    assert [match.surface for match in shipped.find("且末县")] == ["且末县"]
    assert [match.surface for match in shipped.find("奇台农场")] == ["奇台农场", "奇台"]


def test_the_stem_of_a_name_is_not_nested(shipped: Gazetteer) -> None:
    assert [match.surface for match in shipped.find("玛纳斯河、头屯河区、石河子大学")] == [
        "玛纳斯河",
        "头屯河区",
        "石河子大学",
        "石河子",
    ]


def test_ids_are_sorted(shipped: Gazetteer) -> None:
    assert shipped.find("红旗农场")[0].ids == ("regiment/3-hongqi-nongchang", "regiment/6-hongqi-nongchang")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("一四七团", ["一四七团"]),
        ("151团", []),
        ("二十三师", []),
        ("第一百零一团", ["第一百零一团"]),
        ("一○一团与一零一团", ["一○一团", "一零一团"]),
        ("2022年三师", ["三师"]),
        ("五团结对帮扶", ["五团"]),
        ("六团圆满完成", ["六团"]),
        ("三团队员", []),
        ("一家三团圆", []),
        ("第一师范学校", []),
        ("第三师傅", []),
        ("一师生态环境局", ["一师"]),
        ("十师生产总值", ["十师"]),
        ("九师长期以来", ["九师"]),
        ("抱成一团", []),
        ("石河子市场", ["石河子"]),
        ("农六师五家渠市场", ["农六师", "五家渠"]),
        ("石河子市面向全国", ["石河子市"]),
        ("昌吉路", []),
        ("昌吉路网", ["昌吉"]),
        ("昌吉市北京南路", ["昌吉市"]),
        ("哈密瓜产自哈密", ["哈密"]),
        ("自治区和县级医院", ["自治区"]),
        ("发达县", []),
        ("G2171", []),
        ("G217线与国道331", ["G217线", "国道331"]),
        ("扎库齐牛录乡村民", ["扎库齐牛录乡"]),
        ("伊犁河谷", ["伊犁"]),
        ("建设美好新农村", []),
        ("八连生活区", []),
        ("一四七团八连生活区", ["一四七团", "八连生活区"]),
        ("河北省保定市易县", ["河北省", "保定市", "易县"]),
        ("河北易县", ["河北", "易县"]),
        ("贸易县域", []),
        ("济南市市中区", ["济南市", "市中区"]),
        ("在全市市中区", []),
        ("乌鲁木齐市新市区", ["乌鲁木齐市", "新市区"]),
        ("天山南北", ["天山"]),
        ("中国", []),
        ("复合肥", []),
    ],
)
def test_what_is_a_name_and_what_is_not(shipped: Gazetteer, text: str, names: list[str]) -> None:
    assert _outer(shipped, text) == names


def test_finding_again_gives_the_same(shipped: Gazetteer) -> None:
    text = "六师红旗农场与吉木萨尔县，二堡镇，八钢。" * 3
    assert shipped.find(text) == shipped.find(text)
    assert len([match for match in shipped.find(text) if match.surface == "八钢"]) == 3


def test_an_empty_text_has_no_names(shipped: Gazetteer) -> None:
    assert shipped.find("") == []


def test_lookup_gives_the_kind_and_the_dates_of_a_name(shipped: Gazetteer) -> None:
    found = {identifier: (name.kind, name.valid_from, name.valid_to) for identifier, name in shipped.lookup("哈密市")}
    assert found == {"unit/650500": ("label", "2016", ""), "unit/650502": ("former", "", "2016")}
    assert shipped.lookup("没有此名") == ()


def test_chain_goes_upward_nearest_first(shipped: Gazetteer) -> None:
    assert shipped.chain("unit/654022204") == ("unit/654022", "unit/654000", "unit/650000", "country/cn")
    assert shipped.chain("country/cn") == ()
    assert shipped.chain("unit/0") == ()


@pytest.mark.parametrize(
    ("surface", "kind"),
    [
        ("农业建设第六师", "former"),
        ("6师", "numeral"),
        ("兵团六师", "prefix"),
        ("六师", "short"),
        ("六师五家渠市", "pair"),
        ("新疆生产建设兵团第六师", "official"),
    ],
)
def test_every_spelling_has_its_kind(shipped: Gazetteer, surface: str, kind: str) -> None:
    assert {name.kind for identifier, name in shipped.lookup(surface) if identifier == "division/6"} == {kind}
