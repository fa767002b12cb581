"""Relation frames: patterns over mentions, cue words and punctuation, as written and as compiled.

A pattern is a sequence of elements separated by spaces:

    <S>  <O:Road|Bridge>   a role: S subject, O object, B both (two or more members, paired); a number tells two slots
                           of one role apart (<S2>); T further end point of the work; X anything, ignored; classes
                           default to the relation's domain or range
    <S*>                   the same, or nothing at the start of a clause: it is carried over from what was said before
    <O+>                   also a described thing without a name ("a demonstration zone")
    {build}  {build|open}  one word of a set of the file's [words] or of lexicon.toml's [sets]
    ~  ~12  ~12o  ~12,     up to 6 (12) characters or words; with o also places after a preposition, with m any mention,
                           with , also commas
    [length] [area] [money] [date]   a value
    ^  $                   start and end of a clause
    的  由|被  ，           literal words and punctuation
    !的|者                 none of these words here
    ( … | … )              alternatives;  ? after any element makes it optional
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_AREA = "[area]"
TOPIC_SLOT = "topic"
"""The slot that stands nowhere in a pattern and is filled from what was said before."""


class PatternError(ValueError):
    """Raised when a pattern cannot be read; the message says which element and why."""


@dataclass(frozen=True, slots=True)
class FrameSource:
    """A frame as written.

    Attributes:
        name: `predicate/name`, the rule's name in evidence.
        predicate: Local name of the relation.
        pattern: The pattern.
        words: The file's own word sets.
        topic: Role that is filled from what was said before and stands nowhere in the pattern, or "".
        topic_classes: Classes of that role.
        place: Roles in which a division named with its city means the city.
        status: Status that overrides the one read from the clause, or "".
        mutual: Whether the claim holds in both directions (互派).
        block: Words that may stand in no gap of the pattern.
        first: Whether only the first of two sides carried over acts (A与B签约，选派…).
        of_units: Whether a unit can be what it says of a work, so that one named in the work's place is meant.
        void: Words that void a match when they stand between what was carried over and the match (实施改造，耗资…).
    """

    name: str
    predicate: str
    pattern: str
    words: Mapping[str, tuple[str, ...]]
    topic: str = ""
    topic_classes: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    status: str = ""
    mutual: bool = False
    block: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    first: bool = False
    of_units: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """What may fill a place of a pattern.

    Attributes:
        role: Role letter: S, O, B, T, X, or V for the value.
        classes: Classes it admits; empty for the value.
        carried: Whether it may be filled from what was said before.
        works: Whether it admits works (roads, zones …), which sentences go on about more freely than about agents.
    """

    role: str
    classes: frozenset[str]
    carried: bool
    works: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled frame.

    Attributes:
        source: The frame as written.
        expression: A regular expression over the symbols of a sentence; its groups are the slots of the pattern.
        slots: Slot name → what may fill it, in the order of the pattern.
        needs: Sets of symbols, none of plain text; of each one must occur for the frame to match, in this order.
        literal: Whether the relation takes a literal value.
        copular: Whether the pattern itself holds the copula, so that the subject may come after it.
        comitative: Whether the pattern names the other party itself ({with}), so that a carried group is one side.
        void: Symbols of the words that void a match.
    """

    source: FrameSource
    expression: str
    slots: Mapping[str, Slot]
    needs: tuple[frozenset[str], ...]
    literal: bool
    copular: bool
    comitative: bool
    void: frozenset[str]

    @property
    def of_units(self) -> bool:
        """Whether a unit can be what it says of a work: how large something is, what borders on it."""
        return self.source.of_units or (self.literal and _AREA in self.source.pattern)

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression; compiled when a sentence first needs it, as one article needs few frames."""
        return _compiled(self.expression)

    def filling_order(self, found: re.Match[str]) -> list[str]:
        """Return the slots of entities: those that stand in a match first, then those that must be carried over."""
        named = [slot for slot, what in self.slots.items() if what.role != "V"]
        return sorted(named, key=lambda slot: slot == TOPIC_SLOT or found[slot] is None)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)
