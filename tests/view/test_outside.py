"""The page elsewhere: without script, without a Chinese font, on paper, in a notebook, under assistive tools."""

from __future__ import annotations

import importlib.resources
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kg.graph import Graph
from kg.view import page
from tests.samples import RECORDS
from tests.view.conftest import ARGUMENTS
from tests.view.generated import generated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from kg.ontology import Ontology
    from tests.view.conftest import Watched

SERIOUS = """async () => {
    const found = await axe.run(document, { resultTypes: ["violations"] });
    return found.violations
        .filter(one => ["serious", "critical"].includes(one.impact))
        .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(" | ")}`);
}"""


def serious(opened: Watched) -> list[str]:
    """Return what axe-core finds serious or worse."""
    opened.page.evaluate(importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: list[str] = opened.page.evaluate(SERIOUS)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_serious(open_graph: Callable[..., Watched], scheme: str, language: str) -> None:
    opened = open_graph(color_scheme=scheme)
    tab = opened.page
    if language == "en":
        tab.click("#language")
    assert serious(opened) == []
    tab.fill("#query", "shi")
    assert serious(opened) == [], "while searching"
    tab.press("#query", "Enter")
    tab.locator("#panel .claim summary").first.click()
    assert serious(opened) == [], "an entity"
    tab.locator("#panel .evidence .link").first.click()
    assert serious(opened) == [], "the article"
    tab.keyboard.press("Escape")
    for tabs in (1, 2):
        tab.locator("#tabs button").nth(tabs).click()
        assert serious(opened) == [], "a table"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_report(open_report: Callable[..., Watched], scheme: str) -> None:
    assert serious(open_report(color_scheme=scheme)) == []


def test_everything_can_be_done_from_the_keyboard(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    tab = opened.page
    reached: set[str] = set()
    for _ in range(120):
        tab.keyboard.press("Tab")
        about = tab.evaluate(
            """() => {
                const at = document.activeElement;
                const look = getComputedStyle(at);
                return [at.id || at.textContent || at.dataset.item, look.outlineStyle, at === document.body];
            }"""
        )
        if about[2]:
            break
        reached.add(about[0])
        assert about[1] != "none", f"no focus is seen on {about[0]}"
    assert {"query", "language", "theme", "help", "canvas", "PNG", "陈述", "首图"} <= reached
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    tab.keyboard.type("wszz")
    tab.keyboard.press("Escape")
    tab.keyboard.press("t")
    expect(tab.locator("#table table")).to_be_visible()
    tab.locator("#table td.subject button").first.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel h2")).not_to_have_text("2 篇文章的知识图谱")
    tab.keyboard.press("g")
    expect(tab.locator("#canvas")).to_be_visible()
    tab.keyboard.press("u")
    expect(tab.locator("#table table")).to_be_visible()
    tab.keyboard.press("r")
    expect(tab.locator("#canvas")).to_be_visible()
    tab.keyboard.press("?")
    expect(tab.locator("#dialog")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#dialog")).to_be_hidden()


def test_a_browser_without_a_chinese_font_is_told(tmp_path: Path, browser: Browser, known: Ontology) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>/usr/share/fonts/truetype</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    file = tmp_path / "graph.html"
    file.write_text(page(RECORDS, known), encoding="utf-8")
    bare = browser.browser_type.launch(
        executable_path=shutil.which("chromium"), args=list(ARGUMENTS), env={"FONTCONFIG_FILE": str(fonts)}
    )
    tab = bare.new_page()
    tab.goto(file.as_uri())
    expect(tab.locator("#status")).to_contain_text("seems to have no Chinese font")
    tab.click("#language")
    expect(tab.locator("#status")).to_contain_text("seems to have no Chinese font")
    bare.close()


def test_a_browser_with_chinese_fonts_is_not(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph()
    opened.page.wait_for_timeout(1200)
    assert "font" not in opened.text("#status")


def test_without_script_the_page_says_what_it_needs(tmp_path: Path, browser: Browser, known: Ontology) -> None:
    file = tmp_path / "graph.html"
    file.write_text(page(RECORDS, known), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert "needs JavaScript" in tab.inner_text("body")
    tab.wait_for_timeout(4500)
    assert "ES2020" not in tab.inner_text("body")
    context.close()


@pytest.mark.parametrize("wrong", ["const old = a ?. ?? b;", 'throw new TypeError("no such function");'])
def test_a_browser_that_cannot_run_the_page_is_told_so(
    tmp_path: Path, browser: Browser, known: Ontology, wrong: str
) -> None:
    text = page(RECORDS, known)
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    old = text.replace('"use strict";\n// Elements', f'"use strict";\n{wrong}\n// Elements')
    assert old != text
    file = tmp_path / "graph.html"
    file.write_text(old, encoding="utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    expect(tab.locator("#unsupported")).to_be_visible()
    expect(tab.locator("#unsupported")).to_contain_text("ES2020")
    assert tab.locator("#app").is_hidden()
    tab.close()


def test_a_page_that_opens_never_shows_that_message(open_graph: Callable[..., Watched]) -> None:
    opened = open_graph(generated(2000))
    assert opened.page.locator("#unsupported").count() == 0


def test_on_paper_the_details_follow_the_picture_and_the_tools_are_left_out(
    open_graph: Callable[..., Watched],
) -> None:
    opened = open_graph(color_scheme="dark")
    opened.select("第五师")
    opened.page.emulate_media(media="print")
    for hidden in ("#filters", "#tools", "#search", "#controls", "#panel .actions"):
        assert opened.page.locator(hidden).is_hidden(), hidden
    picture = opened.page.locator("#canvas").bounding_box()
    details = opened.page.locator("#panel").bounding_box()
    assert picture
    assert details
    assert details["y"] >= picture["y"] + picture["height"]
    assert opened.page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert len(opened.page.pdf()) > 10_000


def test_two_graphs_in_one_notebook_are_two_pages(open_file: Callable[..., Watched], tmp_path: Path) -> None:
    file = tmp_path / "notebook.html"
    small = Graph(generated(60))
    cells = "".join(f"<div>{graph._repr_html_()}</div>" for graph in (Graph(RECORDS), small))
    file.write_text(f'<!doctype html><meta charset="utf-8">{cells}', encoding="utf-8")
    opened = open_file(file)
    frames = [opened.page.frame_locator(f"iframe >> nth={number}") for number in (0, 1)]
    expect(frames[0].locator("#status")).to_contain_text("12 个实体")
    expect(frames[1].locator("#status")).to_contain_text("60 个")
    frames[0].locator("#query").fill("第五师")
    frames[0].locator("#query").press("Enter")
    expect(frames[0].locator("#panel h2")).to_have_text("第五师")
    expect(frames[1].locator("#panel .figures")).to_be_visible()
    with opened.page.expect_download() as download:
        frames[0].locator("#controls button >> text=CSV").click()
    assert "第五师" in download.value.path().read_text(encoding="utf-8-sig")
    assert opened.requests == []
    assert opened.errors == []
