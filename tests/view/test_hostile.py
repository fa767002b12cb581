"""Whatever stands in a field is shown as text: no script runs, nothing is requested, in any field and any mode."""

from __future__ import annotations

import csv
import html
from typing import TYPE_CHECKING

import kg
from kg.model import Candidate, Claim, Document, Entity, Evidence, GraphRecords, Mention, Note
from kg.view import page, report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.ontology import Ontology
    from tests.view.conftest import Watched

PAYLOADS = (
    "<img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=1</script>",
    "</style></title><svg onload=window.pwned=1>",
    '"><a href="javascript:window.pwned=1" autofocus onfocus=window.pwned=1>href</a>',
    "javascript:window.pwned=1",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}${window.pwned=1}`",
    "<iframe srcdoc='<script>top.pwned=1</script>'>",
    "http://leak.invalid/x.png",
    "url(http://leak.invalid/y)",
    "\u2028window.pwned=1//\u0001\ud800",
    "__proto__",
    "constructor",
    "'-window.pwned=1-'&lt;b&gt;&#60;",
    "=cmd|' /C calc'!A0",
)


GO = """at => new Promise(done => {
    addEventListener("popstate", () => done(), { once: true });
    location.hash = new URLSearchParams({ sel: at }).toString();
})"""
"""Goes to a selection as a link would, and waits until the page has followed."""


def hostile(payload: str, number: int) -> GraphRecords:
    """Return a graph with `payload` in every field that can hold text."""
    text = f"{payload} 与 {payload} 共建。{payload}"
    size = len(payload)
    known, work = f"division/{number}", f"road/{payload}"
    document = Document(payload, text, payload, payload, payload, payload)
    quoted = Evidence(payload, 0, len(text), text, payload, payload)
    names = (("en", payload), ("zh", payload))
    one = Entity(payload, payload, payload, names, (payload,), ((payload, payload), ("wikidata", payload)))
    two = Entity(known, "Division", payload, names, (payload,), (("geonames", payload),), 44.0, 87.0)
    three = Entity(work, "Road", payload)
    claims = (
        Claim(payload, payload, payload, known, None, payload, payload, 0.5, payload, False, (quoted,)),
        Claim(f"b{number}", known, "builds", work, None, "planned", "transport", 0.5, "article", False, (quoted,)),
        Claim(f"c{number}", payload, "uses", work, None, "done", None, 0.5, "derived"),
        Claim(f"d{number}", known, payload, None, payload, "done", None, 0.5, "article", True, (quoted,)),
    )
    candidates = (Candidate(payload, payload, payload, 0.5, (payload,)),)
    mentions = (
        Mention(payload, 0, size, payload, payload, payload, (payload,), candidates),
        Mention(payload, size + 3, 2 * size + 3, payload, payload, None, (payload,), candidates),
    )
    notes = (Note(payload, payload, 0, size, payload), Note(payload, "furniture", 0, size, payload))
    return GraphRecords((document,), (one, two, three), mentions, claims, notes)


def everything() -> GraphRecords:
    return joined([hostile(payload, number) for number, payload in enumerate(PAYLOADS)])


def joined(graphs: Sequence[GraphRecords]) -> GraphRecords:
    """Return one graph of several that share nothing."""
    return GraphRecords(
        tuple(document for graph in graphs for document in graph.documents),
        tuple(entity for graph in graphs for entity in graph.entities),
        tuple(mention for graph in graphs for mention in graph.mentions),
        tuple(claim for graph in graphs for claim in graph.claims),
        tuple(note for graph in graphs for note in graph.notes),
    )


def shown(payload: str) -> str:
    """Return the part of a payload that any page can show: a lone surrogate cannot be written."""
    return payload.removesuffix("\ud800")


def assert_harmless(opened: Watched) -> None:
    assert opened.page.evaluate("window.pwned") is None
    assert opened.requests == []
    assert opened.errors == []


def test_no_field_of_the_graph_page_is_more_than_text(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph(everything())
    tab = opened.page
    for tabs in (1, 2, 0):
        tab.locator("#tabs button").nth(tabs).click()
        visible = tab.locator("#app").evaluate("e => e.textContent")
        assert all(shown(payload) in visible for payload in PAYLOADS)
    for number, payload in enumerate(PAYLOADS):
        # A lone surrogate cannot stand in an address.
        named = (f"e:division/{number}",) if payload != shown(payload) else (f"e:{payload}", f"c:{payload}")
        for selection in (*named, f"c:d{number}"):
            tab.evaluate(GO, selection)
            assert shown(payload) in tab.locator("#panel").evaluate("e => e.textContent")
        tab.fill("#query", shown(payload))
    tab.click("#panel button >> text=在文中查看")
    assert shown(PAYLOADS[-1]) in opened.text("#dialog .article")
    tab.click("#dialog button.icon")
    tab.select_option("#controls select", "map")
    tab.click("#language")
    tab.click("#theme")
    assert tab.locator("script").count() == 8
    assert tab.locator("iframe, object, embed, img, base, form").count() == 0
    targets = set(tab.eval_on_selector_all("a", "links => links.map(link => new URL(link.href).protocol)"))
    assert targets <= {"http:", "https:"}
    assert_harmless(opened)


def test_no_part_of_the_address_is_more_than_text(open_graph: Callable[..., Watched]) -> None:
    names = (
        "sel",
        "base",
        "from",
        "add",
        "hide",
        "offClass",
        "lang",
        "theme",
        "view",
        "layout",
        "since",
        "openSince",
        "pin",
    )
    fragment = "&".join(f"{name}=<img src=x onerror=window.pwned=1>" for name in names)
    opened = open_graph(
        fragment=f"#{fragment}&base=path:%25E0|__proto__&pin=1,1,__proto__&__proto__=1&base=sharing:__proto__"
    )
    assert "兵地融合大道" in opened.text("#panel")
    assert_harmless(opened)


def test_no_seed_of_a_user_and_no_name_of_a_file_is_more_than_text(
    open_file: Callable[..., Watched], tmp_path: Path, known: Ontology
) -> None:
    image = "<img src=x onerror=window.pwned=1>"
    seeds, articles = tmp_path / "seeds", tmp_path / "articles"
    seeds.mkdir()
    articles.mkdir()
    with (seeds / "mine.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(("id", "type", "zh", "en", "parent", "aliases", "source"))
        rows.writerow(("unit/999999", "County", "安乐县", image, "unit/650000", f"short:{image}县", image))
    text = "<script>window.pwned=1</script>\n\n三十七团与安乐县毗邻。"
    (articles / f"{image}.txt").write_text(text, encoding="utf-8")
    graph = kg.build(articles, gazetteer=[seeds])
    assert any(entity.label == "安乐县" for entity in graph.records.entities)
    for name, made in (("graph", graph.html()), ("report", report(graph.records, known))):
        file = tmp_path / f"{name}.html"
        file.write_text(made, encoding="utf-8")
        opened = open_file(file)
        if name == "graph":
            opened.select("安乐县")
            for line in opened.page.locator("#panel .claim summary").all():
                line.click()
            assert f"{image}.txt" in opened.text("#panel")
            opened.page.click("#language")
        assert image in opened.page.locator("body").evaluate("e => e.innerText")
        assert opened.page.locator("img").count() == 0
        assert_harmless(opened)


def test_the_page_in_a_notebook_frame_reaches_nothing(
    open_file: Callable[..., Watched], tmp_path: Path, known: Ontology
) -> None:
    file = tmp_path / "notebook.html"
    inner = html.escape(page(everything(), known), quote=True)
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><iframe id="frame" sandbox="allow-scripts" srcdoc="{inner}"'
        ' width="1200" height="700"></iframe>',
        encoding="utf-8",
    )
    opened = open_file(file)
    frame = opened.page.frame_locator("#frame")
    frame.locator("#panel .entity").first.click()
    frame.locator("#panel .claim summary").first.click()
    frame.locator("#panel blockquote").first.wait_for()
    before = opened.page.url
    frame.locator("#controls button[title=撤销]").click()
    frame.locator("#panel .figures").wait_for()
    frame.locator("#controls button[title=重做]").click()
    frame.locator("#panel .claim").first.wait_for()
    assert opened.page.url == before
    assert_harmless(opened)


def test_no_field_of_the_report_is_more_than_text(open_report: Callable[..., Watched]) -> None:
    opened = open_report(everything())
    opened.page.click("#language")
    body = opened.page.locator("main").evaluate("e => e.textContent")
    assert all(shown(payload) in body for payload in PAYLOADS)
    targets = set(opened.page.eval_on_selector_all("main a", "links => links.map(link => new URL(link.href).protocol)"))
    assert targets <= {"file:", "http:", "https:"}
    assert opened.page.locator("script").count() == 1
    assert_harmless(opened)
