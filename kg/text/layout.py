r"""What a line break means: the sentence may run on (one break) or ends (two).

News pages break lines in three ways: a paragraph a line, verse-like lines without punctuation, everything doubled by
blank lines. After this step "\\n" is a soft break and "\\n\\n" a hard one, whichever way the page had it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text.characters import CLOSERS, TERMINATORS
from kg.text.records import records_in

if TYPE_CHECKING:
    from kg.text.offsets import CleanText, Edit

_BREAKS = re.compile(r"\n+")
_DOUBLED_SHARE = 0.8
_OPEN_SHARE = 0.3
_FEW = 4
_PARAGRAPH = 40
_LONG = 30
_ENDED = re.compile(f"[{re.escape(TERMINATORS)}][{re.escape(CLOSERS)}]*$")
_RUNS_ON = "，、：；—,"
_OPEN_ENDS = frozenset("，、：；—,与和及同跟由在至到从把将为是的第两〇零一二三四五六七八九十百千万亿0123456789")
_LINKS = frozenset("师的了着过和与及、，。；：）”")
_INNER_MARK = re.compile("[，。；！？]")
_COMMA = re.compile("[，；]")
_INNER_END = re.compile("[。！？]")
_PROSE = 20
_ROW_MARK = re.compile("[|\t│]")


def settle(clean: CleanText) -> CleanText:
    """Return the text with soft and hard breaks told apart, and no break at either end."""
    text = clean.text
    breaks = [found.span() for found in _BREAKS.finditer(text)]
    if not breaks:
        return clean
    inner = [(start, end) for start, end in breaks if start > 0 and end < len(text)]
    bounds = [0 if breaks[0][0] else breaks[0][1], *(point for span in inner for point in span)]
    bounds.append(breaks[-1][0] if breaks[-1][1] == len(text) else len(text))
    lines = list(zip(bounds[::2], bounds[1::2], strict=True))
    records = records_in(text, lines)
    doubled = _is_doubled(text, inner, lines)
    edits: list[Edit] = []
    if breaks[0][0] == 0:
        edits.append((*breaks[0], ""))
    for (start, end), (before, after) in zip(inner, pairwise(lines), strict=True):
        size = end - start
        hard = size > 2 if doubled else size > 1
        hard = hard or _is_heading(text, before, after, first=before is lines[0]) or _is_paragraph(text, before, after)
        rows = before in records or _ROW_MARK.search(text, *before) or _ROW_MARK.search(text, *after)
        if not hard and not rows and _hangs_over(text, before, after) and not _is_ended(text, *before):
            edits.append((start, end, _glue(text, start, end)))
            continue
        wanted = 2 if hard else 1
        if size > wanted:
            edits.append((start + wanted, end, ""))
        elif size < wanted:
            edits.append((start, end, "\n\n"))
    if breaks[-1][1] == len(text) and breaks[-1][0] > 0:
        edits.append((*breaks[-1], ""))
    return clean.edited(edits) if edits else clean


def ends_sentence(line: str) -> bool:
    """Return whether a line ends in a terminator, closing quotes and brackets after it aside."""
    return _ENDED.search(line[-12:]) is not None


def _is_doubled(text: str, inner: list[tuple[int, int]], lines: list[tuple[int, int]]) -> bool:
    """Tell blank lines that only double the breaks of verse-like text from blank lines between paragraphs."""
    doubled = sum(end - start > 1 for start, end in inner)
    if doubled < _FEW or doubled < _DOUBLED_SHARE * len(inner):
        return False
    unfinished = sum(not _is_ended(text, start, end) for start, end in lines)
    return unfinished >= max(_FEW, _OPEN_SHARE * len(lines))


def _is_paragraph(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Return whether a line of prose that lost its last mark still ends its paragraph: nothing hangs over the break."""
    start, end = before
    if end - start < _PROSE or _is_ended(text, start, end) or not _INNER_END.search(text, start, end):
        return False
    return text[end - 1] not in _OPEN_ENDS and text[after[0]] not in _LINKS


def _hangs_over(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Return whether a break stands within a long line of prose, perhaps within a name."""
    start, end = before
    if end - start < _LONG or not _INNER_MARK.search(text, start, end - 1) or text[end - 1] in _RUNS_ON:
        return False
    return text[end - 1] in _OPEN_ENDS or text[after[0]] in _LINKS


def _glue(text: str, start: int, end: int) -> str:
    """Return what joins two lines: nothing between Chinese characters, a blank between foreign words."""
    return " " if text[start - 1].isascii() and text[end : end + 1].isascii() else ""


def _is_ended(text: str, start: int, end: int) -> bool:
    return ends_sentence(text[max(start, end - 12) : end])


def _is_heading(text: str, before: tuple[int, int], after: tuple[int, int], *, first: bool) -> bool:
    """Return whether a short unfinished line stands above a paragraph: a headline, never the paragraph's beginning.

    Above the first paragraph a whole sentence with a comma is enough of one.
    """
    size, following = before[1] - before[0], after[1] - after[0]
    sentence = first and following > size and _COMMA.search(text, *after) and _is_ended(text, *after)
    if following < max(_PARAGRAPH, 2 * size) and not sentence:
        return False
    return text[before[1] - 1] not in _RUNS_ON and not _is_ended(text, *before)
