"""What tables and labelled lists say: items with the names found in their cells become claims and topics of remarks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.statements import RawClaim
from kg.extract.table_wording import Column, TableWording
from kg.extract.tables import Cell, Item, trim
from kg.text.dates import find_dates
from kg.text.measures import Measure, find_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.linking import Referent
    from kg.extract.mentions import Part
    from kg.ontology import Ontology

_CLAUSE = re.compile("[，,；;。|\n（）()]+")
_LASTING = frozenset({"locatedIn", "partOf", "headquarteredIn", "adjacentTo"})
_BARE_NUMBER = re.compile(r"(约|近|逾)?(\d[\d,]*(?:\.\d+)?)")
_BARE_DATE = re.compile(r"((?:19|20)\d\d)(?:年?|[-./年](1[0-2]|0?[1-9])月?)")
_EXPECTED = re.compile("预计|计划|拟|规划|将|目标")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]$")
_BRACKETED = re.compile(r"(.+?)[（(]([^（）()]+)[）)]$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one item.

    Attributes:
        item: The item.
        subject: The part that names it; None where the first cell of a row denotes nothing.
        status: "planned", "underway", "done" or "dead".
        claims: What its cells say.
        texts: `[start, end)` of what is left to be read as sentences, about the subject if there is one.
    """

    item: Item
    subject: Part | None
    status: str
    claims: tuple[RawClaim, ...]
    texts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TableReader:
    """Reads the items of one document."""

    text: str
    parts: Sequence[Part]
    wording: TableWording
    ontology: Ontology
    published: str | None

    def readings(self, items: Sequence[Item]) -> list[Reading]:
        """Return what the items say; an item whose name denotes nothing says nothing and is left out."""
        found = (self._reading(item) for item in items)
        return [reading for reading in found if reading is not None]

    def _reading(self, item: Item) -> Reading | None:
        start, end, aside = self._name(item)
        subject = self.named(start, end)
        status = self._status(item)
        if subject is None or subject.head is None or subject.plural:
            return self._nameless(item, status)
        if item.layout in ("loose", "route") and not self._is_work(subject.head):
            return None
        if status == "dead":
            return Reading(item, subject, status, (), ())
        claims: list[RawClaim] = []
        texts: list[tuple[int, int]] = []
        cells = item.cells if aside is None else (aside, *item.cells)
        for cell in cells:
            told = self._told(item, subject.head, cell, status)
            if told is None and cell is not aside:
                said, left = self._remarks(item, subject.head, cell, status)
                claims += said
                texts += left
            claims += told or ()
        ends = [c.object for c in claims if c.predicate == "connects" and c.object is not None]
        claims = [c for c in claims if not (c.predicate == "passesThrough" and c.object in ends)]
        if item.layout == "route" and not claims:
            return None
        if status == "done" and any(c.predicate == "openedOn" and c.status == "planned" for c in claims):
            begun = any(c.predicate == "startedOn" for c in claims)
            claims = [_not_done(claim, "underway" if begun else "planned") for claim in claims]
        spoken = tuple(t for t in texts if item.layout != "column" and self._speaks(*t))
        return Reading(item, subject, status, tuple(dict.fromkeys(claims)), spoken)

    def _nameless(self, item: Item, status: str) -> Reading | None:
        """A row about something without a name: its cells are read one by one, so that nothing is read across them."""
        if item.layout != "row":
            return None
        cells = () if status == "dead" else ((item.name_start, item.name_end), *((c.start, c.end) for c in item.cells))
        return Reading(item, None, status, (), cells)

    def _name(self, item: Item) -> tuple[int, int, Cell | None]:
        """Return where the name stands, and its end points where they follow in brackets."""
        found = _BRACKETED.match(self.text, item.name_start, item.name_end)
        if found and found.end() == item.name_end:
            aside = Cell(Column("ends", "route"), *found.span(2))
            return (*trim(self.text, *found.span(1)), aside)
        return item.name_start, item.name_end, None

    def named(self, start: int, end: int) -> Part | None:
        """Return the one part that a stretch is, words that name nothing further behind it aside."""
        part = next(iter(self._inside(start, end)), None)
        if part is None or part.start != start or part.head is None:
            return None
        rest = self.text[part.end : end]
        return part if not rest or self.wording.suffixes.fullmatch(rest) else None

    def _inside(self, start: int, end: int) -> list[Part]:
        low = bisect_left(self.parts, start, key=lambda part: part.start)
        found = []
        while low < len(self.parts) and self.parts[low].start < end:
            if self.parts[low].end <= end:
                found.append(self.parts[low])
            low += 1
        return found

    def _is_work(self, referent: Referent) -> bool:
        kinds = ("Project", "Organisation")
        units = ("CorpsUnit", "AdministrativeUnit")
        is_a = self.ontology.is_a
        return any(is_a(referent.type, kind) for kind in kinds) and not any(is_a(referent.type, kind) for kind in units)

    def _status(self, item: Item) -> str:
        """Return the status of an item: what a clause of a remark says, else what the title says."""
        told: list[str] = []
        for cell in item.cells:
            if cell.column.reads == "text":
                told += [self.wording.status_of(clause) for clause in _CLAUSE.split(self.text[cell.start : cell.end])]
        aside = _BRACKETED.match(self.text, item.name_start, item.name_end)
        if aside:
            told.append(self.wording.status_of(aside[2]))
        found = [status for status in told if status]
        if "dead" in found:
            return "dead"
        return found[0] if found else item.status or "done"

    def _speaks(self, start: int, end: int) -> bool:
        """Return whether a cell holds more than words of status."""
        return any(clause and not self.wording.status_of(clause) for clause in _CLAUSE.split(self.text[start:end]))

    def _told(self, item: Item, head: Referent, cell: Cell, status: str) -> list[RawClaim] | None:
        """Return what a cell says of the item, or None where it has to be read as a sentence."""
        if cell.loose:
            return self._loose(item, head, cell, status)
        reads = cell.column.reads
        if reads == "text":
            return None
        if reads == "quantity":
            return list(self._quantity(item, head, cell, status))
        if reads == "date":
            return list(self._date(item, head, cell, status))
        if reads == "route":
            return self._route(item, head, cell, status)
        if reads == "place":
            parts = self._covered(cell.start, cell.end)
            return (
                None
                if parts is None
                else list(self._objects(item, head, parts[:1] if len(parts) == 1 else [], cell, status))
            )
        parts = self._covered(cell.start, cell.end)
        return None if parts is None else list(self._objects(item, head, parts, cell, status))

    def _loose(self, item: Item, head: Referent, cell: Cell, status: str) -> list[RawClaim] | None:
        """A cell without a heading: end points, a bare length, or text."""
        stops = self.wording.route_marks.split(self.text[cell.start : cell.end])
        if len(stops) > 1:
            return self._route(item, head, cell, status)
        measures = find_measures(self.text[cell.start : cell.end])
        if len(measures) == 1 and measures[0].quantity == "length" and measures[0].end == cell.end - cell.start:
            column = Column("length", "quantity", ("lengthKm",), quantity="length")
            return list(self._quantity(item, head, replace(cell, column=column), status))
        return None

    def _remarks(
        self, item: Item, head: Referent, cell: Cell, status: str
    ) -> tuple[list[RawClaim], list[tuple[int, int]]]:
        """Read the elliptical clauses of a cell; return their claims and the stretches left to be read as sentences."""
        claims: list[RawClaim] = []
        left: list[tuple[int, int]] = []
        position, broken = cell.start, True
        for mark in [*(m.span() for m in _CLAUSE.finditer(self.text, cell.start, cell.end)), (cell.end, cell.end)]:
            start, end = trim(self.text, position, mark[0])
            position = mark[1]
            other = any(
                p.head and p.head.id != head.id and self._is_project(p.head) for p in self._inside(cell.start, start)
            )
            said = [] if other else self._remark(item, head, start, end, status)
            claims += said
            if said:
                broken = True
            elif start < end:
                left = [*left[:-1], (left[-1][0], end)] if left and not broken else [*left, (start, end)]
                broken = False
        return claims, left

    def _remark(self, item: Item, head: Referent, start: int, end: int, status: str) -> list[RawClaim]:
        """Return what one elliptical clause says of the item: 甲、乙共建; 2018年启用; 全长8公里."""
        text = self.text[start:end]
        measures = find_measures(text)
        if len(measures) == 1 and measures[0].end == len(text):
            heading = self.wording.column(text[: measures[0].start].rstrip("约为达近逾超"))
            if heading and heading[0].reads == "quantity" and heading[0].quantity == measures[0].quantity:
                return list(self._quantity(item, head, Cell(heading[0], start + measures[0].start, end), status))
            return []
        opening = self.wording.opening.match(text)
        low = start + (opening.end() if opening else 0)
        parts = [part for part in self._inside(low, end) if part.start >= low]
        dates = find_dates(text, self.published)
        for column, tail in self.wording.remarks:
            if column.reads == "date":
                if len(dates) == 1 and start + dates[0].start == low and tail.fullmatch(text, dates[0].end):
                    return list(self._date(item, head, Cell(column, start, end), status))
            elif parts and parts[0].start == low and tail.fullmatch(text, parts[-1].end - start):
                covered = self._covered(low, parts[-1].end)
                return list(self._objects(item, head, covered or (), Cell(column, start, end), status))
        return []

    def _is_project(self, referent: Referent) -> bool:
        return self.ontology.is_a(referent.type, "Project")

    def _covered(self, start: int, end: int) -> list[Part] | None:
        """Return the parts of a stretch that holds nothing but names and what joins them, or None."""
        parts = self._inside(start, end)
        if not parts or any(part.head is None for part in parts):
            return None
        position = start
        for part in parts:
            if not self.wording.fillers.fullmatch(self.text, position, part.start):
                return None
            position = part.end
        tail = _ASIDE.sub("", self.text[position:end])
        return parts if self.wording.fillers.fullmatch(tail) else None

    def _objects(
        self, item: Item, head: Referent, parts: Sequence[Part], cell: Cell, status: str
    ) -> Iterator[RawClaim]:
        place = not cell.column.inverse and cell.column.kind != "partOf"
        for part in parts:
            for other in (part.place,) if place and part.place else part.referents:
                subject, object_ = (other, head) if cell.column.inverse else (head, other)
                predicate = self._predicate(subject, cell.column, object_)
                if predicate and subject.id != object_.id:
                    yield self._claim(item, subject, predicate, object_, None, status, cell.column.kind)

    def _predicate(self, subject: Referent, column: Column, object_: Referent) -> str:
        admitted = [name for name in column.predicates if self.ontology.admits(subject.type, name, object_.type)]
        if "locatedIn" in admitted and self.ontology.is_a(object_.type, "AdministrativeUnit"):
            return "locatedIn"
        return admitted[0] if admitted else ""

    def _route(self, item: Item, head: Referent, cell: Cell, status: str) -> list[RawClaim] | None:
        """First and last stop are end points, the others are on the way; a stop that is no name is left out."""
        stops = self._stops(cell)
        if len(stops) < 2:
            return None
        read = [self._covered(*stop) for stop in stops]
        if not any(read):
            return None
        out: list[RawClaim] = []
        for number, parts in enumerate(read):
            outer = number in (0, len(read) - 1)
            predicate = "connects" if outer else "passesThrough"
            if not parts or (outer and len(parts) > 1):
                continue
            column = Column("ends", "names", (predicate,))
            out += self._objects(item, head, parts, replace(cell, column=column), status)
        return out

    def _stops(self, cell: Cell) -> list[tuple[int, int]]:
        for pattern in (self.wording.route_marks, self.wording.route_words):
            stops: list[tuple[int, int]] = []
            position = cell.start
            for mark in pattern.finditer(self.text, cell.start, cell.end):
                stops.append(trim(self.text, position, mark.start()))
                position = mark.end()
            stops.append(trim(self.text, position, cell.end))
            if len(stops) > 1:
                return stops
        pairs = self._inside(cell.start, cell.end)
        covered = self._covered(cell.start, cell.end)
        return [(part.start, part.end) for part in pairs] if covered and len(pairs) == 2 else []

    def _quantity(self, item: Item, head: Referent, cell: Cell, status: str) -> Iterator[RawClaim]:
        text = self.text[cell.start : cell.end]
        bare = _BARE_NUMBER.fullmatch(text)
        if bare and cell.unit:
            text += cell.unit
        measure = next(iter(find_measures(text)), None)
        if (
            measure is None
            or not self._leads(text, measure)
            or measure.quantity != cell.column.quantity
            or measure.is_range
        ):
            return
        (predicate,) = cell.column.predicates
        if self.ontology.admits(head.type, predicate, ""):
            claim = self._claim(item, head, predicate, None, measure.value, status, cell.column.kind)
            yield claim._replace(approximate=measure.approximate)

    def _leads(self, text: str, measure: Measure) -> bool:
        return len(text[: measure.start].strip("约近逾超共计 为全长总里程投资面积")) == 0

    def _date(self, item: Item, head: Referent, cell: Cell, status: str) -> Iterator[RawClaim]:
        text = self.text[cell.start : cell.end]
        bare = _BARE_DATE.fullmatch(text)
        if bare:
            value = bare[1] + (f"-{int(bare[2]):02d}" if bare[2] else "")
        else:
            dates = find_dates(text, self.published)
            if len({date.value for date in dates}) != 1 or any(date.part for date in dates):
                return
            value = dates[0].value
        (predicate,) = cell.column.predicates
        if not self.ontology.admits(head.type, predicate, ""):
            return
        expected = _EXPECTED.search(text) or (predicate == "openedOn" and status != "done")
        yield self._claim(item, head, predicate, None, value, "planned" if expected else status, cell.column.kind)

    def _claim(
        self,
        item: Item,
        subject: Referent,
        predicate: str,
        object_: Referent | None,
        value: float | str | None,
        status: str,
        kind: str,
    ) -> RawClaim:
        status = "done" if predicate in _LASTING else status
        return RawClaim(
            subject, predicate, object_, value, status, None, False, item.start, item.end, f"{predicate}/table-{kind}"
        )


def _not_done(claim: RawClaim, status: str) -> RawClaim:
    """Return a claim about a work whose opening is yet to come."""
    return claim._replace(status=status) if claim.status == "done" and claim.predicate not in _LASTING else claim
