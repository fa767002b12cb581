"""Companies (连) of regiments: named with their regiment, after it in a list, or alone where it is clear whose."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.spans import NUMERAL, Span, SpanIndex
from kg.text.numerals import integer_to_chinese, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.gazetteer import Gazetteer

_COMPANY = re.compile(f"(?<![{NUMERAL}])([{NUMERAL}]{{1,40}}+)连(?!队[^，。；])")
_JOINED = re.compile(r"(?:、|和|与|及)\n?")
_GOES_ON = re.compile(rf"(?:、|和|与|及)\n?[{NUMERAL}]+连")
_UNDER = re.compile(r"(?:下辖|辖|辖有|所属|下设|其中)$")


def numbered_companies(text: str, index: SpanIndex, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield companies named right after their regiment (the regiment is part of the span), and those listed with them.

    A list without a regiment in front (下辖一连、二连) belongs to the regiment of the title, or last named before it.
    """
    before: Span | None = None
    regiments: list[Span] | None = None
    for found in _COMPANY.finditer(text) if "连" in text else ():
        number = parse(found[1])
        if number is None:
            continue
        name = f"{integer_to_chinese(int(number))}连"
        regiment = index.by_end.get(found.start())
        if regiment is not None:
            if not _is_regiment(regiment, gazetteer):
                continue
            before = _company(text, regiment, regiment.start, found.end(), name)
        elif before is not None and _JOINED.fullmatch(text, before.end, found.start()):
            before = _company(text, before.inner[-1], found.start(), found.end(), name)
        elif _is_list(text, found) and index.covering(found.start()) is None:
            regiments = regiments or [span for span in index.spans if _is_regiment(span, gazetteer)]
            owner = _owner(text, regiments, found.start())
            if owner is None:
                continue
            before = _company(text, owner, found.start(), found.end(), name)
        else:
            continue
        yield before


def bare_companies(text: str, index: SpanIndex) -> Iterator[Span]:
    """Yield 二连 where the document names exactly one company of that number with its regiment."""
    named: dict[str, list[Span]] = {}
    for span in index.spans:
        if span.kind == "company":
            named.setdefault(span.label[len(span.inner[-1].surface) :], []).append(span)
    if not named:
        return
    labels = {number: {span.label for span in spans} for number, spans in named.items()}
    for found in _COMPANY.finditer(text):
        number = parse(found[1])
        name = f"{integer_to_chinese(int(number))}连" if number is not None else ""
        if len(labels.get(name, ())) == 1 and index.covering(found.start()) is None:
            yield replace(named[name][0], start=found.start(), end=found.end(), surface=found[0])


def _company(text: str, regiment: Span, start: int, end: int, name: str) -> Span:
    label = f"{regiment.surface}{name}"
    return Span(start, end, text[start:end], "company", "CorpsCompany", label, inner=(regiment,))


def _is_regiment(span: Span, gazetteer: Gazetteer) -> bool:
    return any(gazetteer.seed(key).type == "Regiment" for key in span.ids)


def _is_list(text: str, found: re.Match[str]) -> bool:
    return bool(_GOES_ON.match(text, found.end()) or _UNDER.search(text, max(0, found.start() - 2), found.start()))


def _owner(text: str, regiments: Sequence[Span], position: int) -> Span | None:
    """Return the regiment that is the title, else the one last named before a position, or None."""
    before = bisect_right(regiments, position, key=lambda span: span.end)
    if not before:
        return None
    first = regiments[0]
    titled = text[first.end : first.end + 1] == "\n" and not text[: first.start].strip()
    return first if titled else regiments[before - 1]
