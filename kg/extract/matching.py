"""Finding the words of a fixed set in a text, in one pass however many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class WordMatcher:
    """Finds words of a fixed set in a text, leftmost and longest, in one pass.

    Attributes:
        words: The words, sorted; a word's number is its place here.
    """

    def __init__(self, words: Sequence[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.words = sorted(set(words))
        self._automaton = AhoCorasick(self.words, matchkind=MatchKind.LeftmostLongest)

    def numbered(self, text: str) -> list[tuple[int, int, int]]:
        """Return (number, start, end) of the words found, in order."""
        return self._automaton.find_matches_as_indexes(text)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield `[start, end)` of the words found, in order."""
        for _, start, end in self.numbered(text):
            yield start, end
