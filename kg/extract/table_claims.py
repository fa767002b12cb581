"""What tables and labelled lists say: items with the names found in their cells become claims and topics of remarks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.table_cells import LASTING, CellReader
from kg.extract.table_items import Cell, Item, trim
from kg.extract.table_remarks import CLAUSE, RemarkReader
from kg.extract.table_wording import Column, TableWording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.linking import Referent
    from kg.extract.mentions import Part
    from kg.extract.statements import RawClaim
    from kg.ontology import Ontology

_BRACKETED = re.compile(r"(.+?)[（(]([^（）()]+)[）)]$")
_PARTNERS = ("assists", "postsStaffTo", "cooperatesWith")
_MAKING = frozenset({"money", "started", "opened", "scale", "schedule", "progress"})


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
    _cells: CellReader = field(init=False)
    _clauses: RemarkReader = field(init=False)

    def __post_init__(self) -> None:
        cells = CellReader(self.text, self.parts, self.wording, self.ontology, self.published)
        object.__setattr__(self, "_cells", cells)
        object.__setattr__(self, "_clauses", RemarkReader(cells))

    def readings(self, items: Sequence[Item]) -> list[Reading]:
        """Return what the items say; an item whose name denotes nothing says nothing and is left out."""
        found = (self._reading(item) for item in items)
        return [reading for reading in found if reading is not None]

    def _reading(self, item: Item) -> Reading | None:
        start, end, aside = self._name(item)
        subject = self._cells.named(start, end)
        told = self._status(item)
        status = told or "done"
        if subject is None or subject.head is None or subject.plural:
            return self._nameless(item, status)
        if item.layout in ("loose", "route") and not self._is_work(subject.head):
            return None
        if status == "dead":
            return Reading(item, subject, status, (), ())
        claims: list[RawClaim] = list(self._told(item, subject.head, aside, status) or ()) if aside else []
        texts: list[tuple[int, int]] = []
        for cell in item.cells:
            said = self._told(item, subject.head, cell, status)
            if said is None:
                said, left = self._clauses.read(item, subject.head, cell, status)
                texts += left if cell.column.reads not in ("facts", "quantity", "date") else ()
            claims += said
        claims += self._posted(item, claims)
        ends = [c.object for c in claims if c.predicate == "connects" and c.object is not None]
        claims = [c for c in claims if not (c.predicate == "passesThrough" and c.object in ends)]
        if item.layout == "route" and not claims:
            return None
        status, claims = _settled(item, told, claims)
        spoken = tuple(t for t in texts if item.layout != "column" and self._speaks(*t))
        return Reading(item, subject, status, tuple(dict.fromkeys(claims)), spoken)

    def _posted(self, item: Item, claims: Sequence[RawClaim]) -> list[RawClaim]:
        """Return that staff is posted to what is helped, where another cell of the row says so (选派医师5名)."""
        if not any(self.wording.posting.match(self.text, cell.start, cell.end) for cell in item.cells):
            return []
        rule = "postsStaffTo/table-helped"
        return [claim._replace(predicate="postsStaffTo", rule=rule) for claim in claims if claim.predicate == "assists"]

    def _nameless(self, item: Item, status: str) -> Reading | None:
        """A row about something without a name: its cells are read one by one, so that nothing is read across them."""
        if item.layout not in ("row", "card"):
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

    def _is_work(self, referent: Referent) -> bool:
        kinds = ("Project", "Organisation")
        units = ("CorpsUnit", "AdministrativeUnit")
        is_a = self.ontology.is_a
        return any(is_a(referent.type, kind) for kind in kinds) and not any(is_a(referent.type, kind) for kind in units)

    def _status(self, item: Item) -> str:
        """Return the status of an item: what a clause of a remark says, else what the title says, else nothing."""
        told: list[str] = []
        for cell in item.cells:
            if cell.column.reads in ("text", "facts"):
                told += [self.wording.status_of(clause) for clause in CLAUSE.split(self.text[cell.start : cell.end])]
        aside = _BRACKETED.match(self.text, item.name_start, item.name_end)
        if aside:
            told.append(self.wording.status_of(aside[2]))
        found = [status for status in told if status]
        if "dead" in found:
            return "dead"
        return found[0] if found else item.status

    def _speaks(self, start: int, end: int) -> bool:
        """Return whether a cell holds more than words of status."""
        return any(clause and not self.wording.status_of(clause) for clause in CLAUSE.split(self.text[start:end]))

    def _told(self, item: Item, head: Referent, cell: Cell, status: str) -> list[RawClaim] | None:
        """Return what a cell says of the item, or None where it has to be read as a sentence."""
        if cell.loose:
            marked = self.wording.route_marks.search(self.text, cell.start, cell.end)
            return self._cells.route(item, head, cell, status) if marked else None
        reads = cell.column.reads
        if reads == "quantity":
            return list(self._cells.quantity(item, head, cell, status)) or None
        if reads == "date":
            return list(self._cells.date(item, head, cell, status)) or None
        if reads == "route":
            return self._cells.route(item, head, cell, status)
        if reads in ("text", "facts") or (cell.column.kind == "responsible" and not self._is_made(item)):
            return None
        parts = self._cells.covered(cell.start, cell.end)
        if parts is None and reads == "names":
            parts = self._cells.members(cell.start, cell.end)
        if parts is None:
            return None
        one = reads != "place" or len(parts) == 1
        return list(self._cells.objects(item, head, parts if one else [], cell, status))

    def _is_made(self, item: Item) -> bool:
        """Return whether an item is told of as a work being made, so that who answers for it makes it."""
        return any(cell.column.kind in _MAKING for cell in item.cells)


def _settled(item: Item, told: str, claims: Sequence[RawClaim]) -> tuple[str, list[RawClaim]]:
    """Return the status of an item and its claims with it, where dates say what no word of status does."""
    status = told or "done"
    opened = {claim.status for claim in claims if claim.predicate == "openedOn"}
    started = {claim.status for claim in claims if claim.predicate == "startedOn"}
    if status == "done" and "planned" in opened:
        status = "underway" if "done" in started else "planned"
    elif not told and not opened and started:
        dated = any(cell.column.kind in ("schedule", "progress") for cell in item.cells)
        status = "planned" if "planned" in started else "underway" if dated else status
    return status, [_not_done(claim, status) for claim in claims]


def _not_done(claim: RawClaim, status: str) -> RawClaim:
    """Return a claim about a work that is not done yet; what was begun was begun."""
    lasting = claim.predicate in LASTING or claim.predicate in ("startedOn", "openedOn", *_PARTNERS)
    return claim if claim.status != "done" or lasting else claim._replace(status=status)
