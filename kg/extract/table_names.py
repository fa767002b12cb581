"""Names that only their cell makes sure of: 62路 in the first column, 振兴路, a company without a clear beginning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.spans import Span, SpanIndex
from kg.extract.table_items import Item, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.table_wording import TableWording
    from kg.extract.tools import Tools

_BUS = re.compile(r"(?:公交)?([A-Z]?\d{1,4})路(?:公交车?|公交线路?|班线|专线|快线|环线)?")
_LETTERS = re.compile(r"[\u3400-\u9fff〇A-Za-z0-9·]{3,18}")
_NUMBER = re.compile(r"[0-9〇零一二三四五六七八九十]+")
_ASIDE = re.compile(r"[（(][^（）()\n]*[）)]$")
_SPLIT = re.compile(r"[、，,；;/／]")
_ALONE = ("open", "route")
_COUNT = re.compile(r"\d+个|[一二三四五六七八九十两几数多]+[个条座所家处]")


def table_names(
    text: str, items: Sequence[Item], index: SpanIndex, wording: TableWording, tools: Tools
) -> Iterator[Span]:
    """Yield the names of cells that no span covers, in order of the items.

    Args:
        text: The clean text.
        items: The items of its tables and lists.
        index: The spans found without them.
        wording: The wording of tables.
        tools: The wording of names, class words and the dictionary.
    """
    for item in items:
        sure = item.layout in ("row", "column")
        yield from _named(text, item.name_start, item.name_end, index, tools, wording, first=True, sure=sure)
        for cell in item.cells:
            if cell.column.reads in ("names", "place", "route") and not cell.loose:
                for start, end in _stretches(text, cell.start, cell.end, wording):
                    yield from _named(text, start, end, index, tools, wording, first=False, sure=sure)


def _stretches(text: str, start: int, end: int, wording: TableWording) -> Iterator[tuple[int, int]]:
    cuts = sorted({m.span() for pattern in (_SPLIT, wording.route_marks) for m in pattern.finditer(text, start, end)})
    position = start
    for low, high in cuts:
        yield trim(text, position, low)
        position = high
    yield trim(text, position, end)


def _named(
    text: str, start: int, end: int, index: SpanIndex, tools: Tools, wording: TableWording, *, first: bool, sure: bool
) -> Iterator[Span]:
    surface = _ASIDE.sub("", text[start:end])
    if not first or not (bus := _BUS.fullmatch(surface)):
        bus = None
    if bus:
        yield Span(start, start + len(surface), surface, "route", "BusRoute", f"{bus[1]}路")
        return
    if not sure:
        return
    suffix = re.search(f"(?:{wording.suffixes.pattern})$", surface)
    if first and suffix and suffix.start() > 1 and not _class_word(surface, tools):
        surface = surface[: suffix.start()]
    if not _LETTERS.fullmatch(surface) or (_COUNT.match(surface) and start not in index.by_start):
        return
    end = start + len(surface)
    if _is_covered(start, end, index) and not (first and _is_named_by_place(text, start, end, index, tools)):
        return
    word = _class_word(surface, tools)
    if not word:
        return
    inner = index.by_start.get(start)
    low = start
    while inner is not None and (following := index.by_start.get(inner.end)) is not None:
        if following.kind != "gazetteer" or following.end >= end:
            break
        low, inner = inner.end, following
    if inner is not None and (inner.kind != "gazetteer" or inner.end > end - len(word)):
        inner = None
    if (
        inner is not None
        and inner.surface.endswith(("市", "县", "州", "师", "团", "镇", "乡"))
        and not _organisation(word, tools)
        and not (first and inner.end == end - len(word))
    ):
        low, inner = inner.end, None
    core = text[low : end - len(word)]
    if not _is_name(core, word, inner, tools):
        return
    label = text[low:end]
    yield Span(low, end, label, "open", tools.wording.class_words[word], label, inner=(inner,) if inner else ())


def _is_covered(start: int, end: int, index: SpanIndex) -> bool:
    """Return whether spans that denote something stand end to end over a stretch."""
    position = start
    while position < end:
        span = index.by_start.get(position)
        if span is None or span.end > end or span.kind == "described" or (span.end < end and span.kind in _ALONE):
            return False
        position = span.end
    return True


def _is_named_by_place(text: str, start: int, end: int, index: SpanIndex, tools: Tools) -> bool:
    """Return whether a school, hospital or company has its place in front and is never named without it."""
    place = index.by_start.get(start)
    rest = index.by_start.get(place.end) if place and place.kind == "gazetteer" else None
    if place is None or rest is None or rest.end != end or rest.kind != "open":
        return False
    kinds = ("School", "Hospital", "Enterprise")
    local = any(tools.ontology.is_a(rest.type, kind) for kind in kinds)
    return local and place.surface.endswith(("市", "县", "区")) and text.count(rest.surface) == 1


def _class_word(surface: str, tools: Tools) -> str:
    """Return the longest class word that a name ends in and that leaves something before it."""
    for length in range(min(10, len(surface) - 1), 0, -1):
        if surface[-length:] in tools.wording.class_words:
            return surface[-length:]
    return ""


def _organisation(word: str, tools: Tools) -> bool:
    return tools.ontology.is_a(tools.wording.class_words[word], "Organisation")


def _is_name(core: str, word: str, inner: Span | None, tools: Tools) -> bool:
    """Return whether a whole cell may be a proper name: not a common noun, not a description of class words."""
    wording = tools.wording
    if not core or core + word in wording.not_names or wording.not_core.search(core):
        return False
    if any(mark in core for mark in ("该", "本", "各", "某", "其他", "以及", "等", "的")):
        return False
    generic = _all_generic(core[len(inner.surface) :] if inner else core, tools)
    road = tools.ontology.is_a(wording.class_words[word], "Road")
    if inner is not None:
        return True
    if generic:
        return road and word in ("路", "大道", "大街") and len(core) >= 2
    return len(core) >= 2


def _all_generic(core: str, tools: Tools) -> bool:
    reach = {0}
    for position in range(len(core)):
        if position in reach:
            number = _NUMBER.match(core, position)
            if number:
                reach.add(number.end())
            reach |= {
                position + n
                for n in range(1, min(8, len(core) - position) + 1)
                if core[position : position + n] in tools.wording.generic
            }
    return len(core) in reach
