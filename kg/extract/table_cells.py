"""What one cell says of the item of its row: names, end points, a measure, a date; by its heading and its own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.statements import RawClaim
from kg.extract.table_items import Cell, Item, trim
from kg.extract.table_wording import PARTIES, Column, TableWording
from kg.text.dates import find_dates
from kg.text.measures import Measure, find_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.linking import Referent
    from kg.extract.mentions import Part
    from kg.ontology import Ontology

LASTING = frozenset({"locatedIn", "partOf", "headquarteredIn", "adjacentTo"})
"""Relations that hold while a work is still planned."""
_BARE_NUMBER = re.compile(r"(约|近|逾)?(\d[\d,]*(?:\.\d+)?)")
_BARE_DATE = re.compile(r"((?:19|20)\d\d)(?:年?|[-./年](1[0-2]|0?[1-9])月?)")
_EXPECTED = re.compile("预计|计划|拟|规划|将|目标|力争|预期|争取")
_MEMBERS = re.compile("[、；;]")
_NAME = re.compile(r"[\u3400-\u9fff〇A-Za-z0-9·（）]{2,16}")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]$")
_APPROXIMATELY = "约近逾超共计 为全长总里程投资面积合达"


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one document.

    Attributes:
        text: The clean text.
        parts: Its names, in order, without overlaps.
        wording: The wording of tables.
        ontology: What relations admit.
        published: The document's date, or None.
    """

    text: str
    parts: Sequence[Part]
    wording: TableWording
    ontology: Ontology
    published: str | None

    def named(self, start: int, end: int) -> Part | None:
        """Return the one part that a stretch is, words that name nothing further behind it aside."""
        part = next(iter(self.inside(start, end)), None)
        if part is None or part.start != start or part.head is None:
            return None
        rest = self.text[part.end : end]
        return part if not rest or self.wording.suffixes.fullmatch(rest) else None

    def inside(self, start: int, end: int) -> list[Part]:
        """Return the names that lie in `[start, end)`, in order."""
        low = bisect_left(self.parts, start, key=lambda part: part.start)
        found = []
        while low < len(self.parts) and self.parts[low].start < end:
            if self.parts[low].end <= end:
                found.append(self.parts[low])
            low += 1
        return found

    def is_project(self, referent: Referent) -> bool:
        """Return whether something is a work, not an organisation or a unit."""
        return self.ontology.is_a(referent.type, "Project")

    def covered(self, start: int, end: int) -> list[Part] | None:
        """Return the parts of a stretch that holds nothing but names and what joins them, or None."""
        parts = self.inside(start, end)
        if not parts or any(part.head is None for part in parts):
            return None
        position = start
        for part in parts:
            if not self.wording.fillers.fullmatch(self.text, position, part.start):
                return None
            position = part.end
        tail = _ASIDE.sub("", self.text[position:end])
        return parts if self.wording.fillers.fullmatch(tail) else None

    def members(self, start: int, end: int) -> list[Part] | None:
        """Return the names of a list some of whose members are no known names, or None where it is no list."""
        cuts = [*(mark.span() for mark in _MEMBERS.finditer(self.text, start, end)), (end, end)]
        found: list[Part] = []
        position = start
        for low, high in cuts:
            piece = trim(self.text, position, low)
            if not _NAME.fullmatch(self.text, *piece):
                return None
            found += self.covered(*piece) or ()
            position = high
        return found if len(cuts) > 1 and found else None

    def objects(self, item: Item, head: Referent, parts: Sequence[Part], cell: Cell, status: str) -> Iterator[RawClaim]:
        """Yield what a column says with each of some names as the other side, where the ontology admits it."""
        place = not cell.column.inverse and cell.column.kind not in ("partOf", *PARTIES)
        for part in parts:
            for other in (part.place,) if place and part.place else part.referents:
                subject, object_ = (other, head) if cell.column.inverse else (head, other)
                predicate = self._predicate(subject, cell.column, object_)
                if predicate and subject.id != object_.id:
                    yield self.claim(item, subject, predicate, object_, None, status, cell.column.kind)

    def _predicate(self, subject: Referent, column: Column, object_: Referent) -> str:
        admitted = [name for name in column.predicates if self.ontology.admits(subject.type, name, object_.type)]
        if "locatedIn" in admitted and self.ontology.is_a(object_.type, "AdministrativeUnit"):
            return "locatedIn"
        return admitted[0] if admitted else ""

    def route(self, item: Item, head: Referent, cell: Cell, status: str) -> list[RawClaim] | None:
        """First and last stop are end points, the others are on the way; a stop that is no name is left out."""
        stops = self._stops(cell)
        if len(stops) < 2:
            return None
        read = [self.covered(*stop) for stop in stops]
        if not any(read):
            return None
        out: list[RawClaim] = []
        for number, parts in enumerate(read):
            outer = number in (0, len(read) - 1)
            predicate = "connects" if outer else "passesThrough"
            if not parts or (outer and len(parts) > 1):
                continue
            column = Column("ends", "names", (predicate,))
            out += self.objects(item, head, parts, replace(cell, column=column), status)
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
        pairs = self.inside(cell.start, cell.end)
        covered = self.covered(cell.start, cell.end)
        return [(part.start, part.end) for part in pairs] if covered and len(pairs) == 2 else []

    def quantity(self, item: Item, head: Referent, cell: Cell, status: str) -> Iterator[RawClaim]:
        """Yield the measure of a cell, with the unit of its heading where it has none; not a range, not a share."""
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
            claim = self.claim(item, head, predicate, None, measure.value, status, cell.column.kind)
            yield claim._replace(approximate=measure.approximate)

    def _leads(self, text: str, measure: Measure) -> bool:
        return len(text[: measure.start].strip(_APPROXIMATELY)) == 0

    def date(self, item: Item, head: Referent, cell: Cell, status: str) -> Iterator[RawClaim]:
        """Yield the date of a cell: what is begun is begun, an opening that is expected is planned."""
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
        ahead = status == "planned" or (predicate == "openedOn" and status != "done")
        expected = "planned" if ahead or _EXPECTED.search(text) else "done"
        yield self.claim(item, head, predicate, None, value, expected, cell.column.kind)

    def claim(
        self,
        item: Item,
        subject: Referent,
        predicate: str,
        object_: Referent | None,
        value: float | str | None,
        status: str,
        kind: str,
    ) -> RawClaim:
        """Return a claim whose evidence is the whole item."""
        status = "done" if predicate in LASTING else status
        field = "general" if predicate == "cooperatesWith" else None
        return RawClaim(
            subject, predicate, object_, value, status, field, False, item.start, item.end, f"{predicate}/table-{kind}"
        )
