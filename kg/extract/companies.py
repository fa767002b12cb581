"""Companies (连) of regiments: named with their regiment, after it in a list, or alone where it is clear whose."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
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
    owners: _Owners | None = None
    for found in _COMPANY.finditer(text) if "连" in text else ():
        name = _name(found)
        if not name:
            continue
        regiment = index.by_end.get(found.start())
        if regiment is not None:
            if not _is_regiment(regiment, gazetteer):
                continue
            before = _company(text, regiment, regiment.start, found.end(), name)
        elif before is not None and _JOINED.fullmatch(text, before.end, found.start()):
            before = _company(text, before.inner[-1], found.start(), found.end(), name)
        elif _is_list(text, found) and index.covering(found.start()) is None:
            owners = owners or _Owners.of(text, index.spans, gazetteer)
            owner = owners.at(found.start())
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
        name = _name(found)
        if len(labels.get(name, ())) == 1 and index.covering(found.start()) is None:
            yield named[name][0]._replace(start=found.start(), end=found.end(), surface=found[0])


def _name(found: re.Match[str]) -> str:
    """Return the name of a company in Chinese figures, or an empty string."""
    number = parse(found[1])
    return f"{integer_to_chinese(int(number))}连" if number is not None else ""


def _company(text: str, regiment: Span, start: int, end: int, name: str) -> Span:
    label = f"{regiment.surface}{name}"
    return Span(start, end, text[start:end], "company", "CorpsCompany", label, inner=(regiment,))


def _is_regiment(span: Span, gazetteer: Gazetteer) -> bool:
    return any(gazetteer.seed(key).type == "Regiment" for key in span.ids)


def _is_list(text: str, found: re.Match[str]) -> bool:
    return bool(_GOES_ON.match(text, found.end()) or _UNDER.search(text, max(0, found.start() - 2), found.start()))


@dataclass(frozen=True, slots=True)
class _Owners:
    """The regiments of a text in order, and whether the first is its title."""

    regiments: Sequence[Span]
    titled: bool

    @classmethod
    def of(cls, text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> _Owners:
        regiments = [span for span in spans if _is_regiment(span, gazetteer)]
        first = regiments[0] if regiments else None
        titled = first is not None and text[first.end : first.end + 1] == "\n" and not text[: first.start].strip()
        return cls(regiments, titled)

    def at(self, position: int) -> Span | None:
        """Return the regiment that is the title, else the one last named before a position, or None."""
        before = bisect_right(self.regiments, position, key=lambda span: span.end)
        return self.regiments[0 if self.titled else before - 1] if before else None
