"""Route lists: "62路：甲—乙—丙，全长8公里；63路：…", a line or a piece of a line for each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.table_items import TEXT, Cell, Item, trim
from kg.extract.table_lines import BULLET, CELL_MARKS, TERMINATORS, Line
from kg.extract.table_wording import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.table_wording import TableWording

_COLON = re.compile(f"[：{CELL_MARKS}]")
_SEMICOLON = re.compile("[；;]")
_BUS = re.compile(r"[A-Z]?\d{1,4}路(?:公交车?)?")
_PAUSE = re.compile("[，,。（(]")
_LONGEST_NAME, _LONGEST_STOP = 40, 24


def routes(text: str, line: Line, wording: TableWording) -> Iterator[Item]:
    """Yield the items of a line such as "62路：甲—乙—丙，全长8公里；63路：…"."""
    start, last = line.start, None
    for end in [*(m.start() for m in _SEMICOLON.finditer(text, line.start, line.end)), line.end]:
        low, high = trim(text, start, end)
        item = _route(text, low, high, wording)
        if item is None and last and low < high and not _COLON.search(text, low, min(high, low + _LONGEST_NAME)):
            last = replace(last, end=high, cells=(*last.cells, Cell(TEXT, low, high)))
        else:
            if last:
                yield last
            last = item
        start = end + 1
    if last:
        yield last


def _route(text: str, start: int, end: int, wording: TableWording) -> Item | None:
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and text[end - 1] in TERMINATORS:
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
        cells.append(Cell(TEXT, low, high))
    return Item(*trim(text, *name), start, end, tuple(cells), layout="route")
