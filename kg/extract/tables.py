"""Finding tables and labelled lists in a clean text: items with their cells, before anything in them is named.

Three layouts: rows of cells with marks between them, under headings or (first cell the name) without; "起点：…" lists
under a line that names the thing, or all on one line; "62路：甲—乙—丙" lists. Only positions are found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.table_wording import Column, TableWording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELL_MARKS = "|│┃丨¦\t"
_COMMA = re.compile("[，,]")
_FEWEST_COMMA_CELLS, _LONGEST_COMMA_LINE = 3, 200
_COLON = re.compile(f"[：{_CELL_MARKS}]")
_SEMICOLON = re.compile("[；;]")
_BUS = re.compile(r"[A-Z]?\d{1,4}路(?:公交车?)?")
_PAUSE = re.compile("[，,。（(]")
_MARK = re.compile(f"[{_CELL_MARKS}]")
_RULER = re.compile(r"[\s|│┃:：+=─━—-]+")
_BULLET = re.compile(
    r"\s*(?:[•·●■◆▪▶►○□◇★☆*＊]\s*|(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．)）]\s*(?!\d)|[（(]\d{1,3}[）)]\s*|[\u2460-\u249b]\s*|[-–]\s+)"
)
_TERMINATORS = "。！？!?"
_BRACKETS = {"【": "】", "[": "]", "《": "》", "“": "”"}
_OTHER_LABEL = re.compile(r"[^，。；：！？\s]{2,8}：")
_LABEL_EDGE = "\n：；;，,。|│┃丨¦\t（( "
_LONGEST_LABEL, _LONGEST_NAME, _LONGEST_STOP, _LONGEST_LINE = 14, 40, 24, 4_000
_TEXT = Column("remark", "text")
_NAMING = frozenset({"name", "first", "code", "skip"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell or the value of a label, at `[start, end)` of the clean text, without blanks at its edges.

    Attributes:
        column: What it says.
        start: First code point.
        end: One past the last.
        unit: The unit its heading gives, or "".
        loose: Whether no heading stands over it, so that its content must tell what it is.
    """

    column: Column
    start: int
    end: int
    unit: str = ""
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a table or list tells about.

    Attributes:
        name_start: First code point of the cell or line that names it.
        name_end: One past the last.
        start: First code point of all that is told of it.
        end: One past the last.
        cells: The other cells, in order.
        status: What the title says of all items: "dead", "planned", "underway" or "".
        layout: "row", "loose", "column", "labels" or "route".
    """

    name_start: int
    name_end: int
    start: int
    end: int
    cells: tuple[Cell, ...]
    status: str = ""
    layout: str = "row"


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()


@dataclass
class _Block:
    """A labelled list while it is being read."""

    name: tuple[int, int] | None
    start: int
    end: int
    cells: list[Cell] = field(default_factory=list)

    def item(self) -> Iterator[Item]:
        if self.name and self.cells:
            yield Item(*self.name, min(self.start, self.name[0]), self.end, tuple(self.cells), layout="labels")


def find_items(text: str, wording: TableWording) -> list[Item]:
    """Return the items of all tables and labelled lists of a clean text, in order."""
    lines = list(_lines(text))
    items: list[Item] = []
    rest: list[_Line] = []
    position = 0
    while position < len(lines):
        table = _run(text, lines, position, wording)
        if not table:
            rest.append(lines[position])
            position += 1
            continue
        title = lines[position - 1] if position else None
        found = list(_table(text, table, title, wording))
        turned = any(item.layout == "column" for item in found)
        covered = {item.start for item in found}
        rest += [] if turned else [line for line in table if line.start not in covered]
        items += found
        position += len(table)
    items += _lists(text, rest, wording)
    return sorted(items, key=lambda item: (item.name_start, item.start))


def _run(text: str, lines: Sequence[_Line], position: int, wording: TableWording) -> Sequence[_Line]:
    """Return the lines of the table that begins at a line, or nothing."""
    stop = position
    while stop < len(lines) and (len(lines[stop].cells) > 1 or (stop > position and _is_ruler(text, lines[stop]))):
        stop += 1
    if stop > position:
        return lines[position:stop]
    first = lines[position].start
    comma = _COMMA.search(text, first, min(lines[position].end, first + _LONGEST_LABEL))
    if comma is None or not wording.column(text[first : comma.start()]):
        return ()
    head = _comma_cells(text, lines[position])
    if len(head.cells) < _FEWEST_COMMA_CELLS or not all(wording.column(text[start:end]) for start, end in head.cells):
        return ()
    run = [head]
    for line in lines[position + 1 :]:
        row = _comma_cells(text, line)
        if len(row.cells) != len(head.cells):
            break
        run.append(row)
    return run if len(run) > 1 else ()


def _comma_cells(text: str, line: _Line) -> _Line:
    if line.cells or line.end - line.start > _LONGEST_COMMA_LINE or text[line.end - 1] in _TERMINATORS:
        return line
    cuts = [m.start() for m in _COMMA.finditer(text, line.start, line.end)]
    edges = zip([line.start, *(cut + 1 for cut in cuts)], [*cuts, line.end], strict=True)
    return _Line(line.start, line.end, tuple(trim(text, *edge) for edge in edges)) if cuts else line


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if end > position:
            cells: tuple[tuple[int, int], ...] = ()
            if end - position <= _LONGEST_LINE and _MARK.search(text, position, end):
                cells = tuple(_cells(text, position, end))
            yield _Line(position, end, cells)
        position = end + 1


def _is_ruler(text: str, line: _Line) -> bool:
    return _RULER.fullmatch(text, line.start, line.end) is not None


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the cells of a line; an outer frame (| a | b |) makes no empty cells."""
    start, end = trim(text, start, end)
    if text[start : start + 1] in _CELL_MARKS:
        start += 1
    if end > start and text[end - 1] in _CELL_MARKS:
        end -= 1
    position = start
    for mark in _MARK.finditer(text, start, end):
        yield trim(text, position, mark.start())
        position = mark.end()
    yield trim(text, position, end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `[start, end)` without the blanks at its edges."""
    while start < end and text[start] in " \t\n　":
        start += 1
    while end > start and text[end - 1] in " \t\n　":
        end -= 1
    return start, end


def _table(text: str, lines: Sequence[_Line], title: _Line | None, wording: TableWording) -> Iterator[Item]:
    """Yield the items of a run of lines with cells; each line of headings begins a table of its own."""
    rows = [line for line in lines if not _is_ruler(text, line)]
    headings: list[tuple[Column, str] | None] = []
    status = wording.title_status(text[title.start : title.end]) if title else ""
    loose: list[_Line] = []
    for number, line in enumerate(rows):
        found = _headings(text, line, wording)
        if found:
            headings = found
            status = "" if number else status
        elif not headings:
            loose.append(line)
        else:
            yield from _row(text, line, headings, status, wording)
    turned = list(_turned(text, loose, wording))
    yield from turned or (item for line in loose for item in _loose(text, line, status, wording))


def _headings(text: str, line: _Line, wording: TableWording) -> list[tuple[Column, str] | None]:
    """Return the columns of a line of headings, the one that names the item as reads "name"; or nothing."""
    columns = [wording.column(text[start:end]) for start, end in line.cells]
    filled = sum(end > start for start, end in line.cells)
    known = [column[0].reads for column in columns if column]
    others = [reads for reads in known if reads not in _NAMING]
    if not others or (len(known) < 2 and filled > 2) or 2 * len(known) < filled:
        return []
    front = next((i for i, column in enumerate(columns) if not column or column[0].reads not in ("code", "skip")), -1)
    for reads in ("name", "first", "code"):
        named = next((i for i, column in enumerate(columns) if column and column[0].reads == reads), -1)
        if named >= 0 and (reads != "first" or named == front):
            break
    else:
        named = next((i for i, column in enumerate(columns) if column is None), -1)
        if named != 0 or len(known) < 2:
            return []
    columns[named] = (Column("name", "name"), "")
    return [
        None if column and number != named and column[0].reads in _NAMING else column
        for number, column in enumerate(columns)
    ]


def _row(
    text: str, line: _Line, headings: Sequence[tuple[Column, str] | None], status: str, wording: TableWording
) -> Iterator[Item]:
    if len(line.cells) > len(headings):
        return
    name = next(i for i, column in enumerate(headings) if column and column[0].reads == "name")
    if name >= len(line.cells) or line.cells[name][0] >= line.cells[name][1]:
        return
    shifted = len(line.cells) < len(headings) and "\t" in text[line.start : line.end]
    cells: list[Cell] = []
    for (start, end), column in zip(line.cells, headings, strict=False):
        if start >= end or (column and column[0].reads == "name"):
            continue
        if wording.status_of(text[start:end]):
            cells.append(Cell(_TEXT, start, end))
        elif shifted:
            cells.append(Cell(_TEXT, start, end, loose=True))
        elif column and column[0].reads != "skip":
            cells.append(Cell(column[0], start, end, column[1]))
    yield Item(*line.cells[name], line.start, line.end, tuple(cells), status, "row")


def _loose(text: str, line: _Line, status: str, wording: TableWording) -> Iterator[Item]:
    """A row under no headings: the first cell may be a name, the others tell by their content what they are."""
    (start, end), *others = line.cells
    if wording.column(text[start:end]):
        return
    cells = tuple(Cell(_TEXT, low, high, loose=True) for low, high in others if low < high)
    if start < end and cells:
        yield Item(start, end, line.start, line.end, cells, status, "loose")


def _turned(text: str, lines: Sequence[_Line], wording: TableWording) -> Iterator[Item]:
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


def _lists(text: str, lines: Sequence[_Line], wording: TableWording) -> Iterator[Item]:
    """Yield the items of labelled lists and of route lists."""
    block: _Block | None = None
    before: _Line | None = None
    for line in lines:
        if line.end - line.start > _LONGEST_LINE or not _has_list_mark(text, line, wording):
            yield from block.item() if block else ()
            block, before = None, line
            continue
        labels = list(_labels(text, line, wording))
        if not labels and block and (unknown := _unknown_label(text, line)):
            block.cells.append(unknown)
            block.end = line.end
            continue
        lead = _lead(text, line.start, labels[0].start if labels else line.start)
        if not labels or lead is None:
            yield from block.item() if block else ()
            block, before = None, line
            if not labels:
                yield from _routes(text, line, wording)
            continue
        if lead[0] < lead[1] and len(labels) > 1:
            yield from block.item() if block else ()
            block = _Block(lead, line.start, line.end)
        elif lead[0] < lead[1]:
            yield from block.item() if block else ()
            block, before = None, None
            continue
        elif block is None:
            block = _Block(_name_line(text, before) if before else None, line.start, line.end)
        for label in labels:
            if label.column.reads in ("name", "code"):
                if label.column.reads == "code" and block.name:
                    continue
                yield from block.item()
                block = _Block((label.value_start, label.value_end), line.start, line.end)
            elif label.column.reads not in ("skip", "first"):
                block.cells.append(Cell(label.column, label.value_start, label.value_end, label.unit))
            block.end = line.end
    yield from block.item() if block else ()


def _has_list_mark(text: str, line: _Line, wording: TableWording) -> bool:
    return (
        text.find("：", line.start, line.end) >= 0
        or bool(line.cells)
        or wording.route_marks.search(text, line.start, line.end) is not None
    )


def _name_line(text: str, line: _Line) -> tuple[int, int] | None:
    """Return the name that a whole line may be: short, no sentence, bullets and brackets around it left out."""
    if line.end - line.start > _LONGEST_NAME:
        return None
    start, end = line.start, line.end
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    start, end = trim(text, start, end)
    if text[start:end].endswith("："):
        end -= 1
    if start < end and _BRACKETS.get(text[start]) == text[end - 1]:
        start, end = start + 1, end - 1
    start, end = trim(text, start, end)
    return (start, end) if start < end and not any(c in text[start:end] for c in f"{_TERMINATORS}；：，") else None


@dataclass(frozen=True, slots=True)
class _Label:
    column: Column
    unit: str
    start: int
    value_start: int
    value_end: int


def _labels(text: str, line: _Line, wording: TableWording) -> Iterator[_Label]:
    """Yield the labels of a line with their values; a value ends at the next label, a terminator or the line's end."""
    found: list[tuple[Column, str, int, int]] = []
    for colon in _COLON.finditer(text, line.start, line.end):
        low = max(line.start, colon.start() - _LONGEST_LABEL)
        start = max(low, *(text.rfind(edge, low, colon.start()) + 1 for edge in _LABEL_EDGE))
        bullet = _BULLET.match(text, start, colon.start())
        start = bullet.end() if bullet else start
        if low > line.start and start == low:
            continue
        column = wording.column(text[start : colon.start()])
        if column and (colon[0] == "：" or start == line.start):
            found.append((*column, start, colon.end()))
    for number, (column_, unit, start, value) in enumerate(found):
        end = found[number + 1][2] if number + 1 < len(found) else line.end
        stop = min([end, *(at for at in (text.find(mark, value, end) for mark in _TERMINATORS) if at >= 0)])
        while stop > value and (
            text[stop - 1] in "；;，,、 \t|" or (text[stop - 1] in "）)（(" and "（" not in text[value : stop - 1])
        ):
            stop -= 1
        first, last = trim(text, value, stop)
        yield _Label(column_, unit, start, first, last)


def _unknown_label(text: str, line: _Line) -> Cell | None:
    """Return the value of a label that no heading knows: a sentence about the thing, perhaps."""
    found = _OTHER_LABEL.match(text, line.start, line.end)
    return Cell(_TEXT, *trim(text, found.end(), line.end)) if found and found.end() < line.end else None


def _lead(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return what stands before the first label of a line: empty, a name, or None where it is something else."""
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and text[end - 1] in "：，,（( |\t":
        end -= 1
    lead = text[start:end]
    if len(lead) > _LONGEST_NAME or any(mark in lead for mark in f"{_TERMINATORS}；：，"):
        return None
    return start, end


def _routes(text: str, line: _Line, wording: TableWording) -> Iterator[Item]:
    """Yield the items of a line such as "62路：甲—乙—丙，全长8公里；63路：…"."""
    start = line.start
    for end in [*(m.start() for m in _SEMICOLON.finditer(text, line.start, line.end)), line.end]:
        low, high = trim(text, start, end)
        item = _route(text, low, high, wording)
        if item:
            yield item
        start = end + 1


def _route(text: str, start: int, end: int, wording: TableWording) -> Item | None:
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and text[end - 1] in _TERMINATORS:
        end -= 1
    colon = _COLON.search(text, start, min(end, start + _LONGEST_NAME))
    bus = _BUS.match(text, start, end)
    if colon:
        name, value = (start, colon.start()), colon.end()
    elif bus:
        name, value = (start, bus.end()), bus.end()
    else:
        return None
    pause = _PAUSE.search(text, value, end)
    stop = pause.start() if pause else end
    stops = wording.route_marks.split(text[value:stop])
    if len(stops) < 2 or not all(2 <= len(s.strip()) <= _LONGEST_STOP for s in stops) or "：" in text[value:stop]:
        return None
    cells = [Cell(Column("ends", "route"), *trim(text, value, stop))]
    low, high = trim(text, stop, end)
    while low < high and text[low] in "，,。（(":
        low += 1
    if low < high:
        cells.append(Cell(_TEXT, low, high))
    return Item(*trim(text, *name), start, end, tuple(cells), layout="route")
