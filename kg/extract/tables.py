"""Finding tables and labelled lists in a clean text: items with their cells, before anything in them is named.

Three layouts: rows of cells with marks between them, under headings or (first cell the name) without; "起点：…" lists
under a line that names the thing, or all on one line; "62路：甲—乙—丙" lists. Only positions are found here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.table_grids import grid_items
from kg.extract.table_lines import Line, lines, run_of
from kg.extract.table_lists import labelled_items

if TYPE_CHECKING:
    from kg.extract.table_items import Item
    from kg.extract.table_wording import TableWording


_CARD = 2
"""A line of more cells in a table that says something is no line of a labelled list."""


def find_items(text: str, wording: TableWording) -> list[Item]:
    """Return the items of all tables and labelled lists of a clean text, in order."""
    every = list(lines(text))
    items: list[Item] = []
    rest: list[Line] = []
    position = 0
    while position < len(every):
        table = run_of(text, every, position, wording)
        if not table:
            rest.append(every[position])
            position += 1
            continue
        title = every[position - 1] if position else None
        found = list(grid_items(text, table, title, wording))
        turned = any(item.layout == "column" for item in found)
        covered = {item.end for item in found}
        left = [line for line in table if line.end not in covered and not (found and len(line.cells) > _CARD)]
        rest += [] if turned else left
        items += found
        position += len(table)
    items += labelled_items(text, rest, wording)
    return sorted(items, key=lambda item: (item.name_start, item.end))
