"""How Chinese is read aloud, without tones: syllables of a text, from a table that ships with the seeds.

The table was made once from pypinyin (see kg/gazetteer/compile/readings.py), so that ids made of readings never change
with a library's version, and reading a name costs no import of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.resources import seeds_dir

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HAN = "〇\u3400-\u9fff"
_IS_HAN = re.compile(f"[{_HAN}]")
_RUN = re.compile(f"[{_HAN}]+|[^{_HAN}]+")


@dataclass(frozen=True, slots=True)
class Readings:
    """The table.

    Attributes:
        characters: Character → its commonest syllable.
        words: Word in which a character reads otherwise → its syllables.
        longest: Number of characters of the longest of these words.
    """

    characters: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    longest: int


@cache
def readings() -> Readings:
    """Return the table, read on the first call (about 5 ms)."""
    characters: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    for line in (seeds_dir() / "readings.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        reading, _, written = line.partition("\t")
        if " " in reading:
            words[written] = tuple(reading.split(" "))
        else:
            characters.update(dict.fromkeys(written, reading))
    return Readings(characters, words, max(map(len, words), default=1))


def syllables(text: str) -> list[str]:
    """Return the syllables of a text in order, toneless; a stretch of other script is one item, unchanged.

    A character the table does not know stands for itself.
    """
    return list(_syllables(text))


def _syllables(text: str) -> Iterator[str]:
    table = readings()
    for run in _RUN.findall(text):
        if not _IS_HAN.match(run):
            yield run
            continue
        at = 0
        while at < len(run):
            for length in range(min(table.longest, len(run) - at), 1, -1):
                known = table.words.get(run[at : at + length])
                if known is not None:
                    yield from known
                    at += length
                    break
            else:
                yield table.characters.get(run[at], run[at])
                at += 1
