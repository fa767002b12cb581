"""Reading the sentences of a document in order: references are resolved, frames run, denials heard.

What one sentence says counts only after the next one has not denied it, so each keeps its claims until then.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.clauses import NOTHING
from kg.extract.cuewords import CueWords
from kg.extract.groups import Group, group_parts, pair_of, two_of
from kg.extract.references import Memory, Pointers, resolve
from kg.extract.scene import Scene, Topic
from kg.extract.sketch import Sketch, Values, between
from kg.extract.statements import RawClaim, Rejected, Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.knowledge import Knowledge
    from kg.extract.linking import Referent
    from kg.extract.mentions import Part, Structural
    from kg.extract.table_units import Unit

_SENTENCES_KEPT = 3
_LONGEST_TITLE = 40
_BEFORE_TAIL = "—·：| 　"


@dataclass(frozen=True, slots=True)
class Stated:
    """The claims that names state by their form, with a look-up by where they stand."""

    claims: Sequence[Structural]
    by_start: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, claims: Sequence[Structural]) -> Stated:
        """Return the look-up of some claims."""
        return cls(claims, sorted((claim.start, number) for number, claim in enumerate(claims)))

    def between(self, start: int, end: int) -> list[Structural]:
        """Return the claims that begin in `[start, end)`, in the order in which they were found."""
        if not self.claims:
            return []
        first, last = bisect_left(self.by_start, (start, 0)), bisect_left(self.by_start, (end, 0))
        return [self.claims[number] for number in sorted(number for _, number in self.by_start[first:last])]


@dataclass(slots=True)
class Reader:
    """Reads one document; it holds what was said so far.

    Attributes:
        text: The clean text.
        parts: The names of the document, in order, without overlaps.
        stated: What the names state by their form.
        published: The document's date, or None.
        knowledge: What to read with.
    """

    text: str
    parts: Sequence[Part]
    stated: Stated
    published: str | None
    knowledge: Knowledge
    _memory: Memory = field(init=False)
    _topic: Topic | None = field(init=False)
    _starts: Sequence[int] = field(init=False)
    _values: Values = field(init=False)
    _pointers: Pointers = field(init=False)
    _cues: CueWords = field(init=False)
    _before: list[Sketch] = field(default_factory=list, init=False)
    _described: dict[int, Referent] = field(default_factory=dict, init=False)
    _paragraph: int = field(default=0, init=False)
    _number: int = field(default=0, init=False)
    _referred: list[Part] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._memory = Memory()
        self._topic = _topic(self.text, self.parts, self.knowledge)
        self._starts = [part.start for part in self.parts]
        self._values = Values(self.text, self.published, self.knowledge.names.retrospects)
        self._pointers = self.knowledge.references.pointers(self.text)
        self._cues = CueWords.of(self.text, self.parts, self.knowledge.cue_words, self.knowledge.alphabet)

    def told(self) -> Iterator[Told]:
        """Yield the mentions that are no names, once all is read: described works, references back."""
        for part in self.parts:
            named = self._described.get(part.start) if part.described else part.head if part.ends else None
            if named is not None:
                yield Told(part.start, part.end, named, "described by its parties")
        for part in self._referred:
            for referent in part.referents:
                yield Told(part.start, part.end, referent, "refers back to it")

    def read(self, units: Sequence[Unit]) -> Iterator[RawClaim | Rejected]:
        """Yield the claims and the rejected matches of sentences, in order.

        Args:
            units: The sentences, in order.
        """
        pending: list[RawClaim] = []
        position, told = 0, 0
        for number, unit in enumerate(units):
            self._number = number
            if unit.fresh or self.text.find("\n\n", position, unit.start) >= 0:
                self._paragraph += 1
                self._before = []
            position = unit.end
            own = between(self.parts, self._starts, unit.start, unit.end)
            if pending:
                denied = not own and self._paragraph == told and self._denies(unit)
                yield from map(_denied, pending) if denied else pending
            pending, told = [], self._paragraph
            for found in self._sentence(unit, own):
                if isinstance(found, Rejected):
                    yield found
                else:
                    pending.append(unit.judged(found))
        yield from pending

    def _denies(self, unit: Unit) -> bool:
        sentence = self.text[unit.start : unit.end]
        return any(word in sentence for word in self.knowledge.engine.clauses.deny_previous)

    def _sentence(self, unit: Unit, own: Sequence[Part]) -> Sequence[RawClaim | Rejected]:
        start, end, knowledge = unit.start, unit.end, self.knowledge
        stated = self.stated.between(start, end)
        references = list(self._references(unit, own, stated)) if self._may_refer(unit, own) else ()
        if not own and not references:
            if stated:
                self._remember(start, (), stated)
            else:
                self._memory.forget(self._number)
            self._note_read(Sketch(start, end, (), (), self._cues, self._values, NOTHING))
            return ()
        parts = sorted([*own, *references], key=lambda part: part.start) if references else own
        groups = group_parts(self.text, parts, knowledge.ontology)
        hits = self._cues.within(start, end, parts, whole=not references and self._are_all(own, start, end))
        sketch = Sketch(start, end, groups, hits, self._cues, self._values)
        found: Sequence[RawClaim | Rejected] = ()
        candidates = knowledge.engine.candidates(sketch.outline(knowledge.telling), lambda: self._classes(sketch))
        if candidates:
            values = self._values.between(start, end)
            candidates &= knowledge.engine.shortlist.mask(sketch.outline(knowledge.telling, values))
        if candidates:
            scene = Scene(
                self.text, sketch.coded(), [before.coded for before in self._before], self._topic, self._described
            )
            found = knowledge.engine.claims(scene, candidates)
        self._remember(start, groups, stated)
        self._note_read(sketch)
        return found

    def _note_read(self, sketch: Sketch) -> None:
        self._before = [sketch, *self._before][:_SENTENCES_KEPT]

    def _classes(self, sketch: Sketch) -> frozenset[str]:
        """Return the classes of all that a sentence, those before it and the title name."""
        classes = sketch.classes.union(*[before.classes for before in self._before])
        return classes | {self._topic.referent.type} if self._topic is not None else classes

    def _may_refer(self, unit: Unit, own: Sequence[Part]) -> bool:
        """Return cheaply whether a sentence may hold a reference that resolves; most hold none."""
        known = own or self._topic is not None or not self._memory.is_empty()
        return bool(known) and self._pointers.any_in(unit.start, unit.end)

    def _are_all(self, own: Sequence[Part], start: int, end: int) -> bool:
        """Return whether no name reaches over an edge of a sentence."""
        low = bisect_left(self._starts, start)
        if low and self.parts[low - 1].end > start:
            return False
        return bisect_left(self._starts, end, low) - low == len(own)

    def _references(self, unit: Unit, own: Sequence[Part], stated: Sequence[Structural]) -> Iterator[Part]:
        """Resolve the references of a sentence; names that stand before a reference in it count as said."""
        told = 0
        for hit in self.knowledge.references.find(self.text, unit.start, unit.end, own):
            while told < len(own) and own[told].end <= hit.start:
                part = own[told]
                inside = [claim.object for claim in stated if part.start <= claim.start < part.end]
                self._name(part.referents, first=told == 0)
                self._name(inside, first=False)
                told += 1
            if hit.plural:
                self._name_pair(group_parts(self.text, own[:told], self.knowledge.ontology))
            current = resolve(hit, self._memory, self.knowledge, self._number, self._paragraph, self._topic)
            if current is not None:
                self._referred.append(current)
                yield current

    def _remember(self, start: int, groups: Sequence[Group], stated: Sequence[Structural]) -> None:
        """Remember what the sentence just read names, in place of what was noted of it while it was read.

        Where nothing points back any more, nothing need be remembered.
        """
        self._memory.forget(self._number)
        if start > self._pointers.last:
            return
        self._name([claim.object for claim in stated], first=False)
        for place, group in enumerate(groups):
            described = [self._described[part.start] for part in group.parts if part.start in self._described]
            self._name([*group.referents(), *described], first=place == 0)
        self._name_pair(groups)

    def _name(self, referents: Sequence[Referent], *, first: bool) -> None:
        self._memory.remember(referents, self._number, self._paragraph, first=first)

    def _name_pair(self, groups: Sequence[Group]) -> None:
        self._memory.remember_pair(pair_of(groups, self.knowledge.ontology), self._paragraph)
        self._memory.remember_two(two_of(groups), self._paragraph)


def _denied(claim: RawClaim) -> Rejected:
    return Rejected(claim.start, claim.end, claim.rule, "denied by the next sentence")


def _topic(text: str, parts: Sequence[Part], knowledge: Knowledge) -> Topic | None:
    """Return what the first line names: an encyclopaedia entry goes on about it, a news item may.

    The topic is firm when the line is nothing but the name, or that and a word such as 简介.
    """
    line = text.split("\n", 1)[0]
    for tail in knowledge.names.profiles:
        line = line.removesuffix(tail)
    line = line.rstrip(_BEFORE_TAIL)
    named = [part for part in parts if part.end <= len(line) and part.head is not None]
    if len(named) == 1 and named[0].start == 0 and named[0].end == len(line) and named[0].head:
        return Topic(named[0].head, firm=True)
    works = {part.head for part in named if part.head and knowledge.ontology.is_a(part.head.type, "Project")}
    return Topic(works.pop(), firm=False) if len(works) == 1 and len(line) <= _LONGEST_TITLE else None
