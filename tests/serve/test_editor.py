"""The query editor in a browser: it asks this server and no other, and knows the graph's prefixes and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.serve.conftest import Served


@pytest.fixture
def editor(browser: Browser, served: Served) -> Iterator[tuple[Page, list[str]]]:
    """Open the editor; give it and what it did that it should not do."""
    wrong: list[str] = []
    tab = browser.new_page(viewport={"width": 1280, "height": 860}, locale="en-GB")
    tab.on("request", lambda one: None if one.url.startswith((served.address, "data:")) else wrong.append(one.url))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(f"{served.address}/sparql")
    yield tab, wrong
    tab.close()


def test_a_shipped_question_is_one_click(editor: tuple[Page, list[str]]) -> None:
    tab, wrong = editor
    assert tab.locator("#questions button").count() >= 15
    tab.get_by_role("button", name="Which divisions and cities are one body?").click()
    tab.wait_for_selector(".yasr_results table tbody tr")
    assert "第五师" in tab.inner_text(".yasr_results")
    assert wrong == []


def test_prefixes_are_known_without_asking_anybody(editor: tuple[Page, list[str]]) -> None:
    tab, wrong = editor
    tab.evaluate("kgEditor.getTab().getYasqe().setValue('')")
    tab.click(".yasqe .CodeMirror")
    tab.keyboard.type("PREFIX k")
    tab.wait_for_selector(".CodeMirror-hints li", timeout=5000)
    assert "https://kg.example/ontology#" in tab.inner_text(".CodeMirror-hints")
    tab.keyboard.press("Escape")
    tab.evaluate("kgEditor.getTab().getYasqe().setValue('SELECT ?b { ?b kg:crosses ?r }')")
    tab.evaluate("kgEditor.getTab().getYasqe().query()")
    tab.wait_for_selector(".yasr_results table tbody tr")
    assert wrong == []


def test_what_an_answer_names_is_shown_by_this_server(editor: tuple[Page, list[str]], served: Served) -> None:
    tab, wrong = editor
    tab.evaluate("kgEditor.getTab().getYasqe().setValue('SELECT ?b { ?b kg:crosses ?r }')")
    tab.evaluate("kgEditor.getTab().getYasqe().query()")
    with tab.context.expect_page() as opened:
        tab.click(".yasr_results table tbody tr a.iri")
    assert opened.value.url == f"{served.address}/bridge/shi-ma-da-qiao.html"
    opened.value.close()
    assert wrong == []


def test_a_mistake_is_told_with_its_place(editor: tuple[Page, list[str]]) -> None:
    tab, _ = editor
    tab.evaluate("kgEditor.getTab().getYasqe().setValue('SELECT ?b {')")
    tab.evaluate("kgEditor.getTab().getYasqe().query().catch(() => null)")
    tab.wait_for_selector(".yasr_results .errorResult")
    assert "line 1, column" in tab.inner_text(".yasr_results")
