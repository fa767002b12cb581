"""What a source says is text on every page of the server too: no script runs, nothing is asked of anybody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from kg.ids import claim_id
from tests.serve.conftest import serving, write
from tests.view.test_hostile import PAYLOADS, hostile, joined, shown

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Request

    from kg.model import GraphRecords
    from tests.serve.conftest import Served

TOLD = tuple(payload for payload in PAYLOADS if payload == shown(payload))
"""The payloads that can be written as UTF-8, as a store must."""


def stored(payload: str, number: int) -> GraphRecords:
    """Return a hostile graph with the ids that an address can hold and the words that the ontology admits."""
    graph = hostile(payload, number)
    own = {payload: f"unit/{payload}"}
    return replace(
        graph,
        entities=tuple(
            replace(
                one,
                id=own.get(one.id, one.id),
                type="County" if one.type == payload else one.type,
                identifiers=tuple(("gb2260" if name == payload else name, value) for name, value in one.identifiers),
            )
            for one in graph.entities
        ),
        claims=tuple(
            replace(
                one,
                id=claim_id(one.subject, one.predicate, str(number), (one.id, "")),
                subject=own.get(one.subject, one.subject),
                predicate="uses" if one.object else "openedOn",
                status="planned" if one.status == payload else one.status,
                field=one.field and "transport",
                origin="article" if one.origin == payload else one.origin,
            )
            for one in graph.claims
        ),
        mentions=tuple(replace(one, entity=one.entity and own[payload]) for one in graph.mentions),
    )


def test_no_page_of_the_server_is_more_than_text(tmp_path: Path, browser: Browser) -> None:
    records = joined([stored(payload, number) for number, payload in enumerate(TOLD)])
    write(tmp_path, records)
    with serving(tmp_path) as served:
        _visit(served, browser, records)


def _visit(served: Served, browser: Browser, records: GraphRecords) -> None:
    strange: list[str] = []
    tab = browser.new_page()

    def asked(one: Request) -> None:
        if not one.url.startswith((served.address, "data:")):
            strange.append(one.url)

    tab.on("request", asked)
    tab.on("dialog", lambda dialog: strange.append(dialog.message))
    tab.on("pageerror", lambda error: strange.append(str(error)))
    places = [
        *(f"/{quote(entity.id, safe='/')}" for entity in records.entities),
        *(f"/claim/{claim.id}" for claim in records.claims[:: len(records.claims) // 8]),
        *(f"/document/{quote(document.id, safe='')}" for document in records.documents),
        *(f"/{quote(payload, safe='')}" for payload in TOLD),
        *(f"/sparql?{urlencode({'query': payload})}" for payload in TOLD),
        *(f"/reconcile/preview?{urlencode({'id': entity.id})}" for entity in records.entities[:6]),
    ]
    seen = 0
    for place in places:
        answer = tab.goto(served.address + place)
        assert answer is not None
        seen += answer.status == 200
        assert tab.evaluate("window.pwned") is None, place
        assert tab.locator("base, iframe, object, embed, img:not([src^='data:'])").count() == 0, place
        targets = set(tab.eval_on_selector_all("a[href]", "links => links.map(link => new URL(link.href).protocol)"))
        assert targets <= {"http:", "https:"}, place
    assert seen > len(records.entities) + len(records.documents)
    tab.goto(f"{served.address}/")
    for view in (1, 2, 0):
        tab.locator("#tabs button").nth(view).click()
        visible = tab.locator("#app").evaluate("e => e.textContent")
        assert all(payload in visible for payload in TOLD)
    for payload in TOLD:
        tab.fill("#query", payload)
        tab.press("#query", "Enter")
    assert tab.evaluate("window.pwned") is None
    assert strange == []
    tab.close()
