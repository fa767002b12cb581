"""Merging the extractions of many documents; the order in which they come never changes the result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Claim, Document, Entity, Evidence, Extraction, GraphRecords

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.extract import Knowledge

_WORST_ERROR = 0.5


def assemble(extractions: Iterable[Extraction], knowledge: Knowledge, *, background: bool = True) -> GraphRecords:
    """Return one graph of many documents.

    Claims with the same id become one claim with all evidence. Its confidence is 1 − Π of the error rates of its
    distinct sources, a source being a publisher, or a document whose publisher is unknown.

    Args:
        extractions: What was read from each document; a document id must not repeat.
        knowledge: Gives the background facts.
        background: Whether to add the gazetteer's facts (containment, membership, unity) about the entities found.
    """
    ordered = sorted(extractions, key=lambda extraction: extraction.document.id)
    documents = {x.document.id: x.document for x in ordered}
    entities = _merged_entities(entity for x in ordered for entity in x.entities)
    claims = _merged_claims((claim for x in ordered for claim in x.claims), documents)
    if background:
        for fact in knowledge.gazetteer.facts(sorted(key for key in entities if key in knowledge.gazetteer)):
            claims.setdefault(fact.id, fact)
            for key in (fact.subject, fact.object):
                if key and key not in entities:
                    entities[key] = knowledge.gazetteer.entity(key)
    return GraphRecords(
        documents=tuple(documents.values()),
        entities=tuple(entities[key] for key in sorted(entities)),
        mentions=tuple(mention for x in ordered for mention in x.mentions),
        claims=tuple(claims[key] for key in sorted(claims)),
        notes=tuple(note for x in ordered for note in x.notes),
    )


def _merged_entities(entities: Iterable[Entity]) -> dict[str, Entity]:
    merged: dict[str, Entity] = {}
    for entity in entities:
        known = merged.get(entity.id)
        if known is None:
            merged[entity.id] = entity
            continue
        label = min((known.label, entity.label), key=lambda text: (-len(text), text))
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
