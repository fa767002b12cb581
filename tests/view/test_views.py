"""What a reader brings into view and keeps there: pins, time, who shares with whom, back and forward."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.samples import BRIDGE, RECORDS, ROAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.view.conftest import Watched

MOVE = """([key, value]) => {
    const thumb = document.querySelector(`input[data-list=${key}]`);
    thumb.value = value;
    thumb.dispatchEvent(new Event("input"));
    thumb.dispatchEvent(new Event("change"));
}"""


def where(opened: Watched, id_: str) -> tuple[float, float]:
    at = opened.page.evaluate("id => window.kg.where(id)", id_)
    return at["x"], at["y"]


def test_a_pinned_entity_stays_in_view_and_in_place(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    tab = opened.page
    opened.select("石玛大桥")
    tab.click("#panel button >> text=固定")
    expect(tab.locator("#panel button >> text=固定")).to_have_attribute("aria-pressed", "true")
    assert re.search(r"pin=-?\d+%2C-?\d+%2Cbridge", tab.url)
    pinned = re.findall(r"pin=[^&]*", tab.url)
    tab.click("#controls button >> text=首图")
    tab.uncheck("input[data-list=offRelation][data-item=crosses]")
    tab.uncheck("input[data-list=offRelation][data-item=uses]")
    opened.select("第五师")
    tab.click("#panel button >> text=聚焦 1")
    assert "图中 4 个实体" in opened.text("#status"), "the three in focus and the pinned one"
    assert re.findall(r"pin=[^&]*", tab.url) == pinned
    tab.select_option("#controls select", "tree")
    assert "图中 4 个实体" in opened.text("#status")
    opened.click(BRIDGE)
    expect(tab.locator("#panel h2")).to_have_text("石玛大桥")
    tab.keyboard.press("p")
    assert "pin=" not in tab.url


def test_a_pinned_entity_can_be_dragged_and_the_drag_undone(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    tab = opened.page
    opened.click(ROAD)
    tab.keyboard.press("p")
    x, y = where(opened, ROAD)
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 60, y + 40, steps=4)
    tab.mouse.up()
    assert where(opened, ROAD) == pytest.approx((x + 60, y + 40), abs=2)
    link = tab.url
    tab.keyboard.press("u")
    expect(tab.locator("#canvas")).to_be_visible()
    tab.wait_for_url(lambda url: url != link)
    assert abs(where(opened, ROAD)[0] - x) < 2
    tab.goto("about:blank")
    tab.goto(link)
    moved = where(opened, ROAD)
    tab.goto("about:blank")
    tab.goto(link.split("#")[0])
    assert moved != where(opened, ROAD)


def test_the_time_of_opening_shows_only_works_of_that_time_and_who_takes_part(
    open_graph: Callable[..., Watched],
) -> None:
    opened = open_graph()
    before = opened.text("#status")
    assert "2021-09 – 2024-05" in opened.text("#filters")
    opened.page.evaluate(MOVE, ["openUntil", 0])
    assert "openUntil=2021-09" in opened.page.url
    assert "图中 3 个实体" in opened.text("#status")
    opened.page.evaluate(MOVE, ["openUntil", 1])
    opened.page.evaluate(MOVE, ["openSince", 1])
    assert "openSince=2024-05" in opened.page.url
    assert "图中 3 个实体" in opened.text("#status")
    opened.page.click("#tabs button >> text=陈述")
    table = opened.text("#table")
    assert "石玛大桥" in table
    assert "兵地融合大道" not in table
    opened.page.click("#tabs button >> text=图")
    opened.page.click("#filters button >> text=重置")
    assert opened.text("#status") == before


def test_the_time_of_publication_filters_by_article(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.evaluate(MOVE, ["since", 1])
    assert "since=2023-05" in opened.page.url
    assert "图中 2 个实体" in opened.text("#status")
    opened.page.keyboard.press("Escape")
    opened.page.locator("input[data-list=until]").focus()
    opened.page.keyboard.press("ArrowLeft")
    assert opened.page.locator("input[data-list=until]").get_attribute("aria-valuetext") == "2023-05"


def test_one_click_shows_who_shares_works_with_an_entity(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.select("第五师")
    opened.page.click("#panel button >> text=在图中显示")
    assert "图中 3 个实体" in opened.text("#status")
    assert "base=sharing" in opened.page.url
    opened.page.go_back()
    expect(opened.page.locator("#status")).to_contain_text("图中 12 个实体")
    opened.page.go_forward()
    expect(opened.page.locator("#status")).to_contain_text("图中 3 个实体")


def test_the_article_is_shown_only_when_it_was_packed(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.click(ROAD)
    opened.page.locator("#panel .claim summary").first.click()
    assert opened.page.locator("#panel button >> text=在文中查看").count()
    bare = open_graph(with_text=False)
    bare.click(ROAD)
    bare.page.locator("#panel .claim summary").first.click()
    assert bare.page.locator("#panel blockquote").count()
    assert not bare.page.locator("#panel button >> text=在文中查看").count()


def test_a_picture_holds_every_label_and_relation_as_text(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    with opened.page.expect_download() as download:
        opened.page.click("#controls button >> text=SVG")
    picture = download.value.path().read_text(encoding="utf-8")
    assert picture.count("<path") == 10
    for text in ("兵地融合大道", "第五师", "师市合一", "第五师 — 建设 → 兵地融合大道"):
        assert text in picture


def test_rows_are_saved_as_shown_and_never_as_formulas(open_graph: Callable[..., Watched]) -> None:
    named = replace(RECORDS, entities=tuple(replace(e, label="=1+1") if e.id == ROAD else e for e in RECORDS.entities))
    opened = open_graph(named)
    opened.page.click("#tabs button >> text=陈述")
    with opened.page.expect_download() as download:
        opened.page.click("#table button >> text=CSV")
    saved = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(saved, newline="")))
    assert len(rows) == 1 + len(RECORDS.claims)
    assert "'=1+1" in {row[0] for row in rows}
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_dragging_the_ground_moves_the_picture_under_the_pointer(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    tab = opened.page
    x, y = where(opened, ROAD)
    ground = tab.evaluate("window.kg.free()")
    tab.mouse.move(ground["x"], ground["y"])
    tab.mouse.down()
    tab.mouse.move(ground["x"] + 80, ground["y"] + 30, steps=8)
    tab.mouse.up()
    assert where(opened, ROAD) == pytest.approx((x + 80, y + 30), abs=2)
    opened.click(ROAD)
    expect(tab.locator("#panel h2")).to_have_text("兵地融合大道")
