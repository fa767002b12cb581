"""Evidence from repetition: a name read too long in one place is corrected by the same name read surely in another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.extract.spans import Span

_MOST_EXTRA = 3
_FIRM, _UNIT = "Enterprise", ("市", "县", "师", "团", "区", "州")
_SHORTEST_FIRM = 4
_LEGAL_FORM = re.compile(r"(?:集团)?(?:股份|责任|有限责任|有限)*公司$|集团$")
_INTRODUCED = re.compile(r"（(?:以下|下文)?(?:统一)?简称(?:为|：)?“?([\u4e00-\u9fffA-Z]{2,10})”?）")


def shorten_by_repetition(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with uncertain names shortened to a sure name of the same class that they end in."""
    sure = {(s.type, s.label) for s in spans if s.kind == "open" and s.certain and not s.inner}
    return [_shortened(span, sure) for span in spans]


def adopt_sure_names(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return further occurrences of sure names that stand where another span, or none, was read."""
    sure = {
        s.label: s
        for s in spans
        if s.kind in ("open", "place") and s.certain and len(s.label) >= 3 and (s.kind == "place" or not s.inner)
    }
    known, index = {(s.start, s.end) for s in spans}, _Reach(spans)
    return [
        sure[label]._replace(start=at, end=end, surface=label)
        for label, places in _occurrences(text, sure).items()
        for at, end in places
        if (at, end) not in known and not index.holds(at, end)
    ]


def short_forms(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return where short forms stand behind the bracket that introduces them: 沃野乳业集团（以下简称“沃野乳业”）.

    What is left of a firm without its legal form needs no introduction: 锦絮纺织有限公司 … 锦絮纺织.
    """
    introduced: dict[str, tuple[Span, int]] = {}
    for span in spans:
        found = _INTRODUCED.match(text, span.end) if span.kind == "open" else None
        if found is not None:
            introduced.setdefault(found[1], (span, found.end()))
        short = _without_legal_form(span)
        if short:
            introduced.setdefault(short, (span, span.end))
    taken = _Reach(spans)
    return [
        introduced[short][0]._replace(start=at, end=end, surface=short, inner=(), ends=())
        for short, places in _occurrences(text, introduced).items()
        for at, end in places
        if at >= introduced[short][1] and not taken.touches(at, end)
    ]


def _without_legal_form(span: Span) -> str:
    if span.kind != "open" or span.type != _FIRM:
        return ""
    short = _LEGAL_FORM.sub("", span.label)
    return short if short != span.label and len(short) >= _SHORTEST_FIRM and not short.endswith(_UNIT) else ""


def _occurrences(text: str, names: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """Return where each of some names stands, occurrences of the same name not overlapping, in one pass."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in sorted(names, key=lambda name: (-len(name), name))}
    if not found:
        return found
    from ahocorasick_rs import AhoCorasick

    ordered = list(found)
    for number, start, end in AhoCorasick(ordered).find_matches_as_indexes(text, overlapping=True):
        places = found[ordered[number]]
        if not places or places[-1][1] <= start:
            places.append((start, end))
    return found


class _Reach:
    """Tells which stretches lie within a longer span, by how far the spans that begin before them reach."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        """Return whether a span overlaps `[start, end)`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

    def holds(self, start: int, end: int) -> bool:
        """Return whether `[start, end)` lies within a longer span."""
        up_to, before = bisect_right(self._starts, start), bisect_left(self._starts, start)
        longer = up_to > before and self._reach[up_to - 1] > end
        return longer or (before > 0 and self._reach[before - 1] >= end)


def _shortened(span: Span, sure: set[tuple[str, str]]) -> Span:
    if span.kind != "open" or span.certain or span.inner or span.label != span.surface:
        return span
    for extra in range(_MOST_EXTRA, 0, -1):
        label = span.label[extra:]
        if (span.type, label) in sure:
            return span._replace(start=span.start + extra, surface=label, label=label, certain=True)
    return span
