"""jieba's dictionary, looked up where it stands instead of loaded: words with frequencies and part-of-speech tags.

jieba first turns its 350,000 lines into a table of all words and their beginnings, which takes longer than reading an
article. Sorting the lines (they are nearly sorted) and bisecting gives the same answers; the latest of them are kept.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.util import find_spec
from pathlib import Path

TOTAL = 60_101_967
"""Sum of all frequencies in the dictionary of jieba 0.42.1."""

_UNKNOWN = -1
_KEPT = 65_536
"""So many answers are kept before all are forgotten and looked up anew: a large corpus asks for millions."""


class Frequencies(dict[str, int]):
    """Word → frequency, beginning of a word → 0, as `jieba.Tokenizer.FREQ` has it; values may be set.

    The mapping is filled as it is asked; its length and iteration only know what was asked of late or set.
    """

    def __init__(self) -> None:
        super().__init__()
        self._given: dict[str, int] = {}

    def __contains__(self, word: object) -> bool:
        """Return whether this is a word or the beginning of one."""
        return isinstance(word, str) and self[word] != _UNKNOWN

    def __setitem__(self, word: str, frequency: int) -> None:
        """Set the frequency of a word for good."""
        self._given[word] = frequency
        super().__setitem__(word, frequency)

    def __missing__(self, word: str) -> int:
        """Look a word up."""
        if len(self) >= _KEPT:
            self.clear()
        found = self.found(word)
        super().__setitem__(word, found)
        return found

    def get(self, word: str, default: int | None = None) -> int | None:  # type: ignore[override]  # one use, narrower
        """Return the frequency of a word, 0 of a beginning, else the default."""
        found = self[word]
        return default if found == _UNKNOWN else found

    def found(self, word: str) -> int:
        """Return the same as indexing with the word, without keeping it: -1 for what is no word."""
        given = self._given.get(word)
        return _look_up(word) if given is None else given


def _look_up(word: str) -> int:
    line = line_at(word)
    if line.startswith(f"{word} "):
        return int(line.split(" ")[1])
    return 0 if word and line.startswith(word) else _UNKNOWN


def line_at(word: str) -> str:
    """Return the first line, `word frequency tag`, that does not sort before a word.

    It is the word's own line where there is one, else one that begins with the word where there is such a line.
    """
    lines = _lines()
    place = bisect_left(lines, word)
    return lines[place] if place < len(lines) else ""


@cache
def _lines() -> list[str]:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        return []
    return sorted((Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines())
