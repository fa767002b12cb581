"""Finding all names of a text: gazetteer names first, then what their places make certain, then open-class names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.companies import bare_companies, numbered_companies
from kg.extract.ellipsis import elliptical_names
from kg.extract.endpoints import short_ends
from kg.extract.openclass import class_word_hits, open_names
from kg.extract.places import unlisted_places
from kg.extract.repair import adopt_sure_names, short_forms, shorten_by_repetition
from kg.extract.spans import (
    Span,
    SpanIndex,
    gazetteer_spans,
    routes,
    without_overlaps,
)
from kg.extract.table_names import table_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.extract.knowledge import Knowledge
    from kg.extract.table_items import Item


def find_spans(text: str, knowledge: Knowledge, items: Sequence[Item] = ()) -> list[Span]:
    """Return the names of a clean text, those of its tables' cells included, in order, without overlaps.

    Args:
        text: The clean text.
        knowledge: What to read with.
        items: Rows of its tables and labelled lists.
    """
    spans = _running_names(text, knowledge)
    if not items:
        return spans
    cells = table_names(text, items, SpanIndex.of(spans), knowledge.tables, knowledge.tools())
    return without_overlaps([*cells, *spans])


def _running_names(text: str, knowledge: Knowledge) -> list[Span]:
    tools, gazetteer = knowledge.tools(), knowledge.gazetteer
    found = SpanIndex.of(without_overlaps([*gazetteer_spans(text, gazetteer, knowledge.names), *routes(text)]))
    found = _with(found, elliptical_names(text, found, gazetteer))
    found = _with(found, numbered_companies(text, found, gazetteer))
    found = _with(found, bare_companies(text, found))
    found = _with(found, unlisted_places(text, found, tools))
    hits = list(class_word_hits(text, knowledge.class_words.spans, knowledge.names))
    found = _with(found, short_ends(text, hits, found, tools))
    base = found.spans
    named = shorten_by_repetition(list(open_names(text, hits, found, tools)))
    adopted = adopt_sure_names(text, [*named, *(span for span in base if span.kind == "place")])
    if not adopted:
        return without_overlaps([*base, *named, *short_forms(text, named)])
    # A name known from one place may be the front of another name elsewhere, so names are read again around it.
    sure = [span for span in named if span.kind == "open" and span.certain and not span.inner]
    known = without_overlaps([*base, *sure, *adopted])
    named = shorten_by_repetition(list(open_names(text, hits, SpanIndex.of(known), tools)))
    return without_overlaps([*known, *named, *short_forms(text, named)])


def _with(found: SpanIndex, more: Iterable[Span]) -> SpanIndex:
    spans = list(more)
    return SpanIndex.of(without_overlaps([*found.spans, *spans])) if spans else found
