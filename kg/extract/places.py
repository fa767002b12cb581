"""Townships and villages that no gazetteer holds, named right after the unit they lie in: 新和县…乡阿特贝希墩村."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.spans import Span, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.tools import Tools

_PLACE = re.compile(r"([\u4e00-\u9fff]{1,8}?)(村|社区|镇|民族乡|乡|街道)(?![委民口级里办政上]|支[行队]|党(?!委|支|总))")
_MEASURED = re.compile(r"[一二三四五六七八九](?:间|棵|道|户|家|台|工|宫|个)[\u4e00-\u9fff]")
"""一间房, 四棵树: a number that names."""

_SHORTEST_REPEATED = 2

_NEVER_INSIDE = frozenset("的在和与了是有被从向将把于及等")
_OUTER = {"Township": ("County", "Prefecture"), "Village": ("Township", "County", "Regiment", "Prefecture")}


def unlisted_places(text: str, index: SpanIndex, tools: Tools) -> Iterator[Span]:
    """Yield townships and villages that follow a unit without a break and are in no gazetteer, outermost first."""
    for outer in index.spans:
        if outer.kind != "gazetteer" or len(outer.surface) < 2:
            continue
        current: Span | None = outer
        while current is not None:
            current = _place_after(text, current, index, tools)
            if current is not None:
                yield current


def _place_after(text: str, outer: Span, index: SpanIndex, tools: Tools) -> Span | None:
    found = _PLACE.match(text, outer.end)
    if found is None or index.by_start.get(outer.end) is not None:
        return None
    kind = tools.wording.class_words[found[2]]
    if outer.type and outer.type not in _OUTER.get(kind, ()):
        return None
    if not outer.type and not outer.surface.endswith(("市", "县", "镇", "乡", "区")):
        return None
    core = found[1]
    if core[0] in tools.wording.not_first or not _free(index, found.start(), found.end(), kind):
        return None
    if len(core) > _SHORTEST_REPEATED and text.count(found[0][1:]) > text.count(found[0]):
        return None  # 五十一团|同|巴扎里村, where the village is named elsewhere as well
    if core + found[2] in tools.wording.not_names | tools.wording.generic or core in tools.wording.generic:
        return None
    tokens = [] if _MEASURED.fullmatch(core) else list(tools.cut(core))
    if any(token in _NEVER_INSIDE for token in tokens):
        return None
    if any(len(token) > 1 and (token in tools.wording.boundary or token in tools.cues) for token in tokens):
        return None
    if any(len(token) > 1 and tools.tag(token).startswith(("v", "d", "p", "c", "r", "m")) for token in tokens):
        return None
    if outer.kind == "gazetteer" and not outer.surface.endswith(
        ("市", "县", "区", "州", "镇", "乡", "团", "场", "村", "街道")
    ):
        return Span(
            outer.start, found.end(), text[outer.start : found.end()], "open", kind, text[outer.start : found.end()]
        )
    return Span(outer.end, found.end(), found[0], "place", kind, found[0], inner=(outer,))


def _free(index: SpanIndex, start: int, end: int, kind: str) -> bool:
    """Return whether nothing is named there but a namesake of the last characters: 库木|奥依村, listed elsewhere."""
    spans = (index.covering(at) for at in range(start, end))
    return all(
        span is None
        or (span.kind == "gazetteer" and span.type == kind == "Village" and start < span.start < span.end == end)
        for span in spans
    )
