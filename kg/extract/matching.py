"""Finding the words of a fixed set in a text, in one pass however many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import WordHit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class WordMatcher:
    """Finds words of a fixed set in a text, leftmost and longest, in one pass."""

    def __init__(self, words: Sequence[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._words = sorted(set(words))
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str, offset: int = 0) -> list[WordHit]:
        """Return the words found, in order, in code points counted from `offset` on."""
        words = self._words
        return [
            WordHit(start + offset, end + offset, words[number])
            for number, start, end in self._automaton.find_matches_as_indexes(text)
        ]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield `[start, end)` of the words found, in order."""
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end
