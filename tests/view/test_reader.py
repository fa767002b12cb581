"""What a reader with a keyboard, a long visit or an old bookmark counts on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Entity
from tests.samples import BRIDGE, FIRST, RECORDS, SECOND

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.view.conftest import Watched


def active(opened: Watched) -> str:
    """Return what has the focus: its id, else its label, else its text."""
    return str(
        opened.page.evaluate(
            "() => { const now = document.activeElement;"
            " return now.id || now.getAttribute('aria-label') || now.textContent; }"
        )
    )


def state_of(opened: Watched) -> int:
    return int(opened.page.evaluate("() => (history.state && history.state.steps) || 0"))


def test_a_single_letter_finds_the_busiest_entity_too(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.fill("#query", "s")
    assert "石玛大桥" in opened.text("#results")


def test_names_are_found_as_they_are_written_and_as_they_are_typed(open_graph: Callable[..., Watched]) -> None:
    more = (
        Entity("division/9", "Division", "第九师（白杨市）"),
        Entity("road/xian", "Road", "西安路", (("en", "Xi'an Road"),)),
    )
    opened = open_graph(replace(RECORDS, entities=tuple(sorted((*RECORDS.entities, *more), key=lambda e: e.id))))
    for query in ("第九师（白杨市）", "第九师(白杨市)"):
        opened.page.fill("#query", query)
        assert "第九师（白杨市）" in opened.text("#results"), query
    for query in ("xi'an road", "xian road", "Xi’an"):
        opened.page.fill("#query", query)
        assert "西安路" in opened.text("#results"), query


def test_a_key_of_an_unfinished_word_chooses_nothing(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.fill("#query", "shi")
    opened.page.evaluate(
        """() => document.querySelector("#query").dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }))"""
    )
    assert "sel=" not in opened.page.url
    assert opened.page.input_value("#query") == "shi"


def test_what_was_not_found_is_told_outside_the_list(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.fill("#query", "zzzz")
    assert opened.page.get_attribute("#query", "aria-expanded") == "false"
    assert opened.page.get_attribute("#found", "role") == "status"
    assert "没有找到" in opened.text("#found")


def test_the_keyboard_stays_where_it_was(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    for selector, wanted in (
        ("#language", "language"),
        ("#theme", "theme"),
        ("#tabs button:nth-child(2)", "Claims"),
        ("#table th:nth-child(2) button", "Relation ▲"),
        ("#tabs button:nth-child(1)", "Graph"),
    ):
        opened.page.focus(selector)
        opened.page.keyboard.press("Enter")
        assert active(opened) == wanted, selector
    opened.page.focus("#controls select")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.evaluate("() => document.activeElement.value") == "tree"


def test_a_bookmark_of_what_is_gone_says_so(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph(fragment="#base=path:nope%7Cnada")
    assert "没有路径" in opened.text("#panel")
    assert "undefined" not in opened.text("#panel")
    assert opened.errors == []


def test_what_is_not_drawn_can_be_pinned(open_graph: Callable[..., Watched]) -> None:
    alone = Entity("road/xian", "Road", "西安路")
    records = replace(RECORDS, entities=tuple(sorted((*RECORDS.entities, alone), key=lambda entity: entity.id)))
    opened = open_graph(records, fragment="#view=entities")
    opened.page.click("#table button.entity >> text=西安路")
    opened.page.click("#panel .actions button >> text=固定")
    assert opened.errors == []
    assert re.search(r"pin=-?\d+%2C-?\d+%2Croad%2Fxian", opened.page.url)


def test_undo_keeps_the_language_and_redo_the_page(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.select("石玛大桥")
    opened.page.click("#language")
    opened.page.click("#controls button[aria-label=Undo]")
    opened.page.wait_for_function("() => !location.hash.includes('sel=')")
    assert opened.page.get_attribute("html", "lang") == "en"
    opened.page.goto("about:blank")
    opened.page.go_back()
    opened.page.locator("html[data-ready=yes]").wait_for(state="attached")
    address = opened.page.url
    opened.page.keyboard.press("r")
    opened.page.wait_for_timeout(150)
    assert opened.page.url == address


def test_what_changes_nothing_is_no_step(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    for _ in range(3):
        opened.page.keyboard.press("t")
    assert state_of(opened) == 1


def test_printing_leaves_open_what_is_open(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph(fragment=f"#sel=e:{BRIDGE}")
    opened.page.locator("#panel details.claim summary").first.click()
    assert opened.page.locator("#panel details.claim[open]").count() == 1
    opened.page.evaluate("() => { dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint')); }")
    assert opened.page.locator("#panel details.claim[open]").count() == 1


def test_what_joins_the_map_stands_at_its_place(open_graph: Callable[..., Watched]) -> None:
    far = Entity("unit/653101", "County", "喀什市", lat=39.47, lon=75.99)
    records = replace(RECORDS, entities=tuple(sorted((*RECORDS.entities, far), key=lambda entity: entity.id)))
    opened = open_graph(records, fragment="#layout=map")
    opened.select("喀什市")
    found = {
        key: opened.page.evaluate("id => window.kg.where(id).x", key)
        for key in (far.id, "unit/652700", "unit/652325", "unit/652825")
    }
    assert found[far.id] < min(found[key] for key in found if key != far.id)


def test_evidence_of_articles_left_out_is_told_apart(open_graph: Callable[..., Watched]) -> None:
    kept = tuple(claim for claim in RECORDS.claims if claim.evidence)[:1]
    there = kept[0].evidence[0]
    two = replace(kept[0], evidence=(there, replace(there, document="elsewhere.html")))
    records = replace(
        RECORDS,
        claims=tuple(two if claim.id == two.id else claim for claim in RECORDS.claims),
        documents=tuple(document for document in (FIRST, SECOND) if document.id != there.document),
    )
    opened = open_graph(records, fragment=f"#sel=c:{two.id}")
    assert opened.page.locator("#panel ol.evidence > li").count() == 2


def test_a_narrow_page_still_has_its_filters(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.set_viewport_size({"width": 640, "height": 900})
    opened.page.uncheck("input[data-list=offRelation][data-item=builds]")
    assert "offRelation=builds" in opened.page.url


def test_single_keys_can_be_turned_off(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.click("#help")
    opened.page.uncheck("#dialog input[type=checkbox]")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("t")
    assert "view=" not in opened.page.url
    opened.page.click("#help")
    opened.page.check("#dialog input[type=checkbox]")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("t")
    assert "view=claims" in opened.page.url
