"""What the elliptical clauses of a cell say of the item: 由甲、乙共建; 2018年启用; 占地1200亩; a bare 38.6公里."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.table_items import Cell, Item, trim
from kg.extract.table_wording import Column
from kg.text.dates import find_dates
from kg.text.measures import find_measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.linking import Referent
    from kg.extract.statements import RawClaim
    from kg.extract.table_cells import CellReader
    from kg.text.measures import Measure

CLAUSE = re.compile("[，,；;。|\n（）()]+")
"""What parts the clauses of a cell."""
_FINER = re.compile("[、/／和 　]+")
_ABOUT = "约为达近逾超共计合"
_LENGTH = Column("length", "quantity", ("lengthKm",), quantity="length")
_AREA = Column("area", "quantity", ("areaKm2",), quantity="area")
_MONEY = Column("money", "quantity", ("investmentCNY",), quantity="money")
_LONG = ("Road", "Railway", "Bridge", "Tunnel", "BusRoute", "Waterway")
_WIDE = ("Zone", "ScenicArea", "Facility", "Airport")
_SMALL_LENGTH = 0.05
_LONGEST_VERB = 6

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RemarkReader:
    """Reads cells of clauses.

    Attributes:
        cells: Reads the names, measures and dates in them.
    """

    cells: CellReader

    def read(self, item: Item, head: Referent, cell: Cell, status: str) -> tuple[list[RawClaim], list[Span]]:
        """Return what the elliptical clauses of a cell say, and the stretches left to be read as sentences.

        Nothing is read behind the name of another work in the cell.
        """
        claims: list[RawClaim] = []
        left: list[Span] = []
        broken = True
        for start, end in self._clauses(cell.start, cell.end, CLAUSE):
            said = (
                []
                if self._of_another(cell.start, start, head)
                else self._clause(item, head, start, end, status, cell.column)
            )
            claims += said
            if said:
                broken = True
            elif start < end:
                left = [*left[:-1], (left[-1][0], end)] if left and not broken else [*left, (start, end)]
                broken = False
        return claims, left

    def _clauses(self, start: int, end: int, marks: re.Pattern[str]) -> Iterator[Span]:
        text, position = self.cells.text, start
        for mark in marks.finditer(text, start, end):
            yield trim(text, position, mark.start())
            position = mark.end()
        yield trim(text, position, end)

    def _of_another(self, start: int, end: int, head: Referent) -> bool:
        named = (part.head for part in self.cells.inside(start, end))
        return any(other and other.id != head.id and self.cells.is_project(other) for other in named)

    def _clause(self, item: Item, head: Referent, start: int, end: int, status: str, over: Column) -> list[RawClaim]:
        """Return what a clause says as a whole, or else its parts between 、 and / where each says something."""
        whole = self._remark(item, head, start, end, status, over)
        pieces = list(self._clauses(start, end, _FINER)) if not whole else []
        if len(pieces) < 2:
            return whole
        said = [self._remark(item, head, *piece, status, over) for piece in pieces]
        return [claim for claims in said for claim in claims] if all(said) else []

    def _remark(self, item: Item, head: Referent, start: int, end: int, status: str, over: Column) -> list[RawClaim]:
        text = self.cells.text[start:end]
        measures = find_measures(text)
        if len(measures) == 1 and measures[0].end == len(text.rstrip("左右上下")):
            return self._measure(item, head, Cell(over, start, end), status, measures[0])
        return self._route(item, head, start, end, status) or self._worded(item, head, start, end, status)

    def _measure(self, item: Item, head: Referent, cell: Cell, status: str, measure: Measure) -> list[RawClaim]:
        """A measure says what the word before it says; a bare one what its heading says or the item is measured by."""
        word = self.cells.text[cell.start : cell.start + measure.start].strip().rstrip(_ABOUT)
        heading = self.cells.wording.column(word) if word else None
        column = heading[0] if heading else None if word else self._measured_by(head, measure, cell.column)
        if column is None or column.quantity != measure.quantity:
            return []
        found = replace(cell, column=column, start=cell.start + measure.start)
        return list(self.cells.quantity(item, head, found, status))

    def _measured_by(self, head: Referent, measure: Measure, over: Column) -> Column | None:
        def is_any(kinds: tuple[str, ...]) -> bool:
            return any(self.cells.ontology.is_a(head.type, kind) for kind in kinds)

        if measure.quantity == "money":
            return _MONEY if over.quantity == "money" else None
        if measure.quantity == "length" and measure.value >= _SMALL_LENGTH and is_any(_LONG):
            return _LENGTH
        return _AREA if measure.quantity == "area" and measure.unit[:2] != "平方米" and is_any(_WIDE) else None

    def _route(self, item: Item, head: Referent, start: int, end: int, status: str) -> list[RawClaim]:
        """Return what a clause says that begins with a word of the way and goes on with names: 途经甲、乙."""
        parts = self.cells.inside(start, end)
        length = parts[0].start - start if parts else 0
        if not 0 < length <= _LONGEST_VERB:
            return []
        heading = self.cells.wording.way(self.cells.text[start : start + length])
        covered = self.cells.covered(start + length, end) if heading else None
        if heading is None or covered is None:
            return []
        return list(self.cells.objects(item, head, covered, Cell(heading, start, end), status))

    def _worded(self, item: Item, head: Referent, start: int, end: int, status: str) -> list[RawClaim]:
        """Return what a clause of names or a date and one of the words of remarks says: 甲、乙共建; 2018年启用."""
        text, wording = self.cells.text[start:end], self.cells.wording
        opening = wording.opening.match(text)
        low = start + (opening.end() if opening else 0)
        parts = [part for part in self.cells.inside(low, end) if part.start >= low]
        dates = find_dates(text, self.cells.published)
        for column, tail in wording.remarks:
            if column.reads == "date":
                if len(dates) == 1 and start + dates[0].start == low and tail.fullmatch(text, dates[0].end):
                    return list(self.cells.date(item, head, Cell(column, start, end), status))
            elif parts and parts[0].start == low and tail.fullmatch(text, parts[-1].end - start):
                covered = self.cells.covered(low, parts[-1].end)
                return list(self.cells.objects(item, head, covered or (), Cell(column, start, end), status))
        return []
