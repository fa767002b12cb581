"""Records to rows and back: a row is a dict of JSON values keyed by the columns of `kg.store.schema`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.model import Candidate, Claim, Document, Entity, Evidence, Mention, Note

Row = Mapping[str, object]
Cells = tuple[Any, ...]  # what DuckDB hands back: cells in the order of the schema's columns, typed by the table


def document_row(document: Document) -> Row:
    """Return the row of a document."""
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "published": document.published,
        "publisher": document.publisher,
        "url": document.url,
    }


def entity_row(entity: Entity) -> Row:
    """Return the row of an entity; pairs become maps, which keep their order."""
    return {
        "id": entity.id,
        "type": entity.type,
        "label": entity.label,
        "labels": dict(entity.labels),
        "aliases": entity.aliases,
        "identifiers": dict(entity.identifiers),
        "lat": entity.lat,
        "lon": entity.lon,
    }


def mention_row(mention: Mention) -> Row:
    """Return the row of a mention."""
    return {
        "document": mention.document,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "type": mention.type,
        "entity": mention.entity,
        "reasons": mention.reasons,
        "candidates": [
            {"id": one.id, "label": one.label, "type": one.type, "score": one.score, "reasons": one.reasons}
            for one in mention.candidates
        ],
    }


def claim_row(claim: Claim) -> Row:
    """Return the row of a claim without its evidence; a value stands in `number` or in `date`."""
    is_date = isinstance(claim.value, str)
    return {
        "id": claim.id,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "number": None if is_date else claim.value,
        "date": claim.value if is_date else None,
        "status": claim.status,
        "field": claim.field,
        "confidence": claim.confidence,
        "origin": claim.origin,
        "approximate": claim.approximate,
    }


def evidence_rows(claims: Iterable[Claim]) -> Iterator[Row]:
    """Yield the rows of all evidence, claim by claim, each naming its claim."""
    for claim in claims:
        for one in claim.evidence:
            yield {
                "claim": claim.id,
                "document": one.document,
                "start": one.start,
                "end": one.end,
                "quote": one.quote,
                "rule": one.rule,
                "published": one.published,
            }


def note_row(note: Note) -> Row:
    """Return the row of a note."""
    return {"document": note.document, "kind": note.kind, "start": note.start, "end": note.end, "text": note.text}


def document(cells: Cells) -> Document:
    """Return the document of a row."""
    return Document(*cells)


def entity(cells: Cells) -> Entity:
    """Return the entity of a row."""
    id_, type_, label, labels, aliases, identifiers, lat, lon = cells
    return Entity(id_, type_, label, tuple(labels.items()), tuple(aliases), tuple(identifiers.items()), lat, lon)


def mention(cells: Cells) -> Mention:
    """Return the mention of a row."""
    document_, start, end, surface, type_, target, reasons, candidates = cells
    weighed = tuple(_candidate(one) for one in candidates)
    return Mention(document_, start, end, surface, type_, target, tuple(reasons), weighed)


def claims(rows: Iterable[Cells], evidence: Mapping[str, Sequence[Evidence]]) -> tuple[Claim, ...]:
    """Return the claims of rows, in their order, each with the evidence filed under its id."""
    return tuple(
        Claim(
            id_, subject, predicate, target, number if date is None else date, status, field, confidence,
            origin, approximate, tuple(evidence.get(id_, ())),
        )
        for id_, subject, predicate, target, number, date, status, field, confidence, origin, approximate in rows
    )  # fmt: skip


def evidence(rows: Iterable[Cells]) -> dict[str, list[Evidence]]:
    """Return the evidence of rows, filed under the id of its claim."""
    filed: dict[str, list[Evidence]] = defaultdict(list)
    for claim, *cells in rows:
        filed[claim].append(Evidence(*cells))
    return filed


def note(cells: Cells) -> Note:
    """Return the note of a row."""
    return Note(*cells)


def _candidate(cells: Mapping[str, Any]) -> Candidate:
    return Candidate(cells["id"], cells["label"], cells["type"], cells["score"], tuple(cells["reasons"]))
