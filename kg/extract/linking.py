"""What the gazetteer names of a document denote: each linked in its surroundings, the plain ones first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.symbols import PARTICLE
from kg.gazetteer import Gazetteer, LinkContext, Linking, Neighbours, link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.extract.spans import Span

_NESTED = frozenset({"Township", "Village"})
"""Classes whose names recur so often that what stands before a name decides, even with one candidate."""

_FULL_NAMES = frozenset({"former", "official"})

_MOST_NEIGHBOURS = 32
"""So many names before or behind a name help to link it, however long the list it stands in."""

_LIST_JOINTS = frozenset({"、", "和", "与", "至", "—", "到", "及", "以及", "，"})
"""Conjunctions and marks of the grammar that join the names of a list or of a road's ends."""


class Referent(NamedTuple):
    """What a name denotes.

    Attributes:
        id: Entity id.
        type: Ontology class.
        label: Canonical label.
    """

    id: str
    type: str
    label: str


class LinkedSpan(NamedTuple):
    """A gazetteer span with the outcome of linking it."""

    span: Span
    referent: Referent | None
    linking: Linking | None


@dataclass
class Linker:
    """Links the gazetteer spans of one document.

    Attributes:
        gazetteer: The gazetteer.
        text: The clean text.
        date: The document's date, or None.
        plainly: Links a name at a date by itself.
        linked: Place of a span (its start and end in one number) → the outcome.
        nested: Surface → what it was read as behind the unit that contains it (X镇Y村), the first time.
    """

    gazetteer: Gazetteer
    text: str
    date: str | None
    plainly: Callable[[str, str | None], Linking]
    linked: dict[int, LinkedSpan] = field(default_factory=dict)
    nested: dict[str, Referent] = field(default_factory=dict)

    def referent(self, key: str) -> Referent:
        """Return the referent of a gazetteer id."""
        seed = self.gazetteer.seed(key)
        return Referent(key, seed.type, seed.zh)

    def link_all(self, spans: Sequence[Span]) -> None:
        """Link every gazetteer span, the plain ones first, so that they help with the rest."""
        waiting: list[int] = []
        flat = list(_flatten(spans))
        known: dict[tuple[object, ...], Linking] = {}
        for number, span in enumerate(flat):
            if span.kind != "gazetteer":
                continue
            outcome = self.plainly(span.label or span.surface, self.date)
            if span.type not in _NESTED and len(outcome.candidates) <= 1 and outcome.linked is not None:
                self._note(span, outcome)
            else:
                waiting.append(number)
        named = dict.fromkeys(item.referent.id for item in self.linked.values() if item.referent)
        near = Neighbours.of(self.gazetteer, named)
        for number in waiting:
            span = flat[number]
            name = span.label or span.surface
            beside, listed, types = self._beside(flat, number), self._listed(flat, number), self._demanded(span)
            key = (name, beside, listed, types)
            if key not in known:
                context = LinkContext(date=self.date, beside=beside, listed=listed, near=near, types=types)
                known[key] = link(self.gazetteer, name, context)
            self._note(span, known[key])
        self._name_townships()

    def _name_townships(self) -> None:
        """Call a township what the document calls it, be it the name it had then or another official spelling."""
        written: dict[str, set[str]] = {}
        for item in self.linked.values():
            if item.referent and item.referent.type == "Township":
                written.setdefault(item.referent.id, set()).add(item.span.label or item.span.surface)
        labels: dict[str, str] = {}
        for key, surfaces in written.items():
            entry = self.gazetteer.entries[key]
            full = {name.surface for name in entry.names if name.kind in _FULL_NAMES} & surfaces
            if full and entry.label not in surfaces:
                labels[key] = min(full)
        for place, item in self.linked.items():
            if item.referent and item.referent.id in labels:
                referent = item.referent._replace(label=labels[item.referent.id])
                self.linked[place] = item._replace(referent=referent)

    def _note(self, span: Span, outcome: Linking) -> None:
        self.place(span, self.referent(outcome.linked.id) if outcome.linked else None, outcome)

    def known(self, span: Span) -> Referent | None:
        """Return what a gazetteer span was linked to, or None."""
        item = self.linked.get(span.start << 32 | span.end)
        return item.referent if item else None

    def recalled(self, span: Span) -> Referent | None:
        """Return what a span denotes; a village named behind its unit before is the same one where it stands alone."""
        before = self.nested.get(span.surface) if span.type in _NESTED else None
        if before is not None:
            self.place(span, before)
        return before or self.known(span)

    def nest(self, span: Span, referent: Referent) -> None:
        """Note what a span denotes behind the unit that contains it, whatever it was linked to."""
        self.place(span, referent)
        self.nested.setdefault(span.surface, referent)

    def place(self, span: Span, referent: Referent | None, linking: Linking | None = None) -> None:
        """Note what a span denotes; without an outcome of linking, by where it stands, whatever it was linked to."""
        self.linked[span.start << 32 | span.end] = LinkedSpan(span, referent, linking)

    def _beside(self, spans: Sequence[Span], number: int) -> tuple[str, ...]:
        ids: list[str] = []
        start = spans[number].start
        for at in range(number - 1, max(-1, number - 1 - _MOST_NEIGHBOURS), -1):
            span = spans[at]
            if span.end != start and self.text[span.end : start] != PARTICLE:
                break
            known = self.known(span)
            if known:
                ids.insert(0, known.id)
            start = span.start
        return tuple(ids)

    def _listed(self, spans: Sequence[Span], number: int) -> tuple[str, ...]:
        ids: list[str] = []
        for step in (-1, 1):
            at = number
            while 0 <= at + step < len(spans) and abs(at + step - number) <= _MOST_NEIGHBOURS:
                left, right = spans[at], spans[at + step]
                if right.start < left.start:
                    left, right = right, left
                if self.text[left.end : right.start] not in _LIST_JOINTS:
                    break
                at += step
                known = self.known(spans[at])
                if known:
                    ids.append(known.id)
        return tuple(ids)

    def _demanded(self, span: Span) -> frozenset[str] | None:
        """Return what a name joined to another by a dash must be: an end point is a town rather than a region."""
        around = self.text[max(0, span.start - 1) : span.start] + self.text[span.end : span.end + 1]
        return frozenset({"County", "Township", "Regiment", "Prefecture", "Zone"}) if "—" in around else None


def _flatten(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield all gazetteer spans, those inside other names included, in order of position."""
    for span in sorted(spans, key=lambda s: s.start):
        yield from _flatten(span.inner)
        if span.kind == "gazetteer":
            yield span
