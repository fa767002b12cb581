"""One browser for all tests of the pages; every page is watched for requests and errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from kg import ontology
from kg.view import page, report
from tests.samples import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page, Route

    from kg.model import GraphRecords
    from kg.ontology import Ontology

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class Watched:
    """A page in the browser and what it did that it should not do."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        """Return the visible text of an element."""
        return self.page.inner_text(selector)

    def select(self, name: str) -> None:
        """Search for `name` and take the first result."""
        self.page.fill("#query", name)
        self.page.press("#query", "Enter")

    def click(self, id_: str) -> None:
        """Click where an entity or a claim is drawn."""
        where = self.page.evaluate("id => window.kg.where(id)", id_)
        self.page.mouse.click(where["x"], where["y"])


@pytest.fixture(scope="session")
def known() -> Ontology:
    """Return the shipped ontology."""
    return ontology.load()


@pytest.fixture
def open_file(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Return a function that opens a file with every other request blocked and noted."""
    opened: list[Page] = []

    def open_(path: Path, fragment: str = "", **context: str | bool) -> Watched:
        tab = browser.new_page(viewport={"width": 1440, "height": 860}, accept_downloads=True, **context)  # type: ignore[arg-type]  # the colour scheme is a literal there
        opened.append(tab)
        watched = Watched(tab)

        def guard(route: Route) -> None:
            if route.request.url.startswith((path.as_uri(), "data:", "blob:")):
                route.continue_()
            else:
                watched.requests.append(route.request.url)
                route.abort()

        def refuse(dialog: Dialog) -> None:
            watched.errors.append(dialog.message)
            dialog.dismiss()

        tab.route("**/*", guard)
        tab.on("console", lambda message: watched.errors.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: watched.errors.append(str(error)))
        tab.on("dialog", refuse)
        tab.goto(path.as_uri() + fragment)
        return watched

    yield open_
    for tab in opened:
        tab.close()


@pytest.fixture
def open_graph(open_file: Callable[..., Watched], tmp_path: Path, known: Ontology) -> Callable[..., Watched]:
    """Return a function that writes `graph.html` of some records and opens it."""

    def open_(
        records: GraphRecords = RECORDS, fragment: str = "", *, with_text: bool | None = None, **context: str
    ) -> Watched:
        file = tmp_path / "graph.html"
        file.write_text(page(records, known, with_text=with_text), encoding="utf-8")
        return open_file(file, fragment, **context)

    return open_


@pytest.fixture
def open_report(open_file: Callable[..., Watched], tmp_path: Path, known: Ontology) -> Callable[..., Watched]:
    """Return a function that writes `report.html` of some records and opens it."""

    def open_(records: GraphRecords = RECORDS, **context: str) -> Watched:
        file = tmp_path / "report.html"
        file.write_text(report(records, known), encoding="utf-8")
        return open_file(file, **context)

    return open_
