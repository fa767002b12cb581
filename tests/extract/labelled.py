"""The claims of a text by the labels of what they join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import Knowledge, extract
from kg.model import Claim, Document

if TYPE_CHECKING:
    from collections.abc import Iterator

Triple = tuple[str, str, str | float]


def labelled(text: str, knowledge: Knowledge) -> Iterator[tuple[Triple, Claim]]:
    """Yield the claims of a text dated 2024-06, each behind (label, relation, label or value)."""
    result = extract(Document("t.txt", text, published="2024-06"), knowledge)
    labels = {entity.id: entity.label for entity in result.entities}
    for claim in result.claims:
        target = labels[claim.object] if claim.object else claim.value
        assert target is not None
        yield (labels[claim.subject], claim.predicate, target), claim
