"""Names with another name directly in front: what belongs to the name (皮山河大桥) and what owns it (六师|红旗农场)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.spans import Span
from kg.extract.tools import unquoted

if TYPE_CHECKING:
    from kg.extract.tools import ClassWordHit, Search, Tools

_SENT_WIDTHS = (2, 4)
_LONGEST = 60
"""No name is longer, however many class words stand together: each would hold the one before it."""


def with_prefix(search: Search, hit: ClassWordHit, start: int, prefix: Span, *, generic: bool) -> Span | None:
    """Join a name with the name directly before it, or leave that outside as its owner.

    Args:
        search: The pass over the text.
        hit: The class word.
        start: Where the core between the two names begins.
        prefix: The name that ends there.
        generic: Whether the core is made of generic modifiers only.
    """
    text, tools = search.text, search.tools
    core = text[start : hit.start]
    if hit.end - prefix.start > _LONGEST:
        return None
    if prefix.kind == "described" or (not core and not _makes_a_name(prefix, hit, tools)):
        return None
    short = prefix.kind == "gazetteer" and not tools.is_full_unit_name(prefix)
    line = tools.ontology.is_a(hit.type, "Road") or tools.ontology.is_a(hit.type, "Railway")
    if not _belongs(prefix, hit, tools, generic=generic, short=short):
        return Span(start, hit.end, text[start : hit.end], "open", hit.type, core + hit.word)
    if line and generic and core and tools.is_unit(prefix) and not short:
        return Span(start, hit.end, text[start : hit.end], "described", hit.type, core + hit.word)
    outer = search.ending_at(prefix.start)
    if outer is not None and _is_owner_in_name(outer, prefix, hit, tools, short=short):
        front: Span | None = outer
    else:
        front = _sender(search, prefix, tools) if hit.type == "Agency" and short else None
    if front is not None:
        whole = text[front.start : hit.end]
        within = (prefix,) if front is outer and prefix.type == "Township" else ()
        return Span(front.start, hit.end, whole, "open", hit.type, whole, inner=(front, *within))
    if outer is not None and not core and tools.ontology.is_a(outer.type, "Zone"):
        whole = text[outer.start : hit.end]
        return Span(outer.start, hit.end, whole, "open", hit.type, unquoted(whole), inner=(outer, prefix))
    whole = text[prefix.start : hit.end]
    label = prefix.label + core + hit.word if prefix.kind == "open" else whole
    return Span(prefix.start, hit.end, whole, "open", hit.type, unquoted(label), inner=(prefix,))


def _sender(search: Search, prefix: Span, tools: Tools) -> Span | None:
    """Return the unit that a body abroad is called after: 北京市|援疆|和田|指挥部."""
    for width in _SENT_WIDTHS:
        start = prefix.start - width
        outer = search.ending_at(start) if start > 0 else None
        if outer is not None and tools.is_unit(outer) and tools.is_generic(search.text[start : prefix.start]):
            return outer
    return None


def _belongs(prefix: Span, hit: ClassWordHit, tools: Tools, *, generic: bool, short: bool) -> bool:
    """Return whether the name in front is part of the name."""
    if generic or tools.is_natural(prefix):
        return True
    if tools.is_corps(prefix) or (prefix.kind == "open" and prefix.type == hit.type):
        return False
    return short or (tools.is_unit(prefix) and tools.ontology.is_a(hit.type, "Organisation"))


def _is_owner_in_name(outer: Span, prefix: Span, hit: ClassWordHit, tools: Tools, *, short: bool) -> bool:
    """Return whether a name two steps in front is part of the name of an organisation."""
    if not tools.ontology.is_a(hit.type, "Organisation"):
        return False
    if tools.ontology.is_a(outer.type, "Organisation") and short:
        return True
    if prefix.kind == "open" and tools.ontology.is_a(outer.type, "School"):
        return True
    if (prefix.kind == "open" or short) and _is_short_place(outer, tools):
        return True
    corps_front = tools.is_corps(outer) and (
        (short and tools.is_unit(prefix))
        or (hit.type == "Agency" and (prefix.type == "County" or tools.is_natural(prefix)))
    )
    return corps_front or (outer.type == "County" and prefix.type in ("Prefecture", "Region", "Township"))


def _is_short_place(span: Span, tools: Tools) -> bool:
    """Return whether a span is a place without its class word (新疆), as company names begin."""
    unit = span.kind == "gazetteer" and tools.is_unit(span)
    return unit and not tools.is_full_unit_name(span) and not tools.is_corps(span)


def _makes_a_name(prefix: Span, hit: ClassWordHit, tools: Tools) -> bool:
    """Return whether a name and a class word alone make a name: 皮山河公路, 玉泉镇站, 第三师医院; not 且末县道路."""
    ontology, wording = tools.ontology, tools.wording
    if ontology.is_a(hit.type, "Village") or hit.word in wording.alone["never"]:
        return False
    if hit.word in wording.alone["after_units"]:
        return tools.is_unit(prefix)
    if tools.is_natural(prefix) and hit.word not in wording.weak:
        return True
    if ontology.is_a(hit.type, "Road"):
        road = hit.word in wording.alone["roads"]
        return road and not tools.is_full_unit_name(prefix) and not tools.is_corps(prefix)
    strong = hit.word not in wording.weak
    if prefix.kind == "open":
        if hit.word in wording.alone["operators"] and ontology.is_a(prefix.type, "Project"):
            return True
        return strong and not ontology.is_a(hit.type, "Waterway")
    return (
        strong
        or hit.word in wording.alone["always"]
        or hit.word in wording.alone["weak"]
        or ontology.is_a(hit.type, "Agency")
    )
