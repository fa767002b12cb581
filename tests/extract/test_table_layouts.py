"""Layouts of tables, columns of partners, facts that only the words of a cell tell; and tables that tell nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.labelled import labelled

if TYPE_CHECKING:
    from kg.extract.knowledge import Knowledge
    from tests.extract.labelled import Triple


def _read(text: str, knowledge: Knowledge) -> dict[Triple, str]:
    """Return the claims of a text but those of nested names, by labels, with their status."""
    return {
        triple: claim.status
        for triple, claim in labelled(text, knowledge)
        if all(evidence.rule.split("/")[1] not in ("nested", "name-place") for evidence in claim.evidence)
    }


@pytest.mark.parametrize(
    ("name", "cell", "facts"),
    [
        ("北阿公路", "二级公路，38.6公里", {("lengthKm", 38.6)}),
        ("北阿公路", "约46公里；总投资2亿元", {("lengthKm", 46.0), ("investmentCNY", 200_000_000.0)}),
        ("永安湖风景区", "12平方公里", {("areaKm2", 12.0)}),
        ("永安湖风景区", "占地1500亩，建筑面积3平方公里", {("areaKm2", 1.0)}),
        ("永安湖风景区", "核心区2平方公里", set()),
        ("永安湖风景区", "12至15平方公里", set()),
        ("北阿公路", "涉及耕地300亩", set()),
        ("北阿公路", "路基宽12米", set()),
        ("双河水库", "灌溉面积12万亩", set()),
    ],
)
def test_scale(name: str, cell: str, facts: set[tuple[str, float]], knowledge: Knowledge) -> None:
    found = _read(f"名称|建设规模|状态\n{name}|{cell}|建成\n", knowledge)
    assert {triple[1:] for triple in found if triple[0] == name} == facts


@pytest.mark.parametrize(
    ("cell", "facts"),
    [
        ("2023年4月开工，2024年5月通车", {("startedOn", "2023-04", "done"), ("openedOn", "2024-05", "done")}),
        ("2023年4月动工/2025年9月建成", {("startedOn", "2023-04", "done"), ("openedOn", "2025-09", "done")}),
        ("2019年5月奠基、2021年6月投用", {("startedOn", "2019-05", "done"), ("openedOn", "2021-06", "done")}),
        ("计划2026年开工", {("startedOn", "2026", "planned")}),
        ("预计2026年底建成通车", {("openedOn", "2026", "planned")}),
        ("2024年至2026年", set()),
    ],
)
def test_dates_by_their_own_words(cell: str, facts: set[Triple], knowledge: Knowledge) -> None:
    found = _read(f"名称|时间节点|里程\n北阿公路|{cell}|62公里\n", knowledge)
    assert {(p, o, status) for (_, p, o), status in found.items() if p.endswith("On")} == facts


def test_a_work_that_begins_is_underway_and_one_that_will_is_planned(knowledge: Knowledge) -> None:
    found = _read(
        "名称|建设单位|时间节点\n北阿公路|第十师|2024年3月开工\n塔昆公路|第十四师|计划2026年开工\n", knowledge
    )
    assert found["第十师", "builds", "北阿公路"] == "underway"
    assert found["第十四师", "builds", "塔昆公路"] == "planned"


def test_who_answers_for_a_work_builds_it_only_where_it_is_being_made(knowledge: Knowledge) -> None:
    made = _read("名称|责任单位|进展\n北阿公路|第十师|正在施工\n", knowledge)
    assert made["第十师", "builds", "北阿公路"] == "underway"
    assert not _read("名称|责任单位|检查次数\n北阿公路|第十师|3\n", knowledge)


_PAGE = (
    "<table><tr><th rowspan=2>名称<th colspan=2>走向<th rowspan=2>建设单位</tr><tr><td>起点<td>终点</tr>"
    "<tr><td>北阿公路<td><p>北屯市</p></td><td>阿勒泰市<td>第十师</table>"
)
_ROWS = {("北阿公路", "connects", "北屯市"), ("北阿公路", "connects", "阿勒泰市"), ("第十师", "builds", "北阿公路")}


@pytest.mark.parametrize(
    "text",
    [
        "序号\t名称\t走向\t\t建设单位\n\t\t起点\t终点\t\n1\t北阿公路\t北屯市\t阿勒泰市\t第十师\n",
        "名称  起点    终点      建设单位\n北阿公路  北屯市    阿勒泰市  第十师\n",
        "名称\t\t起点\t终点\t建设单位\n北阿公路\t北屯市\t阿勒泰市\t第十师\n",
        "序号,公路名称,起讫点,建设单位\n1,北阿公路,北屯市—阿勒泰市,第十师\n2,塔昆公路,,\n",
        _PAGE,
        "项目一：北阿公路\n起终点：北屯市至阿勒泰市\n牵头单位：第十师；联系电话：无\n进展：建成\n",
        "（二）项目名称：北阿公路　起止点：北屯市—阿勒泰市　建设单位：第十师　联系人：无\n",
    ],
)
def test_layouts(text: str, knowledge: Knowledge) -> None:
    assert set(_read(text, knowledge)) == _ROWS


def test_units_in_the_line_under_the_headings(knowledge: Knowledge) -> None:
    found = _read(
        "                里程      投资\n名称      起点    （公里）  （亿元）  建设单位\n"
        "北阿公路  北屯市  62        8.2       第十师\n",
        knowledge,
    )
    assert {("北阿公路", "lengthKm", 62.0), ("北阿公路", "investmentCNY", 820_000_000.0)} <= set(found)


def test_a_heading_of_two_things(knowledge: Knowledge) -> None:
    found = _read("名称|规模及投资|状态\n北阿公路|37.5公里，6.2亿元|建成\n", knowledge)
    assert set(found) == {("北阿公路", "lengthKm", 37.5), ("北阿公路", "investmentCNY", 620_000_000.0)}


def test_a_label_far_below_a_line_is_not_about_it(knowledge: Knowledge) -> None:
    assert not _read("北阿公路\n名称|长度\n塔昆公路|\n全长：62公里\n", knowledge)


def test_merged_cells_repeat_what_stands_above_them(knowledge: Knowledge) -> None:
    pasted = "管理单位\t道路\t长度\n红星一场\t泉东路\t11公里\n\t泉西路\t8公里\n合计\t\t19公里\n"
    page = (
        "<table><tr><th>道路</th><th>管理单位</th><th>长度</th></tr><tr><td>泉东路</td><td rowspan='2'>红星一场</td>"
        "<td>11公里</td></tr><tr><td>泉西路</td><td>8公里</td></tr></table>"
    )
    for text in (pasted, page, "道路|管理单位|长度\n泉东路|红星一场|11公里\n泉西路|同上|8公里\n"):
        assert set(_read(text, knowledge)) == {
            ("红星一场", "manages", "泉东路"),
            ("红星一场", "manages", "泉西路"),
            ("泉东路", "lengthKm", 11.0),
            ("泉西路", "lengthKm", 8.0),
        }


def test_an_empty_cell_behind_the_name_says_nothing(knowledge: Knowledge) -> None:
    found = _read("名称\t建设单位\t长度\n北阿公路\t第十师\t62公里\n塔昆公路\t\t30公里\n", knowledge)
    assert ("第十师", "builds", "塔昆公路") not in found
    assert ("塔昆公路", "lengthKm", 30.0) in found


def test_a_line_over_a_group_of_rows_gives_their_state(knowledge: Knowledge) -> None:
    found = _read(
        "名称\t建设单位\n一、在建项目\n北阿公路\t第十师\n二、已取消项目\n塔昆公路\t第十四师\n",
        knowledge,
    )
    assert found == {("第十师", "builds", "北阿公路"): "underway"}


def test_tables_of_partners(knowledge: Knowledge) -> None:
    found = _read(
        "帮扶单位|受援单位|帮扶方式\n第一师医院|阿瓦提县|选派医师5名\n\n"
        "派出单位|受援单位\n塔里木大学|五十三团\n\n合作单位（甲方）|合作单位（乙方）\n第七师|乌苏市\n",
        knowledge,
    )
    assert {triple for triple in found if triple[1] != "partOf"} == {
        ("第一师医院", "assists", "阿瓦提县"),
        ("第一师医院", "postsStaffTo", "阿瓦提县"),
        ("塔里木大学", "postsStaffTo", "五十三团"),
        *{t for t in found if t[1] == "cooperatesWith" and {t[0], t[2]} == {"第七师", "乌苏市"}},
    }
    assert sum(triple[1] == "cooperatesWith" for triple in found) == 1


def test_pieces_after_semicolons_belong_to_their_route(knowledge: Knowledge) -> None:
    found = _read("302路：一五〇团—沙湾市；途经一四七团；发车间隔40分钟\n303路（暂停运营）：奎屯市—乌苏市\n", knowledge)
    assert set(found) == {
        ("302路", "connects", "一五〇团"),
        ("302路", "connects", "沙湾市"),
        ("302路", "passesThrough", "一四七团"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "名次\t球队\t场次\t积分\n1\t石河子队\t6\t15\n2\t奎屯队\t6\t12\n第7轮：石河子队—奎屯队，3比1。\n",
        "城市｜天气｜气温｜风力\n阿拉尔市｜晴｜-3—9℃｜2级\n铁门关市｜小雪｜-8—0℃｜能见度2公里\n",
        "品种,产地,今日,昨日\n红枣,若羌县,18.6,18.2\n香梨,库尔勒市,7.5,7.4\n",
        "车次　　始发站　　终到站　　开点\nK9786　　库尔勒　　喀什　　08:10\n5807　　奎屯　　北屯　　10:05\n",
        "单位｜联系人｜地址｜电话\n第十师｜值班室｜北屯市龙疆路｜0906-0000000\n",
        "日期：11月2日\n地点：北屯市\n时间：10:00—18:00\n单位：第十师\n",
        "单位\t参赛人数\t时间\n第一师\t12\t2023年5月\n第二师\t9\t2023年5月\n",
        "姓名\t派出单位\t职务\n某人\t第一师医院\t医师\n",
        "团场\t播种面积（万亩）\t产量（吨）\n十团\t12\t3000\n十一团\t8\t2100\n",
    ],
)
def test_tables_that_tell_nothing(text: str, knowledge: Knowledge) -> None:
    assert not [triple for triple in _read(text, knowledge) if triple[1] not in ("locatedIn", "partOf")]
