"""The words of the pages in Chinese and English, read from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("zh", "en")


@cache
def load_words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return section → key → language → text; placeholders stand as `{name}`."""
    words: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
    )
    return words
