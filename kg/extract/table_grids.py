"""Tables: rows of cells under headings, which may take two lines; rows under none; tables with headings at the left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.extract.table_items import TEXT, Cell, Item
from kg.extract.table_lines import Line, is_ruler
from kg.extract.table_wording import PARTIES, Column, TableWording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMING = frozenset({"name", "first", "code", "skip"})
_SAME = frozenset({"〃", "″", "同上", "同前"})
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "合 计"})

Heading = tuple[Column, str] | None
"""What a column holds and the unit its heading gives; None where no heading is known."""


@dataclass
class _Grid:
    """A table while it is being read.

    Attributes:
        headings: What stands over each column.
        head: The line that gave them, until a row was read.
        whole: What the title says of all rows: "dead", "planned", "underway" or "".
        status: The same, or what the line over a group of rows says of them.
        role: What the column that names the rows makes of them, for tables of partners.
        above: The cells of the row before, by column.
        loose: Lines before any headings.
    """

    headings: list[Heading] = field(default_factory=list)
    head: Line | None = None
    whole: str = ""
    status: str = ""
    role: str = ""
    above: dict[int, tuple[int, int]] = field(default_factory=dict)
    loose: list[Line] = field(default_factory=list)


def grid_items(text: str, run: Sequence[Line], title: Line | None, wording: TableWording) -> Iterator[Item]:
    """Yield the items of a run of lines with cells; each line of headings begins a table of its own."""
    rows = [line for line in run if not is_ruler(text, line)]
    told = wording.title_status(text[title.start : title.end]) if title else ""
    grid = _Grid(whole=told, status=told)
    for number, line in enumerate(rows):
        columns = _headings(text, line, wording)
        if grid.head and (below := _second_line(text, grid, line, wording)):
            grid.headings, grid.head = below, None
        elif columns:
            over = rows[number - 1] if number else None
            grid.headings = _under(text, columns, line, over, wording) if over in grid.loose else columns
            grid.whole = grid.status = "" if number else told
            grid.head, grid.above = line, {}
            grid.role = _role(text, grid.headings, line, wording)
        elif not grid.headings:
            grid.loose.append(line)
        else:
            grid.head = None
            yield from _row(text, line, grid, wording)
    turned = list(_turned(text, grid.loose, wording))
    yield from turned or (item for line in grid.loose for item in _loose(text, line, grid.status, wording))


def _headings(text: str, line: Line, wording: TableWording) -> list[Heading]:
    """Return the columns of a line of headings, the one that names the item as reads "name"; or nothing."""
    columns = [wording.column(text[start:end]) for start, end in line.cells]
    filled = sum(end > start and not wording.unit_alone(text[start:end]) for start, end in line.cells)
    known = [column[0].reads for column in columns if column]
    others = [reads for reads in known if reads not in _NAMING]
    if not others or (len(known) < 2 and filled > 2) or 2 * len(known) < filled:
        return []
    named = _naming_column(columns)
    if named < 0:
        return []
    columns[named] = (Column("name", "name"), "")
    return [
        None if column and number != named and column[0].reads in _NAMING else column
        for number, column in enumerate(columns)
    ]


def _naming_column(columns: Sequence[Heading]) -> int:
    """Return the column that names the item, or -1: the first of two parties does where nothing else does."""
    front = next((i for i, column in enumerate(columns) if not column or column[0].reads not in ("code", "skip")), -1)
    for reads in ("name", "first", "code"):
        named = next((i for i, column in enumerate(columns) if column and column[0].reads == reads), -1)
        if named >= 0 and (reads != "first" or named == front):
            return named
    parties = [i for i, column in enumerate(columns) if column and column[0].kind in PARTIES]
    if len(parties) > 1 and parties[0] == front:
        return front
    return 0 if columns and columns[0] is None and sum(map(bool, columns)) > 1 else -1


def _role(text: str, headings: Sequence[Heading], line: Line, wording: TableWording) -> str:
    named = next(i for i, column in enumerate(headings) if column and column[0].reads == "name")
    column = wording.column(text[slice(*line.cells[named])])
    return column[0].kind if column and column[0].kind in PARTIES else ""


def _second_line(text: str, grid: _Grid, line: Line, wording: TableWording) -> list[Heading]:
    """Return the headings of two lines of them, the lower before the upper; nothing where the line is a row."""
    if len(line.cells) != len(grid.headings) or not grid.head:
        return []
    out: list[Heading] = []
    told = 0
    for (start, end), upper in zip(line.cells, grid.headings, strict=True):
        written = text[start:end]
        unit, column = wording.unit_alone(written), wording.column(written)
        if not written or written in _SAME:
            out.append(upper)
        elif upper and unit:
            out.append((upper[0], unit))
        elif column and not (upper and upper[0].reads == "name"):
            out.append(column)
        else:
            return []
        told += bool(written) and written not in _SAME
    return out if told else []


def _under(text: str, columns: list[Heading], line: Line, over: Line | None, wording: TableWording) -> list[Heading]:
    """Return the headings where those of columns that only give a unit stand in the line above, as many of them."""
    units = [(i, wording.unit_alone(text[start:end])) for i, (start, end) in enumerate(line.cells)]
    units = [(i, unit) for i, unit in units if unit]
    upper = [wording.column(text[start:end]) for start, end in over.cells] if over else []
    if len(upper) != len(units) or not all(upper):
        return columns
    out = list(columns)
    for (number, unit), column in zip(units, upper, strict=True):
        out[number] = (column[0], unit) if column else None
    return out


def _row(text: str, line: Line, grid: _Grid, wording: TableWording) -> Iterator[Item]:
    headings = grid.headings
    filled = [text[start:end] for start, end in line.cells if start < end]
    if len(filled) < 2 and (not line.cells or len(headings) > 2):
        group = filled[0] if filled else text[line.start : line.end].strip()
        grid.status = wording.title_status(group) or grid.whole
        grid.above = {}
        return
    if len(line.cells) > len(headings) or not _TOTALS.isdisjoint(filled):
        return
    name = next(i for i, column in enumerate(headings) if column and column[0].reads == "name")
    placed = _repeated(text, line, name, grid)
    if name >= len(placed) or placed[name][0] >= placed[name][1]:
        return
    shifted = len(line.cells) < len(headings) and "\t" in text[line.start : line.end]
    cells: list[Cell] = []
    for (start, end), column in zip(placed, headings, strict=False):
        if start >= end or (column and column[0].reads == "name"):
            continue
        if wording.status_of(text[start:end]):
            cells.append(Cell(column[0] if column and column[0].reads == "text" else TEXT, start, end))
        elif shifted:
            cells.append(Cell(TEXT, start, end, loose=True))
        elif column and column[0].reads != "skip":
            cells.append(Cell(column[0], start, end, column[1]))
    first = min(start for start, end in placed if start < end)
    if grid.role:
        cells = [replace(cell, column=cell.column.beside(grid.role)) for cell in cells]
    yield Item(*placed[name], min(first, line.start), line.end, tuple(cells), grid.status, "row")


def _repeated(text: str, line: Line, name: int, grid: _Grid) -> list[tuple[int, int]]:
    """Return the cells of a row, in place of marks of repetition and of merged cells what stands above them.

    Cells are merged over rows in front of the name; with the name itself also where the row goes on about the same.
    """
    cells = list(line.cells)
    front = all(start >= end for start, end in cells[: name + 1])
    for number, (start, end) in enumerate(cells):
        empty = start >= end and (number < name or (number == name and front))
        if (empty or text[start:end] in _SAME) and number in grid.above:
            cells[number] = grid.above[number]
    grid.above = {number: cell for number, cell in enumerate(cells) if cell[0] < cell[1]}
    return cells


def _loose(text: str, line: Line, status: str, wording: TableWording) -> Iterator[Item]:
    """A row under no headings: the first cell may be a name, the others tell by their content what they are."""
    if not line.cells:
        return
    (start, end), *others = line.cells
    if wording.column(text[start:end]) or "：" in text[start:end]:
        return
    cells = tuple(Cell(TEXT, low, high, loose=True) for low, high in others if low < high)
    if start < end and cells:
        yield Item(start, end, line.start, line.end, cells, status, "loose")


def _turned(text: str, lines: Sequence[Line], wording: TableWording) -> Iterator[Item]:
    """Yield the items of a table whose headings stand in its first column, one item a column."""
    if len(lines) < 2 or len({len(line.cells) for line in lines}) > 1:
        return
    headings = [wording.column(text[slice(*line.cells[0])]) for line in lines]
    known = sum(heading is not None for heading in headings)
    told = any(h and h[0].reads not in _NAMING for h in headings)
    if not told or known < 2 or 2 * known < len(lines):
        return
    names = next(
        (n for n, h in enumerate(headings) if h and h[0].reads in ("name", "first")), 0 if headings[0] is None else -1
    )
    if names < 0:
        return
    for number in range(1, len(lines[0].cells)):
        cells = [
            Cell(heading[0], *line.cells[number], heading[1])
            for row, (line, heading) in enumerate(zip(lines, headings, strict=True))
            if row != names and heading and heading[0].reads not in _NAMING
        ]
        name = lines[names].cells[number]
        if name[0] < name[1]:
            filled = tuple(cell for cell in cells if cell.start < cell.end)
            yield Item(*name, lines[0].start, lines[-1].end, filled, layout="column")
