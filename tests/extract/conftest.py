"""The shipped knowledge, loaded once, and a reader of short texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract import Knowledge, extract, load_knowledge
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Extraction

Said = set[tuple[str, str, str]]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def read(knowledge: Knowledge) -> Callable[[str], Extraction]:
    """Return a function that extracts from a text dated 2024-05-01."""
    return lambda text: extract(Document("t.txt", text, published="2024-05-01"), knowledge)


@pytest.fixture(scope="session")
def said(read: Callable[[str], Extraction]) -> Callable[[str], Said]:
    """Return a function that gives the claims of a text as `(subject label, predicate, object label or value)`."""

    def claims(text: str) -> Said:
        found = read(text)
        label = {entity.id: entity.label for entity in found.entities}
        return {
            (label[claim.subject], claim.predicate, label[claim.object] if claim.object else str(claim.value))
            for claim in found.claims
        }

    return claims
