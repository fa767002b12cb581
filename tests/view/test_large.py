"""Large graphs: a small first view, everything within reach, never too much drawn, every sentence where it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kg.model import Claim, Entity, GraphRecords
from kg.view import page
from kg.view.page import MOST_DRAWN
from kg.view.select import FIRST_VIEW, MOST, first_view
from kg.view.style import load_style
from tests.bench.page import answers, measured
from tests.view.generated import SIZES, generated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from kg.ontology import Ontology
    from tests.view.conftest import Watched


def drawn(opened: Watched) -> int:
    """Return how many entities the page says it draws."""
    found = re.search(r"图中 (\d+) 个实体", opened.text("#status"))
    assert found
    return int(found[1])


@pytest.mark.parametrize("size", SIZES)
def test_all_of_a_large_graph_is_within_reach(open_graph: Callable[..., Watched], known: Ontology, size: int) -> None:
    records = generated(size)
    opened = open_graph(records)
    tab = opened.page
    assert 100 < drawn(opened) <= FIRST_VIEW <= 300
    assert f"全图 {size} 个、{len(records.claims)} 条" in opened.text("#status")

    tab.click("#controls button >> text=全图")
    tied = {end for claim in records.claims if claim.object for end in (claim.subject, claim.object)}
    assert drawn(opened) == MOST_DRAWN
    assert f"另有 {len(tied) - MOST_DRAWN} 个未画出" in opened.text("#status")
    tab.click("#controls button >> text=首图")
    before = drawn(opened)

    near: dict[str, set[str]] = {}
    for claim in records.claims:
        if claim.object:
            near.setdefault(claim.subject, set()).add(claim.object)
            near.setdefault(claim.object, set()).add(claim.subject)
    first = set(first_view(records, known, load_style()))
    quiet = next(one for one in records.entities if one.id not in first and len(near.get(one.id, set()) - first) == 3)
    tab.fill("#query", quiet.label)
    assert quiet.label in tab.locator("#results [role=option]").first.inner_text()
    tab.press("#query", "Enter")
    expect(tab.locator("#panel h2")).to_have_text(quiet.label)
    assert drawn(opened) == before + 1
    tab.click("#panel button >> text=展开邻居")
    assert drawn(opened) == before + 4
    tab.click("#controls button[title=撤销]")
    expect(tab.locator("#status")).to_contain_text(f"图中 {before + 1} 个实体")

    tab.fill("#query", "x")
    tab.fill("#query", "shi")
    for group in tab.locator("#results [role=group]").all():
        assert int(group.locator(".count").inner_text()) >= group.locator("[role=option]").count() > 0

    tab.uncheck("input[data-list=offOrigin][data-item=gazetteer]")
    assert drawn(opened) <= FIRST_VIEW + 1
    assert opened.requests == []
    assert opened.errors == []


@pytest.mark.parametrize("size", SIZES)
def test_every_claim_keeps_its_sentence_document_and_marks(open_graph: Callable[..., Watched], size: int) -> None:
    records = generated(size)
    opened = open_graph(records)
    labels = {entity.id: entity.label for entity in records.entities}
    titles = {document.id: document.title or document.id for document in records.documents}
    told = [claim for claim in records.claims if claim.evidence and claim.object]
    for claim in told[:: len(told) // 6]:
        opened.page.evaluate("id => { location.hash = 'sel=c:' + id }", claim.id)
        expect(opened.page.locator("#panel dl code")).to_have_text(claim.id)
        (one,) = claim.evidence
        assert opened.text("#panel .said") == one.quote
        assert opened.page.locator("#panel mark.subject").first.inner_text() == labels[claim.subject]
        assert opened.page.locator("#panel mark.object").first.inner_text() == labels[claim.object or ""]
        source = opened.text("#panel .evidence")
        for text in (titles[one.document], one.published, one.rule, f"第 {one.start}–{one.end} 字"):
            assert text in source


def test_a_page_of_ten_thousand_entities_with_evidence_stays_below_four_megabytes(known: Ontology) -> None:
    assert len(page(generated(10_000), known).encode()) <= 4_000_000


def test_more_than_a_page_carries_is_left_out_and_said(open_graph: Callable[..., Watched]) -> None:
    count = 2 * MOST
    entities = tuple(Entity(f"lake/{n:06}", "Lake", f"湖{n}") for n in range(count))
    claims = tuple(
        Claim(f"{n:016x}", f"lake/{n:06}", "near", f"lake/{(7 * n + 1) % count:06}", None, "done", None, 0.9)
        for n in range(0, count, 2)
    )
    opened = open_graph(GraphRecords(entities=entities, claims=claims))
    assert f"另有 {count - MOST} 个未收入" in opened.text("#status")
    assert "请用较少的文章" in opened.text("#status")
    assert 0 < drawn(opened) <= FIRST_VIEW
    assert opened.errors == []


def test_the_benchmark_measures_the_page(browser: Browser, tmp_path: Path) -> None:
    row = next(measured(browser, 60, tmp_path, None))
    assert row.viewer == "kg"
    assert row.first is not None
    assert row.frame is not None
    assert all(value >= 0 for value in answers(browser, 60, tmp_path))
