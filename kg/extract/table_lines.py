"""Lines and their cells: marks between them, or commas where all lines have as many; runs of such lines are tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.table_items import trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.table_wording import TableWording

CELL_MARKS = "|│┃丨¦\t"
TERMINATORS = "。！？!?"
LONGEST_LINE = 4_000
BULLET = re.compile(
    r"\s*(?:[•·●■◆▪▶►○□◇★☆*＊]\s*|(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．)）]\s*(?!\d)|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]\s*|[\u2460-\u249b]\s*|[-–]\s+)"
)
_COMMA = re.compile("[，,]")
_FEWEST_COMMA_CELLS, _LONGEST_COMMA_LINE, _LONGEST_HEADING = 3, 200, 14
_MARK = re.compile(f"[{CELL_MARKS}]")
_RULER = re.compile(r"[\s|│┃:：+=─━—-]+")
_LONGEST_GROUP = 20

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A line `[start, end)` of the clean text.

    Attributes:
        start: First code point.
        end: One past the last.
        cells: Its cells, without blanks at their edges; empty where it has no marks between cells.
        apart: Whether a blank line stands before it.
    """

    start: int
    end: int
    cells: tuple[Span, ...] = ()
    apart: bool = False


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a clean text that hold something, in order."""
    position, apart = 0, True
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if end > position:
            cells: tuple[Span, ...] = ()
            if end - position <= LONGEST_LINE and _MARK.search(text, position, end):
                cells = tuple(_cells(text, position, end))
            yield Line(position, end, cells, apart)
        apart = end == position
        position = end + 1


def is_ruler(text: str, line: Line) -> bool:
    """Return whether a line is drawn, not written: |---|---|."""
    return _RULER.fullmatch(text, line.start, line.end) is not None


def run_of(text: str, found: Sequence[Line], position: int, wording: TableWording) -> Sequence[Line]:
    """Return the lines of the table that begins at a line, or nothing.

    A short line without marks between two lines of cells heads a group of rows and is one of them.
    """
    stop = position
    while stop < len(found) and (
        len(found[stop].cells) > 1
        or (stop > position and (is_ruler(text, found[stop]) or _heads_group(text, found, stop)))
    ):
        stop += 1
    if stop - position > 1 and found[position + 1].apart and _widths_differ(found[position], found[position + 1]):
        return found[position : position + 1]
    if stop > position:
        return _evened(found[position:stop])
    return _comma_run(text, found, position, wording)


def _widths_differ(one: Line, two: Line) -> bool:
    return len(one.cells) != len(two.cells)


def _heads_group(text: str, found: Sequence[Line], at: int) -> bool:
    line = found[at]
    if line.cells or line.apart or line.end - line.start > _LONGEST_GROUP or at + 1 >= len(found):
        return False
    before, after = found[at - 1], found[at + 1]
    same = len(before.cells) > 1 and len(before.cells) == len(after.cells) and not after.apart
    return same and not any(mark in text[line.start : line.end] for mark in f"{TERMINATORS}：，")


def _evened(run: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without empty cells where these only align what is filled: each line has as much of it."""
    filled = {sum(start < end for start, end in line.cells) for line in run}
    if len(filled) > 1 or len({len(line.cells) for line in run}) == 1:
        return run
    return [replace(line, cells=tuple(cell for cell in line.cells if cell[0] < cell[1])) for line in run]


def _comma_run(text: str, found: Sequence[Line], position: int, wording: TableWording) -> Sequence[Line]:
    first = found[position].start
    comma = _COMMA.search(text, first, min(found[position].end, first + _LONGEST_HEADING))
    if comma is None or not wording.column(text[first : comma.start()]):
        return ()
    head = _comma_cells(text, found[position])
    known = sum(wording.column(text[start:end]) is not None for start, end in head.cells)
    if len(head.cells) < _FEWEST_COMMA_CELLS or known < max(len(head.cells) - 1, 2):
        return ()
    run = [head]
    for line in found[position + 1 :]:
        row = _comma_cells(text, line)
        if len(row.cells) != len(head.cells):
            break
        run.append(row)
    return run if len(run) > 1 else ()


def _comma_cells(text: str, line: Line) -> Line:
    if line.cells or line.end - line.start > _LONGEST_COMMA_LINE or text[line.end - 1] in TERMINATORS:
        return line
    cuts = [m.start() for m in _COMMA.finditer(text, line.start, line.end)]
    edges = zip([line.start, *(cut + 1 for cut in cuts)], [*cuts, line.end], strict=True)
    return replace(line, cells=tuple(trim(text, *edge) for edge in edges)) if cuts else line


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the cells of a line; an outer frame (| a | b |) makes no empty cells, tabs at the edges do."""
    low, high = _without_blanks(text, start, end)
    if low < high and text[low] in CELL_MARKS and text[low] != "\t":
        low += 1
    if high > low and text[high - 1] in CELL_MARKS and text[high - 1] != "\t":
        high -= 1
    position = low
    for mark in _MARK.finditer(text, low, high):
        yield trim(text, position, mark.start())
        position = mark.end()
    yield trim(text, position, high)


def _without_blanks(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " 　":
        start += 1
    while end > start and text[end - 1] in " 　":
        end -= 1
    return start, end
