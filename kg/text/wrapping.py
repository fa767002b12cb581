"""Lines that a page, a mail or a bulletin broke at a width: found by their widths and ends, and joined again.

A broken line ends inside of a sentence, is about as wide as its neighbours, and has punctuation within that headlines,
captions, list items and verse lack; often a word stands across the break. One such line proves little, several of one
width prove that the text was wrapped.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text.characters import HAN, SPACES
from kg.text.layout import ends_sentence
from kg.text.records import records_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text.offsets import CleanText, Edit

_ALNUM = "0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_PREFIX = rf"(?:[{SPACES}]*+>)*+[{SPACES}]*+"
_OPEN_BREAK = re.compile(
    rf"\n(?<=[{HAN}{_ALNUM}{SPACES}%％（(“《、]\n)(?:{_PREFIX}\n)?{_PREFIX}(?=[{HAN}{_ALNUM}“《（(，。、；：”）)])"
)
_LINE = re.compile(rf"(?m:^)({_PREFIX})([^\n]*[^\n{SPACES}])")
_OPEN_END = re.compile(rf"[{HAN}{_ALNUM}%％（(“《]")
_INNER_MARK = re.compile(f"[，。；;！？]|,(?![{_ALNUM}])")
_INNER_END = re.compile("[。！？]")
_ITEM = re.compile(
    r"[•·●■◆▪▶►○□◇★☆*+]|[-–—]{1,2}(?![\d])|\d{1,3}[.、．)）](?!\d)|[（(]\d{1,3}[）)]|[（(]?[一二三四五六七八九十]{1,3}[)）、]"
    r"|[\u2460-\u249b\u2776-\u2793]|[【\[◎※]"
)
_LABEL = re.compile(r"[^，。：；、！？“”\n]{1,14}[：:]")
_ROW = re.compile(rf"[|｜│\t]|[^{SPACES}][{SPACES}]{{2,}}[^{SPACES}].*[^{SPACES}][{SPACES}]{{2,}}[^{SPACES}]")
_NUMBER = re.compile(r"[0-9０-９][.,．]?\|(?:[0-9０-９.．%％年月日时个余多万亿]|公里|平方|千米)")
_HAN_END = re.compile(f"[{HAN}]{{1,6}}$")
_HAN_START = re.compile(f"[{HAN}]{{1,6}}")
_WORD = re.compile(f"[{_ALNUM}.,%]+")
_FOREIGN_END, _FOREIGN_START = re.compile(r"[A-Za-z!?,.;:)]"), re.compile(r"[A-Za-z(]")
_SHORTEST, _LONE = 8, 18
_INDENT = 4  # columns: two characters, as paragraphs begin
_TIGHT = 6
_RAGGED = 0.66
_SHARE = 0.6
_STRAY = 0.1
_SAMPLE = 200
_TOP = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """One line that is not blank: where its words stand, their indent in columns, its width, the breaks above it."""

    start: int
    end: int
    indent: int
    size: int
    columns: int
    above: int


@dataclass(frozen=True, slots=True)
class _Width:
    """The widths of full lines, lowest and highest, in code points (`by_size`) or in columns."""

    low: int
    high: int
    by_size: bool

    def fills(self, text: str, before: _Line, after: _Line) -> bool:
        """Return whether a line is full: the first word or number of the next had no room in it."""
        width = before.size if self.by_size else before.columns
        if width >= self.low:
            return width <= self.high
        word = _WORD.match(text, after.start)
        return word is not None and width + word.end() - after.start > self.low


def unwrap(clean: CleanText) -> CleanText:
    r"""Return the text with the lines joined that were broken at a width; any other break stays.

    Args:
        clean: A text whose lines end in "\\n", indents and blank lines still in place.
    """
    text = clean.text
    if not _is_suspect(text):
        return clean
    lines = list(_lines(text))
    open_pairs = [pair for pair in pairwise(lines) if _is_broken(text, *pair)]
    if not open_pairs:
        return clean
    records = records_in(text, [(line.start, line.end) for line in lines], wide=False)
    joined = [pair for pair in _joined(text, lines, open_pairs) if (pair[0].start, pair[0].end) not in records]
    edits: list[Edit] = [(before.end, after.start, _glue(text, before.end, after.start)) for before, after in joined]
    return clean.edited(edits) if edits else clean


def stands_across(text: str, end: int, start: int) -> bool:
    """Return whether a word or a number seems to run on from before `end` to `start`, where a break stands between."""
    if _NUMBER.match(f"{text[end - 1 : end]}|{text[start : start + 2]}"):
        return True
    before, after = _HAN_END.search(text, max(0, end - 6), end), _HAN_START.match(text, start)
    if not before or not after:
        return False
    from kg.text.script import simplify
    from kg.text.segment import segmenter

    position = -len(before[0])
    for word in segmenter().cut(simplify(before[0] + after[0]), guess=False):
        if position < 0 < position + len(word):
            return True
        position += len(word)
    return False


def _is_suspect(text: str) -> bool:
    """Return whether any line with a mark inside ends within a sentence; it saves looking at all other texts."""
    for found in _OPEN_BREAK.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        if found.start() - start >= _SHORTEST and _INNER_MARK.search(text, start, found.start()):
            return True
    return False


def _lines(text: str) -> Iterator[_Line]:
    last = 0
    for found in _LINE.finditer(text):
        start, end = found.span(2)
        indent = _columns(text, found.start(), start)
        yield _Line(
            start, end, indent, end - found.start(), indent + _columns(text, start, end), text.count("\n", last, start)
        )
        last = end


def _columns(text: str, start: int, end: int) -> int:
    """Return how wide a stretch is set: Chinese takes three bytes and two columns, ASCII one of each."""
    piece = text[start:end]
    return (len(piece.encode("utf-8", "surrogatepass")) + len(piece)) // 2


def _is_closed(text: str, line: _Line) -> bool:
    return ends_sentence(text[max(line.start, line.end - 12) : line.end])


def _is_unclosed(text: str, line: _Line) -> bool:
    """Return whether a bracket is opened in a line and not closed there."""
    opened = max(text.rfind(mark, line.start, line.end) for mark in "（(“《")
    return opened > max(text.rfind(mark, line.start - 1, line.end) for mark in "）)”》")


def _is_broken(text: str, before: _Line, after: _Line) -> bool:
    """Return whether a line may run on into the next: it ends inside of a sentence and neither is an item or a row."""
    if before.end - before.start < _SHORTEST or after.above > 2 or not _OPEN_END.match(text, before.end - 1):
        return False
    if _ROW.search(text, before.start, before.end) or _ROW.search(text, after.start, after.end):
        return False
    if _ITEM.match(text, after.start):
        return False
    labels = _LABEL.match(text, after.start, after.end) and _LABEL.match(text, before.start, before.end)
    return not labels or stands_across(text, before.end, after.start)


def _joined(text: str, lines: Sequence[_Line], pairs: Sequence[tuple[_Line, _Line]]) -> list[tuple[_Line, _Line]]:
    """Return the lines that belong together, in pairs, in order."""
    width = _width(text, lines, pairs)
    if width is None:
        return [pair for pair in pairs if _runs_on(text, *pair)]
    full = [pair for pair in pairs if width.fills(text, *pair)]
    unit = Counter(after.above for _, after in full).most_common(1)[0][0]
    indent = Counter(after.indent for _, after in full if after.above == unit).most_common(1)[0][0]
    broken = set(pairs)
    inside = [
        pair
        for pair in pairwise(lines)
        if pair[1].above == unit and abs(pair[1].indent - indent) < 2 and not _ITEM.match(text, pair[1].start)
    ]
    unmarked = any(
        not width.fills(text, before, after) and before.columns >= _LONE and _is_closed(text, before)
        for before, after in inside
    )
    filled = {pair for pair in inside if width.fills(text, *pair)}
    top = set(lines[:_TOP])
    return [
        pair
        for pair in pairwise(lines)
        if (
            _goes_on(text, *pair, open_end=pair in broken, top=pair[0] in top, unmarked=unmarked)
            if pair in filled
            else pair in broken and _runs_on(text, *pair)
        )
    ]


def _goes_on(text: str, before: _Line, after: _Line, *, open_end: bool, top: bool, unmarked: bool) -> bool:
    """Return whether a full line of a wrapped text goes on in the next line, of which nothing speaks against it.

    Args:
        text: The text.
        before: The full line.
        after: The line below it.
        open_end: Whether the full line seems to end inside of a sentence.
        top: Whether it stands where headlines do.
        unmarked: Whether paragraphs begin without an indent or a blank line, so that a full stop may end one.
    """
    if open_end:
        heading = top and not _INNER_MARK.search(text, before.start, before.end)
        return not heading or stands_across(text, before.end, after.start) or _is_unclosed(text, before)
    if _ROW.search(text, before.start, before.end) or _ROW.search(text, after.start, after.end):
        return False
    return not unmarked or not _is_closed(text, before)


def _width(text: str, lines: Sequence[_Line], pairs: Sequence[tuple[_Line, _Line]]) -> _Width | None:
    """Return the width to which a text was wrapped, or None for a text that was not."""
    prose = [pair for pair in pairs if _INNER_MARK.search(text, pair[0].start, pair[0].end)]
    if not prose:
        return None
    tight = max((_densest(prose, by_size=True), _densest(prose, by_size=False)), key=lambda found: found[:2])[2]
    ragged = _ragged(prose, by_size=tight.by_size)
    near = sum(ragged.fills(text, *pair) and not tight.fills(text, *pair) for pair in prose)
    if near >= max(2, _STRAY * len(prose)) and _is_proven(text, prose, ragged, firm=False):
        return ragged
    if _is_proven(text, prose, tight, firm=True):
        return tight
    widest = max(before.columns for before, _ in prose)
    limit = _Width(widest - _TIGHT, widest + _TIGHT // 2, by_size=False)
    return limit if _is_limit(text, lines, prose, limit) else None


def _is_proven(text: str, prose: Sequence[tuple[_Line, _Line]], width: _Width, *, firm: bool) -> bool:
    """Return whether most broken lines have a width, and ends of sentences or broken words as wrapped prose has."""
    full = [pair for pair in prose if width.fills(text, *pair)]
    if len(full) < 2 or len(full) < _SHARE * len(prose):
        return False
    across, ends = _signs(text, full[:_SAMPLE])
    count = min(len(full), _SAMPLE)
    if firm:
        return (across > 0 or count > 3) and 2 * across + ends >= max(2, count // 2)
    return across >= max(2, count // 5) and 2 * across + ends >= max(4, count // 2)


def _is_limit(text: str, lines: Sequence[_Line], prose: Sequence[tuple[_Line, _Line]], width: _Width) -> bool:
    """Return whether the few lines that are broken are the widest, most others ending as they should."""
    if width.high < 2 * _LONE or any(line.columns > width.high for line in lines):
        return False
    if not all(width.fills(text, *pair) for pair in prose):
        return False
    whole = sum(line.columns >= _LONE and _is_closed(text, line) for line in lines)
    return sum(_signs(text, prose)) >= (len(prose) + 1) // 2 and whole > (1 if len(prose) > 1 else 2) * len(prose)


def _signs(text: str, pairs: Sequence[tuple[_Line, _Line]]) -> tuple[int, int]:
    """Return across how many breaks a word stands, and in how many of the broken lines a sentence ends."""
    return (
        sum(stands_across(text, before.end, after.start) for before, after in pairs),
        sum(_INNER_END.search(text, before.start, before.end) is not None for before, _ in pairs),
    )


def _ragged(pairs: Sequence[tuple[_Line, _Line]], *, by_size: bool) -> _Width:
    """Return the widths of lines that were broken anywhere in the last third before the margin."""
    widest = max(before.size if by_size else before.columns for before, _ in pairs)
    return _Width(int(_RAGGED * widest), widest, by_size)


def _densest(pairs: Sequence[tuple[_Line, _Line]], *, by_size: bool) -> tuple[int, float, _Width]:
    """Return how many lines are almost of one width, how close they are to it (at most 0), and that width."""
    slack = _TIGHT // 2 if by_size else _TIGHT
    widths = sorted(before.size if by_size else before.columns for before, _ in pairs)
    best, first = (0, 0.0, 0), 0
    for last, width in enumerate(widths):
        while widths[first] < width - slack:
            first += 1
        best = max(best, (last - first + 1, (widths[first] - width) / slack, width))
    return best[0], best[1], _Width(best[2] - slack, best[2] + slack // 2, by_size)


def _runs_on(text: str, before: _Line, after: _Line) -> bool:
    """Return whether one long line of prose was broken within a word, or goes on below without its indent."""
    if after.above != 1 or before.end - before.start < _LONE or not _INNER_MARK.search(text, before.start, before.end):
        return False
    if before.indent >= _INDENT and after.indent == 0:
        return _INNER_MARK.search(text, after.start, after.end) is not None
    return _is_closed(text, after) and stands_across(text, before.end, after.start)


def _glue(text: str, end: int, start: int) -> str:
    """Return what stands between joined lines: a blank between foreign words, nothing anywhere else."""
    return " " if _FOREIGN_END.match(text, end - 1) and _FOREIGN_START.match(text, start) else ""
