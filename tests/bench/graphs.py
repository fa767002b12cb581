"""A made-up graph of the real shape, of any size, the same for the same size.

Its proportions are those of the graph of all gold articles: for each document some 490 triples, 31 mentions, 19 claims
that articles state (most by one sentence, some by several, a sentence often saying two), 8 of the gazetteer, and 11
entities with Chinese labels, half of them with an English one.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from kg.ids import claim_id
from kg.model import Claim, Document, Entity, Evidence, GraphRecords, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ontology import Ontology, Relation

TRIPLES_A_DOCUMENT = 490
_SYLLABLES = "吉彩红旗石玛天山北屯可克达拉奎屯河沙湾乌苏玛纳斯昌吉阜康奇台哈密巴里坤伊吾"
_KINDS = {
    "Township": 16, "Regiment": 13, "County": 11, "Facility": 10, "Road": 8, "Hospital": 6, "Enterprise": 5,
    "School": 5, "Agency": 4, "Waterway": 4, "Prefecture": 3, "Bridge": 3, "River": 3, "Zone": 3, "BusRoute": 2,
    "ScenicArea": 2, "Railway": 2, "Division": 2, "Region": 1, "Village": 1,
}  # fmt: skip
_RELATIONS = {
    "locatedIn": 18, "partOf": 11, "builds": 22, "connects": 16, "manages": 8, "lengthKm": 8, "cooperatesWith": 7,
    "investmentCNY": 7, "openedOn": 7, "headquarteredIn": 6, "supplies": 6, "passesThrough": 6, "postsStaffTo": 5,
    "assists": 3, "areaKm2": 3, "crosses": 3, "startedOn": 3, "uses": 3, "near": 3, "adjacentTo": 3, "unifiedWith": 2,
}  # fmt: skip
_ENTITIES, _STATED, _BACKGROUND, _MENTIONS, _SENTENCES = 11, 19, 8, 31, 12


def graph(size: int, ontology: Ontology) -> GraphRecords:
    """Return a graph of about `size` triples.

    Args:
        size: How many triples; within a tenth for 10,000 and more.
        ontology: Says which classes a relation joins.
    """
    chance = random.Random(size)  # noqa: S311  # made-up data, no secret
    count = max(1, size // TRIPLES_A_DOCUMENT)
    entities = _entities(count * _ENTITIES, chance, ontology)
    by_class: dict[str, list[Entity]] = {}
    for entity in entities:
        by_class.setdefault(entity.type, []).append(entity)
    relations = [
        (relation, _of(by_class, relation.domain), _of(by_class, relation.range))
        for relation in (ontology.relations[name] for name in _RELATIONS)
    ]
    usable = [(one, ends, others) for one, ends, others in relations if ends and (others or one.datatype)]
    weights = [_RELATIONS[relation.name] for relation, _, _ in usable]
    documents: list[Document] = []
    mentions: list[Mention] = []
    stated: dict[str, tuple[Claim, list[Evidence]]] = {}
    for number in range(count):
        document, sentences = _document(number, chance)
        documents.append(document)
        named = chance.choices(entities, k=_MENTIONS)
        mentions += [
            Mention(
                document.id, 10 * place, 10 * place + 2, document.text[10 * place : 10 * place + 2], one.type, one.id
            )
            for place, one in enumerate(named)
        ]
        for relation, subjects, objects in chance.choices(usable, weights, k=_STATED):
            claim = _claim(relation, subjects, objects, chance, ontology)
            for start, end in chance.choices(sentences, k=chance.choice((1, 1, 1, 1, 2))):
                rule = f"{relation.name}/made-up"
                quote = document.text[start:end]
                source = Evidence(document.id, start, end, quote, rule, document.published or "")
                stated.setdefault(claim.id, (claim, []))[1].append(source)
    background = [one for one in usable if one[0].name in ("locatedIn", "partOf", "unifiedWith")]
    for relation, subjects, objects in chance.choices(background, k=count * _BACKGROUND):
        claim = _claim(relation, subjects, objects, chance, ontology, origin="gazetteer")
        stated.setdefault(claim.id, (claim, []))
    return GraphRecords(
        documents=tuple(sorted(documents, key=lambda one: one.id)),
        entities=tuple(entities),
        mentions=tuple(sorted(mentions, key=lambda one: (one.document, one.start, one.end))),
        claims=tuple(_with_evidence(*stated[key]) for key in sorted(stated)),
    )


def _of(by_class: dict[str, list[Entity]], classes: frozenset[str]) -> list[Entity]:
    return [entity for name in sorted(classes) for entity in by_class.get(name, ())]


def _entities(count: int, chance: random.Random, ontology: Ontology) -> list[Entity]:
    made = []
    kinds = list(_KINDS)
    for number, kind in enumerate(kinds + chance.choices(kinds, list(_KINDS.values()), k=max(0, count - len(kinds)))):
        prefix = ontology.classes[kind].id_prefix
        label = "".join(chance.choices(_SYLLABLES, k=4)) + ontology.classes[kind].labels["zh"]
        labels = (("en", f"Made-up {kind} {number}"), ("zh", label)) if number % 2 else (("zh", label),)
        aliases = tuple(sorted("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(chance.randrange(7))))
        codes = (("gb2260", f"{650000 + number}"),) if prefix == "unit" else ()
        lat, lon = (40 + number % 900 / 100, 80 + number % 1500 / 100) if number % 9 == 0 else (None, None)
        made.append(Entity(f"{prefix}/made-up-{number:07}", kind, label, labels, aliases, codes, lat, lon))
    return sorted(made, key=lambda entity: entity.id)


def _document(number: int, chance: random.Random) -> tuple[Document, list[tuple[int, int]]]:
    """Return a document and the offsets of its sentences, `[start, end)`."""
    text, places = "", []
    for _ in range(_SENTENCES):
        sentence = "".join(chance.choices(_SYLLABLES, k=chance.randint(20, 58))) + "。"
        places.append((len(text), len(text) + len(sentence)))
        text += sentence
    day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    name = f"新闻/{number:07}.txt"
    return Document(name, text, text[:14], day, f"某报{number % 40}", f"https://news.example/{number}"), places


def _claim(
    relation: Relation,
    subjects: Sequence[Entity],
    objects: Sequence[Entity],
    chance: random.Random,
    ontology: Ontology,
    origin: str = "article",
) -> Claim:
    subject = chance.choice(subjects).id
    target: str | None = None
    value: float | str | None = None
    if relation.datatype == "date":
        value = chance.choice(("2019", "2020-09", "2021-09-30"))
    elif relation.datatype:
        value = chance.randrange(1, 100_000) / 10
    else:
        target = chance.choice(objects).id
    status = (
        chance.choice((*ontology.statuses, ontology.statuses[-1])) if origin == "article" else ontology.statuses[-1]
    )
    field = chance.choice(ontology.fields) if relation.name == "cooperatesWith" else None
    sure = 1.0 if origin == "gazetteer" else round(chance.uniform(0.6, 0.99), 4)
    key = claim_id(subject, relation.name, str(target or value), (status, field or ""))
    return Claim(key, subject, relation.name, target, value, status, field, sure, origin)


def _with_evidence(claim: Claim, evidence: list[Evidence]) -> Claim:
    return Claim(
        claim.id, claim.subject, claim.predicate, claim.object, claim.value, claim.status, claim.field,
        claim.confidence, claim.origin, evidence=tuple(sorted(set(evidence))),
    )  # fmt: skip
