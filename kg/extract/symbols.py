"""The alphabet of a clause: every mention group, cue word, value and punctuation mark is one symbol.

A sentence becomes a string over this alphabet, so that a relation frame can be a regular expression over mentions, cue
words and punctuation instead of raw characters. All symbols lie in the Basic Multilingual Plane, where the sets of a
regular expression are looked up and not searched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.ontology import Ontology

START, COMMA, SEMICOLON, COLON, NEWLINE, END = "s", ",", ";", ":", "n", "."
OPEN, CLOSE, DASH, LIST = "(", ")", "-", "/"
TEXT, QUOTED, ASIDE, NUMBER = "x", "q", "p", "9"
DATE, LENGTH, AREA, MONEY, OTHER_VALUE = "D", "L", "A", "M", "R"
VALUES = frozenset({DATE, LENGTH, AREA, MONEY, OTHER_VALUE})
PUNCTUATION: Mapping[str, str] = {
    "，": COMMA,
    "\u3000": COMMA,
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
BREAK_DASH = "——"
"""Parts clauses as a comma does, unless a name stands right behind it (A——B铁路)."""

PARTICLE, COPULA, FUTURE, POSSESSIVE = "的", "是", "将", "其"
"""Two words of the grammar that tell what belongs to whom in any clause, whatever the frames say."""

CLAUSE_STARTS = f"{START}{COMMA}{SEMICOLON}{COLON}{NEWLINE}{END}"
BREAKS = frozenset(CLAUSE_STARTS)
VALUE_SLOT = "V"
"""The slot of a pattern that holds its value."""

_WORDS, _CLASSES, _DESCRIBED, _MIXED, _LAST = 0xE000, 0xF700, 0xF780, 0xF800, 0xF8FF
_FIRST_WORD, _FIRST_GROUP = chr(_WORDS), chr(_CLASSES)
ANY_WORD = f"{_FIRST_WORD}-{chr(_CLASSES - 1)}"
ANY_GROUP = f"{_FIRST_GROUP}-{chr(_LAST)}"
_CATEGORIES = ("CorpsUnit", "AdministrativeUnit", "Organisation", "Project", "NaturalFeature")
"""General classes of the ontology: a group of several classes fills a role when it shares one of these with it."""


def is_group(symbol: str) -> bool:
    """Return whether a symbol stands for a group of mentions."""
    return symbol >= _FIRST_GROUP


def is_word(symbol: str) -> bool:
    """Return whether a symbol stands for a cue word."""
    return _FIRST_WORD <= symbol < _FIRST_GROUP


def one_of(accepted: Iterable[str]) -> str:
    """Return the regular expression of one symbol of some; neighbours become ranges, which compile much faster."""
    return _one_of(frozenset(accepted))


@cache
def _one_of(accepted: frozenset[str]) -> str:
    runs: list[list[str]] = []
    for symbol in sorted(accepted):
        if runs and ord(symbol) == ord(runs[-1][-1]) + 1:
            runs[-1].append(symbol)
        else:
            runs.append([symbol])
    ends = ((re.escape(run[0]), re.escape(run[-1])) for run in runs)
    return f"[{''.join(first if first == last else f'{first}-{last}' for first, last in ends)}]"


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Assigns symbols to cue words and to the classes of mention groups; fixed once the frames are compiled.

    Attributes:
        ontology: The ontology.
        words: Cue word → symbol.
        classes: Concrete class → symbol.
    """

    ontology: Ontology
    words: Mapping[str, str]
    classes: Mapping[str, str]

    @classmethod
    def of(cls, ontology: Ontology, words: Iterable[str]) -> Alphabet:
        """Return the alphabet of an ontology and of cue words; words that come together get symbols side by side.

        Raises:
            KnowledgeError: When there are more words or classes than symbols.
        """
        concrete = sorted(name for name, kind in ontology.classes.items() if not kind.abstract)
        known = list(dict.fromkeys(words))
        for noun, found, most in (("words", known, _CLASSES - _WORDS), ("classes", concrete, _DESCRIBED - _CLASSES)):
            if len(found) > most:
                raise KnowledgeError([Problem("relations", 0, "", f"{len(found)} {noun} are more than {most}")])
        return cls(
            ontology,
            {word: chr(_WORDS + index) for index, word in enumerate(known)},
            {name: chr(_CLASSES + index) for index, name in enumerate(concrete)},
        )

    def _categories(self, classes: Iterable[str]) -> int:
        bits = 0
        for name in classes:
            for bit, category in enumerate(_CATEGORIES):
                if self.ontology.is_a(name, category):
                    bits |= 1 << bit
        return bits

    def group(self, classes: Collection[str], *, described: bool = False) -> str:
        """Return the symbol of a group whose members have these classes."""
        if len(classes) == 1:
            (name,) = classes
            symbol = self.classes[name]
            return _as_described(symbol) if described else symbol
        return chr(_MIXED + self._categories(classes))

    def role(self, classes: frozenset[str], *, described: bool = False) -> frozenset[str]:
        """Return the symbols of all groups that may fill a role of these classes."""
        single = {self.classes[name] for name in classes}
        if described:
            single |= {_as_described(symbol) for symbol in single}
        accepted = self._categories(classes)
        return frozenset(single | {chr(_MIXED + bits) for bits in range(1, 1 << len(_CATEGORIES)) if bits & accepted})


def _as_described(symbol: str) -> str:
    return chr(ord(symbol) - _CLASSES + _DESCRIBED)
