"""`python -m kg.gazetteer.compile.readings`: write seeds/readings.tsv, how Chinese is read, from pypinyin."""

from __future__ import annotations

import sys
from functools import cache

from kg.resources import seeds_dir

_NOTE = (
    "# How Chinese characters are read, without tones: syllable, then the characters it is the commonest reading of.\n"
    "# Then words in which a character reads otherwise: syllables, then the word.\n"
    "# Made by `python -m kg.gazetteer.compile.readings` from pypinyin {version} (MIT).\n"
)

_NOUGHT = 0x3007


def table(version: str) -> str:
    """Return the text of the table: characters by syllable, then words, all sorted."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    plain = cache(to_normal)
    common = {
        chr(code): plain(heard.split(",")[0])
        for code, heard in PINYIN_DICT.items()
        if code == _NOUGHT or 0x3400 <= code <= 0x9FFF
    }
    by_syllable: dict[str, list[str]] = {}
    for character, syllable in common.items():
        by_syllable.setdefault(syllable, []).append(character)
    lines = [f"{syllable}\t{''.join(sorted(by_syllable[syllable]))}\n" for syllable in sorted(by_syllable)]
    for word in sorted(PHRASES_DICT):
        heard = [plain(readings[0]) for readings in PHRASES_DICT[word]]
        known = len(heard) == len(word) and all(character in common for character in word)
        if known and heard != [common[character] for character in word]:
            lines.append(f"{' '.join(heard)}\t{word}\n")
    return _NOTE.format(version=version) + "".join(lines)


def main() -> int:
    """Write the table and return the exit code."""
    from importlib.metadata import version

    (seeds_dir() / "readings.tsv").write_text(table(version("pypinyin")), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
