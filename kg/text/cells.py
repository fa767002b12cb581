"""Tables of web pages as lines with tabs: one line a row, one tab between cells, merged cells put where they belong.

A cell over several columns leaves those behind it empty; one over several rows leaves a mark of repetition (〃) below
it. Tables inside tables, tables of one column and tables with long cells lay out a page; they are left as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.text.offsets import CleanText, Edit

REPEATED = "〃"
_TABLE = re.compile(r"<(/?)table\b[^<>]{0,2000}>", re.IGNORECASE)
_PIECE = re.compile(r"<(/?)(tr|td|th)\b([^<>]{0,2000})>", re.IGNORECASE)
_BREAK = re.compile(r"(?:\s|<(?:/?(?:p|div|br|li|ul|ol)\b)[^<>]{0,2000}>)+", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SPAN = {name: re.compile(rf"""\b{name}\s*=\s*["']?(\d{{1,3}})""", re.IGNORECASE) for name in ("colspan", "rowspan")}
_LONGEST_CELL, _MOST_COLUMNS, _MOST_ROWS = 200, 60, 2_000


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its tag begins at `opening`, its content is `[start, end)`, the next piece begins at `stop`."""

    opening: int
    start: int
    end: int
    stop: int
    columns: int
    rows: int


def rows_of_pages(clean: CleanText) -> CleanText:
    """Return the text with its tables of data written as rows of cells; everything else as it was."""
    text = clean.text
    if "<" not in text or not _PIECE.search(text):
        return clean
    edits: list[Edit] = []
    for start, end in _innermost(text):
        edits += _edits(text, start, end)
    return clean.edited(edits) if edits else clean


def _innermost(text: str) -> list[tuple[int, int]]:
    """Return the contents of the tables that hold no table and lie in none."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    nested = False
    for tag in _TABLE.finditer(text):
        if not tag[1]:
            nested = bool(opened)
            opened.append(tag.end())
        elif opened:
            start = opened.pop()
            if not opened and not nested:
                found.append((start, tag.start()))
            nested = nested and bool(opened)
    return found


def _edits(text: str, start: int, end: int) -> list[Edit]:
    rows = _rows(text, start, end)
    if len(rows) < 2 or len(rows) > _MOST_ROWS or max(sum(cell.columns for cell in row) for row in rows) < 2:
        return []
    if any(_length(text, cell) > _LONGEST_CELL for row in rows for cell in row):
        return []
    edits: list[Edit] = []
    below: dict[int, int] = {}
    position, ahead = start, "\n"
    for row in rows:
        column, lead = 0, ahead
        for cell in row:
            while below.get(column, 0):
                below[column] -= 1
                lead += f"{REPEATED}\t"
                column += 1
            edits.append((position, cell.start, lead))
            edits += _joined(text, cell)
            lead = "\t" * cell.columns
            for number in range(column, column + cell.columns):
                below[number] = cell.rows - 1
            column += cell.columns
            position = cell.end
        while below.get(column, 0):
            below[column] -= 1
            lead = f"{lead}{REPEATED}\t"
            column += 1
        ahead = lead.rstrip("\t") + "\n" if REPEATED in lead else "\n"
    edits.append((position, end, ahead))
    return edits


def _rows(text: str, start: int, end: int) -> list[list[_Cell]]:
    """Return the cells of each row; pages often leave out the tags that close one."""
    pieces = list(_PIECE.finditer(text, start, end))
    rows: list[list[_Cell]] = []
    for number, piece in enumerate(pieces):
        name = piece[2].lower()
        if piece[1]:
            continue
        if name == "tr" or not rows:
            rows.append([])
        if name == "tr":
            continue
        stop = pieces[number + 1].start() if number + 1 < len(pieces) else end
        low, high = _content(text, piece.end(), stop)
        columns, below = (_span(piece[3], key) for key in ("colspan", "rowspan"))
        rows[-1].append(_Cell(piece.start(), low, high, stop, min(columns, _MOST_COLUMNS), min(below, _MOST_ROWS)))
    return [row for row in rows if row]


def _content(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what a cell holds, without breaks and blanks at its edges."""
    first = _BREAK.match(text, start, end)
    start = first.end() if first else start
    last = end
    for found in _BREAK.finditer(text, start, end):
        if found.end() == end:
            last = found.start()
    return start, max(start, last)


def _length(text: str, cell: _Cell) -> int:
    return len(_TAG.sub("", text[cell.start : cell.end]))


def _joined(text: str, cell: _Cell) -> list[Edit]:
    """Return the edits that write the lines of a cell on one line, as members of a list."""
    return [
        (*found.span(), "；" if "<" in found[0] else " ")
        for found in _BREAK.finditer(text, cell.start, cell.end)
        if "<" in found[0] or "\n" in found[0] or "\t" in found[0]
    ]


def _span(attributes: str, name: str) -> int:
    found = _SPAN[name].search(attributes)
    return max(int(found[1]), 1) if found else 1
