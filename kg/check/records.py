"""The core checks: a graph's records held against their documents, against each other and against the ontology."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from kg.check.finding import Finding
from kg.model import DATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Claim, Entity, GraphRecords
    from kg.ontology import Ontology

_SHOWN = 24  # code points of a quote in a message


def check_records(records: GraphRecords, ontology: Ontology) -> tuple[Finding, ...]:
    """Return every fault of a graph, sorted; empty when it is sound.

    Args:
        records: The graph, with the texts of its documents.
        ontology: What can be said.
    """
    return tuple(sorted(set(_Checker(records, ontology).findings())))


class _Checker:
    def __init__(self, records: GraphRecords, ontology: Ontology) -> None:
        self.records = records
        self.ontology = ontology
        self.texts = {document.id: document.text for document in records.documents}
        self.types = {entity.id: entity.type for entity in records.entities}
        self.kinds = {kind.name for kind in ontology.classes.values() if not kind.abstract}
        self.statuses, self.fields, self.origins = map(
            frozenset, (ontology.statuses, ontology.fields, ontology.origins)
        )

    def findings(self) -> Iterator[Finding]:
        records = self.records
        yield from _twice("document", (document.id for document in records.documents))
        yield from _twice("entity", (entity.id for entity in records.entities))
        yield from _twice("claim", (claim.id for claim in records.claims))
        for document in records.documents:
            if document.published is not None and not DATE.fullmatch(document.published):
                yield Finding("date", f"document {document.id}", f"{document.published!r} is no date")
        for entity in records.entities:
            yield from self.of_entity(entity)
        for mention in records.mentions:
            where = f"mention in {_span(mention.document, mention.start, mention.end)}"
            yield from self.cut(where, mention.document, mention.start, mention.end, mention.surface)
            if mention.entity is not None and mention.entity not in self.types:
                yield Finding("dangling", where, f"no entity {mention.entity!r}")
        for note in records.notes:
            where = f"note in {_span(note.document, note.start, note.end)}"
            yield from self.cut(where, note.document, note.start, note.end, None)
        for claim in records.claims:
            yield from self.of_claim(claim)
            yield from self.of_ends(claim)
            yield from self.of_sources(claim)

    def of_entity(self, entity: Entity) -> Iterator[Finding]:
        where = f"entity {entity.id}"
        kind = self.ontology.classes.get(entity.type)
        if kind is None:
            yield Finding("class", where, f"the ontology has no class {entity.type!r}")
        elif kind.abstract:
            yield Finding("class", where, f"the class {entity.type} holds no entities of its own, only subclasses do")
        elif not entity.id.startswith(f"{kind.id_prefix}/"):
            yield Finding("class", where, f"ids of the class {entity.type} begin with {kind.id_prefix + '/'!r}")
        if not entity.label.strip():
            yield Finding("label", where, "has no label")
        if (entity.lat is None) != (entity.lon is None):
            yield Finding("place", where, "has a latitude or a longitude alone")
        elif not (-90 <= (entity.lat or 0) <= 90 and -180 <= (entity.lon or 0) <= 180):
            yield Finding("place", where, f"latitude {entity.lat}, longitude {entity.lon}")

    def of_claim(self, claim: Claim) -> Iterator[Finding]:
        where = f"claim {claim.id}"
        if claim.status not in self.statuses:
            yield Finding("status", where, f"the ontology has no status {claim.status!r}")
        if claim.field is not None and claim.field not in self.fields:
            yield Finding("status", where, f"the ontology has no field {claim.field!r}")
        if claim.origin not in self.origins:
            yield Finding("status", where, f"the ontology has no origin {claim.origin!r}")
        if not 0 <= claim.confidence <= 1:
            yield Finding("status", where, f"the confidence {claim.confidence} is not between 0 and 1")
        relation = self.ontology.relations.get(claim.predicate)
        if relation is None:
            yield Finding("relation", where, f"the ontology has no relation {claim.predicate!r}")
            return
        if relation.by_rule and claim.origin != "derived":
            yield Finding("relation", where, f"only a rule may conclude {claim.predicate}")
        if (claim.object is None) == (claim.value is None):
            yield Finding("value", where, "has both object and value" if claim.object else "has no object and no value")
        elif bool(relation.datatype) != (claim.value is not None):
            wanted = f"a {_KINDS[relation.datatype]}" if relation.datatype else "an entity"
            yield Finding("value", where, f"{claim.predicate} takes {wanted}")
        elif relation.datatype and not _fits(claim.value, relation.datatype):
            yield Finding("value", where, f"{claim.value!r} is no {_KINDS[relation.datatype]}")

    def of_ends(self, claim: Claim) -> Iterator[Finding]:
        where = f"claim {claim.id}"
        ends = [end for end in (claim.subject, claim.object) if end is not None]
        lost = [end for end in ends if end not in self.types]
        for end in lost:
            yield Finding("dangling", where, f"no entity {end!r}")
        relation = self.ontology.relations.get(claim.predicate)
        if lost or relation is None or bool(relation.datatype) != (claim.object is None):
            return
        subject, target = self.types[claim.subject], self.types[claim.object] if claim.object is not None else ""
        if {subject, target} - {""} - self.kinds:
            return  # a wrong class is told of the entity, once
        if not self.ontology.admits(subject, claim.predicate, target):
            said = f"{subject} {claim.predicate} {target}".rstrip()
            yield Finding("domain", where, f"the ontology does not admit {said} ({' '.join(ends)})")

    def of_sources(self, claim: Claim) -> Iterator[Finding]:
        if claim.origin == "article" and not claim.evidence:
            yield Finding("evidence", f"claim {claim.id}", "an article says so, but no evidence is given")
        for one in claim.evidence:
            where = f"claim {claim.id}, {_span(one.document, one.start, one.end)}"
            if not one.rule:
                yield Finding("evidence", where, "does not name the rule that read it")
            yield from self.cut(where, one.document, one.start, one.end, one.quote)

    def cut(self, where: str, document: str, start: int, end: int, quote: str | None) -> Iterator[Finding]:
        """Cut a quote again; without a quote (a note may be about nothing but a place) only offsets are looked at."""
        text = self.texts.get(document)
        if text is None:
            yield Finding("dangling", where, f"no document {document!r}")
        elif not 0 <= start <= end <= len(text) or (quote is not None and start == end):
            yield Finding("offsets", where, f"no stretch of a text of {len(text):,} code points")
        elif quote is not None and text[start:end] != quote:
            yield Finding("quote", where, f"the text has {_short(text[start:end])}, the quote {_short(quote)}")


_KINDS = {"decimal": "positive number", "date": "date (YYYY, YYYY-MM or YYYY-MM-DD)"}


def _fits(value: float | str | None, datatype: str) -> bool:
    if datatype == "date":
        return isinstance(value, str) and bool(DATE.fullmatch(value))
    return isinstance(value, float | int) and math.isfinite(value) and value > 0


def _twice(kind: str, ids: Iterable[str]) -> Iterator[Finding]:
    for one, number in Counter(ids).items():
        if number > 1:
            yield Finding("duplicate", f"{kind} {one}", f"stands {number} times")


def _span(document: str, start: int, end: int) -> str:
    return f"{document} [{start}, {end})"


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
