"""References back: 该公司, 这座桥, 大桥 at the start of a clause, 双方 after exactly two named parties.

A reference that does not resolve to one entity stays unresolved and takes part in nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.mentions import Part
from kg.extract.wording import MEASURED, NameWording
from kg.text.characters import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.knowledge import Knowledge
    from kg.extract.linking import Referent
    from kg.extract.scene import Topic

_REACH = 4
_PARAGRAPHS_BACK = 1
_PARAGRAPHS_OF_ONE = 2
_TWO = 2
_FEW_CLASSES = 3
"""More classes than these say nothing of which two are meant (双方), so that only a pair named as one counts."""
_MODIFIER = r"[\u4e00-\u9fffA-Z0-9]{0,4}?"
_CLAUSE_EDGE = "，。；：！？、\n（“”）\u3000"


@dataclass(frozen=True, slots=True)
class ReferenceHit:
    """A word that may point back: `[start, end)` in the clean text.

    Attributes:
        start: First code point.
        end: One past the last.
        noun: The noun, or the plural word itself.
        pointing: Whether a word such as 该 stands before it.
        plural: Whether it stands for two parties.
        own: Whether it is the document's own unit (我县).
        topical: Whether it can only be what the whole document is about.
        sole: Whether it can only be the one unit of its class that was named.
        leading: Whether a clause begins with it, so that it may be what the sentence goes on about.
    """

    start: int
    end: int
    noun: str
    pointing: bool
    plural: bool = False
    own: bool = False
    topical: bool = False
    leading: bool = False
    sole: bool = False


class Remembered(NamedTuple):
    """A referent with the sentence and paragraph in which it was named, and whether it was named first there."""

    referent: Referent
    sentence: int
    paragraph: int
    first: bool


@dataclass(slots=True)
class Memory:
    """What one document has named of late, newest last."""

    named: list[Remembered] = field(default_factory=list)
    pair: tuple[tuple[Referent, ...], int] | None = None
    two: tuple[tuple[Referent, ...], int] | None = None
    former: tuple[tuple[Referent, ...], int] | None = None
    own: list[Referent] = field(default_factory=list)
    units: dict[str, dict[Referent, int]] = field(default_factory=dict)

    def remember(self, referents: Sequence[Referent], sentence: int, paragraph: int, *, first: bool) -> None:
        """Add what a sentence names."""
        self.own += [referent for referent in referents if referent.type not in self.units]
        for referent in referents:
            self.units.setdefault(referent.type, {})[referent] = paragraph
        self.named += [Remembered(referent, sentence, paragraph, first) for referent in referents]

    def first_of(self, classes: frozenset[str]) -> Referent | None:
        """Return what the document named first of some classes: its own unit."""
        return next((referent for referent in self.own if referent.type in classes), None)

    def only_one(self, classes: frozenset[str], paragraph: int) -> Referent | None:
        """Return the one entity of some classes that the document has named so far, the last time not long ago."""
        named = {referent: at for kind in classes for referent, at in self.units.get(kind, {}).items()}
        referent, at = next(iter(named.items()), (None, 0))
        return referent if len(named) == 1 and paragraph - at <= _PARAGRAPHS_OF_ONE else None

    def forget(self, sentence: int) -> None:
        """Forget what was noted of a sentence, and all that is too far back to be meant after it."""
        if not self.named or (sentence - _REACH <= self.named[0].sentence and self.named[-1].sentence < sentence):
            return
        self.named = [item for item in self.named if sentence - _REACH <= item.sentence < sentence]

    def is_empty(self) -> bool:
        """Return whether there is nothing that a reference could mean."""
        return not (self.named or self.pair or self.two or self.own)

    def remember_pair(self, referents: Sequence[Referent], paragraph: int) -> None:
        """Note two parties named together."""
        distinct = tuple(dict.fromkeys(referents))
        if len(distinct) == 2:
            self.pair = (distinct, paragraph)

    def remember_two(self, referents: Sequence[Referent], paragraph: int) -> None:
        """Note two things named together, whatever they are: the former and the latter."""
        if referents:
            self.two = (tuple(referents), paragraph)

    def two_of(self, classes: frozenset[str], sentence: int, paragraph: int) -> tuple[Referent, ...]:
        """Return the two parties of some classes: the last pair named, else the only two named of late, or nothing."""
        recent = self.pair is not None and paragraph - self.pair[1] <= _PARAGRAPHS_BACK
        if self.pair and recent and all(referent.type in classes for referent in self.pair[0]):
            return self.pair[0]
        if len(classes) > _FEW_CLASSES:
            return ()
        near = dict.fromkeys(
            item.referent
            for item in self.named
            if item.referent.type in classes
            and sentence - item.sentence <= _REACH
            and item.paragraph >= paragraph - _PARAGRAPHS_BACK
        )
        return tuple(near) if len(near) == _TWO else ()

    def resolve(
        self, classes: frozenset[str], noun: str, sentence: int, paragraph: int, hit: ReferenceHit
    ) -> Referent | None:
        """Return the one entity of these classes that is current, or None; one whose name ends in the noun goes first.

        Args:
            classes: Classes it may have.
            noun: The noun of the reference where it tells names apart, else "".
            sentence: Number of the sentence in which the reference stands.
            paragraph: Number of its paragraph.
            hit: The reference; where a word points back, what the sentence itself is about is not meant.
        """
        near = [
            item
            for item in self.named
            if item.referent.type in classes
            and sentence - item.sentence <= _REACH
            and item.paragraph >= paragraph - _PARAGRAPHS_BACK
        ]
        ending = [item for item in near if noun and item.referent.label.endswith(noun)]
        return _current(ending, sentence, hit) or _current(near, sentence, hit)


def _current(named: Sequence[Remembered], sentence: int, hit: ReferenceHit) -> Referent | None:
    """Return the only referent of the newest sentence that names any, or the one named first in it."""
    newest: dict[int, list[Remembered]] = {}
    for item in named:
        newest.setdefault(item.sentence, []).append(item)
    subjects = {item.referent for item in newest.get(sentence, ()) if item.first} if hit.pointing else set()
    for number in sorted(newest, reverse=True):
        found = list(dict.fromkeys(item.referent for item in newest[number]))
        meant = number == sentence or not hit.leading
        others = [referent for referent in found if not (meant and referent in subjects)]
        found = others or (found if len(newest) == 1 else [])
        if len(found) == 1:
            return found[0]
        if found:
            first = [item.referent for item in newest[number] if item.first]
            return first[0] if len(set(first)) == 1 and not hit.pointing else None
    return None


@dataclass(frozen=True, slots=True)
class Pointers:
    """Where in a text references may stand: found in one pass, so that most sentences need no search of their own.

    Attributes:
        places: Where a word stands that points back, with a noun near behind it where it needs one; in order.
        bare: Where nouns stand that refer back without such a word at the beginning of a sentence.
        last: The last place of all; -1 where there is none.
    """

    places: Sequence[int]
    bare: frozenset[int]
    last: int

    def any_in(self, start: int, end: int) -> bool:
        """Return whether a sentence may hold a reference."""
        if start > self.last:
            return False
        first = bisect_left(self.places, start)
        return start in self.bare or (first < len(self.places) and self.places[first] < end)


class ReferenceFinder:
    """Finds words that may point back."""

    def __init__(self, wording: NameWording) -> None:
        from ahocorasick_rs import AhoCorasick

        nouns, pointing = any_of(wording.pointed_at), f"(?:{any_of(wording.pointing)})"
        long = any_of(noun for noun in wording.pointed_at if len(noun) > 1)
        self._pointing = re.compile(f"{pointing}(?:{_MODIFIER}({long})|({nouns}))")
        self._inside = (
            re.compile(f"{pointing}{MEASURED}{_MODIFIER}({nouns})"),
            re.compile(f"{pointing}[^，。；：！？\n]{{2,24}}?的((?:{any_of(wording.generic)})?)({long})"),
            re.compile(
                f"(?:{any_of(wording.calling)})[^，。；：！？\n的]{{2,16}}的((?:{any_of(wording.generic)})??)({nouns})"
            ),
        )
        self._parts = re.compile("[，。；：！？\n]")
        self._own = re.compile(f"(?:{any_of(wording.own)})({nouns})")
        self._loose = re.compile(any_of([*wording.loose, *wording.sole]))
        self._topical = re.compile(any_of(wording.topical))
        self._plain = re.compile(any_of(wording.bare))
        self._pairs = re.compile(any_of([*wording.pairs, *wording.of_two]))
        self._wording = wording
        sure = {
            *wording.calling,
            *wording.own,
            *wording.topical,
            *wording.pairs,
            *wording.of_two,
            *wording.loose,
            *wording.sole,
        }
        self._signs = sorted({*sure, *wording.pointing, *wording.pointed_at, *wording.bare})
        self._kinds = [
            (word in sure, word in wording.pointing, word in wording.pointed_at, word in wording.bare)
            for word in self._signs
        ]
        self._automaton = AhoCorasick(self._signs)

    def pointers(self, text: str) -> Pointers:
        """Return where references may stand in a text."""
        places: list[int] = []
        pointing: list[tuple[int, int]] = []
        nouns: list[int] = []
        bare: list[int] = []
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            alone, points, noun, plain = self._kinds[number]
            if alone or (plain and self._stands_bare(text, 0, start)):
                places.append(start)
            elif plain:
                bare.append(start)
            if points:
                pointing.append((start, end))
            if noun:
                nouns.append(start)
        nouns.sort()
        for start, end in pointing:
            following = bisect_left(nouns, end)
            if following < len(nouns) and not self._parts.search(text, end, nouns[following]):
                places.append(start)
        places.sort()
        return Pointers(places, frozenset(bare), max([*places[-1:], *bare], default=-1))

    def find(self, text: str, start: int, end: int, parts: Sequence[Part]) -> Iterator[ReferenceHit]:
        """Yield the references of a sentence in order, outside the names it holds.

        Args:
            text: The clean text.
            start: First code point of the sentence.
            end: One past its last.
            parts: The names of the sentence, in order, without overlaps.
        """
        last, following = -1, 0
        for hit in sorted(self._hits(text, start, end), key=lambda hit: (hit.start, -hit.end)):
            while following < len(parts) and parts[following].end <= hit.start:
                following += 1
            inside = following < len(parts) and parts[following].start < hit.end
            if hit.start >= last and not inside:
                last = hit.end
                yield hit

    def _hits(self, text: str, start: int, end: int) -> Iterator[ReferenceHit]:
        for found in self._pointing.finditer(text, start, end):
            noun = found[1] or found[2]
            if not self._wording.goes_on(text, found.end(), noun):
                leading = found.start() == start or text[found.start() - 1] in _CLAUSE_EDGE
                yield ReferenceHit(found.start(), found.end(), noun, pointing=True, leading=leading)
        for pattern in self._inside:
            for found in pattern.finditer(text, start, end):
                noun = found[found.re.groups]
                if not self._wording.goes_on(text, found.end(), noun):
                    yield ReferenceHit(found.start(1), found.end(), noun, pointing=True)
        for found in self._loose.finditer(text, start, end):
            sole = found[0] in self._wording.sole
            fits = text.endswith(self._wording.sole_after, start, found.start()) or found.start() == start
            if fits if sole else not text.endswith(self._wording.loose_not_after, start, found.start()):
                yield ReferenceHit(found.start(), found.end(), found[0], pointing=False, sole=sole)
        for found in self._own.finditer(text, start, end):
            yield ReferenceHit(found.start(), found.end(), found[1], pointing=True, own=True)
        for found in self._plain.finditer(text, start, end):
            if self._stands_bare(text, start, found.start()) and not self._wording.goes_on(text, found.end(), found[0]):
                yield ReferenceHit(found.start(), found.end(), found[0], pointing=False)
        for found in self._topical.finditer(text, start, end):
            if not text.endswith(self._wording.not_topical_after, start, found.start()):
                yield ReferenceHit(found.start(), found.end(), found[0], pointing=False, topical=True)
        for found in self._pairs.finditer(text, start, end):
            yield ReferenceHit(found.start(), found.end(), found[0], pointing=True, plural=True)

    def _stands_bare(self, text: str, start: int, at: int) -> bool:
        if at == start or text[at - 1] in _CLAUSE_EDGE:
            return True
        kind = any(
            start <= text.find(word, max(start, at - len(word)), at + len(word)) < at for word in self._wording.kinds
        )
        return not kind and text.endswith(self._wording.bare_after, start, at)


def resolve(
    hit: ReferenceHit, memory: Memory, knowledge: Knowledge, sentence: int, paragraph: int, topic: Topic | None
) -> Part | None:
    """Return the part a reference stands for, or None when it stays unresolved.

    Args:
        hit: The reference.
        memory: What was named before it.
        knowledge: Tells which classes its noun may stand for.
        sentence: Number of its sentence.
        paragraph: Number of its paragraph.
        topic: What the title names, or None.
    """
    if hit.plural:
        which = knowledge.names.of_two.get(hit.noun)
        if which is None:
            kinds = knowledge.ontology.concrete(knowledge.names.pairs[hit.noun])
            parties = memory.two_of(kinds, sentence, paragraph)
            return Part(hit.start, hit.end, parties[0], plural=parties, type=parties[0].type) if parties else None
        if which == 0:
            memory.former = memory.two
        two = memory.former or memory.two
        if two is None or paragraph - two[1] > _PARAGRAPHS_BACK:
            return None
        parties = two[0]
        return Part(hit.start, hit.end, parties[which], type=parties[which].type)
    if hit.topical:
        entry = topic is not None and topic.firm and topic.referent.type == knowledge.names.topical[hit.noun]
        return Part(hit.start, hit.end, topic.referent, type=topic.referent.type) if topic and entry else None
    concrete = knowledge.ontology.concrete
    classes = frozenset(name for kind in knowledge.names.pointed_at[hit.noun] for name in concrete(kind))
    if hit.own:
        first = memory.first_of(classes)
        return Part(hit.start, hit.end, first, type=first.type) if first is not None else None
    noun = hit.noun if hit.noun in knowledge.names.specific else ""
    only = memory.only_one(classes & concrete("Unit"), paragraph)
    referent = only if hit.sole else memory.resolve(classes, noun, sentence, paragraph, hit) or only
    fits = topic is not None and topic.referent.type in classes
    if topic is not None and fits and (referent is None or topic.referent.label.endswith(hit.noun)):
        referent = topic.referent
    return Part(hit.start, hit.end, referent, type=referent.type) if referent is not None else None
