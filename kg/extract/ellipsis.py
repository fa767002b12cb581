"""Names whose class word only the last of a list bears (四、五、六团), or that share a stem (和田市县)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.spans import NUMERAL, Span, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.gazetteer import Gazetteer

_NUMBERED = re.compile(rf"第?[{NUMERAL}]+([师团])")
_MEMBER = re.compile(rf"(?<![{NUMERAL}.．])(第?[{NUMERAL}]{{1,5}})(、|和|与|及)$")
_LONGEST_MEMBER = 8
_CITY, _COUNTY = "市", "县"
_NO_COUNTY = frozenset("级区镇乡直属城域委")
_MARK = "、"


def elliptical_names(text: str, index: SpanIndex, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the names that a list or a shared stem leaves unfinished; each is looked up by its full form."""
    for span in index.spans:
        if span.kind != "gazetteer":
            continue
        numbered = _NUMBERED.fullmatch(span.surface)
        if numbered:
            yield from _members_before(text, span, numbered[1], index, gazetteer)
        elif span.surface.endswith(_CITY):
            yield from _county_of_city(text, span, gazetteer)


def _members_before(text: str, last: Span, word: str, index: SpanIndex, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the members of a list before the one that bears the class word, nearest first."""
    at = last.start
    while True:
        low = max(0, at - _LONGEST_MEMBER)
        found = _MEMBER.search(text[low:at])
        if found is None or index.covering(low + found.start()) is not None:
            return
        number = found[1]
        if found[2] != _MARK and len(number) == 1:
            return  # 三和五团 may count something else
        ids = tuple(key for key, _ in gazetteer.lookup(number + word) if gazetteer.seed(key).type == last.type)
        if not ids:
            return
        start = low + found.start()
        yield Span(start, start + len(number), number, "gazetteer", last.type, number + word, ids=ids)
        at = start


def _county_of_city(text: str, city: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    if text[city.end : city.end + 1] != _COUNTY or text[city.end + 1 : city.end + 2] in _NO_COUNTY:
        return
    name = city.surface.removesuffix(_CITY) + _COUNTY
    ids = tuple(key for key, _ in gazetteer.lookup(name) if gazetteer.seed(key).type == "County")
    if ids:
        yield Span(city.end, city.end + 1, _COUNTY, "gazetteer", "County", name, ids=ids)
