"""A sentence before it is encoded, which few are: its names and cue words, their outline, its values when asked."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kg.extract.clauses import encode, group_symbol, value_symbol
from kg.extract.mentions import Part
from kg.extract.symbols import BREAK_DASH, COMMA, DASH, PUNCTUATION, START
from kg.text.dates import DATE_MARK, Date, find_dates
from kg.text.measures import MEASURE_MARK, Measure, find_measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.clauses import Coded
    from kg.extract.cuewords import CueWords
    from kg.extract.groups import Group

Placed = TypeVar("Placed", Part, Measure | Date)

_MARK = re.compile(f"[{re.escape(''.join(PUNCTUATION))}]")
_VALUE_MARK = re.compile(f"{DATE_MARK}|{MEASURE_MARK}")
_YEAR = re.compile(r"((?:19|20)\d\d)年(?!代)")


@dataclass(slots=True)
class Values:
    """The dates and measures of a document, looked for when a sentence first needs them.

    Attributes:
        text: The clean text.
        published: The document's date, or None.
        retrospects: Words of titles of documents that look back on a year.
    """

    text: str
    published: str | None
    retrospects: tuple[str, ...] = ()
    _found: Sequence[Measure | Date] | None = None
    _starts: Sequence[int] = ()

    def between(self, start: int, end: int) -> Sequence[Measure | Date]:
        """Return the dates and measures in `[start, end)`, in order; of two that overlap the earlier or longer."""
        if not _VALUE_MARK.search(self.text, start, end):
            return ()
        if self._found is None:
            self._found = _values(self.text, self._written())
            self._starts = [value.start for value in self._found]
        return between(self._found, self._starts, start, end)

    def _written(self) -> str | None:
        """Return the day that months without a year go by: the document's, or the end of the year it looks back on."""
        title = _year_of_title(self.text)
        looks_back = title is not None and any(word in self.text[: self.text.find("\n")] for word in self.retrospects)
        return title if looks_back else self.published or title


@dataclass(slots=True)
class Sketch:
    """A sentence at `[start, end)` of the clean text.

    Attributes:
        start: First code point.
        end: One past the last.
        groups: Its groups of names, in order.
        hits: Its cue words as (number, start, end), in order.
        cues: The cue words of the document.
        values: The values of the document.
    """

    start: int
    end: int
    groups: Sequence[Group]
    hits: Sequence[tuple[int, int, int]]
    cues: CueWords
    values: Values
    _coded: Coded | None = None
    _classes: frozenset[str] | None = None

    @property
    def classes(self) -> frozenset[str]:
        """Ontology classes of all that it names."""
        if self._classes is None:
            self._classes = frozenset().union(*[group.types for group in self.groups])
        return self._classes

    def coded(self) -> Coded:
        """Return the sentence as symbols; encoded on the first call."""
        if self._coded is None:
            cues, values = self.cues, self.values.between(self.start, self.end)
            words = cues.words(self.hits)
            self._coded = encode(cues.text, self.start, self.end, self.groups, values, words, cues.alphabet)
        return self._coded

    def outline(self, telling: Sequence[str], values: Sequence[Measure | Date] = ()) -> str:
        """Return the symbols that frames need of the sentence, in order, in a fraction of the time of encoding it.

        What encoding makes of it holds these symbols or fewer, in the same order.

        Args:
            telling: Number of a cue word → its symbol, or "" where no frame needs it.
            values: Its values, where they are asked for.
        """
        text, alphabet = self.cues.text, self.cues.alphabet
        found = [(first, telling[number]) for number, first, _ in self.hits if telling[number]]
        found += [(mark.start(), PUNCTUATION[mark[0]]) for mark in _MARK.finditer(text, self.start, self.end)]
        if text.find(BREAK_DASH, self.start, self.end) >= 0:
            found += [(at, COMMA) for at, symbol in found if symbol == DASH]
        found += [(group.start, group_symbol(group, alphabet)) for group in self.groups]
        found += [(value.start, value_symbol(value)) for value in values]
        found.sort()
        return START + "".join([symbol for _, symbol in found])


def between(items: Sequence[Placed], starts: Sequence[int], start: int, end: int) -> list[Placed]:
    """Return the items that lie in `[start, end)`, in order; `starts` are where all of them begin, in order."""
    low = bisect_left(starts, start)
    high = bisect_left(starts, end, low)
    return [item for item in items[low:high] if item.end <= end]


_LONGEST_TITLE, _STOP = 60, "。"


def _year_of_title(text: str) -> str | None:
    """Return the end of the one year that a title such as 大事记（2021年） states, or None.

    It dates the document: a chronicle of a year is written when the year is over.
    """
    title = text.split("\n", 1)[0]
    years = set(_YEAR.findall(title)) if len(title) <= _LONGEST_TITLE and _STOP not in title else set()
    return f"{years.pop()}-12-31" if len(years) == 1 else None


def _values(text: str, published: str | None) -> list[Measure | Date]:
    """Return the dates and measures of a text, in order; of two that overlap the earlier or longer."""
    found: list[Measure | Date] = [*find_dates(text, published), *find_measures(text)]
    kept: list[Measure | Date] = []
    for value in sorted(found, key=lambda value: (value.start, -value.end)):
        if not kept or value.start >= kept[-1].end:
            kept.append(value)
    return kept
