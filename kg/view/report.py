"""`report.html`: for each article what was read, which claims were found where, and what was left unlinked and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.view.pieces import Mark, Piece, pieces
from kg.view.render import asset, render, script
from kg.view.words import load_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Claim, Document, Evidence, GraphRecords, Mention, Note
    from kg.ontology import Ontology

_SNIPPET = 40  # characters quoted of what a note is about
_TEXT_LIMIT = 400_000  # characters of article text in one report; beyond that the texts are left out


@dataclass(slots=True)
class _Chapter:
    document: Document
    claims: list[tuple[Claim, Evidence]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def report(
    records: GraphRecords, ontology: Ontology, *, title: str = "", with_text: bool | None = None, language: str = "zh"
) -> str:
    """Return `report.html`, in the order of the documents.

    Args:
        records: The graph.
        ontology: Labels of classes, relations, statuses and fields.
        title: The report's title; by default that of the only article, if there is one.
        with_text: Whether the articles stand in the report; None includes them when they are short.
        language: Language in which the page opens, `zh` or `en`.
    """
    chapters = {document.id: _Chapter(document) for document in records.documents}
    for claim in records.claims:
        for evidence in claim.evidence:
            if evidence.document in chapters:
                chapters[evidence.document].claims.append((claim, evidence))
    for mention in records.mentions:
        if mention.document in chapters:
            chapters[mention.document].mentions.append(mention)
    for note in records.notes:
        if note.document in chapters:
            chapters[note.document].notes.append(note)
    if with_text is None:
        with_text = sum(len(document.text) for document in records.documents) <= _TEXT_LIMIT
    words = load_words()
    names = {entity.id: entity for entity in records.entities}
    only = records.documents[0].title if len(records.documents) == 1 else ""
    return render(
        "report.html",
        scripts=(script("report.js"),),
        styles=(asset("base.css"), asset("report.css")),
        values={
            "title": title or only or words["page"]["report"][language],
            "heading": title or only,
            "language": language,
            "words": {**words["page"], **words["report"]},
            "kinds": words["kinds"],
            "counts": {
                "documents": len(records.documents),
                "entities": len(records.entities),
                "claims": len(records.claims),
                "unlinked": sum(mention.entity is None for mention in records.mentions),
            },
            "conflicts": _conflicts(records, names, ontology),
            "chapters": [_chapter(chapter, names, ontology, with_text=with_text) for chapter in chapters.values()],
        },
    )


def _conflicts(records: GraphRecords, names: Mapping[str, object], ontology: Ontology) -> list[dict[str, object]]:
    """Return the properties that can have one value and have several, by subject and relation."""
    values: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in records.claims:
        relation = ontology.relations.get(claim.predicate)
        if relation is not None and relation.functional and claim.evidence:
            values[claim.subject, claim.predicate].append(claim)
    return [
        {
            "subject": _label(subject, names),
            "relation": _both(ontology.relations, predicate),
            "claims": [
                (_row(claim, claim.evidence[0], names, ontology), claim.evidence[0].document) for claim in claims
            ],
        }
        for (subject, predicate), claims in sorted(values.items())
        if len({(claim.object, claim.value) for claim in claims}) > 1
    ]


def _chapter(
    chapter: _Chapter, names: Mapping[str, object], ontology: Ontology, *, with_text: bool
) -> dict[str, object]:
    sentences: dict[tuple[int, int], list[tuple[Claim, Evidence]]] = defaultdict(list)
    for claim, evidence in sorted(chapter.claims, key=lambda pair: (pair[1].start, pair[1].end, pair[0].id)):
        sentences[evidence.start, evidence.end].append((claim, evidence))
    return {
        "document": chapter.document,
        "claims": len({claim.id for claim, _ in chapter.claims}),
        "sentences": [
            {
                "start": start,
                "end": end,
                "quote": found[0][1].quote,
                "claims": [_row(claim, evidence, names, ontology) for claim, evidence in found],
            }
            for (start, end), found in sentences.items()
        ],
        "mentions": len(chapter.mentions),
        "unlinked": _unlinked(chapter.mentions, ontology),
        "linked": _linked(chapter.mentions, names, ontology),
        "notes": _notes(chapter),
        "text": _pieces(chapter, names) if with_text else None,
    }


def _both(table: Mapping[str, object], name: str) -> dict[str, str]:
    labels = getattr(table.get(name), "labels", {})
    return {language: str(labels.get(language) or name) for language in ("zh", "en")}


def _label(entity: str, names: Mapping[str, object]) -> dict[str, str]:
    record = names.get(entity)
    zh = str(getattr(record, "label", entity))
    return {"zh": zh, "en": str(dict(getattr(record, "labels", ())).get("en", zh))}


def _value(claim: Claim) -> dict[str, str]:
    """Return a value as people write it: 约 1,120,000,000, never 1.12e+09."""
    value = str(claim.value)
    if isinstance(claim.value, float | int):
        value = f"{claim.value:,.6f}".rstrip("0").rstrip(".")
    if not claim.approximate:
        return {"zh": value, "en": value}
    return {language: f"{word} {value}" for language, word in load_words()["page"]["approximate"].items()}


def _row(claim: Claim, evidence: Evidence, names: Mapping[str, object], ontology: Ontology) -> dict[str, object]:
    return {
        "id": claim.id,
        "subject": _label(claim.subject, names),
        "relation": _both(ontology.relations, claim.predicate),
        "object": _label(claim.object, names) if claim.object else _value(claim),
        "status": _both(ontology.concepts, claim.status) if claim.status != "done" else None,
        "field": _both(ontology.concepts, claim.field) if claim.field else None,
        "confidence": round(100 * claim.confidence),
        "rule": evidence.rule,
    }


def _unlinked(mentions: Sequence[Mention], ontology: Ontology) -> list[dict[str, object]]:
    """Return one row for each unlinked surface with the same reasons, in order of first occurrence."""
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.entity is None:
            groups[mention.surface, mention.reasons, tuple(c.id for c in mention.candidates)].append(mention)
    return [
        {
            "surface": found[0].surface,
            "type": _both(ontology.classes, found[0].type) if found[0].type else None,
            "reasons": found[0].reasons,
            "candidates": [(candidate, _both(ontology.classes, candidate.type)) for candidate in found[0].candidates],
            "count": len(found),
        }
        for found in groups.values()
    ]


def _linked(mentions: Sequence[Mention], names: Mapping[str, object], ontology: Ontology) -> list[dict[str, object]]:
    """Return one row for each surface linked to one entity for the same reasons, in order of first occurrence."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.entity is not None:
            groups[mention.surface, mention.entity, mention.reasons].append(mention)
    return [
        {
            "surface": surface,
            "entity": _label(entity, names),
            "id": entity,
            "type": _both(ontology.classes, found[0].type),
            "reasons": reasons,
            "count": len(found),
        }
        for (surface, entity, reasons), found in groups.items()
    ]


def _notes(chapter: _Chapter) -> list[dict[str, object]]:
    """Return one row for each kind of note, in order of first occurrence, with what each note is about."""
    kinds: dict[str, list[tuple[str, Note]]] = defaultdict(list)
    for note in chapter.notes:
        about = " ".join(chapter.document.text[note.start : note.end].split())
        kinds[note.kind].append((about if len(about) <= _SNIPPET else about[:_SNIPPET] + "…", note))
    return [{"kind": kind, "entries": entries} for kind, entries in kinds.items()]


def _pieces(chapter: _Chapter, names: Mapping[str, object]) -> list[Piece]:
    """Cut the article where a quote, a name or furniture begins or ends."""
    marks = [Mark(e.start, e.end, "evidence", target=f"{e.start}-{e.end}") for _, e in chapter.claims]
    for mention in chapter.mentions:
        linked = mention.entity is not None
        label = (_label(mention.entity, names)["zh"],) if mention.entity is not None else ()
        hint = " · ".join((*label, "; ".join(mention.reasons)))
        marks.append(Mark(mention.start, mention.end, "linked" if linked else "unlinked", hint))
    marks += [Mark(n.start, n.end, "furniture", n.text) for n in chapter.notes if n.kind == "furniture"]
    return pieces(chapter.document.text, marks)
