"""An article cut where marks begin or end, so that overlapping marks share their pieces."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` of an article to be shown in one way.

    Attributes:
        start: First code point.
        end: One past the last.
        kind: A class name.
        hint: What a pointer held over it says, or an empty string.
        target: What it leads to, or an empty string.
    """

    start: int
    end: int
    kind: str
    hint: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article under the same marks.

    Attributes:
        text: The text as received.
        kind: Class names of its marks, sorted, separated by spaces.
        hint: The hint of the first mark that has one, or an empty string.
        target: The target of the first mark that has one, or an empty string.
    """

    text: str
    kind: str
    hint: str
    target: str


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Return a text in pieces; put together they are the text. Marks that are empty or reach beyond it are left out."""
    spans = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for number, mark in enumerate(spans):
        opening[mark.start].append(number)
        closing[mark.end].append(number)
    made: list[Piece] = []
    active: dict[int, None] = {}
    for start, end in pairwise(sorted({0, len(text), *opening, *closing})):
        for number in closing.get(start, ()):
            del active[number]
        active.update(dict.fromkeys(opening.get(start, ())))
        over = [spans[number] for number in active]
        made.append(
            Piece(
                text[start:end],
                " ".join(sorted({mark.kind for mark in over})),
                next((mark.hint for mark in over if mark.hint), ""),
                next((mark.target for mark in over if mark.target), ""),
            )
        )
    return made
