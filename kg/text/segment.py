"""Words, by jieba: an own tokeniser, loaded when first used, that looks words up in `kg.text.dictionary`."""

from __future__ import annotations

import re
import sys
import warnings
from functools import cache
from math import log
from typing import TYPE_CHECKING, Protocol

from kg.text.dictionary import TOTAL, Frequencies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

_CHUNK = 20_000
_LONGEST = 40
_SHORT = 64
_KEPT = 131_072
"""So many words and strings that are none are kept with their weights before all are forgotten."""

_HAN = re.compile("[\u4e00-\u9fd5]*")
_BEGINNING, _UNKNOWN = 1.0, 2.0


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
        self._weights = _Weights(self._tokenizer)

    def cut(self, text: str, *, guess: bool = True) -> list[str]:
        """Return the words of `text` in order; joined they are `text` again.

        Args:
            text: Any text.
            guess: Whether characters that form no dictionary word may be joined by jieba's hidden Markov model.
        """
        if not guess and len(text) <= _SHORT and _HAN.fullmatch(text):
            return self._best_path(text)
        if len(text) <= _CHUNK:
            return self._tokenizer.lcut(text, HMM=guess)
        words: list[str] = []
        for start in range(0, len(text), _CHUNK):
            words += self._tokenizer.lcut(text[start : start + _CHUNK], HMM=guess)
        return words

    def _best_path(self, text: str) -> list[str]:
        """Return what jieba returns without guessing: the path of highest probability, found from the right.

        jieba spends most of its time on generators, regular expressions and logarithms that a short name needs not.
        """
        size, weights = len(text), self._weights
        scores, after = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            best, chosen = 0.0, 0
            for end in range(start + 1, size + 1):
                weight = weights[text[start:end]]
                if weight == _UNKNOWN:
                    break
                if weight != _BEGINNING:
                    score = weight + scores[end]
                    if not chosen or score >= best:  # of equals the longer word, as jieba has it
                        best, chosen = score, end
            if not chosen:
                best, chosen = scores[start + 1] - weights.total, start + 1
            scores[start], after[start] = best, chosen
        words: list[str] = []
        start = 0
        while start < size:
            words.append(text[start : after[start]])
            start = after[start]
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
        self._weights = _Weights(self._tokenizer)

    def frequency(self, word: str) -> int:
        """Return how often `word` stands in the corpus the dictionary was counted from; 0 when it is no word."""
        return self._tokenizer.FREQ.get(word) or 0

    def is_word(self, text: str) -> bool:
        """Return whether `text` is a word of the dictionary or one that was added."""
        return self.frequency(text) > 0


class _Weights(dict[str, float]):
    """Word → logarithm of its share of the corpus; `_BEGINNING` and `_UNKNOWN` for what is no word."""

    def __init__(self, tokenizer: _Tokenizer) -> None:
        self._frequencies = tokenizer.FREQ
        self.total = log(tokenizer.total)

    def __missing__(self, word: str) -> float:
        if len(self) >= _KEPT:
            self.clear()
        frequency = self._frequencies.found(word)
        weight = _UNKNOWN if frequency < 0 else log(frequency) - self.total if frequency else _BEGINNING
        self[word] = weight
        return weight


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
