"""How Chinese characters are read aloud, so that the page can find 五家渠市 by `wujiaqu` and `wjq`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.pinyin import readings as readings_table
from kg.text.pinyin import syllables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.view.drawing import Json


def readings(names: Iterable[str]) -> dict[str, Json]:
    """Return `{"characters": {character: syllable}, "names": {name: "syllable syllable …"}}`, toneless, sorted by key.

    `characters` holds the commonest reading of every character of `names`; `names` only the names that read otherwise.
    """
    distinct = sorted(set(names))
    alphabet = sorted({character for name in distinct for character in name if "㐀" <= character <= "鿿"})
    common = {character: syllables(character)[0] for character in alphabet}
    other: dict[str, Json] = {}
    # Romanising every name takes long, and few hold a word that reads otherwise than its characters mostly do.
    known = frozenset(alphabet)
    words = sorted(word for word in readings_table().words if known.issuperset(word))
    for name in distinct:
        if not any(word in name for word in words):
            continue
        chinese = "".join(character for character in name if character in common)
        heard = syllables(chinese)
        if heard != [common[character] for character in chinese]:
            other[name] = " ".join(heard)
    return {"characters": dict(common), "names": other}
