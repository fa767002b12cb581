"""An article says the same when it was broken at a width."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.extract import Knowledge, extract, load_knowledge
from kg.model import Document
from tests.wrapping import wrapped

GOLD = Path(__file__).parents[1] / "gold"
KEPT, NEW = 0.96, 0.02


@cache
def _articles() -> dict[str, str]:
    """Return the development articles that are whole lines of prose: no tables."""
    found = {
        path.name: path.read_text(encoding="utf-8") for path in sorted((*GOLD.glob("*.txt"), *GOLD.glob("dev/*.txt")))
    }
    return {name: text for name, text in found.items() if not any(mark in text for mark in "|｜\t")}


@cache
def _knowledge() -> Knowledge:
    return load_knowledge()


def _claims(name: str, text: str) -> set[tuple[str, str, object, str, object]]:
    found = extract(Document(name, text), _knowledge())
    for claim in found.claims:
        assert all(text[proof.start : proof.end] == proof.quote for proof in claim.evidence)
    return {
        (claim.subject, claim.predicate, claim.object or claim.value, claim.status, claim.field)
        for claim in found.claims
    }


@cache
def _unbroken() -> dict[str, set[tuple[str, str, object, str, object]]]:
    return {name: _claims(name, text) for name, text in _articles().items()}


@pytest.mark.parametrize(("width", "style"), [(20, "columns"), (27, "indented"), (38, "characters"), (56, "html")])
def test_claims_survive_broken_lines(width: int, style: str) -> None:
    before = _unbroken()
    after = {name: _claims(name, wrapped(text, width, style)) for name, text in _articles().items()}
    total = sum(map(len, before.values()))
    lost = sum(len(before[name] - after[name]) for name in before)
    new = sum(len(after[name] - before[name]) for name in before)
    assert (lost / total, new / total) <= (1 - KEPT, 1.0)
    assert new / total <= NEW
