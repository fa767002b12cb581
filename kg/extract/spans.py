"""Spans: stretches of the clean text that name something, before they are linked and joined into mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.wording import NameWording
    from kg.gazetteer import Gazetteer, Match


class Span(NamedTuple):
    """A name found in the clean text.

    Attributes:
        start: First code point in the clean text.
        end: One past the last.
        surface: The clean text between the two.
        kind: "gazetteer", "company", "route", "open", "described" or "place".
        type: Ontology class; empty for a gazetteer name that is not linked yet.
        label: Canonical label; empty for gazetteer names.
        ids: Gazetteer candidates.
        inner: Names inside this one that stand at its front, outermost first.
        ends: End points spelled out in the name ("X至Y公路").
        certain: Whether the left boundary is beyond doubt.
    """

    start: int
    end: int
    surface: str
    kind: str
    type: str
    label: str = ""
    ids: tuple[str, ...] = ()
    inner: tuple[Span, ...] = ()
    ends: tuple[Span, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class SpanIndex:
    """Spans sorted by position, with look-ups by their edges."""

    spans: tuple[Span, ...]
    by_end: dict[int, Span] = field(default_factory=dict)
    by_start: dict[int, Span] = field(default_factory=dict)
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    @classmethod
    def of(cls, spans: Sequence[Span]) -> SpanIndex:
        """Return the index of spans that do not overlap."""
        ordered = tuple(sorted(spans, key=lambda s: (s.start, -s.end)))
        starts, ends = [s.start for s in ordered], [s.end for s in ordered]
        return cls(
            ordered, dict(zip(ends, ordered, strict=True)), dict(zip(starts, ordered, strict=True)), starts, ends
        )

    def last_before(self, position: int) -> Span | None:
        """Return the last span that ends at or before a position."""
        index = bisect_left(self.ends, position)
        if index < len(self.spans) and self.spans[index].end == position:
            return self.spans[index]
        return self.spans[index - 1] if index else None

    def between(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans that lie in `[start, end)`, in order."""
        for at in range(bisect_left(self.starts, start), len(self.spans)):
            if self.spans[at].start >= end:
                break
            if self.spans[at].end <= end:
                yield self.spans[at]

    def covering(self, position: int) -> Span | None:
        """Return the span that holds a position, or None."""
        index = bisect_left(self.ends, position + 1)
        if index < len(self.spans) and self.spans[index].start <= position:
            return self.spans[index]
        return None


NUMERAL = "0-9〇零一二三四五六七八九十百两"
"""The figures of a number, for a character class."""

_ROUTE = re.compile(
    r"国道G?(\d{3,4})线?|(?<![A-Za-z0-9])G(\d{1,4})(?!\d)(?:线|国道|高速)?|(?<!\d)(\d{3})国道|"
    r"省道S?(\d{2,3})线?|(?<![A-Za-z0-9])S(\d{1,3})(?!\d)(?:线|省道|高速)?|(?<!\d)(\d{2,3})省道"
)
_BUS = re.compile(
    r"([A-Z]?\d{1,4})路(?=公交|城际|大站|将|延伸|调整|停运|线路|专线|班线|快线|车|区间|BRT|从|由|往返|、|，|。|：|（|经|每|线|起|开|驶|跑|停|首班|末班|正式|到|至|都|也|就|直达|终点|始发|已|全程|全长|票价|是|在)(?:大站快线|城际公交车?|公交专线|公交车?|公交线路|区间车|专线|班线|快线|线路)?"
)
_BUS_LETTERED = re.compile(r"(?<![A-Z0-9])([A-Z]\d{1,4})路(?![口面段程况桥])")
_BUS_LINE = re.compile(r"(?m)^(?:[0-9]{1,2}[.．、][ \u3000]?)?([A-Z]?\d{1,4})路(?![口段面程况桥])")
_ROUTE_SIGNS = ("国道", "省道", "G", "S")
_MAY_HOLD_BUS = re.compile(r"路(?<=\d路)")
_BUS_LIST = re.compile(r"([A-Z]?\d{1,4})路(?=[、和及与]\s*[A-Z]?\d{1,4}路)")


def gazetteer_spans(text: str, gazetteer: Gazetteer, wording: NameWording) -> Iterator[Span]:
    """Yield the gazetteer names of a text, longest first at each place, without those that are parts of other words."""
    matches = gazetteer.find(text)
    for number, match in enumerate(matches):
        if match.nested or not _stands_alone(text, match.start, match.end, match.ids, gazetteer, wording):
            continue
        yield from _split(match, matches, number, gazetteer)


def _split(match: Match, matches: Sequence[Match], number: int, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield a match as one span, or as owner and owned where its front names another unit (六师|红旗农场)."""
    inner: list[Match] = []
    for at in range(number + 1, len(matches)):
        nested = matches[at]
        if nested.start >= match.end:
            break
        if (
            nested.nested
            and nested.start == match.start
            and nested.end < match.end
            and set(nested.ids) != set(match.ids)
        ):
            inner.append(nested)
    if not inner:
        yield Span(match.start, match.end, match.surface, "gazetteer", _type(match, gazetteer), ids=match.ids)
        return
    inner.sort(key=lambda m: m.end)
    front = inner[-1]
    owns = {gazetteer.seed(k).type for k in front.ids} == {"Division"}
    rest = tuple(key for key in match.ids if key not in front.ids)
    if owns and rest and {gazetteer.seed(k).type for k in rest} <= {"Regiment", "County"}:
        yield Span(front.start, front.end, front.surface, "gazetteer", "Division", ids=front.ids)
        surface = match.surface[front.end - match.start :]
        yield Span(front.end, match.end, surface, "gazetteer", gazetteer.seed(rest[0]).type, ids=rest)
        return
    nested_span: tuple[Span, ...] = ()
    for part in (*inner, match):
        nested_span = (
            Span(
                part.start, part.end, part.surface, "gazetteer", _type(part, gazetteer), ids=part.ids, inner=nested_span
            ),
        )
    yield from nested_span


def _type(match: Match, gazetteer: Gazetteer) -> str:
    types = {gazetteer.seed(key).type for key in match.ids}
    return types.pop() if len(types) == 1 else ""


def _stands_alone(
    text: str, start: int, end: int, ids: Sequence[str], gazetteer: Gazetteer, wording: NameWording
) -> bool:
    before = text[start - 1] if start else ""
    if text[start] in NUMERAL and before and (before in NUMERAL or before in "．."):
        return False
    guards = wording.unit_guards
    return all(not text.startswith(guards.get(gazetteer.seed(key).type, ()), end) for key in ids)


def routes(text: str) -> Iterator[Span]:
    """Yield numbered roads (217国道, G217, S21) and bus lines (62路公交)."""
    for found in _ROUTE.finditer(text) if any(sign in text for sign in _ROUTE_SIGNS) else ():
        national = found[1] or found[2] or found[3]
        number = national or found[4] or found[5] or found[6]
        label = (
            f"{'G' if national else 'S'}{number}"
            if found[2] or found[5]
            else f"{number}{'国道' if national else '省道'}"
        )
        yield Span(found.start(), found.end(), found[0], "route", "Road", label)
    for pattern in (_BUS, _BUS_LIST, _BUS_LETTERED, _BUS_LINE) if _MAY_HOLD_BUS.search(text) else ():
        for found in pattern.finditer(text):
            yield Span(
                found.start(1), found.end(), text[found.start(1) : found.end()], "route", "BusRoute", f"{found[1]}路"
            )


def without_overlaps(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order of position, keeping the longer of two that overlap and the earlier of equals."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -(s.end - s.start))):
        while kept and kept[-1].end > span.start and (span.end - span.start) > (kept[-1].end - kept[-1].start):
            kept.pop()
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept


__all__ = [
    "Span",
    "SpanIndex",
    "gazetteer_spans",
    "routes",
    "without_overlaps",
]
