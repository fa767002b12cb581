"""Tables and labelled lists: what their cells say, what they leave to the reader of sentences, what they void."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.extract.table_wording import compile_tables
from kg.extract.tables import find_items
from kg.ontology import load as load_ontology
from tests.extract.labelled import labelled

if TYPE_CHECKING:
    from pathlib import Path

    from kg.extract.knowledge import Knowledge
    from tests.extract.labelled import Triple


def _read(text: str, knowledge: Knowledge) -> dict[Triple, str]:
    """Return the claims of a text, by labels, with their status."""
    found: dict[Triple, str] = {}
    for triple, claim in labelled(text, knowledge):
        found[triple] = claim.status
        for evidence in claim.evidence:
            assert evidence.quote == text[evidence.start : evidence.end]
    return found


def _about(found: dict[Triple, str], *labels: str) -> set[Triple]:
    """Return the claims that name one of these, without what names state by their form."""
    return {t for t in found if (t[0] in labels or t[2] in labels) and t[1] != "locatedIn"}


def test_columns_under_headings(knowledge: Knowledge) -> None:
    found = _read(
        "城际班线\n线路｜起点｜终点｜途经站点｜里程｜承运企业\n"
        "12路｜石河子客运站｜沙湾市｜一四三团、一四二团｜26公里｜石河子公交公司\n",
        knowledge,
    )
    assert _about(found, "12路") == {
        ("12路", "connects", "石河子客运站"),
        ("12路", "connects", "沙湾市"),
        ("12路", "passesThrough", "一四三团"),
        ("12路", "passesThrough", "一四二团"),
        ("12路", "lengthKm", 26.0),
        ("石河子公交公司", "manages", "12路"),
    }


def test_units_may_stand_in_the_heading(knowledge: Knowledge) -> None:
    found = _read(
        "公路名称\t全长（公里）\t总投资（亿元）\t通车年份\n北阿公路\t62\t11.6\t2021\n阿富公路\t88.5\t20.3\t2019\n",
        knowledge,
    )
    assert _about(found, "北阿公路") == {
        ("北阿公路", "lengthKm", 62.0),
        ("北阿公路", "investmentCNY", 1_160_000_000.0),
        ("北阿公路", "openedOn", "2021"),
    }


def test_markdown_table_with_frame(knowledge: Knowledge) -> None:
    found = _read(
        "| 桥名 | 跨越河流 | 所在公路 | 桥长 | 建设单位 |\n|---|---|---|---|---|\n"
        "| 玛河三桥 | 玛纳斯河 | 乌奎高速 | 380米 | 第八师、玛纳斯县 |\n",
        knowledge,
    )
    assert _about(found, "玛河三桥") == {
        ("玛河三桥", "crosses", "玛纳斯河"),
        ("玛河三桥", "partOf", "乌奎高速"),
        ("玛河三桥", "lengthKm", 0.38),
        ("第八师", "builds", "玛河三桥"),
        ("玛纳斯县", "builds", "玛河三桥"),
    }


@pytest.mark.parametrize("state", ["停运", "尚未开通", "已取消", "暂停，待恢复，目前停运"])
def test_a_dead_row_claims_nothing(state: str, knowledge: Knowledge) -> None:
    found = _read(f"线路|起讫点|备注\n31路|阿拉尔市—十团|{state}\n32路|阿拉尔市—十二团|正常\n", knowledge)
    assert not _about(found, "31路")
    assert ("32路", "connects", "十二团") in found


@pytest.mark.parametrize(
    ("state", "status"),
    [("在建", "underway"), ("规划，未开工", "planned"), ("已建成", "done"), ("正在施工", "underway")],
)
def test_the_state_of_a_row(state: str, status: str, knowledge: Knowledge) -> None:
    found = _read(f"名称|起止点|状态\n塔昆公路|十一团—昆玉市|{state}\n", knowledge)
    assert found["塔昆公路", "connects", "昆玉市"] == status


def test_a_title_gives_its_state_to_all_rows(knowledge: Knowledge) -> None:
    rows = "项目名称|建设地点|业主单位|开工日期\n永安湖风景区|五十一团|第三师|2024.3\n"
    assert _read(f"在建项目一览表\n{rows}", knowledge)["第三师", "builds", "永安湖风景区"] == "underway"
    assert not _about(_read(f"已取消项目\n{rows}", knowledge), "永安湖风景区")


def test_remarks_are_about_the_row(knowledge: Knowledge) -> None:
    found = _read(
        "名称|长度|备注\n五米路|31公里|由六师、米东区共建，2018年启用，总投资3亿元\n新奇路|9公里|跨乌鲁木齐河\n",
        knowledge,
    )
    assert _about(found, "五米路") == {
        ("五米路", "lengthKm", 31.0),
        ("第六师", "builds", "五米路"),
        ("米东区", "builds", "五米路"),
        ("五米路", "openedOn", "2018"),
        ("五米路", "investmentCNY", 300_000_000.0),
    }
    assert ("新奇路", "crosses", "乌鲁木齐河") in found
    assert ("五米路", "crosses", "乌鲁木齐河") not in found


def test_a_remark_that_names_another_work_is_not_about_the_row(knowledge: Knowledge) -> None:
    found = _read("名称|长度|备注\n五米路|31公里|连接红旗水库，第六师建设\n", knowledge)
    assert ("第六师", "builds", "五米路") not in found


@pytest.mark.parametrize(
    "text",
    [
        "名称,起点,终点,长度\n奎独公路,奎屯市,独山子区,17公里\n",
        "名称     起点    终点    长度\n奎独公路    奎屯市    独山子区   17公里\n",
        "<tr><th>名称</th><th>起讫点</th><th>长度</th></tr>\n<tr><td>奎独公路</td><td>奎屯市—独山子区</td><td>17公里</td></tr>",
        "名稱│起訖點│長度\n奎獨公路│奎屯市至獨山子區│17公里\n",
    ],
)
def test_marks_between_cells(text: str, knowledge: Knowledge) -> None:
    assert _about(_read(text, knowledge), "奎独公路") == {
        ("奎独公路", "connects", "奎屯市"),
        ("奎独公路", "connects", "独山子区"),
        ("奎独公路", "lengthKm", 17.0),
    }


def test_a_cell_makes_sure_of_a_name(knowledge: Knowledge) -> None:
    found = _read("道路｜长度｜管养单位\n振兴路｜3公里｜五家渠通达路桥公司\n", knowledge)
    assert ("振兴路", "lengthKm", 3.0) in found
    assert ("五家渠通达路桥公司", "manages", "振兴路") in found


def test_a_label_that_no_heading_knows_does_not_end_the_list(knowledge: Knowledge) -> None:
    found = _read("中文名：塔北机场\n飞行区指标：4C\n通航时间：2018年12月26日\n占地面积：2150亩\n", knowledge)
    assert ("塔北机场", "openedOn", "2018-12-26") in found


def test_an_opening_to_come_is_planned(knowledge: Knowledge) -> None:
    found = _read("线路|区间|现状\n阿塔铁路|阿拉尔市—塔中镇|2023年开工，预计2026年通车\n", knowledge)
    assert found["阿塔铁路", "openedOn", "2026"] == "planned"
    assert found["阿塔铁路", "connects", "塔中镇"] == "underway"


def test_headings_in_the_first_column(knowledge: Knowledge) -> None:
    found = _read("项目|阿塔公路|塔和铁路\n起止点|阿拉尔市—塔中镇|十团至和田市\n长度|420公里|510km\n", knowledge)
    assert _about(found, "阿塔公路", "塔和铁路") == {
        ("阿塔公路", "connects", "阿拉尔市"),
        ("阿塔公路", "connects", "塔中镇"),
        ("阿塔公路", "lengthKm", 420.0),
        ("塔和铁路", "connects", "十团"),
        ("塔和铁路", "connects", "和田市"),
        ("塔和铁路", "lengthKm", 510.0),
    }


def test_labels_under_a_name(knowledge: Knowledge) -> None:
    found = _read(
        "北阿公路\n起点：北屯市\n终点：阿勒泰市\n途经：一八三团、红墩镇\n全长：62公里\n建设单位：第十师、阿勒泰市\n\n"
        "巴里坤湖大桥\n跨越：巴里坤湖\n桥长：1200米\n管养单位：哈密公路管理局\n",
        knowledge,
    )
    assert _about(found, "北阿公路", "巴里坤湖大桥") == {
        ("北阿公路", "connects", "北屯市"),
        ("北阿公路", "connects", "阿勒泰市"),
        ("北阿公路", "passesThrough", "一八三团"),
        ("北阿公路", "passesThrough", "红墩镇"),
        ("北阿公路", "lengthKm", 62.0),
        ("第十师", "builds", "北阿公路"),
        ("阿勒泰市", "builds", "北阿公路"),
        ("巴里坤湖大桥", "crosses", "巴里坤湖"),
        ("巴里坤湖大桥", "lengthKm", 1.2),
        ("哈密公路管理局", "manages", "巴里坤湖大桥"),
    }


def test_labels_on_one_line(knowledge: Knowledge) -> None:
    found = _read("精伊公路：起点：精河县；终点：伊宁市；全长：245公里；总投资：38亿元。\n", knowledge)
    assert _about(found, "精伊公路") == {
        ("精伊公路", "connects", "精河县"),
        ("精伊公路", "connects", "伊宁市"),
        ("精伊公路", "lengthKm", 245.0),
        ("精伊公路", "investmentCNY", 3_800_000_000.0),
    }


def test_a_label_may_give_the_name(knowledge: Knowledge) -> None:
    found = _read("名称：双河水库\n所在地：博乐市\n投资方：第五师\n状态：在建\n", knowledge)
    assert found["第五师", "builds", "双河水库"] == "underway"
    assert ("双河水库", "locatedIn", "博乐市") in found


def test_labels_under_no_name_are_left_alone(knowledge: Knowledge) -> None:
    found = _read(
        "会议纪要如下，请遵照执行。\n时间：2021年5月\n地点：五家渠市\n建设单位：第六师\n主持人：李四\n", knowledge
    )
    assert not found


def test_route_lists(knowledge: Knowledge) -> None:
    found = _read(
        "1路：铁门关客运站—二十九团—库尔勒市\n2路：铁门关市—尉犁县，全长45公里\n217国道：独山子区—库车市\n7路：停运\n",
        knowledge,
    )
    assert _about(found, "1路", "2路", "217国道", "7路") == {
        ("1路", "connects", "铁门关客运站"),
        ("1路", "passesThrough", "二十九团"),
        ("1路", "connects", "库尔勒市"),
        ("2路", "connects", "铁门关市"),
        ("2路", "connects", "尉犁县"),
        ("2路", "lengthKm", 45.0),
        ("217国道", "connects", "独山子区"),
        ("217国道", "connects", "库车市"),
    }


def test_a_stop_without_a_name_is_left_out(knowledge: Knowledge) -> None:
    found = _read("线路|走向\n5路|阿拉尔市—商业街南口—十团\n", knowledge)
    assert _about(found, "5路") == {("5路", "connects", "阿拉尔市"), ("5路", "connects", "十团")}


def test_rows_are_not_read_across_cells(knowledge: Knowledge) -> None:
    found = _read("标段名称|长度|建设单位|说明\n一标段|3公里|第六师修建|红旗水库\n", knowledge)
    assert ("第六师", "builds", "红旗水库") not in found


@pytest.mark.parametrize(
    ("heading", "kind", "unit"),
    [("桥长（m）", "length", "米"), ("计划总投资/万元", "money", "万元"), ("主要途经站点", "passes", "")],
)
def test_headings_with_affixes_and_units(knowledge: Knowledge, heading: str, kind: str, unit: str) -> None:
    found = knowledge.tables.column(heading)
    assert found is not None
    assert (found[0].kind, found[1]) == (kind, unit)


def test_ranges_and_shares_give_no_value(knowledge: Knowledge) -> None:
    found = _read("名称|长度|总投资\n塔昆公路|120至130公里|其中中央补助2亿元\n", knowledge)
    assert not _about(found, "塔昆公路")


def test_prose_holds_no_items(knowledge: Knowledge) -> None:
    assert not find_items("第六师与昌吉市共建公路，全长20公里。\n公路2020年通车。", knowledge.tables)


def test_text_around_a_table_is_still_read(knowledge: Knowledge) -> None:
    found = _read(
        "第七师与乌苏市共同修建了奎河大桥。\n\n名称|长度\n奎乌公路|35公里\n\n大桥于2020年建成通车，全长400米。\n",
        knowledge,
    )
    assert ("第七师", "builds", "奎河大桥") in found
    assert ("奎乌公路", "lengthKm", 35.0) in found
    assert ("奎乌公路", "lengthKm", 0.4) not in found


def test_faults_in_the_wording_are_all_named(tmp_path: Path) -> None:
    data = {
        "column": [
            {"kind": "a", "reads": "poem", "words": ["甲"]},
            {"kind": "b", "reads": "names", "predicates": ["likes"]},
        ]
    }
    with pytest.raises(KnowledgeError) as caught:
        compile_tables(tmp_path / "tables.toml", data, load_ontology())
    message = str(caught.value)
    assert "poem" in message
    assert "likes" in message
    assert "heading" in message
