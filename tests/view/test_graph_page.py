"""What a reader does with `graph.html`, in Chromium, from a file, with the network cut off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from kg.model import Claim, Entity, GraphRecords
from kg.view import page
from tests.samples import BRIDGE, RECORDS, ROAD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.ontology import Ontology
    from tests.view.conftest import Watched

QUOTE = "五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道"


def claim_of(subject: str, predicate: str) -> Claim:
    return next(claim for claim in RECORDS.claims if (claim.subject, claim.predicate) == (subject, predicate))


def test_the_page_opens_offline_without_errors_and_names_things_in_chinese(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    assert opened.requests == []
    assert opened.errors == []
    assert "兵地融合大道" in opened.text("#panel")
    assert "图中 12 个实体" in opened.text("#status")
    assert opened.page.locator("#canvas canvas").count() == 1


def test_the_legend_names_every_class_with_its_count_and_explains_the_lines(
    open_graph: Callable[..., Watched],
) -> None:
    legend = open_graph().text("#filters")
    for word in ("师", "县级行政区", "桥梁", "建设", "师市合一", "计划", "地名录", "深色外圈"):
        assert word in legend
    assert "团场\n2" in legend


def test_a_click_on_an_entity_shows_what_is_known_of_it(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.click("division/5")
    panel = opened.text("#panel")
    for text in ("第五师", "5th Division", "农五师", "division/5", "共享伙伴", "博尔塔拉蒙古自治州"):
        assert text in panel


def test_a_claim_in_the_details_opens_to_its_sentence(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.click("division/5")
    opened.page.click("#panel .claim summary >> text=兵地融合大道")
    assert QUOTE in opened.text("#panel blockquote")


def test_a_click_on_a_line_shows_the_sentence_with_its_words_marked(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.click(claim_of("unit/652700", "builds").id)
    assert QUOTE in opened.text("#panel blockquote")
    assert opened.text("#panel mark.subject") == "博尔塔拉蒙古自治州"
    assert opened.text("#panel mark.object") == "兵地融合大道"
    for text in ("下好一盘棋", "2022-10-25", "兵团日报", "builds/joint", "95%"):
        assert text in opened.text("#panel")
    opened.click(claim_of(BRIDGE, "crosses").id)
    assert opened.text("#panel mark.subject") == "石玛大桥"
    assert opened.text("#panel mark.object") == "玛纳斯河"


def test_the_article_opens_at_the_sentence_even_after_characters_outside_the_basic_plane(
    open_graph: Callable[..., Watched],
) -> None:
    opened = open_graph()
    opened.page.evaluate("id => { location.hash = 'sel=c:' + id }", claim_of("unit/659001", "uses").id)
    opened.page.click("#panel button >> text=在文中查看")
    assert opened.text("#dialog mark.chosen") == "石河子市的公交车驶上石玛大桥"


def test_search_finds_by_chinese_english_alias_pinyin_and_initials(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    for query, label in (
        ("奇台县", "奇台县"),
        ("manas", "玛纳斯河"),
        ("博州", "博尔塔拉蒙古自治州"),
        ("shihezi", "石河子市"),
        ("qitai nongchang", "奇台农场"),
        ("bedd", ""),
        ("smdq", "石玛大桥"),
        ("37团", "三十七团"),
        ("652825", "且末县"),
    ):
        opened.page.fill("#query", query)
        first = opened.page.locator("#results [role=option]").first
        if label:
            assert label in first.inner_text(), query
        else:
            assert "没有找到" in opened.text("#found")


def test_a_single_letter_or_digit_finds_what_begins_with_it(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    for letter, labels in (("m", ["玛纳斯河"]), ("3", ["三十七团"]), ("玛", ["石玛大桥", "玛纳斯河"])):
        opened.page.fill("#query", letter)
        assert sorted(opened.page.locator("#results .words").all_text_contents()) == sorted(labels)


def test_what_is_dragged_looks_as_it_does_when_it_is_drawn_anew(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.select("玛纳斯河")
    tab = opened.page
    tab.select_option("#controls select", "map")
    free = tab.evaluate("window.kg.free()")
    tab.mouse.move(free["x"], free["y"])
    tab.mouse.down()
    # Further than what is drawn beyond the border of the picture.
    for step in range(1, 9):
        tab.mouse.move(free["x"] + 60 * step, free["y"] + 45 * step)
    before = tab.evaluate(LOOKS)
    tab.mouse.up()
    after = tab.evaluate(LOOKS)
    assert len(after) > 2000, "something is in sight"
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 0
    assert opened.errors == []


LOOKS = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
    const canvas = document.querySelector("#canvas canvas");
    const small = document.createElement("canvas");
    [small.width, small.height] = [100, 60];
    const paint = small.getContext("2d");
    paint.drawImage(canvas, 0, 0, 100, 60);
    done(Array.from(paint.getImageData(0, 0, 100, 60).data, value => value >> 6));
})))"""


def test_the_first_picture_is_the_engines_picture(
    open_file: Callable[..., Watched], tmp_path: Path, known: Ontology
) -> None:
    # Told to wait, the engine starts only when the reader reaches for the picture.
    file = tmp_path / "graph.html"
    file.write_text(page(RECORDS, known).replace("setTimeout(engine, 150)", "0"), encoding="utf-8")
    opened = open_file(file, bypass_csp=True)
    opened.page.locator("html[data-ready=yes]").wait_for(state="attached")
    assert opened.page.locator("#canvas .sketch").count() == 1
    sketched = opened.page.evaluate(LOOKS)
    opened.page.hover("#canvas")
    opened.page.locator("#canvas .vis-network").wait_for(state="attached")
    assert opened.page.locator("#canvas .sketch").count() == 0
    drawn = opened.page.evaluate(LOOKS)
    assert len(set(sketched)) > 1
    assert sum(a != b for a, b in zip(sketched, drawn, strict=True)) < len(drawn) // 50
    assert opened.errors == []


def test_search_by_keyboard_selects_and_is_announced(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("shi")
    assert opened.page.get_attribute("#query", "aria-expanded") == "true"
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.get_attribute("#query", "aria-activedescendant") == "option-1"
    opened.page.keyboard.press("Enter")
    assert opened.page.get_attribute("#query", "aria-expanded") == "false"
    assert "sel=e" in opened.page.url


def test_filters_take_claims_away_and_bring_them_back(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    before = opened.text("#status")
    opened.page.uncheck("input[data-list=offRelation][data-item=builds]")
    assert opened.text("#status") != before
    opened.page.uncheck("input[data-list=offClass][data-item=County]")
    assert "图中 4 个实体" in opened.text("#status")
    opened.page.click("#filters button >> text=重置")
    assert opened.text("#status") == before


def test_undo_and_permalink_keep_the_view(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.select("wszz")
    assert opened.text("#panel h2") != "第五师"
    opened.select("第五师")
    link = opened.page.url
    opened.page.keyboard.press("u")
    expect(opened.page.locator("#panel h2")).not_to_have_text("第五师")
    opened.page.goto("about:blank")
    opened.page.goto(link)
    assert opened.text("#panel h2") == "第五师"


def test_undo_never_leaves_the_page(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.select("第五师")
    for _ in range(3):
        opened.page.click("#controls button[title=撤销]")
        expect(opened.page.locator("#panel .figures")).to_be_visible()
    opened.page.click("#controls button[title=重做]")
    expect(opened.page.locator("#panel h2")).to_have_text("第五师")


def test_focus_hide_expand_and_path(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.select("第五师")
    opened.page.click("#panel button >> text=聚焦 1")
    assert "图中 3 个实体" in opened.text("#status")
    opened.select("双河市")
    opened.page.click("#panel button >> text=展开邻居")
    assert "图中 4 个实体" in opened.text("#status")
    opened.page.click("#panel button >> text=隐藏")
    assert "图中 3 个实体" in opened.text("#status")
    opened.select("第五师")
    opened.page.click("#panel button >> text=由此找路径")
    opened.select("博州")
    opened.page.click("#panel button >> text=到此的路径")
    assert "最短路径" in opened.text("#panel")
    for number, quote in enumerate(opened.page.locator("#panel .claim blockquote").all_inner_texts()):
        assert ("五师双河市", QUOTE)[number] in quote


def test_every_layout_draws_all(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    for layout in ("map", "tree", "force"):
        opened.page.select_option("#controls select", layout)
        assert "图中 12 个实体" in opened.text("#status")
    assert opened.errors == []


def test_tables_hold_the_same_content_and_sort(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.click("#tabs button >> text=陈述")
    assert opened.page.locator("#table tbody tr").count() == len(RECORDS.claims)
    assert "约 12.5" in opened.text("#table")
    opened.page.click("#table th button >> text=置信度")
    shown = opened.page.locator("#table td.confidence").all_inner_texts()
    assert shown == sorted(shown, key=lambda text: int(text.rstrip("%")))
    opened.page.click("#tabs button >> text=实体")
    assert opened.page.locator("#table tbody tr").count() == len(RECORDS.entities)


def test_english_and_dark(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph(color_scheme="dark")
    assert opened.page.get_attribute("html", "data-theme") == "dark"
    opened.page.click("#language")
    assert "12 entities" in opened.text("#status")
    assert opened.page.get_attribute("html", "lang") == "en"
    opened.select("5th Division")
    assert "Bortala Mongol Autonomous Prefecture" in opened.text("#panel")
    opened.page.click("#theme")
    assert opened.page.get_attribute("html", "data-theme") == "light"


def test_picture_and_rows_can_be_saved(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    for kind, beginning in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"\xef\xbb\xbf")):
        with opened.page.expect_download() as download:
            opened.page.click(f"#controls button >> text={kind}")
        assert download.value.path().read_bytes().startswith(beginning)
    assert opened.errors == []


def test_two_values_for_one_property_are_both_shown_as_a_conflict(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.select("石玛大桥")
    panel = opened.text("#panel")
    assert "0.31" in panel
    assert "0.3\n" in panel
    assert "来源不一" in panel


def test_identifiers_link_to_their_pages(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.select("奇台县")
    link = opened.page.locator("#panel a >> text=Q1198221")
    assert link.get_attribute("href") == "http://www.wikidata.org/entity/Q1198221"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_an_empty_graph_and_one_entity_say_so(open_graph: Callable[..., Watched]) -> None:
    for records in (GraphRecords(), GraphRecords(entities=(Entity("lake/a", "Lake", "甲" * 500),))):
        opened = open_graph(records)
        assert "图谱是空的" in opened.text("#status")
        assert opened.errors == []


def test_a_long_label_is_cut_in_the_picture_and_whole_in_the_details(open_graph: Callable[..., Watched]) -> None:
    long = "大" * 500
    records = replace(RECORDS, entities=tuple(replace(e, label=long) if e.id == ROAD else e for e in RECORDS.entities))
    opened = open_graph(records, f"#sel=e%3A{ROAD}")
    assert opened.text("#panel h2") == long


def test_shared_works_are_those_of_both_sides(open_graph: Callable[..., Watched]) -> None:
    works = open_graph().page.locator("#panel .works > li").all_inner_texts()
    assert len(works) == 1
    assert "兵地融合大道" in works[0]
    assert BRIDGE not in works[0]


def test_the_map_says_when_nothing_has_coordinates(open_graph: Callable[..., Watched]) -> None:
    nowhere = replace(RECORDS, entities=tuple(replace(e, lat=None, lon=None) for e in RECORDS.entities))
    opened = open_graph(nowhere, "#layout=map")
    assert "没有实体带坐标" in opened.text("#status")
    assert "图中 12 个实体" in opened.text("#status")


def test_background_facts_that_a_source_states_are_drawn_once(open_graph: Callable[..., Watched]) -> None:
    known = claim_of("division/5", "unifiedWith")
    again = replace(known, id="0" * 16, origin="gazetteer", evidence=())
    before = open_graph().text("#status")
    opened = open_graph(replace(RECORDS, claims=(again, *RECORDS.claims)))
    assert opened.text("#status").split("条")[0] == before.split("条")[0]
    opened.click("division/5")
    assert "地名录" in opened.text("#panel")


def test_a_double_click_draws_the_neighbours(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph(fragment=f"#hide={ROAD}")
    assert "图中 11 个实体" in opened.text("#status")
    where = opened.page.evaluate("window.kg.where('division/5')")
    opened.page.mouse.dblclick(where["x"], where["y"])
    expect(opened.page.locator("#status")).to_contain_text("图中 12 个实体")
