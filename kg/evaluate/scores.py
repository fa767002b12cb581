"""Scores: counts of right, wrong and missed items, and the figures made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Tally:
    """How many required items were found, how many stated ones are wrong, how many required ones were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the counts of both together."""
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @classmethod
    def total(cls, tallies: Iterable[Self]) -> Tally:
        """Return the sum of tallies."""
        return sum(tallies, start=Tally())

    @property
    def precision(self) -> float:
        """Return right / (right + wrong), 1 where nothing was stated."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return right / (right + missed), 1 where nothing was required."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float]:
        """Return figures and counts for JSON."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return figures | {"right": self.right, "wrong": self.wrong, "missed": self.missed}


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One wrong or missed item.

    Attributes:
        document: File name of the document.
        item: "claim", "value" or "entity".
        kind: "missed" or "wrong".
        parts: Subject, predicate and object or value; or label and class.
        quote: The evidence of a wrong claim or value, else an empty string.
    """

    document: str
    item: str
    kind: str
    parts: tuple[str, ...]
    quote: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the mistake for JSON."""
        parts = list(self.parts)
        return {"document": self.document, "item": self.item, "kind": self.kind, "parts": parts, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Judged:
    """A stated or a missed claim or value, and what became of it.

    Attributes:
        item: "claim" or "value".
        verdict: "right", "wrong", "optional" (stated, defensible, not required) or "missed".
        parts: Subject, predicate and object or value.
        places: Where it is stated, each `(start, end, rule)`; nowhere when missed.
        quote: The gold's evidence of a missed one, else the first evidence.
    """

    item: str
    verdict: str
    parts: tuple[str, ...]
    places: tuple[tuple[int, int, str], ...]
    quote: str


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """The scores of one document.

    Attributes:
        document: Its file name.
        entities: Entities, by label and class.
        claims: Claims with an object entity.
        values: Literal facts.
        links: Names that the gold knows, as they stand in the text: linked to what it says, linked to something else.
        predicates: The claims by relation.
        mistakes: What is wrong or missed, in the order of the gold file, then of the graph.
        judged: Every claim and value with its verdict, in that order too.
    """

    document: str
    entities: Tally
    claims: Tally
    values: Tally
    links: Tally = field(default_factory=Tally)
    predicates: Mapping[str, Tally] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    judged: tuple[Judged, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a corpus; documents stand in the order of their gold files."""

    documents: tuple[DocumentScores, ...]

    @property
    def entities(self) -> Tally:
        """Return the entities of all documents together (micro)."""
        return Tally.total(one.entities for one in self.documents)

    @property
    def claims(self) -> Tally:
        """Return the claims of all documents together (micro)."""
        return Tally.total(one.claims for one in self.documents)

    @property
    def values(self) -> Tally:
        """Return the literal facts of all documents together (micro)."""
        return Tally.total(one.values for one in self.documents)

    @property
    def links(self) -> Tally:
        """Return the linking of names in all documents together; its precision is the linking accuracy."""
        return Tally.total(one.links for one in self.documents)

    @property
    def macro_f1(self) -> float:
        """Return the mean over documents of the F1 of claims."""
        return sum(one.claims.f1 for one in self.documents) / len(self.documents)

    @property
    def predicates(self) -> dict[str, Tally]:
        """Return the claims of all documents by predicate, sorted by its name."""
        names = sorted({name for one in self.documents for name in one.predicates})
        return {name: Tally.total(one.predicates.get(name, Tally()) for one in self.documents) for name in names}

    def as_dict(self) -> dict[str, object]:
        """Return everything but the mistakes for JSON, in a fixed layout that a later run can be compared with."""
        return {
            "entities": self.entities.as_dict(),
            "claims": self.claims.as_dict(),
            "values": self.values.as_dict(),
            "links": _accuracy(self.links),
            "macro_f1": self.macro_f1,
            "predicates": {name: tally.as_dict() for name, tally in self.predicates.items()},
            "documents": {
                one.document: {
                    "entities": one.entities.as_dict(),
                    "claims": one.claims.as_dict(),
                    "values": one.values.as_dict(),
                    "links": _accuracy(one.links),
                }
                for one in self.documents
            },
        }


def _accuracy(links: Tally) -> dict[str, float]:
    return {"accuracy": links.precision, "right": links.right, "wrong": links.wrong}
