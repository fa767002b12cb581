"""`claims.jsonl` and `entities.jsonl`: one record a line, sorted by id; the exchange format other tools read."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Claim, Entity, GraphRecords, Mention


def claim_dict(claim: Claim, entities: Mapping[str, Entity]) -> dict[str, object]:
    """Return a claim in the shape of a line of `claims.jsonl`.

    Args:
        claim: The claim.
        entities: Entity id → entity; holds the claim's subject and object.
    """
    record: dict[str, object] = {
        "id": claim.id,
        "subject": _reference(entities[claim.subject]),
        "predicate": claim.predicate,
    }
    if claim.object is not None:
        record["object"] = _reference(entities[claim.object])
    else:
        record["value"] = claim.value
    evidence = [
        {
            "document": one.document,
            "start": one.start,
            "end": one.end,
            "quote": one.quote,
            "rule": one.rule,
            "published": one.published or None,
        }
        for one in claim.evidence
    ]
    return record | {
        "status": claim.status,
        "field": claim.field,
        "confidence": claim.confidence,
        "origin": claim.origin,
        "evidence": evidence,
    }


def entity_dict(entity: Entity, mentions: Iterable[Mention] = ()) -> dict[str, object]:
    """Return an entity in the shape of a line of `entities.jsonl`.

    Args:
        entity: The entity.
        mentions: Its mentions, in the order of document and offset.
    """
    return {
        "id": entity.id,
        "type": entity.type,
        "label": entity.label,
        "labels": {"zh": entity.label} | dict(entity.labels),
        "aliases": list(entity.aliases),
        "identifiers": dict(entity.identifiers),
        "lat": entity.lat,
        "lon": entity.lon,
        "mentions": [
            {
                "document": mention.document,
                "start": mention.start,
                "end": mention.end,
                "surface": mention.surface,
                "reasons": list(mention.reasons),
            }
            for mention in mentions
        ],
    }


def claims_jsonl(records: GraphRecords) -> bytes:
    """Return all claims, one JSON object a line, sorted by id, in UTF-8."""
    entities = {entity.id: entity for entity in records.entities}
    claims = sorted(records.claims, key=lambda claim: claim.id)
    return _lines(claim_dict(claim, entities) for claim in claims)


def entities_jsonl(records: GraphRecords) -> bytes:
    """Return all entities with their mentions, one JSON object a line, sorted by id, in UTF-8."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(records.mentions, key=lambda mention: (mention.document, mention.start, mention.end)):
        if mention.entity is not None:
            mentions[mention.entity].append(mention)
    entities = sorted(records.entities, key=lambda entity: entity.id)
    return _lines(entity_dict(entity, mentions[entity.id]) for entity in entities)


def _reference(entity: Entity) -> dict[str, str]:
    return {"id": entity.id, "label": entity.label, "type": entity.type}


def _lines(found: Iterable[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in found)
