"""What is read as a sentence where a text holds tables: remarks under the name of their row, and the text around."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.table_items import trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract.statements import RawClaim
    from kg.extract.table_claims import Reading


class Unit(NamedTuple):
    """A stretch of text to be read as one sentence.

    Attributes:
        start: First code point in the clean text.
        end: One past the last.
        fresh: Whether nothing before it may be carried into it.
        status: Status of the item it belongs to, or "".
    """

    start: int
    end: int
    fresh: bool = False
    status: str = ""

    def judged(self, claim: RawClaim) -> RawClaim:
        """Return a claim of this unit with the item's status, where the sentence itself tells none."""
        if not self.status or claim.status != "done":
            return claim
        return claim._replace(
            status="planned" if claim.predicate == "openedOn" and self.status != "done" else self.status
        )


def units(sentences: Sequence[tuple[int, int]], readings: Sequence[Reading], text: str) -> list[Unit]:
    """Return the sentences without what tables hold, and in their place the names and remarks of the rows, in order."""
    if not readings:
        return [Unit(start, end) for start, end in sentences]
    taken = _merged((min(r.item.start, r.item.name_start), r.item.end) for r in readings)
    out: list[Unit] = []
    for reading in readings:
        subject = reading.subject
        if subject is not None:
            out.append(Unit(subject.start, subject.end, fresh=True, status=reading.status))
        out += [Unit(start, end, subject is None, reading.status) for start, end in reading.texts]
    for start, end in sentences:
        position = start
        at = bisect_left(taken, start + 1, key=lambda span: span[1])
        cut = at > 0 and not text[taken[at - 1][1] : start].strip()
        while at < len(taken) and taken[at][0] < end:
            out += _piece(text, position, taken[at][0], fresh=cut)
            position, cut = max(position, taken[at][1]), True
            at += 1
        out += _piece(text, position, end, fresh=cut)
    return sorted(out, key=lambda unit: (unit.start, unit.end))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _piece(text: str, start: int, end: int, *, fresh: bool) -> Iterator[Unit]:
    start, end = trim(text, start, end)
    if start < end:
        yield Unit(start, end, fresh)
