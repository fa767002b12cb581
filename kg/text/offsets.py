"""The map back: cleaned text that knows, for every code point, where it stood in the text as received.

The map is kept as pieces, not as one number a character: a *run* copies characters one to one, a *block* stands for a
stretch that was rewritten (an entity decoded, a tag turned into a line break). Cleaning touches few places, so editing
costs what is edited and not what is read.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Edit = tuple[int, int, str]
"""Replace `[start, end)` of the current text by a string; a list of them is sorted and does not overlap."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of the text as received that was left out, `[start, end)`, and the kind of furniture it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text and the way back to the text as received.

    Attributes:
        text: The cleaned text.
        at: First clean code point of each piece, ascending; empty for an empty text.
        origin: First original code point of each piece.
        width: 0 for a run (clean `at + k` is original `origin + k`), else the number of original code points that the
            whole block stands for.
        length: Length of the text as received.
        dropped: Furniture left out, in order, in original offsets.
    """

    text: str
    at: tuple[int, ...]
    origin: tuple[int, ...]
    width: tuple[int, ...]
    length: int
    dropped: tuple[Dropped, ...] = ()

    @classmethod
    def identity(cls, text: str) -> CleanText:
        """Return `text` unchanged, each code point standing for itself."""
        pieces = (0,) if text else ()
        return cls(text, pieces, pieces, pieces, len(text))

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original interval `[start, end)` of the clean interval `[start, end)`.

        An empty interval maps to an empty one, before the code point that follows it.
        """
        if start >= end:
            point = self._first(start) if start < len(self.text) else self._last(start - 1) if start else 0
            return point, point
        return self._first(start), self._last(end - 1)

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest clean interval `[start, end)` that holds every code point made from `[start, end)`.

        Args:
            start: First original code point.
            end: One past the last; nothing of an interval that was dropped gives an empty interval.
        """
        first = self._from_original(start)
        last = self._from_original(end)
        return first, max(first, last)

    @property
    def starts(self) -> array[int]:
        """First original code point of each clean code point; built anew on each call, linear in the text."""
        return self._expand(0)

    @property
    def ends(self) -> array[int]:
        """One past the last original code point of each clean code point; built anew on each call."""
        return self._expand(1)

    def edited(self, edits: Iterable[Edit]) -> CleanText:
        """Return the text after `edits` (sorted, disjoint, in clean offsets), with the map carried along."""
        builder = _Builder(self)
        for start, end, replacement in edits:
            builder.replace(start, end, replacement)
        return builder.finish()

    def rewritten(self, text: str) -> CleanText:
        """Return the same map under a text of the same length.

        Raises:
            ValueError: When the length differs; such a change needs `edited`.
        """
        if text is self.text:
            return self
        if len(text) != len(self.text):
            raise ValueError("a rewritten text must keep its length")
        return CleanText(text, self.at, self.origin, self.width, self.length, self.dropped)

    def _first(self, index: int) -> int:
        piece = bisect_right(self.at, index) - 1
        return self.origin[piece] if self.width[piece] else self.origin[piece] + index - self.at[piece]

    def _last(self, index: int) -> int:
        piece = bisect_right(self.at, index) - 1
        if self.width[piece]:
            return self.origin[piece] + self.width[piece]
        return self.origin[piece] + index - self.at[piece] + 1

    def _from_original(self, point: int) -> int:
        piece = bisect_right(self.origin, point) - 1
        if piece < 0:
            return 0
        after = self.at[piece + 1] if piece + 1 < len(self.at) else len(self.text)
        if self.width[piece]:
            return self.at[piece] if point == self.origin[piece] else after
        return min(self.at[piece] + point - self.origin[piece], after)

    def _expand(self, shift: int) -> array[int]:
        result = array("Q")
        bounds = (*self.at[1:], len(self.text)) if self.at else ()
        for at, after, origin, width in zip(self.at, bounds, self.origin, self.width, strict=True):
            if width:
                result.extend([origin + width if shift else origin] * (after - at))
            else:
                result.extend(range(origin + shift, origin + after - at + shift))
        return result


class _Builder:
    """Writes the pieces of an edited text, walking the old pieces once from left to right."""

    def __init__(self, source: CleanText) -> None:
        self._source = source
        self._parts: list[str] = []
        self._at: list[int] = []
        self._origin: list[int] = []
        self._width: list[int] = []
        self._read = 0
        self._written = 0
        self._piece = 0

    def replace(self, start: int, end: int, replacement: str) -> None:
        self._copy(start)
        if replacement and end > start:
            first, last = self._source.to_original(start, end)
            self._add(first, last - first)
            self._parts.append(replacement)
            self._written += len(replacement)
        self._read = end

    def finish(self) -> CleanText:
        source = self._source
        self._copy(len(source.text))
        return CleanText(
            "".join(self._parts),
            tuple(self._at),
            tuple(self._origin),
            tuple(self._width),
            source.length,
            source.dropped,
        )

    def _copy(self, end: int) -> None:
        source, start = self._source, self._read
        if start >= end:
            return
        at, piece, pieces = source.at, self._piece, len(source.at)
        while piece + 1 < pieces and at[piece + 1] <= start:
            piece += 1
        position = start
        while position < end:
            after = at[piece + 1] if piece + 1 < pieces else len(source.text)
            stop = min(after, end)
            if source.width[piece]:
                self._add(source.origin[piece], source.width[piece])
            else:
                self._add(source.origin[piece] + position - at[piece], 0)
            self._written += stop - position
            position = stop
            if position >= after:
                piece += 1
        self._piece = min(piece, pieces - 1)
        self._parts.append(source.text[start:end])

    def _add(self, origin: int, width: int) -> None:
        if self._at and width == self._width[-1]:
            grown = self._written - self._at[-1]
            if (origin == self._origin[-1]) if width else (origin == self._origin[-1] + grown):
                return
        self._at.append(self._written)
        self._origin.append(origin)
        self._width.append(width)
