"""Part-of-speech tags of dictionary words, read from jieba's own dictionary; unknown words have none."""

from __future__ import annotations

from functools import cache


@cache
def _tags() -> dict[str, str]:
    from pathlib import Path

    from kg.text.segment import dictionary_path

    table: dict[str, str] = {}
    for line in Path(dictionary_path()).read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        table[word] = rest.rpartition(" ")[2]
    return table


def tag(word: str) -> str:
    """Return the ICTCLAS tag jieba's dictionary gives a word (`n`, `ns`, `v`, …), or an empty string."""
    return _tags().get(word, "")
