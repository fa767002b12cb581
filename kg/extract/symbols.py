"""The alphabet of a clause: every mention group, cue word, value and punctuation mark is one symbol.

A sentence becomes a string over this alphabet, so that a relation frame can be a regular expression over mentions, cue
words and punctuation instead of raw characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.ontology import Ontology

START, COMMA, SEMICOLON, COLON, NEWLINE, END = "s", ",", ";", ":", "n", "."
OPEN, CLOSE, DASH, LIST = "(", ")", "-", "/"
TEXT, QUOTED, ASIDE, NUMBER = "x", "q", "p", "9"
DATE, LENGTH, AREA, MONEY, OTHER_VALUE = "D", "L", "A", "M", "R"
PUNCTUATION: Mapping[str, str] = {
    "，": COMMA,
    "；": SEMICOLON,
    "：": COLON,
    "\n": NEWLINE,
    "。": END,
    "！": END,
    "？": END,
    "（": OPEN,
    "）": CLOSE,
    "—": DASH,
    "、": LIST,
}
CLAUSE_STARTS = f"{START}{COMMA}{SEMICOLON}{COLON}{NEWLINE}{END}"
_WORDS, _CLASSES, _DESCRIBED, _MIXED = 0xE000, 0x100000, 0x100200, 0x100400
ANY_WORD = f"{chr(_WORDS)}-\uf8ff"
ANY_GROUP = f"{chr(_CLASSES)}-\U0010fffd"
_CATEGORIES = ("CorpsUnit", "AdministrativeUnit", "Organisation", "Project", "NaturalFeature")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Assigns symbols to cue words and to the classes of mention groups; fixed once the frames are compiled."""

    ontology: Ontology
    words: Mapping[str, str]
    classes: Mapping[str, str]

    @classmethod
    def of(cls, ontology: Ontology, words: Iterable[str]) -> Alphabet:
        """Return the alphabet of an ontology and a set of cue words."""
        concrete = sorted(name for name, kind in ontology.classes.items() if not kind.abstract)
        return cls(
            ontology,
            {word: chr(_WORDS + index) for index, word in enumerate(sorted(set(words)))},
            {name: chr(_CLASSES + index) for index, name in enumerate(concrete)},
        )

    def _categories(self, classes: Iterable[str]) -> int:
        bits = 0
        for name in classes:
            for bit, category in enumerate(_CATEGORIES):
                if self.ontology.is_a(name, category):
                    bits |= 1 << bit
        return bits

    def group(self, classes: frozenset[str], *, described: bool = False) -> str:
        """Return the symbol of a group whose members have these classes."""
        if len(classes) == 1:
            (name,) = classes
            symbol = self.classes[name]
            return chr(ord(symbol) - _CLASSES + _DESCRIBED) if described else symbol
        return chr(_MIXED + self._categories(classes))

    def role(self, classes: frozenset[str], *, described: bool = False) -> str:
        """Return the inside of a character class that accepts groups which may fill a role of these classes."""
        single = [self.classes[name] for name in sorted(classes)]
        if described:
            single += [chr(ord(symbol) - _CLASSES + _DESCRIBED) for symbol in single]
        accepted = self._categories(classes)
        mixed = [chr(_MIXED + bits) for bits in range(1, 1 << len(_CATEGORIES)) if bits & accepted]
        return "".join(re.escape(symbol) for symbol in single + mixed)
