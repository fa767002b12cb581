"""Words, by jieba: an own tokeniser, loaded when first used, that looks words up in `kg.text.dictionary`."""

from __future__ import annotations

import sys
import warnings
from functools import cache
from typing import TYPE_CHECKING, Protocol

from kg.text.dictionary import TOTAL, Frequencies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

_CHUNK = 20_000
_LONGEST = 40


class _Tokenizer(Protocol):
    """What is used of `jieba.Tokenizer`, which has no types of its own."""

    FREQ: Frequencies
    total: int
    initialized: bool

    def lcut(self, sentence: str, HMM: bool = True) -> list[str]: ...  # noqa: N803 -- jieba's spelling

    def add_word(self, word: str, freq: int | None = None) -> None: ...


class Segmenter:
    """Cuts text into words; words added stay whole.

    Two segmenters share nothing, so the names of one corpus never change how another is cut.
    """

    def __init__(self) -> None:
        self._tokenizer = _new_tokenizer()
        self._added: set[str] = set()

    def cut(self, text: str, *, guess: bool = True) -> list[str]:
        """Return the words of `text` in order; joined they are `text` again.

        Args:
            text: Any text.
            guess: Whether characters that form no dictionary word may be joined by jieba's hidden Markov model.
        """
        if len(text) <= _CHUNK:
            return self._tokenizer.lcut(text, HMM=guess)
        words: list[str] = []
        for start in range(0, len(text), _CHUNK):
            words += self._tokenizer.lcut(text[start : start + _CHUNK], HMM=guess)
        return words

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the words of `text` as `[start, end)`."""
        result: list[tuple[int, int]] = []
        start = 0
        for word in self.cut(text):
            result.append((start, start + len(word)))
            start += len(word)
        return result

    def add_words(self, words: Iterable[str]) -> None:
        """Make each of `words` one word, whatever the dictionary says; none of one or more than 40 characters."""
        for word in sorted(set(words) - self._added):
            if 1 < len(word) <= _LONGEST and not word.isspace():
                self._tokenizer.add_word(word)
                self._added.add(word)

    def frequency(self, word: str) -> int:
        """Return how often `word` stands in the corpus the dictionary was counted from; 0 when it is no word."""
        return self._tokenizer.FREQ.get(word) or 0

    def is_word(self, text: str) -> bool:
        """Return whether `text` is a word of the dictionary or one that was added."""
        return self.frequency(text) > 0


@cache
def segmenter() -> Segmenter:
    """Return the segmenter shared by the process, loaded on the first call."""
    return Segmenter()


def _jieba() -> ModuleType:
    """Import jieba without pkg_resources, which it would load (70 ms, deprecated) only to find its dictionary."""
    before = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # None makes an import fail; jieba then opens files
    try:
        import jieba
    finally:
        if before is None:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = before
    module: ModuleType = jieba
    return module


def _new_tokenizer() -> _Tokenizer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1: invalid escapes on 3.12+
        jieba = _jieba()
    tokenizer: _Tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = Frequencies(), TOTAL, True
    return tokenizer
