"""How Chinese characters are read aloud, so that the page can find 五家渠市 by `wujiaqu` and `wjq`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.view.drawing import Json


def readings(names: Iterable[str]) -> dict[str, Json]:
    """Return `{"characters": {character: syllable}, "names": {name: "syllable syllable …"}}`, toneless, sorted by key.

    `characters` holds the commonest reading of every character of `names`; `names` only the names that read otherwise.
    """
    from pypinyin import lazy_pinyin

    distinct = sorted(set(names))
    alphabet = sorted({character for name in distinct for character in name if "㐀" <= character <= "鿿"})
    common = {character: lazy_pinyin(character)[0] for character in alphabet}
    other: dict[str, Json] = {}
    # Romanising every name takes long, and few hold a word that reads otherwise than its characters mostly do.
    words = _exceptions(common)
    for name in distinct:
        if not any(word in name for word in words):
            continue
        chinese = "".join(character for character in name if character in common)
        syllables = lazy_pinyin(chinese)
        if len(syllables) == len(chinese) and syllables != [common[character] for character in chinese]:
            other[name] = " ".join(syllables)
    return {"characters": dict(common), "names": other}


def _exceptions(common: Mapping[str, str]) -> list[str]:
    """Return the words made of known characters of which one reads otherwise than it mostly does."""
    from pypinyin.constants import PHRASES_DICT
    from pypinyin.contrib.tone_convert import to_normal

    plain = cache(to_normal)
    alphabet = frozenset(common)
    return sorted(
        word
        for word, syllables in PHRASES_DICT.items()
        if alphabet.issuperset(word)
        and any(plain(heard[0]) != common[character] for heard, character in zip(syllables, word, strict=False))
    )
