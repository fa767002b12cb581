"""Which characters are which, and any of some words: the pieces that other modules build their expressions from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Inside of a character class: Chinese characters."""

MARKS = "、。〈-】〔-〛，：；？！（）“”‘’《》—…·％"
"""Inside of a character class: Chinese punctuation as it stands after cleaning."""

WIDE = HAN + MARKS
"""Inside of a character class: everything that is set in a full Chinese square."""

SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Inside of a character class: white space within a line."""

TERMINATORS = "。！？!?…"
"""Characters that end a sentence."""

CLOSERS = "”’」』）)】》〉〕］]\"'"
"""Characters that still belong to a sentence that has ended."""


def any_of(words: Iterable[str]) -> str:
    """Return the regular expression of any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
