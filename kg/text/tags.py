"""Part-of-speech tags of dictionary words, read from jieba's own dictionary; unknown words have none."""

from __future__ import annotations

from functools import cache


@cache
def _tags() -> dict[str, str]:
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}
    table: dict[str, str] = {}
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        table[word] = rest.rpartition(" ")[2]
    return table


def tag(word: str) -> str:
    """Return the ICTCLAS tag jieba's dictionary gives a word (`n`, `ns`, `v`, …), or an empty string."""
    return _tags().get(word, "")
