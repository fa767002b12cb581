"""A sentence as symbols: mention groups, cue words, values and punctuation, with the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.extract import symbols
from kg.extract.groups import Group
from kg.text.dates import Date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.symbols import Alphabet
    from kg.text.measures import Measure

_QUANTITY = {"length": symbols.LENGTH, "area": symbols.AREA, "money": symbols.MONEY}
_DIGITS = re.compile(r"[0-9.*]+")
_PLAIN = re.compile(r"[^“0-9.*" + re.escape("".join(symbols.PUNCTUATION)) + "]+")
_CLOSING = {"“": ("”", symbols.QUOTED), "（": ("）", symbols.ASIDE)}
_LONGEST_ASIDE = 60


class WordHit(NamedTuple):
    """A cue word at `[start, end)` of the clean text."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence as a string of symbols.

    Attributes:
        code: The symbols; the first is always the sentence start.
        starts: First code point of each symbol in the clean text.
        ends: One past the last.
        items: Symbol position → group, measure or date.
        start: First code point of the sentence.
        end: One past its last.
        groups: The groups with their positions, in order.
        clauses: The clauses as `[low, high)` in symbols, in order; each begins with the symbol that opens it.
    """

    code: str
    starts: Sequence[int]
    ends: Sequence[int]
    items: dict[int, Group | Measure | Date]
    start: int
    end: int
    groups: tuple[tuple[int, Group], ...]
    clauses: tuple[tuple[int, int], ...]

    def groups_between(self, low: int, high: int) -> Sequence[tuple[int, Group]]:
        """Return the groups at symbols `[low, high)`, in order."""
        first = bisect_left(self.groups, low, key=lambda held: held[0])
        last = bisect_left(self.groups, high, first, key=lambda held: held[0])
        return self.groups[first:last]

    def clauses_before(self, position: int) -> Sequence[tuple[int, int]]:
        """Return the clauses that end at or before a symbol, nearest first."""
        return self.clauses[: bisect_left(self.clauses, position + 1, key=lambda edges: edges[1])][::-1]

    def clause_start(self, position: int) -> int:
        """Return the first symbol of the clause that the symbol at `position` stands in, its opening mark left out."""
        while position > 0 and self.code[position - 1] not in symbols.BREAKS:
            position -= 1
        return position

    def clause_end(self, position: int) -> int:
        """Return one past the last symbol of the clause that the symbol at `position` stands in."""
        while position < len(self.code) and self.code[position] not in symbols.BREAKS:
            position += 1
        return position

    def extent(self, low: int, high: int) -> tuple[int, int]:
        """Return where symbols `[low, high)` stand in the clean text."""
        return self.starts[low], self.ends[high - 1]


NOTHING = Coded(symbols.START, (0,), (0,), {}, 0, 0, (), ())
"""Stands for a sentence without groups, of which nothing is carried over."""


def encode(
    text: str,
    start: int,
    end: int,
    groups: Sequence[Group],
    values: Sequence[Measure | Date],
    words: Sequence[WordHit],
    alphabet: Alphabet,
) -> Coded:
    """Return the sentence `text[start:end]` as symbols.

    Where a group, a value and a word begin at the same place, the group wins over the value and the value over the
    word; a value or word that runs into a group is plain text.

    Args:
        text: The clean text.
        start: First code point of the sentence.
        end: One past its last.
        groups: Groups of the sentence, in order, without overlaps.
        values: Measures and dates of the sentence, in order, without overlaps, in offsets of `text`.
        words: Cue words of the sentence, in order.
        alphabet: The alphabet the frames were compiled with.
    """
    taken: dict[int, tuple[int, str, Group | Measure | Date | None]] = {}
    for word in words:
        taken[word.start] = (word.end, alphabet.words[word.word], None)
    for value in values:
        taken[value.start] = (value.end, value_symbol(value), value)
    for group in groups:
        taken[group.start] = (group.end, group_symbol(group, alphabet), group)
    group_starts = [group.start for group in groups]
    named = sorted([*group_starts, *(value.start for value in values)])
    stops = [*sorted(taken), end]
    out: list[str] = [symbols.START]
    starts, ends = [start], [start]
    items: dict[int, Group | Measure | Date] = {}
    position, length, following = start, 1, 0
    while position < end:
        while stops[following] < position:
            following += 1
        if stops[following] > position:
            stop, symbol = _plain(text, position, stops[following], end, named)
            if symbol == symbols.TEXT:
                out.append(symbol * (stop - position))
                starts += range(position, stop)
                ends += range(position + 1, stop + 1)
                length += stop - position
                position = stop
                continue
        else:
            stop, symbol, held = taken[position]
            if not isinstance(held, Group) and _starts_within(group_starts, position + 1, stop):
                stop, symbol, held = position + 1, symbols.TEXT, None
            if held is not None:
                items[length] = held
        out.append(symbol)
        starts.append(position)
        ends.append(stop)
        length += 1
        position = stop
    code = "".join(out)
    held_groups = tuple((at, item) for at, item in items.items() if isinstance(item, Group))
    edges = [at for at, symbol in enumerate(code) if symbol in symbols.BREAKS]
    clauses = tuple(zip(edges, [*edges[1:], len(code)], strict=True))
    return Coded(code, starts, ends, items, start, end, held_groups, clauses)


def value_symbol(value: Measure | Date) -> str:
    """Return the symbol of a date or quantity."""
    if isinstance(value, Date):
        return symbols.DATE
    return symbols.OTHER_VALUE if value.is_range else _QUANTITY.get(value.quantity, symbols.OTHER_VALUE)


def group_symbol(group: Group, alphabet: Alphabet) -> str:
    """Return the symbol of a group, by the classes of its members."""
    if len(group.parts) == 1 and group.parts[0].type:
        return alphabet.group((group.parts[0].type,), described=bool(group.parts[0].described))
    types = frozenset(part.type for part in group.parts if part.type) or group.types
    return alphabet.group(types, described=group.described) if types else symbols.TEXT


def _plain(text: str, position: int, stop: int, end: int, named: Sequence[int]) -> tuple[int, str]:
    """Return where the stretch at `position` ends and its symbol; plain characters are one symbol each.

    Args:
        text: The clean text.
        position: Where the stretch begins.
        stop: Where the next group, value or word begins; digits and asides may go beyond it.
        end: One past the sentence.
        named: Where groups and values begin, sorted.
    """
    plain = _PLAIN.match(text, position, stop)
    if plain:
        return plain.end(), symbols.TEXT
    character = text[position]
    closing, symbol = _CLOSING.get(character, ("", ""))
    if closing:
        close = text.find(closing, position, min(end, position + _LONGEST_ASIDE))
        if close > 0 and not _starts_within(named, position, close + 1):
            return close + 1, symbol
    if text.startswith(symbols.BREAK_DASH, position, end) and not _starts_within(named, position, position + 3):
        return position + len(symbols.BREAK_DASH), symbols.COMMA
    if character in symbols.PUNCTUATION:
        return position + 1, symbols.PUNCTUATION[character]
    digits = _DIGITS.match(text, position, end)
    if digits:
        return digits.end(), symbols.NUMBER
    return position + 1, symbols.TEXT


def _starts_within(starts: Sequence[int], low: int, high: int) -> bool:
    """Return whether one of some sorted positions lies in `[low, high)`."""
    first = bisect_left(starts, low)
    return first < len(starts) and starts[first] < high
