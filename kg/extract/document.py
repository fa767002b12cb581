"""The whole of extraction on one document: a pure function of the document and the knowledge."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kg.extract.assembly import Assembler
from kg.extract.clauses import Coded, Group, WordHit, encode, group_parts
from kg.extract.mentions import MentionBuilder, Part, Referent, Structural
from kg.extract.openclass import class_word_hits, open_names
from kg.extract.places import unlisted_places
from kg.extract.references import Memory, pair_of, resolve
from kg.extract.relations import RawClaim, Rejected, Scene, Topic
from kg.extract.repair import adopt_sure_names, shorten_by_repetition
from kg.extract.spans import (
    Span,
    SpanIndex,
    bare_companies,
    gazetteer_spans,
    numbered_companies,
    routes,
    without_overlaps,
)
from kg.extract.table_claims import TableReader
from kg.extract.table_names import table_names
from kg.extract.table_units import units
from kg.extract.table_wording import load_tables
from kg.extract.tables import Item, find_items
from kg.text import clean, sentences
from kg.text.dates import Date, find_dates
from kg.text.measures import Measure, find_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.knowledge import Knowledge
    from kg.model import Document, Extraction
    from kg.ontology import Ontology

_T = TypeVar("_T", Part, "Measure | Date")


def extract(document: Document, knowledge: Knowledge) -> Extraction:
    """Return everything read from a document.

    Args:
        document: The article as received.
        knowledge: What to read with.

    Returns:
        Entities, mentions, claims and notes, each sorted; all offsets point into the text as received.
    """
    cleaned = clean(document.text, knowledge.furniture)
    text = cleaned.text
    assembler = Assembler(document, cleaned, knowledge)
    if not text:
        return assembler.finish()
    items = find_items(text, load_tables())
    spans = find_spans(text, knowledge, items)
    builder = MentionBuilder(
        knowledge.gazetteer, knowledge.ontology, text, document.published, knowledge.names.government
    )
    builder.link_all(spans)
    parts: list[Part] = []
    said: list[Structural] = []
    for part, claims in builder.chains(spans):
        parts.append(part)
        said += claims
    parts, other_names = _with_aliases(text, parts, knowledge)
    said = [claim for claim in said if claim.subject.id not in other_names]
    assembler.add_spans(spans, builder, other_names)
    _read_sentences(text, parts, said, document, knowledge, assembler, items)
    return assembler.finish()


def find_spans(text: str, knowledge: Knowledge, items: Sequence[Item] = ()) -> list[Span]:
    """Return the names of a clean text, those of its tables' cells included, in order, without overlaps."""
    spans = _running_names(text, knowledge)
    cells = table_names(text, items, SpanIndex.of(spans), load_tables(), knowledge.tools())
    return without_overlaps([*cells, *spans])


def _running_names(text: str, knowledge: Knowledge) -> list[Span]:
    tools = knowledge.tools()
    base = without_overlaps([*gazetteer_spans(text, knowledge.gazetteer, knowledge.names), *routes(text)])
    index = SpanIndex.of(base)
    base = without_overlaps([*base, *numbered_companies(text, index, knowledge.gazetteer)])
    index = SpanIndex.of(base)
    base = without_overlaps([*base, *bare_companies(text, index)])
    index = SpanIndex.of(base)
    base = without_overlaps([*base, *unlisted_places(text, index, tools)])
    index = SpanIndex.of(base)
    hits = list(class_word_hits(text, knowledge.class_words.spans, knowledge.names))
    named = shorten_by_repetition(list(open_names(text, hits, index, tools)))
    adopted = adopt_sure_names(text, [*named, *(s for s in base if s.kind == "place")])
    if adopted:
        # A name known from one place may be the front of another name elsewhere, so names are read again around it.
        known = without_overlaps(
            [*base, *(s for s in named if s.kind == "open" and s.certain and not s.inner), *adopted]
        )
        named = shorten_by_repetition(list(open_names(text, hits, SpanIndex.of(known), tools)))
        return without_overlaps([*known, *named])
    return without_overlaps([*base, *named])


def _read_sentences(
    text: str,
    parts: Sequence[Part],
    said: Sequence[Structural],
    document: Document,
    knowledge: Knowledge,
    assembler: Assembler,
    items: Sequence[Item],
) -> None:
    readings = TableReader(text, parts, load_tables(), knowledge.ontology, document.published).readings(items)
    for stated_by_table in (claim for reading in readings for claim in reading.claims):
        assembler.add(stated_by_table)
    values = sorted([*find_dates(text, document.published), *find_measures(text)], key=lambda v: (v.start, -v.end))
    memory = Memory(knowledge.ontology)
    before: list[Coded] = []
    paragraph, position, told = 0, 0, 0
    waiting = sorted(said, key=lambda claim: claim.start)
    topic = _topic(text, parts, knowledge.ontology)
    pending: list[RawClaim] = []
    described: dict[int, Referent] = {}
    for number, unit in enumerate(units(sentences(text), readings, text)):
        start, end = unit.start, unit.end
        if unit.fresh or text.find("\n\n", position, start) >= 0:
            paragraph += 1
            before = []
        position = end
        own = _between(parts, start, end)
        denied = not own and paragraph == told and _denies(text[start:end], knowledge)
        for claim in pending:
            if denied:
                assembler.reject(Rejected(claim.start, claim.end, claim.rule, "denied by the next sentence"))
            else:
                assembler.add(claim)
        pending, told = [], paragraph
        stated = [claim for claim in said if start <= claim.start < end]
        references = list(_references(text, start, end, own, stated, memory, knowledge, number, paragraph, topic))
        own = sorted([*own, *references], key=lambda part: part.start)
        words = [
            WordHit(h.start + start, h.end + start, h.word)
            for h in knowledge.cue_words.find(_masked(text, start, end, own))
        ]
        groups = group_parts(text, own, knowledge.ontology)
        coded = encode(text, start, end, groups, _between(_disjoint(values), start, end), words, knowledge.alphabet)
        scene = Scene(text, coded, before, topic, described)
        for claim in knowledge.engine.claims(scene):
            if isinstance(claim, Rejected):
                assembler.reject(claim)
            else:
                pending.append(unit.judged(claim))
        while waiting and waiting[0].start < end:
            assembler.add_structural(waiting.pop(0), start, end)
        _remember(memory, groups, scene, knowledge, number, paragraph, stated)
        before = [coded, *before][:3]
    for claim in pending:
        assembler.add(claim)
    for structural in waiting:
        assembler.add_structural(structural, structural.start, structural.end)


def _with_aliases(text: str, parts: Sequence[Part], knowledge: Knowledge) -> tuple[list[Part], dict[str, Referent]]:
    """Return the parts with other names of a thing (A，曾名B) turned into mentions of it, and what they stood for.

    Only names of open classes are turned; the gazetteer knows its own spellings.
    """
    other: dict[str, Referent] = {}
    for before, part in zip(parts, parts[1:], strict=False):
        gap = text[before.end : part.start].rstrip("“：")
        same = before.head and part.head and before.head.type == part.head.type and before.head.id != part.head.id
        if same and part.head and before.head and part.head.id not in knowledge.gazetteer and len(gap) <= 8:
            if gap.endswith(knowledge.names.alias) and not set("。；\n") & set(gap):
                other[part.head.id] = before.head
    return [replace(p, head=other[p.head.id]) if p.head and p.head.id in other else p for p in parts], other


def _denies(sentence: str, knowledge: Knowledge) -> bool:
    return any(word in sentence for word in knowledge.engine.clauses.deny_previous)


def _topic(text: str, parts: Sequence[Part], ontology: Ontology) -> Topic | None:
    """Return what the first line names: an encyclopaedia entry goes on about it, a news item may.

    The topic is firm when the line is nothing but the name.
    """
    line = text.split("\n", 1)[0]
    named = [part for part in parts if part.end <= len(line) and part.head is not None]
    if len(named) == 1 and named[0].start == 0 and named[0].end == len(line) and named[0].head:
        return Topic(named[0].head, firm=True)
    works = {part.head for part in named if part.head and ontology.is_a(part.head.type, "Project")}
    return Topic(works.pop(), firm=False) if len(works) == 1 and len(line) <= 40 else None


def _references(
    text: str,
    start: int,
    end: int,
    own: Sequence[Part],
    stated: Sequence[Structural],
    memory: Memory,
    knowledge: Knowledge,
    number: int,
    paragraph: int,
    topic: Topic | None,
) -> Iterator[Part]:
    """Resolve the references of a sentence; names that stand before a reference in it count as said."""
    told = 0
    for hit in knowledge.references.find(text, start, end, own):
        while told < len(own) and own[told].end <= hit.start:
            memory.remember(own[told].referents, number, paragraph, first=told == 0)
            inside = [c.object for c in stated if own[told].start <= c.start < own[told].end]
            memory.remember(inside, number, paragraph, first=False)
            told += 1
        if hit.plural:
            groups = group_parts(text, own[:told], knowledge.ontology)
            memory.remember_pair(pair_of(groups, knowledge.ontology), paragraph)
        part = resolve(
            hit, memory, knowledge.names, knowledge.ontology, number, paragraph, topic.referent if topic else None
        )
        if part is not None:
            yield part


def _remember(
    memory: Memory,
    groups: Sequence[Group],
    scene: Scene,
    knowledge: Knowledge,
    number: int,
    paragraph: int,
    stated: Sequence[Structural],
) -> None:
    memory.named = [item for item in memory.named if item.sentence != number]
    memory.remember([claim.object for claim in stated], number, paragraph, first=False)
    for place, group in enumerate(groups):
        referents: list[Referent] = list(group.referents())
        referents += [scene.described[p.start] for p in group.parts if p.start in scene.described]
        memory.remember(referents, number, paragraph, first=place == 0)
    memory.remember_pair(pair_of(groups, knowledge.ontology), paragraph)


def _between(items: Sequence[_T], start: int, end: int) -> list[_T]:
    low = bisect_left(items, start, key=lambda item: item.start)
    high = bisect_left(items, end, key=lambda item: item.start)
    return [item for item in items[low:high] if item.end <= end]


def _masked(text: str, start: int, end: int, parts: Sequence[Part]) -> str:
    """Return a sentence with names blanked, so that no cue word is found across the edge of one."""
    pieces: list[str] = []
    position = start
    for part in parts:
        if part.start >= position:
            pieces += (text[position : part.start], "\x00" * (part.end - part.start))
            position = part.end
    return "".join((*pieces, text[position:end]))


def _disjoint(values: Sequence[Measure | Date]) -> list[Measure | Date]:
    kept: list[Measure | Date] = []
    for value in values:
        if not kept or value.start >= kept[-1].end:
            kept.append(value)
    return kept
