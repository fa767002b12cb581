"""A sentence as symbols: mention groups, cue words, values and punctuation, with the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import symbols
from kg.text.dates import Date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.mentions import Part, Referent
    from kg.extract.symbols import Alphabet
    from kg.ontology import Ontology
    from kg.text.measures import Measure

_CONNECTOR = re.compile(r"、\n?|[×✕]|\n?(?:和|与|及|以及|同|跟)\n?(?:[东西南北对两]{1,2}[岸侧边头端面]的)?|以及")
_SPLITTING = frozenset({"与", "同", "跟", "和", "及", "以及"})
_QUANTITY = {"length": symbols.LENGTH, "area": symbols.AREA, "money": symbols.MONEY}
_DIGITS = re.compile(r"[0-9.*]+")


@dataclass(frozen=True, slots=True)
class Group:
    """Names joined by 、, 和, 与 …: one slot filler of a frame.

    Attributes:
        parts: The names, in order.
        split: How many of them stand before the joint between two sides (A与B、C), or 0 for a plain list.
        start: First code point in the clean text.
        end: One past the last.
    """

    parts: tuple[Part, ...]
    split: int
    start: int
    end: int

    @property
    def types(self) -> frozenset[str]:
        """Ontology classes of the members, the place readings included."""
        return frozenset(
            r.type for part in self.parts for r in (*part.referents, *((part.place,) if part.place else ()))
        ) | frozenset(part.type for part in self.parts if part.described)

    @property
    def described(self) -> bool:
        """Whether it is one described thing without a name."""
        return len(self.parts) == 1 and bool(self.parts[0].described)

    def referents(self, *, place: bool = False) -> tuple[Referent, ...]:
        """Return what it denotes, in order; with `place`, a division named with its city is the city."""
        return tuple(
            r for part in self.parts for r in ((part.place,) if place and part.place is not None else part.referents)
        )


@dataclass(frozen=True, slots=True)
class WordHit:
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
    """

    code: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    items: dict[int, Group | Measure | Date]
    start: int
    end: int

    def groups(self) -> Iterator[tuple[int, Group]]:
        """Yield the groups with their positions, in order."""
        for position, item in self.items.items():
            if isinstance(item, Group):
                yield position, item


def group_parts(text: str, parts: Sequence[Part], ontology: Ontology) -> list[Group]:
    """Return the parts of a sentence joined into groups, in order."""
    groups: list[Group] = []
    members: list[Part] = []
    joints: list[str] = []

    def close() -> None:
        if members:
            groups.append(Group(tuple(members), _split(joints), members[0].start, members[-1].end))
        members.clear()
        joints.clear()

    for part in parts:
        if members:
            between = text[members[-1].end : part.start]
            if _CONNECTOR.fullmatch(between) and _alike(members[-1], part, ontology):
                joints.append(between.strip("\n")[: 2 if between.strip("\n").startswith("以") else 1])
                members.append(part)
                continue
        close()
        members.append(part)
    close()
    return groups


def _split(joints: Sequence[str]) -> int:
    """A与B、C has two sides; A、B和C is a list."""
    if (
        joints
        and joints[0] in _SPLITTING
        and (len(joints) == 1 or all(j == "、" or j in _SPLITTING for j in joints[1:]))
    ):
        return 1
    marks = [number for number, joint in enumerate(joints) if joint in _SPLITTING]
    if len(marks) == 1 and marks[0] < len(joints) - 1:
        return marks[0] + 1
    return 0


def _alike(left: Part, right: Part, ontology: Ontology) -> bool:
    if left.described or right.described:
        return bool(left.described) == bool(right.described) and left.type == right.type
    return _kind(left, ontology) == _kind(right, ontology)


def _kind(part: Part, ontology: Ontology) -> str:
    if ontology.is_a(part.type, "Agent"):
        return "agent"
    if ontology.is_a(part.type, "NaturalFeature"):
        return "nature"
    return "work" if part.type else ""


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

    Args:
        text: The clean text.
        start: First code point of the sentence.
        end: One past its last.
        groups: Groups of the sentence, in order, without overlaps.
        values: Measures and dates of the sentence, in order, in offsets of `text`.
        words: Cue words of the sentence, in order.
        alphabet: The alphabet the frames were compiled with.
    """
    out: list[str] = [symbols.START]
    starts: list[int] = [start]
    ends: list[int] = [start]
    items: dict[int, Group | Measure | Date] = {}
    taken: dict[int, tuple[int, str, Group | Measure | Date | None]] = {}
    for word in words:
        taken[word.start] = (word.end, alphabet.words[word.word], None)
    for value in values:
        symbol = symbols.DATE if isinstance(value, Date) else _measure_symbol(value)
        taken[value.start] = (value.end, symbol, value)
    for group in groups:
        taken[group.start] = (group.end, _group_symbol(group, alphabet), group)
    fixed = sorted([g.start for g in groups])
    position = start
    while position < end:
        item = taken.get(position)
        stop = position
        symbol = ""
        if item is not None:
            stop, symbol, held = item
            if held is None or not isinstance(held, Group):
                following = bisect_left(fixed, position + 1)
                if following < len(fixed) and fixed[following] < stop:
                    stop, symbol, held = position + 1, symbols.TEXT, None
            if held is not None:
                items[len(out)] = held
        else:
            stop, symbol = _plain(text, position, end, fixed, groups, values)
        out.append(symbol)
        starts.append(position)
        ends.append(stop)
        position = stop
    return Coded("".join(out), tuple(starts), tuple(ends), items, start, end)


def _measure_symbol(value: Measure) -> str:
    return symbols.OTHER_VALUE if value.is_range else _QUANTITY.get(value.quantity, symbols.OTHER_VALUE)


def _group_symbol(group: Group, alphabet: Alphabet) -> str:
    types = frozenset(part.type for part in group.parts if part.type) or group.types
    return alphabet.group(types, described=group.described) if types else symbols.TEXT


def _plain(
    text: str, position: int, end: int, fixed: Sequence[int], groups: Sequence[Group], values: Sequence[Measure | Date]
) -> tuple[int, str]:
    """Return where the stretch at `position` ends and its symbol; quotes and brackets without names are one symbol."""
    character = text[position]
    if character in "“（":
        close = text.find("”" if character == "“" else "）", position, end)
        if close > 0 and close - position < 60 and _empty_between(position, close, fixed, values):
            return close + 1, symbols.QUOTED if character == "“" else symbols.ASIDE
    if character in symbols.PUNCTUATION:
        return position + 1, symbols.PUNCTUATION[character]
    digits = _DIGITS.match(text, position, end)
    if digits:
        return digits.end(), symbols.NUMBER
    return position + 1, symbols.TEXT


def _empty_between(start: int, end: int, fixed: Sequence[int], values: Sequence[Measure | Date]) -> bool:
    if bisect_left(fixed, start) != bisect_right(fixed, end):
        return False
    return not any(start <= value.start < end for value in values)
