"""What tables and labelled lists are cut into: items, each with the cells that tell about it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.table_wording import Column

TEXT = Column("remark", "text")
"""What a cell is read as that no heading tells more of."""


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
        layout: "row", "loose", "column", "labels" (under a line), "card" (a label gives the name) or "route".
    """

    name_start: int
    name_end: int
    start: int
    end: int
    cells: tuple[Cell, ...]
    status: str = ""
    layout: str = "row"


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `[start, end)` without the blanks at its edges."""
    while start < end and text[start] in " \t\n　":
        start += 1
    while end > start and text[end - 1] in " \t\n　":
        end -= 1
    return start, end
