"""What a document says, in clean offsets, before evidence is cut and ids are made; and what was found but not said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.extract.linking import Referent


class RawClaim(NamedTuple):
    """A claim in clean offsets.

    Attributes:
        subject: The subject.
        predicate: Local name of the relation.
        object: The object, or None for a literal.
        value: The literal, or None.
        status: "planned", "underway" or "done".
        field: Field of cooperation, or None.
        approximate: Whether the source marks the value as approximate.
        start: First code point of the evidence in the clean text.
        end: One past its last.
        rule: Name of the rule.
    """

    subject: Referent
    predicate: str
    object: Referent | None
    value: float | str | None
    status: str
    field: str | None
    approximate: bool
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A match at `[start, end)` of the clean text that made no claim: by which rule, and why.

    Attributes:
        start: First code point.
        end: One past the last.
        rule: Name of the rule.
        reason: Why there is no claim, in one clause.
        kind: Kind of the note it becomes: "rejected", or "cut" where too much was found to be said.
    """

    start: int
    end: int
    rule: str
    reason: str
    kind: str = "rejected"


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch `[start, end)` of the clean text that means an entity without naming it, and how."""

    start: int
    end: int
    referent: Referent
    reason: str


def spelled(value: float | str | None) -> str:
    """Return a literal in its canonical spelling, of which ids are made."""
    return value if isinstance(value, str) else f"{value:.10g}"
