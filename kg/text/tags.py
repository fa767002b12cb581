"""Part-of-speech tags of dictionary words, read from jieba's own dictionary; unknown words have none."""

from __future__ import annotations

from functools import lru_cache

from kg.text.dictionary import line_at

_KEPT = 16_384


@lru_cache(_KEPT)
def tag(word: str) -> str:
    """Return the ICTCLAS tag jieba's dictionary gives a word (`n`, `ns`, `v`, …), or an empty string."""
    line = line_at(word)
    return line.rpartition(" ")[2] if line.startswith(f"{word} ") else ""
