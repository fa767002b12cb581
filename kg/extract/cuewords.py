"""The cue words of a document, found in one pass over its text with the names blanked, and dealt out to sentences."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses import WordHit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.matching import WordMatcher
    from kg.extract.mentions import Part
    from kg.extract.symbols import Alphabet

_MASK = "\x00"


@dataclass(frozen=True, slots=True)
class CueWords:
    """The cue words of one document.

    Attributes:
        text: The clean text.
        matcher: Finds cue words.
        alphabet: Their symbols.
        hits: (number of the word, start, end) of each, in order, without overlaps.
        starts: Where they begin.
    """

    text: str
    matcher: WordMatcher
    alphabet: Alphabet
    hits: Sequence[tuple[int, int, int]]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str, parts: Sequence[Part], matcher: WordMatcher, alphabet: Alphabet) -> CueWords:
        """Return the cue words of a text, none of them across the edge of a name."""
        hits = matcher.numbered(_masked(text, 0, len(text), parts))
        return cls(text, matcher, alphabet, hits, [hit[1] for hit in hits])

    def within(self, start: int, end: int, parts: Sequence[Part], *, whole: bool) -> Sequence[tuple[int, int, int]]:
        """Return (number, start, end) of the cue words of a sentence, in order, as if it were searched by itself.

        Args:
            start: First code point of the sentence.
            end: One past its last.
            parts: Its names.
            whole: Whether these are the names of the document that reach into it, no more and no fewer.
        """
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end, low)
        hits = self.hits
        if whole and not (low and hits[low - 1][2] > start) and not (high > low and hits[high - 1][2] > end):
            return hits[low:high]
        found = self.matcher.numbered(_masked(self.text, start, end, parts))
        return [(number, first + start, last + start) for number, first, last in found]

    def words(self, hits: Sequence[tuple[int, int, int]]) -> list[WordHit]:
        """Return numbered words as records."""
        words = self.matcher.words
        return [WordHit(start, end, words[number]) for number, start, end in hits]


def _masked(text: str, start: int, end: int, parts: Sequence[Part]) -> str:
    """Return a sentence with names blanked, so that no cue word is found across the edge of one."""
    pieces: list[str] = []
    position = start
    for part in parts:
        if part.start >= position:
            pieces += (text[position : part.start], _MASK * (part.end - part.start))
            position = part.end
    return "".join((*pieces, text[position:end]))
