"""The whole of extraction on one document: a pure function of the document and the knowledge."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import ExtractorError
from kg.extract.assembly import Assembler
from kg.extract.extractors import Mentions
from kg.extract.linking import Linker, Referent
from kg.extract.mentions import MentionBuilder, Part, Structural
from kg.extract.spotting import find_spans
from kg.extract.table_claims import TableReader
from kg.extract.tables import find_items
from kg.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.knowledge import Knowledge
    from kg.model import Document, Extraction

_LONGEST_ALIAS_GAP = 8
_SENTENCE_MARKS = frozenset("。；\n")


def extract(document: Document, knowledge: Knowledge, *, keep_going: bool = False) -> Extraction:
    """Return everything read from a document.

    Args:
        document: The article as received.
        knowledge: What to read with.
        keep_going: Whether to go on without an extractor that fails, with a note of kind "extractor".

    Returns:
        Entities, mentions, claims and notes, each sorted; all offsets point into the text as received.

    Raises:
        ExtractorError: An extractor failed and `keep_going` is off.
    """
    cleaned = clean(document.text, knowledge.furniture)
    text = cleaned.text
    assembler = Assembler(document, cleaned, knowledge)
    if not text:
        return assembler.finish()
    items = find_items(text, knowledge.tables)
    spans = find_spans(text, knowledge, items)
    linker = Linker(knowledge.gazetteer, text, document.published, knowledge.link_plainly)
    linker.link_all(spans)
    builder = MentionBuilder(knowledge.gazetteer, knowledge.ontology, text, knowledge.names, linker)
    parts: list[Part] = []
    stated: list[Structural] = []
    for part, claims in builder.chains(spans):
        parts.append(part)
        stated += claims
    other_names = _aliases(text, parts, knowledge)
    parts = [_renamed(part, other_names) for part in parts]
    stated = [claim for claim in stated if claim.subject.id not in other_names]
    assembler.add_spans(spans, builder, other_names)
    readings = TableReader(text, parts, knowledge.tables, knowledge.ontology, document.published).readings(items)
    mentions = Mentions(text, readings, parts, stated, knowledge, assembler.mentions)
    for registered in knowledge.extractors:
        try:
            found = registered.found(document, mentions)
        except ExtractorError as error:
            if not keep_going:
                raise ExtractorError(f"{error} ({document.id}); mend it, remove it, or pass --keep-going") from error
            assembler.fail(str(error))
            continue
        for item in found:
            assembler.take(item, registered)
    return assembler.finish()


def _aliases(text: str, parts: Sequence[Part], knowledge: Knowledge) -> dict[str, Referent]:
    """Return what ids that turned out to be other names of a thing (A，曾名B) stand for.

    Only names of open classes are turned; the gazetteer knows its own spellings.
    """
    other: dict[str, Referent] = {}
    for left, right in pairwise(parts):
        one, two = left.head, right.head
        if one is None or two is None or one.type != two.type or one.id == two.id or two.id in knowledge.gazetteer:
            continue
        gap = text[left.end : right.start].rstrip("“：")
        if len(gap) <= _LONGEST_ALIAS_GAP and gap.endswith(knowledge.names.alias) and _SENTENCE_MARKS.isdisjoint(gap):
            other[two.id] = one
    return other


def _renamed(part: Part, other_names: dict[str, Referent]) -> Part:
    if part.head is None or part.head.id not in other_names:
        return part
    return part._replace(head=other_names[part.head.id])
