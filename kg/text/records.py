"""Lines of records with commas between their fields, which are no prose however wide they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADINGS = re.compile(r"[^,，。；！？\d\n]{1,14}(?:[,，][^,，。；！？\d\n]{1,14}){2,}")
_LONGEST_HEADINGS = 300
_LEAST_WIDE = 2
"""Lines with as many wide commas happen in prose as well, so that more than two of them must follow each other."""


def records_in(text: str, lines: Sequence[tuple[int, int]], *, wide: bool = True) -> frozenset[tuple[int, int]]:
    """Return the lines of records with commas: under a line of short words as many commas in each.

    Args:
        text: The text.
        lines: Its lines as `[start, end)`, in order.
        wide: Whether wide commas part fields as well; before spelling is unified they are those of prose.
    """
    found: list[tuple[int, int]] = []
    number = 0
    while number < len(lines):
        head, stop = lines[number], number + 1
        if (
            head[1] - head[0] <= _LONGEST_HEADINGS
            and _HEADINGS.fullmatch(text, *head)
            and (wide or text.find(",", *head) >= 0)
        ):
            marks = _commas(text, head)
            while stop < len(lines) and _commas(text, lines[stop]) == marks:
                stop += 1
        if stop - number > (1 if "," in text[head[0] : head[1]] else _LEAST_WIDE):
            found += lines[number:stop]
        number = stop
    return frozenset(found)


def _commas(text: str, line: tuple[int, int]) -> int:
    return text.count(",", *line) + text.count("，", *line)
