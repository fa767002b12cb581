"""The whole graph in compact columns, as the page carries it: one column a field, ids replaced by row numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.view.packed import pack, steps
from kg.view.romanise import readings
from kg.view.sources import claim_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.model import Document, GraphRecords
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
    """Return the graph as JSON-ready columns, in three parts that the page reads one after the other.

    `graph` is what the first picture and the filters need: looks and words, and `entities`, `claims` and `documents`,
    each a table of equally long columns; a row number stands for a record. `names` is what else is known of entities,
    their ids, and how their names are read; `sources` the ids of the claims, the evidence, its quotes and the texts of
    the articles.

    A column is an array, or a text of packed numbers (`kg.view.packed`). Sparse fields are objects from row number to
    value, or a pair of packed columns, the rows (as steps) and their values. Coordinates are in units of 1e-5 degrees.

    Args:
        records: The graph.
        ontology: Gives labels of classes and relations.
        style: Gives looks and labels of statuses and origins.
        shared: Shared works and who shares them.
        with_text: Whether to pack the text of the documents.
    """
    row = {entity.id: number for number, entity in enumerate(records.entities)}
    document_row = {document.id: number for number, document in enumerate(records.documents)}
    types = _classes({entity.type for entity in records.entities}, ontology, style)
    table, names = _entities(records, row, shared, list(types))
    claims, sources = claim_columns(records, row, document_row)
    if with_text:
        sources["text"] = [document.text for document in records.documents]
    graph: dict[str, Json] = {
        "classes": types,
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
        "opening": list(style.opening),
        "entities": table,
        "claims": claims,
        "documents": _documents(records.documents),
    }
    return {"graph": graph, "names": {**names, "pinyin": readings(_names(records))}, "sources": sources}


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


def _entities(
    records: GraphRecords, row: Mapping[str, int], shared: Mapping[str, Collection[str]], classes: list[str]
) -> tuple[dict[str, Json], dict[str, Json]]:
    """Return the columns of entities that the first picture needs, and the others."""
    entities = records.entities
    number_of = {name: number for number, name in enumerate(classes)}
    mentions: dict[int, int] = defaultdict(int)
    for mention in records.mentions:
        if mention.entity is not None and mention.entity in row:
            mentions[row[mention.entity]] += 1
    english = ((n, dict(entity.labels).get("en")) for n, entity in enumerate(entities) if entity.labels)
    placed = [(n, entity.lat, entity.lon) for n, entity in enumerate(entities)]
    known = [
        (n, round(lat * 1e5), round(lon * 1e5))
        for n, lat, lon in placed
        if lat is not None and lon is not None and -90 <= lat <= 90 and -180 <= lon <= 180
    ]
    first: dict[str, Json] = {
        "type": pack(number_of[entity.type] for entity in entities),
        "zh": [entity.label for entity in entities],
        "shared": {
            str(row[work]): [*sorted(row[agent] for agent in agents if agent in row)]
            for work, agents in shared.items()
            if work in row
        },
    }
    return first, {
        "id": [entity.id for entity in entities],
        "en": {str(n): label for n, label in english if label is not None},
        "aliases": {str(n): list(entity.aliases) for n, entity in enumerate(entities) if entity.aliases},
        "identifiers": {
            str(n): [list(pair) for pair in entity.identifiers]
            for n, entity in enumerate(entities)
            if entity.identifiers
        },
        "place": [
            pack(steps(n for n, _, _ in known)),
            pack(steps(lat for _, lat, _ in known)),
            pack(steps(lon for _, _, lon in known)),
        ],
        "mentions": [pack(steps(sorted(mentions))), pack(mentions[n] for n in sorted(mentions))],
    }


def _documents(documents: tuple[Document, ...]) -> dict[str, Json]:
    return {
        "id": [document.id for document in documents],
        "title": [document.title for document in documents],
        "published": [document.published for document in documents],
        "publisher": [document.publisher for document in documents],
        "url": [document.url for document in documents],
    }
