"""Labelled lists: "起点：…" a line under a line that names the thing, or all on one line; cards of projects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.table_items import TEXT, Cell, Item, trim
from kg.extract.table_lines import BULLET, CELL_MARKS, LONGEST_LINE, TERMINATORS, Line
from kg.extract.table_routes import routes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.table_wording import Column, TableWording

_COLON = re.compile(f"[：{CELL_MARKS}]")
_BRACKETS = {"【": "】", "[": "]", "《": "》", "“": "”"}
_OTHER_LABEL = re.compile(r"[^，。；：！？\s]{2,8}：")
_NEXT_LABEL = re.compile(r"[；;\t\u3000][^，。；：！？\s]{2,8}：")
_LABEL_EDGE = "\n：；;，,。|│┃丨¦\t（( 　"
_LONGEST_LABEL, _LONGEST_NAME = 14, 40


@dataclass
class _Block:
    """A labelled list while it is being read."""

    name: tuple[int, int] | None
    start: int
    end: int
    cells: list[Cell] = field(default_factory=list)
    layout: str = "labels"

    def item(self) -> Iterator[Item]:
        if self.name and self.cells:
            yield Item(*self.name, min(self.start, self.name[0]), self.end, tuple(self.cells), layout=self.layout)


def labelled_items(text: str, lines: Sequence[Line], wording: TableWording) -> Iterator[Item]:
    """Yield the items of labelled lists and of route lists."""
    block: _Block | None = None
    before: Line | None = None
    for line in lines:
        if line.end - line.start > LONGEST_LINE or not _has_list_mark(text, line, wording):
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
                yield from routes(text, line, wording)
            continue
        if lead[0] < lead[1] and len(labels) > 1:
            yield from block.item() if block else ()
            block = _Block(lead, line.start, line.end)
        elif lead[0] < lead[1]:
            yield from block.item() if block else ()
            block, before = None, None
            continue
        elif block is None:
            over = before if before and not text[before.end : line.start].strip() else None
            block = _Block(_name_line(text, over) if over else None, line.start, line.end)
        for label in labels:
            if label.column.reads in ("name", "code"):
                if label.column.reads == "code" and block.name:
                    continue
                yield from block.item()
                block = _Block((label.value_start, label.value_end), line.start, line.end, layout="card")
            elif label.column.reads not in ("skip", "first"):
                block.cells.append(Cell(label.column, label.value_start, label.value_end, label.unit))
            block.end = line.end
    yield from block.item() if block else ()


def _has_list_mark(text: str, line: Line, wording: TableWording) -> bool:
    return (
        text.find("：", line.start, line.end) >= 0
        or bool(line.cells)
        or wording.route_marks.search(text, line.start, line.end) is not None
    )


def _name_line(text: str, line: Line) -> tuple[int, int] | None:
    """Return the name that a whole line may be: short, no sentence, bullets and brackets around it left out."""
    if line.end - line.start > _LONGEST_NAME:
        return None
    start, end = line.start, line.end
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    start, end = trim(text, start, end)
    if text[start:end].endswith("："):
        end -= 1
    if start < end and _BRACKETS.get(text[start]) == text[end - 1]:
        start, end = start + 1, end - 1
    start, end = trim(text, start, end)
    return (start, end) if start < end and not any(c in text[start:end] for c in f"{TERMINATORS}；：，") else None


@dataclass(frozen=True, slots=True)
class _Label:
    column: Column
    unit: str
    start: int
    value_start: int
    value_end: int


def _labels(text: str, line: Line, wording: TableWording) -> Iterator[_Label]:
    """Yield the labels of a line with their values; a value ends at the next label, a terminator or the line's end."""
    found: list[tuple[Column, str, int, int]] = []
    for colon in _COLON.finditer(text, line.start, line.end):
        low = max(line.start, colon.start() - _LONGEST_LABEL)
        start = max(low, *(text.rfind(edge, low, colon.start()) + 1 for edge in _LABEL_EDGE))
        bullet = BULLET.match(text, start, colon.start())
        start = bullet.end() if bullet else start
        if low > line.start and start == low:
            continue
        column = wording.column(text[start : colon.start()])
        if column and (colon[0] == "：" or start == line.start):
            found.append((*column, start, colon.end()))
    for number, (column_, unit, start, value) in enumerate(found):
        end = found[number + 1][2] if number + 1 < len(found) else line.end
        stop = min([end, *(at for at in (text.find(mark, value, end) for mark in TERMINATORS) if at >= 0)])
        if next_label := _NEXT_LABEL.search(text, value, stop):
            stop = next_label.start()
        while stop > value and (
            text[stop - 1] in "；;，,、 \t|" or (text[stop - 1] in "）)（(" and "（" not in text[value : stop - 1])
        ):
            stop -= 1
        first, last = trim(text, value, stop)
        yield _Label(column_, unit, start, first, last)


def _unknown_label(text: str, line: Line) -> Cell | None:
    """Return the value of a label that no heading knows: a sentence about the thing, perhaps."""
    found = _OTHER_LABEL.match(text, line.start, line.end)
    return Cell(TEXT, *trim(text, found.end(), line.end)) if found and found.end() < line.end else None


def _lead(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return what stands before the first label of a line: empty, a name, or None where it is something else."""
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and text[end - 1] in "：，,（( |\t":
        end -= 1
    lead = text[start:end]
    if len(lead) > _LONGEST_NAME or any(mark in lead for mark in f"{TERMINATORS}；：，"):
        return None
    return start, end
