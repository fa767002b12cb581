"""How Chinese characters are read aloud, so that the page can find 五家渠市 by `wujiaqu` and `wjq`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.view.network import Json


def readings(names: Iterable[str]) -> dict[str, Json]:
    """Return `{"characters": {character: syllable}, "names": {name: "syllable syllable …"}}`, toneless, sorted by key.

    `characters` holds the commonest reading of every character of `names`; `names` only the names that read otherwise.
    """
    from pypinyin import lazy_pinyin

    distinct = sorted(set(names))
    alphabet = sorted({character for name in distinct for character in name if "㐀" <= character <= "鿿"})
    common = {character: lazy_pinyin(character)[0] for character in alphabet}
    other: dict[str, Json] = {}
    # A phrase can only read otherwise where a character has more than one reading.
    ambiguous = _heteronyms(alphabet)
    for name in distinct:
        if ambiguous.isdisjoint(name):
            continue
        chinese = "".join(character for character in name if character in common)
        syllables = lazy_pinyin(chinese)
        if len(syllables) == len(chinese) and syllables != [common[character] for character in chinese]:
            other[name] = " ".join(syllables)
    return {"characters": dict(common), "names": other}


def _heteronyms(alphabet: Iterable[str]) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(
        character for character in alphabet if len(pinyin(character, style=Style.NORMAL, heteronym=True)[0]) > 1
    )
