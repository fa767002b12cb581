"""Merging the extractions of many documents; the order in which they come never changes the result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Claim, Document, Entity, Evidence, Extraction, GraphRecords

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.extract import Knowledge
    from kg.gazetteer import Gazetteer

_WORST_ERROR = 0.5
# A document calls these what they were called at its time; among several documents the name of today wins.
_RENAMED = frozenset({"Township"})


def assemble(extractions: Iterable[Extraction], knowledge: Knowledge, *, whole_gazetteer: bool = False) -> GraphRecords:
    """Return one graph of many documents.

    Claims with the same id become one claim with all evidence. Its confidence is 1 − Π of the error rates of its
    distinct sources, a source being a publisher, or a document whose publisher is unknown.

    Args:
        extractions: What was read from each document; a document id must not repeat.
        knowledge: Gives the background facts.
        whole_gazetteer: Whether to add all facts and units of the gazetteer, not only those about the entities found
            and the units above them.
    """
    ordered = sorted(extractions, key=lambda extraction: extraction.document.id)
    documents = {x.document.id: x.document for x in ordered}
    gazetteer = knowledge.gazetteer
    entities = _merged_entities((entity for x in ordered for entity in x.entities), gazetteer)
    claims = _merged_claims((claim for x in ordered for claim in x.claims), documents)
    near = sorted(key for key in entities if key in gazetteer)
    for fact in gazetteer.all_facts() if whole_gazetteer else gazetteer.facts(near):
        claims.setdefault(fact.id, fact)
        for key in (fact.subject, fact.object):
            if key and key not in entities:
                entities[key] = gazetteer.entity(key)
    return GraphRecords(
        documents=tuple(documents.values()),
        entities=tuple(entities[key] for key in sorted(entities)),
        mentions=tuple(mention for x in ordered for mention in x.mentions),
        claims=tuple(claims[key] for key in sorted(claims)),
        notes=tuple(note for x in ordered for note in x.notes),
    )


def without_background(records: GraphRecords) -> GraphRecords:
    """Return a graph without the gazetteer's claims, and without the entities that only these speak of."""
    claims = tuple(claim for claim in records.claims if claim.origin != "gazetteer")
    named = {key for claim in claims for key in (claim.subject, claim.object)}
    named |= {mention.entity for mention in records.mentions}
    return replace(records, claims=claims, entities=tuple(entity for entity in records.entities if entity.id in named))


def _merged_entities(entities: Iterable[Entity], gazetteer: Gazetteer) -> dict[str, Entity]:
    merged: dict[str, Entity] = {}
    for entity in entities:
        known = merged.get(entity.id)
        if known is None:
            merged[entity.id] = entity
            continue
        current = gazetteer.entries[entity.id].label if entity.type in _RENAMED and entity.id in gazetteer else None
        label = min((known.label, entity.label), key=lambda text: (text != current, -len(text), text))
        chosen = known if known.label == label else entity
        aliases = {*known.aliases, *entity.aliases, known.label, entity.label} - {label}
        merged[entity.id] = replace(chosen, aliases=tuple(sorted(aliases)))
    return merged


def _merged_claims(claims: Iterable[Claim], documents: Mapping[str, Document]) -> dict[str, Claim]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.id, []).append(claim)
    merged: dict[str, Claim] = {}
    for key, same in groups.items():
        evidence = tuple(sorted({e for claim in same for e in claim.evidence}))
        merged[key] = replace(same[0], evidence=evidence, confidence=_confidence(same, documents))
    return merged


def _confidence(same: Iterable[Claim], documents: Mapping[str, Document]) -> float:
    """Return 1 − Π error over distinct sources; repetition within one source adds nothing."""
    errors: dict[str, float] = {}
    for claim in same:
        for evidence in claim.evidence:
            source = _source(evidence, documents)
            errors[source] = min(errors.get(source, _WORST_ERROR), 1 - claim.confidence)
    left = 1.0
    for source in sorted(errors):
        left *= errors[source]
    return round(1 - left, 4)


def _source(evidence: Evidence, documents: Mapping[str, Document]) -> str:
    document = documents.get(evidence.document)
    return (document.publisher if document else None) or evidence.document
