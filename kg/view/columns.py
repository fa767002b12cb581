"""The whole graph in compact columns, as the page carries it: one array a field, ids replaced by row numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.view.romanise import readings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.model import Claim, Document, Evidence, GraphRecords
    from kg.ontology import Ontology
    from kg.view.drawing import Json
    from kg.view.style import Style


def columns(
    records: GraphRecords,
    ontology: Ontology,
    style: Style,
    *,
    shared: Mapping[str, Collection[str]],
    with_text: bool,
) -> dict[str, Json]:
    """Return the graph as JSON-ready columns.

    `entities`, `claims`, `evidence` and `documents` are tables of equally long arrays; a row number stands for a
    record. Sparse fields are objects from row number to value. `claims.evidence` holds for each claim a list of
    `[evidence row, start, end, side, …]`: where in the quote, in code points `[start, end)`, subject (0) and object (1)
    stand.

    Args:
        records: The graph.
        ontology: Gives labels of classes and relations.
        style: Gives looks and labels of statuses and origins.
        shared: Shared works and who shares them.
        with_text: Whether to pack the text of the documents.
    """
    row = {entity.id: number for number, entity in enumerate(records.entities)}
    document_row = {document.id: number for number, document in enumerate(records.documents)}
    return {
        "classes": _classes({entity.type for entity in records.entities}, ontology, style),
        "families": {
            family.name: {"light": family.light, "dark": family.dark, **dict(family.labels)}
            for family in style.families.values()
        },
        "relations": {
            name: {
                "zh": _label(ontology.relations, name, "zh"),
                "en": _label(ontology.relations, name, "en"),
                "symmetric": name in ontology.relations and ontology.relations[name].symmetric,
                "functional": name in ontology.relations and ontology.relations[name].functional,
            }
            for name in sorted({claim.predicate for claim in records.claims})
        },
        "statuses": _concepts(
            [*ontology.statuses, *(claim.status for claim in records.claims)], style.statuses, ontology
        ),
        "origins": _concepts([*ontology.origins, *(claim.origin for claim in records.claims)], style.origins, ontology),
        "fields": _concepts([claim.field for claim in records.claims if claim.field], {}, ontology),
        "links": dict(ontology.identifier_templates),
        "chain": list(style.chain),
        "entities": _entities(records, row, shared),
        "pinyin": readings(_names(records)),
        **_claims(records, row, document_row),
        "documents": _documents(records.documents, with_text=with_text),
    }


def _label(table: Mapping[str, object], name: str, language: str) -> str:
    labels = getattr(table.get(name), "labels", {})
    return str(labels.get(language) or name)


def _concepts(names: Iterable[str], looks: Mapping[str, Mapping[str, Json]], ontology: Ontology) -> dict[str, Json]:
    return {
        name: {
            **looks.get(name, {}),
            "zh": _label(ontology.concepts, name, "zh"),
            "en": _label(ontology.concepts, name, "en"),
        }
        for name in dict.fromkeys(names)
    }


def _classes(names: set[str], ontology: Ontology, style: Style) -> dict[str, Json]:
    families = list(style.families)
    table: list[tuple[int, float, str, dict[str, Json]]] = []
    for name in names:
        look = style.look_of(name, ontology)
        about = ontology.classes.get(name)
        fields: dict[str, Json] = {
            "zh": _label(ontology.classes, name, "zh"),
            "en": _label(ontology.classes, name, "en"),
            "about": dict(about.definitions) if about else {},
            "family": look.family,
            "shape": look.shape,
            "size": look.size,
        }
        order = families.index(look.family) if look.family in families else len(families)
        table.append((order, -look.size, name, fields))
    return {name: fields for _, _, name, fields in sorted(table, key=lambda entry: entry[:3])}


def _names(records: GraphRecords) -> Iterable[str]:
    for entity in records.entities:
        yield entity.label
        yield from entity.aliases


def _entities(records: GraphRecords, row: Mapping[str, int], shared: Mapping[str, Collection[str]]) -> dict[str, Json]:
    entities = records.entities
    mentions: dict[str, int] = defaultdict(int)
    for mention in records.mentions:
        if mention.entity is not None:
            mentions[mention.entity] += 1
    return {
        "id": [entity.id for entity in entities],
        "type": [entity.type for entity in entities],
        "zh": [entity.label for entity in entities],
        "en": {str(n): dict(entity.labels)["en"] for n, entity in enumerate(entities) if "en" in dict(entity.labels)},
        "aliases": {str(n): list(entity.aliases) for n, entity in enumerate(entities) if entity.aliases},
        "identifiers": {
            str(n): [list(pair) for pair in entity.identifiers]
            for n, entity in enumerate(entities)
            if entity.identifiers
        },
        "place": {
            str(n): [entity.lat, entity.lon]
            for n, entity in enumerate(entities)
            if entity.lat is not None and entity.lon is not None
        },
        "mentions": {str(n): mentions[entity.id] for n, entity in enumerate(entities) if entity.id in mentions},
        "shared": {
            str(row[work]): [*sorted(row[agent] for agent in agents if agent in row)]
            for work, agents in shared.items()
            if work in row
        },
    }


def _claims(records: GraphRecords, row: Mapping[str, int], document_row: Mapping[str, int]) -> dict[str, Json]:
    claims = [
        claim for claim in records.claims if claim.subject in row and (claim.object is None or claim.object in row)
    ]
    quotes: dict[str, int] = {}
    found: dict[tuple[str, int, int, str], tuple[int, Evidence]] = {}
    spans = _spans(records)
    per_claim: list[Json] = []
    for claim in claims:
        cited: list[Json] = []
        for one in claim.evidence:
            key = (one.document, one.start, one.end, one.rule)
            number, _ = found.setdefault(key, (len(found), one))
            quotes.setdefault(one.quote, len(quotes))
            cited.append([number, *_marks(claim, one, spans)])
        per_claim.append(cited)
    evidence = [one for _, one in found.values()]
    rules = {rule: number for number, rule in enumerate(sorted({one.rule for one in evidence}))}
    return {
        "claims": {
            "id": [claim.id for claim in claims],
            "s": [row[claim.subject] for claim in claims],
            "p": [claim.predicate for claim in claims],
            "o": [-1 if claim.object is None else row[claim.object] for claim in claims],
            "value": {str(n): claim.value for n, claim in enumerate(claims) if claim.object is None},
            "approximate": [n for n, claim in enumerate(claims) if claim.approximate],
            "status": [claim.status for claim in claims],
            "field": {str(n): claim.field for n, claim in enumerate(claims) if claim.field},
            "confidence": [round(claim.confidence, 3) for claim in claims],
            "origin": [claim.origin for claim in claims],
            "evidence": per_claim,
        },
        "evidence": {
            "document": [document_row.get(one.document, -1) for one in evidence],
            "path": {str(n): one.document for n, one in enumerate(evidence) if one.document not in document_row},
            "start": [one.start for one in evidence],
            "end": [one.end for one in evidence],
            "quote": [quotes[one.quote] for one in evidence],
            "rule": [rules[one.rule] for one in evidence],
            "published": {str(n): one.published for n, one in enumerate(evidence) if one.published},
        },
        "quotes": list(quotes),
        "rules": list(rules),
    }


def _spans(records: GraphRecords) -> dict[str, dict[str, list[tuple[int, int]]]]:
    """Return document → entity → sorted `[start, end)` of its mentions there."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for mention in records.mentions:
        if mention.entity is not None:
            spans.setdefault(mention.document, {}).setdefault(mention.entity, []).append((mention.start, mention.end))
    for entities in spans.values():
        for places in entities.values():
            places.sort()
    return spans


def _marks(claim: Claim, evidence: Evidence, spans: Mapping[str, Mapping[str, list[tuple[int, int]]]]) -> list[Json]:
    here = spans.get(evidence.document)
    if here is None:
        return []
    marks: list[tuple[int, int, int]] = []
    for side, entity in enumerate((claim.subject, claim.object)):
        places = here.get(entity) if entity else None
        if places is None:
            continue
        for number in range(bisect_left(places, (evidence.start, 0)), len(places)):
            start, end = places[number]
            if start >= evidence.end:
                break
            marks.append((start - evidence.start, min(end, evidence.end) - evidence.start, side))
    return [number for mark in sorted(marks) for number in mark] if marks else []


def _documents(documents: tuple[Document, ...], *, with_text: bool) -> dict[str, Json]:
    packed: dict[str, Json] = {
        "id": [document.id for document in documents],
        "title": [document.title for document in documents],
        "published": [document.published for document in documents],
        "publisher": [document.publisher for document in documents],
        "url": [document.url for document in documents],
    }
    if with_text:
        packed["text"] = [document.text for document in documents]
    return packed
