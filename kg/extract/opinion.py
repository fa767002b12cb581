"""A second opinion on open-class names, where a tagger is given: where a name begins, and names that the search missed.

The tagger is believed where it reads a name that ends with the class word and nothing of the wording speaks against it;
it takes no name away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.boundaries import JOINERS
from kg.extract.repair import Reach
from kg.extract.spans import Span
from kg.extract.tools import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.tagger import Token
    from kg.extract.tools import ClassWordHit, Search

_NAME_TAGS = ("ORG", "LOC", "nz")
_PHRASE_TAGS = ("v", "vd", "d", "p", "c", "u", "r", "xc", "ad", "TIME")
_NEVER_FIRST = "的和与在这那该各每其某由从往"


def second_start(search: Search, hit: ClassWordHit, start: int, certain: bool) -> tuple[int, bool]:
    """Return where the core before a class word begins, and whether that is beyond doubt, after the tagger was heard.

    Args:
        search: The pass; without a tagger nothing changes.
        hit: The class word.
        start: Where the first reading begins the core.
        certain: Whether that was beyond doubt.
    """
    name = _name_at(search, hit)
    if name is None:
        return start, certain
    low = name.start
    for span in (search.index.last_before(hit.start), search.last_found(hit.start)):
        if span is not None:
            low = max(low, span.end)
    if low == start or low >= hit.start:
        return start, certain
    believed = _leaves_out_a_phrase(search, hit, start, low) if low > start else _takes_in(search, hit, start, low)
    return (low, True) if believed else (start, certain)


def missed_names(search: Search, hits: Sequence[ClassWordHit]) -> Iterator[Span]:
    """Yield names that the tagger reads before class words where the pass, which is over, found none."""
    if search.tagged is None:
        return
    tools, wording = search.tools, search.tools.wording
    ends = {span.end for span in (*search.index.spans, *search.found)}
    taken = Reach([*search.index.spans, *search.found])
    for hit in hits:
        name = None if hit.end in ends else _name_at(search, hit)
        if name is None or taken.touches(name.start, name.end):
            continue
        core = search.text[name.start : hit.start]
        if tools.ontology.is_a(hit.type, "NaturalFeature") or (hit.word in wording.weak and NUMBER.match(core)):
            continue
        if len(core) < 2 or core[0] in _NEVER_FIRST or name.text in wording.not_names or wording.not_core.search(core):
            continue
        if any(tools.bounds(word) or word in wording.generic for word in tools.cut(core)):
            continue
        ends.add(hit.end)
        yield Span(name.start, name.end, name.text, "open", hit.type, name.text, certain=False)


def _name_at(search: Search, hit: ClassWordHit) -> Token | None:
    """Return the name of the tagger that ends with a class word and begins before it, or None."""
    if search.tagged is None:
        return None
    return next(
        (
            token
            for token in search.tagged.around(hit.start, hit.end)
            if token.end == hit.end and token.start < hit.start and token.tag in _NAME_TAGS
        ),
        None,
    )


def _leaves_out_a_phrase(search: Search, hit: ClassWordHit, start: int, low: int) -> bool:
    """Return whether what a later boundary leaves out of a name holds a verb or a function word."""
    if search.tagged is None or low - start < 2:
        return False
    return any(
        start <= token.start
        and token.end <= low
        and token.tag in _PHRASE_TAGS
        and token.text not in JOINERS
        and search.tools.is_word(token.text)
        for token in search.tagged.around(hit.start, hit.end)
    )


def _takes_in(search: Search, hit: ClassWordHit, start: int, low: int) -> bool:
    """Return whether an earlier boundary takes in what may be part of a name."""
    tools, wording = search.tools, search.tools.wording
    core = search.text[low : hit.start]
    if tools.ontology.is_a(hit.type, "NaturalFeature") or core + hit.word in wording.not_names:
        return False
    if core[0] in _NEVER_FIRST or tools.is_generic(core) or NUMBER.fullmatch(core):
        return False
    if len(core) < 2 and search.ending_at(low) is None:
        return False
    if hit.word in wording.weak and (len(core) < 2 or NUMBER.search(core)):
        return False
    return not any(tools.bounds(word) for word in tools.cut(search.text[low:start]))
