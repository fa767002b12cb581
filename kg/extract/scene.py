"""What the relation engine works on: a sentence with what came before it, and frames that matched in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.extract.clauses import Coded
    from kg.extract.frames import Frame
    from kg.extract.groups import Group
    from kg.extract.linking import Referent
    from kg.extract.mentions import Part
    from kg.text.dates import Date
    from kg.text.measures import Measure

SHORT_SENTENCE = 150
"""A sentence of at most so many code points is quoted whole."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document's title names; firm when the title is nothing but that name."""

    referent: Referent
    firm: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what came before it.

    Attributes:
        text: The clean text.
        coded: The sentence.
        before: Return the coded sentences before it in the same paragraph, nearest first; few are ever asked.
        topic: What the document's title names, or None.
        described: Described things of the document that have got a name, by where they stand; it grows as frames match.
    """

    text: str
    coded: Coded
    before: Sequence[Callable[[], Coded]]
    topic: Topic | None
    described: dict[int, Referent]


class Filler(NamedTuple):
    """What fills a slot.

    Attributes:
        referents: What it denotes, in order; empty for a described thing and for a slot left out.
        group: The group it was read from, or None.
        start: First code point of the group in the clean text; -1 for a slot left out.
        end: One past the last; -1 for a slot left out.
    """

    referents: tuple[Referent, ...]
    group: Group | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that matched.

    Attributes:
        frame: The frame.
        fillers: Slot name → what fills it, in the order in which the slots were filled.
        value: The literal, or None.
        status: "planned", "underway" or "done".
        low: First code point of the evidence in the clean text.
        high: One past its last.
        start: First symbol of the match.
        end: One past its last symbol.
    """

    frame: Frame
    fillers: Mapping[str, Filler]
    value: Measure | Date | None
    status: str
    low: int
    high: int
    start: int
    end: int

    def filling(self, roles: str) -> Iterator[Filler]:
        """Yield what fills the slots of some roles, each a letter."""
        return (filler for slot, filler in self.fillers.items() if self.frame.slots[slot].role in roles)

    def referents(self, roles: str) -> list[Referent]:
        """Return the referents of the slots of some roles, each a letter."""
        return [referent for filler in self.filling(roles) for referent in filler.referents]

    def described(self, roles: str = "SOBTX") -> list[Part]:
        """Return the described things among the fillers of some roles, each a letter."""
        groups = (filler.group for filler in self.filling(roles))
        return [group.parts[0] for group in groups if group is not None and group.described]

    def overlaps(self, other: Match) -> bool:
        """Return whether two matches of a sentence share symbols."""
        return self.start < other.end and other.start < self.end
