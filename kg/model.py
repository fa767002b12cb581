"""Frozen records that flow through the house; they know nothing of any room.

All offsets are half-open intervals `[start, end)` in Unicode code points of the document's text as received.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""A date as all rooms write it, to be matched in full: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as received.

    Attributes:
        id: Path relative to the folder given (POSIX separators), or the file name of a single file.
        text: The text as received, decoded, untouched; every offset points into it.
        title: Its headline, or an empty string.
        published: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None when the document does not say.
        publisher: Who published it, or None.
        url: Its address, or None.
    """

    id: str
    text: str
    title: str = ""
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity a name may stand for, with its score and the reasons for it.

    Attributes:
        id: Entity id.
        label: Canonical Chinese label.
        type: Local name of the ontology class.
        score: Higher is better; comparable only among candidates of one mention.
        reasons: Why, in the order in which they were applied.
    """

    id: str
    label: str
    type: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names an entity; `entity` is None when the name is ambiguous and links to nothing.

    Attributes:
        document: Document id.
        start: First code point.
        end: One past the last code point.
        surface: The text as received between the two.
        type: Local name of the ontology class, or an empty string when unknown.
        entity: Entity id, or None.
        reasons: Why it was linked so, or why not.
        candidates: The candidates weighed, best first, when there was a choice.
    """

    document: str
    start: int
    end: int
    surface: str
    type: str
    entity: str | None
    reasons: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing the graph speaks of: an institution, a place or a work, never a private person.

    Attributes:
        id: Stable ASCII id such as `division/6`.
        type: Local name of the ontology class.
        label: Canonical Chinese label.
        labels: Language tag → label, sorted by tag; holds `zh`, and `en` where known.
        aliases: Other spellings, sorted.
        identifiers: Scheme → identifier (`gb2260`, `wikidata`, `geonames`, …), sorted by scheme.
        lat: Latitude in degrees (WGS 84), or None.
        lon: Longitude in degrees (WGS 84), or None.
    """

    id: str
    type: str
    label: str
    labels: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A quoted stretch of a document that says a claim, and the rule that read it so.

    Attributes:
        document: Document id.
        start: First code point of the quote.
        end: One past its last code point.
        quote: Exactly `text[start:end]` of the document as received.
        rule: Name of the rule, `predicate/frame`.
        published: The document's date, or an empty string.
    """

    document: str
    start: int
    end: int
    quote: str
    rule: str
    published: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What sources say: subject, predicate, and an object entity or a literal value, with all evidence.

    Exactly one of `object` and `value` is set. `evidence` is sorted and empty only where `origin` is not "article".

    Attributes:
        id: Hash of subject, predicate, object or value, and qualifiers (see `kg.ids.claim_id`).
        subject: Entity id.
        predicate: Local name of the relation.
        object: Entity id, or None.
        value: A number, or a date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None when there is an object.
        status: "planned", "underway" or "done".
        field: Field of cooperation, or None.
        confidence: Between 0 and 1.
        origin: "article", "gazetteer" or "derived".
        approximate: Whether the source marks the value as approximate (约, 近, 逾).
        evidence: Sorted evidence.
    """

    id: str
    subject: str
    predicate: str
    object: str | None
    value: float | str | None
    status: str
    field: str | None
    confidence: float
    origin: str = "article"
    approximate: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of the report should know about a document.

    Attributes:
        document: Document id.
        kind: A short ASCII key such as `furniture`, `ambiguous`, `rejected`, `cut`.
        start: First code point it is about.
        end: One past the last.
        text: What happened, in one clause.
    """

    document: str
    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one document: pure data, the same for the same document and knowledge."""

    document: Document
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphRecords:
    """The assembled graph as plain records, each tuple sorted (by id; mentions and notes by document and offset)."""

    documents: tuple[Document, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = field(default=())
