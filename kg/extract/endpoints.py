"""Roads and lines called after their ends: "X至Y公路" is a name, "X至Y的公路" and "X和Y道路" are descriptions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.spans import Span
from kg.extract.tools import FOREIGN, NUMBER, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.extract.spans import SpanIndex
    from kg.extract.tools import ClassWordHit, Search, Tools

_ENDS_JOIN = re.compile(r"至|到|—+|通往|通向|和|与|、|及")
_UNFINISHED = re.compile(r"(?:至|到|—)([\u4e00-\u9fff]{2,4})$")
_BREAKS = "\n，。；：、“《（的"
_UNLISTED = re.compile(rf"(?:^|[{_BREAKS}])([\u4e00-\u9fff]{{2,4}})(?:至|—+)$")
"""A place name between punctuation and a joiner: 准东至|五家渠铁路."""
_INITIALS = re.compile(r"(?<!—)[\u4e00-\u9fff](?:—+[\u4e00-\u9fff]){2,3}$")
"""Ends by one character each: 吐—乌—大|高速公路."""
_UNLISTED_LAST = re.compile(r"(?:至|—+)([\u4e00-\u9fff]{2,4})$")
_IN_BRACKETS = re.compile(r"（([\u4e00-\u9fff]{2,4})(?:至|到|—+|-)([\u4e00-\u9fff]{2,4})）")
_BOTH_SHORT = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4})(?:至|—+)([\u4e00-\u9fff]{2,4})$")
_NOUN_TAGS = ("n", "j", "x")
_PLAIN_NOUN = re.compile(r"(?:的)?(?:[\u4e00-\u9fff]{0,6})$")
_TO = re.compile(r"(?:至|—+)$")
_SHORT_WIDTHS = (4, 3, 2)
_CONJUNCTIONS = "和与、及"
_OF, _BETWEEN = "的", ("之间的", "间的")
_OF_OR_BETWEEN = ("的", "之间", "间的")
_LINES = ("Road", "Railway", "BusRoute")
_WIDEST_GAP = 8
_WIDEST_END = 6
_MOST_ENDS = 32
_LONGEST_CHAIN = 16


def short_ends(text: str, hits: Iterable[ClassWordHit], index: SpanIndex, tools: Tools) -> Iterator[Span]:
    """Yield the units without class words that a road says it joins: 精温铁路（精河—温泉）, 甘河子至土墩子公路.

    Args:
        text: The clean text.
        hits: Its class words, in order.
        index: The names found so far.
        tools: Dictionary, wording and ontology.
    """
    for hit in hits:
        if not any(tools.ontology.is_a(hit.type, kind) for kind in _LINES):
            continue
        stop = _modifier_start(text, hit, tools)
        low = max([stop - 2 * _WIDEST_END, 0, *(span.end for span in (index.last_before(stop),) if span)])
        for found in (_IN_BRACKETS.match(text, hit.end), _BOTH_SHORT.search(text, low, stop)):
            ends = [(*found.span(side), *tools.complete(found[side])) for side in (1, 2)] if found else []
            if all(name for _, _, name, _ in ends):
                for start, end, name, kind in ends:
                    if all(index.covering(at) is None for at in range(start, end)):
                        yield Span(start, end, text[start:end], "gazetteer", kind, name)


def _modifier_start(text: str, hit: ClassWordHit, tools: Tools) -> int:
    """Return where the generic words before a class word begin: 尉犁至且末|沙漠公路."""
    start = hit.start
    for token in reversed(tools.cut(text[max(0, hit.start - _WIDEST_GAP) : hit.start])):
        if len(token) < 2 or token not in tools.wording.generic:
            break
        start -= len(token)
    return start


def named_by_ends(search: Search, hit: ClassWordHit) -> Span | None:
    """Return the road or line that a class word and the names before it make, or None."""
    ontology, text = search.tools.ontology, search.text
    if not any(ontology.is_a(hit.type, kind) for kind in _LINES):
        return None
    dashed = _INITIALS.search(text, max(0, hit.start - _WIDEST_GAP), hit.start)
    if dashed is not None:
        return Span(dashed.start(), hit.end, text[dashed.start() : hit.end], "open", hit.type, dashed[0] + hit.word)
    toward = _to_unlisted_end(search, hit)
    if toward is not None:
        return toward
    last = _last_end(search, hit)
    if last is None or hit.start - last.end > _WIDEST_GAP:
        return None
    between = text[last.end : hit.start]
    if FOREIGN.search(between) or not _PLAIN_NOUN.match(between):
        return None
    modifier = between.removeprefix(_OF)
    for words in _BETWEEN:
        modifier = modifier.removeprefix(words)
    if modifier and (not search.tools.is_generic(modifier) or NUMBER.search(modifier)):
        return None
    points, joiners = _points(search, last)
    if len(points) < 2:
        return _from_unlisted_end(search, hit, last, between) or _toward_one_end(search, hit, last, between)
    listed = any(joiner in _CONJUNCTIONS for joiner in joiners)
    if listed and hit.type == "Railway":
        return None
    start = _chain_start(search, points[0])
    ends = (points[0], points[-1])
    inner = search.inside(start, hit.start)
    if points[-1] not in inner:
        inner = (*inner, points[-1])
    surface = text[start : hit.end]
    if listed or between.startswith(_OF_OR_BETWEEN):
        return Span(start, hit.end, surface, "described", hit.type, modifier + hit.word, ends=ends, inner=inner)
    return Span(
        start, hit.end, surface, "open", hit.type, unquoted(text[points[0].start : hit.end]), ends=ends, inner=inner
    )


def _last_end(search: Search, hit: ClassWordHit) -> Span | None:
    """Return the name nearest before a class word, whether found in this pass or before it."""
    last = _unfinished_end(search, hit) or search.index.last_before(hit.start)
    found = search.last_found(hit.start)
    return found if found is not None and (last is None or found.end > last.end) else last


def _points(search: Search, last: Span) -> tuple[list[Span], list[str]]:
    """Return the names joined to the last one, in order, and what joins them."""
    points = [last]
    joiners: list[str] = []
    while len(points) < _MOST_ENDS:
        before = _joined_before(search, points[0])
        if before is None or (joiners and joiners[0] not in _CONJUNCTIONS and before[1].type in _LINES):
            break  # 甲至乙公路、丙至丁公路: the road before is another one
        joiners.insert(0, before[0])
        points.insert(0, before[1])
    return points, joiners


def _unfinished_end(search: Search, hit: ClassWordHit) -> Span | None:
    """Return the end point right before a class word that lacks its own class word: 十四团至塔中|公路."""
    stop = _modifier_start(search.text, hit, search.tools)
    low = max(0, stop - _WIDEST_END)
    found = _UNFINISHED.search(search.text[low:stop])
    if search.index.by_end.get(stop) is not None:
        return None
    if found is None or search.index.by_end.get(low + found.start()) is None:
        return None
    name, kind = search.tools.complete(found[1])
    return Span(low + found.start(1), low + found.end(1), found[1], "gazetteer", kind, name) if name else None


def _from_unlisted_end(search: Search, hit: ClassWordHit, point: Span, between: str) -> Span | None:
    """Return a road called after an end no list knows and one it does; punctuation shows where the first begins."""
    end = _chain_start(search, point)
    short = _short_unit(search, end)
    if short is not None and not between:
        surface = search.text[short.start : hit.end]
        return Span(
            short.start,
            hit.end,
            surface,
            "open",
            hit.type,
            unquoted(surface),
            ends=(short, point),
            inner=(short, point),
        )
    found = _UNLISTED.search(search.text[max(0, end - _WIDEST_END) : end])
    if found is None or between:
        return None
    start = end - len(found[0].lstrip(_BREAKS))
    tag = search.tools.tag(found[1])
    if tag and not tag.startswith(_NOUN_TAGS):
        return None
    surface = search.text[start : hit.end]
    return Span(start, hit.end, surface, "open", hit.type, unquoted(surface), inner=(point,))


def _to_unlisted_end(search: Search, hit: ClassWordHit) -> Span | None:
    """Return a road called after an end that is known and one that no list knows: 十四团至塔中沙漠公路."""
    text, tools = search.text, search.tools
    if text.startswith((_OF, *tools.wording.alone["roads"]), hit.end) or search.ending_at(hit.start) is not None:
        return None  # 一四九团至玛新公路|的连接线 ends at a road
    stop = _modifier_start(text, hit, tools)
    found = _UNLISTED_LAST.search(text, max(0, stop - _WIDEST_END), stop)
    point = search.ending_at(found.start()) if found else None
    if found is None or point is None or any(search.index.between(found.start(1), stop)):
        return None
    if tools.complete(found[1])[0] or any(tools.bounds(token) for token in tools.cut(found[1])):
        return None
    points, _ = _points(search, point)
    start = _chain_start(search, points[0])
    label = unquoted(text[points[0].start : hit.end])
    return Span(start, hit.end, text[start : hit.end], "open", hit.type, label, ends=(points[0],), inner=tuple(points))


def _short_unit(search: Search, end: int) -> Span | None:
    """Return the unit without its class word before the joiner that ends at `end`: 新星|至巴里坤."""
    joiner = _TO.search(search.text, max(0, end - 2), end)
    if joiner is None:
        return None
    for width in _SHORT_WIDTHS:
        start = joiner.start() - width
        name, kind = search.tools.complete(search.text[max(0, start) : joiner.start()])
        if start >= 0 and name and kind == "County":
            return Span(start, joiner.start(), search.text[start : joiner.start()], "gazetteer", kind, name)
    return None


def _toward_one_end(search: Search, hit: ClassWordHit, point: Span, between: str) -> Span | None:
    """Describe a road by one end (通往X的公路); the frame that says who built it names it."""
    if not between.startswith(_OF):
        return None
    if not search.text.endswith(search.tools.wording.toward, 0, _chain_start(search, point)):
        return None
    return Span(hit.start, hit.end, hit.word, "described", hit.type, hit.word)


def _chain_start(search: Search, span: Span) -> int:
    """Return where the chain of names begins that ends in a name without a gap."""
    start = span.start
    for _ in range(_LONGEST_CHAIN):
        before = search.index.by_end.get(start)
        if before is None:
            break
        start = before.start
    return start


def _joined_before(search: Search, span: Span) -> tuple[str, Span] | None:
    """Return the joiner and the name that stand directly before a name or its chain of containing units."""
    start = _chain_start(search, span)
    for width in (1, 2):
        joiner = search.text[max(0, start - width) : start]
        before = search.ending_at(start - width)
        if before is not None and _ENDS_JOIN.fullmatch(joiner):
            return joiner[0], before
    return None
