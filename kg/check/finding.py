"""What a check says: its name, where the fault is and what it is."""

from __future__ import annotations

from dataclasses import dataclass

CHECKS = {
    "quote": "a quote is not what its document holds there",
    "offsets": "offsets lie outside the document, or the end is not behind the start",
    "evidence": "a claim of an article lacks evidence, or evidence lacks its rule or its claim",
    "dangling": "an id names nothing in the graph",
    "duplicate": "an id stands twice",
    "class": "an entity's class is unknown, holds no entities of its own, or does not fit its id",
    "label": "an entity has no label",
    "place": "coordinates are no place on earth",
    "relation": "a claim's relation is unknown, or only a rule may conclude it",
    "domain": "the class of a subject or object is not one that the relation joins",
    "value": "a claim has both object and value or neither, or its value is no number or date as the relation has it",
    "status": "a status, field, origin or confidence is none that the ontology knows",
    "date": "a document's date is no date",
    "file": "a file beside the store says something else than the store",
    "source": "an article is not what it was when it was read",
    "shape": "a SHACL shape is not met",
}
"""Name of a check → what its findings mean."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault of a graph.

    Attributes:
        check: One of `CHECKS`.
        where: The claim, entity, document, offsets or file that is at fault.
        what: What is wrong with it, in one clause.
    """

    check: str
    where: str
    what: str
