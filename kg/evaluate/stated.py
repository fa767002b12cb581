"""What a graph states about each document, by label: from records, or from the exchange files of a build.

Documents are known by the last part of their path, so that gold and graph may lie in different folders.
Only what articles say counts; background facts and derived claims are left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import GraphRecords


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A claim as one document states it.

    Attributes:
        document: File name of the document.
        subject: Label of the subject.
        predicate: Local name of the relation.
        target: Label of the object, or the value as text.
        literal: Whether `target` is a value.
        quote: The evidence.
        start: First code point of the quote.
        end: One past its last code point.
        rule: Name of the rule that found it.
    """

    document: str
    subject: str
    predicate: str
    target: str
    literal: bool
    quote: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class StatedEntity:
    """An entity as one document mentions it; `surface` is the name as it stands there."""

    document: str
    label: str
    type: str
    surface: str


@dataclass(frozen=True, slots=True)
class Stated:
    """All that is stated: facts by claim id, then evidence; entities by id, then mention."""

    facts: tuple[StatedFact, ...]
    entities: tuple[StatedEntity, ...]


def document_name(document: str) -> str:
    """Return the file name in a document id or evidence id."""
    return PurePosixPath(document.split("#")[0]).name


def local_name(name: str) -> str:
    """Return a name without its prefix: `kg:builds` → `builds`."""
    return name.rpartition(":")[2]


def stated_by_records(records: GraphRecords) -> Stated:
    """Return what assembled records state."""
    entities = {entity.id: entity for entity in records.entities}
    facts = (
        StatedFact(
            document=document_name(evidence.document),
            subject=entities[claim.subject].label,
            predicate=claim.predicate,
            target=str(claim.value) if claim.object is None else entities[claim.object].label,
            literal=claim.object is None,
            quote=evidence.quote,
            start=evidence.start,
            end=evidence.end,
            rule=evidence.rule,
        )
        for claim in records.claims
        if claim.origin == "article"
        for evidence in claim.evidence
    )
    mentioned: dict[str, list[tuple[str, str]]] = {}
    for mention in records.mentions:
        if mention.entity is not None:
            mentioned.setdefault(mention.entity, []).append((mention.document, mention.surface))
    named = (
        StatedEntity(document_name(document), entity.label, entity.type, surface)
        for entity in records.entities
        for document, surface in mentioned.get(entity.id, ())
    )
    return Stated(tuple(facts), tuple(named))


def stated_by_files(folder: Path) -> Stated:
    """Return what `claims.jsonl` and `entities.jsonl` of a folder state.

    Raises:
        InputError: One of the files is missing or not as described.
    """
    facts = tuple(fact for row in _rows(folder / "claims.jsonl") for fact in _facts(row, folder / "claims.jsonl"))
    named = tuple(one for row in _rows(folder / "entities.jsonl") for one in _named(row, folder / "entities.jsonl"))
    return Stated(facts, named)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise InputError(f"{file}:{number}: is no JSON: {error}") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}; build the graph first") from error


def _facts(row: dict[str, Any], file: Path) -> list[StatedFact]:
    try:
        if row["origin"] != "article":
            return []
        literal = row.get("object") is None
        target = str(row["value"]) if literal else row["object"]["label"]
        predicate = local_name(row["predicate"])
        return [
            StatedFact(
                document=document_name(one["document"]),
                subject=row["subject"]["label"],
                predicate=predicate,
                target=target,
                literal=literal,
                quote=one["quote"],
                start=one["start"],
                end=one["end"],
                rule=one["rule"],
            )
            for one in row["evidence"]
        ]
    except (KeyError, TypeError) as error:
        raise InputError(f"{file}: claim {row.get('id')!r} is not as described: {error} is missing") from error


def _named(row: dict[str, Any], file: Path) -> list[StatedEntity]:
    try:
        return [
            StatedEntity(document_name(mention["document"]), row["label"], local_name(row["type"]), mention["surface"])
            for mention in row["mentions"]
        ]
    except (KeyError, TypeError) as error:
        raise InputError(f"{file}: entity {row.get('id')!r} is not as described: {error} is missing") from error
