"""The extractors of this package, registered through the same door as anyone's: tables, sentences, names."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.extract.reading import Reader, Stated
from kg.extract.statements import RawClaim, Rejected
from kg.extract.table_units import units
from kg.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.extractors import Mentions
    from kg.extract.statements import Told
    from kg.model import Document


_BY_ENDS = "name-end-points"
"""The rule of roads named by their ends: such a name tells of a road, which may not be built at all."""


class Tables:
    """What the rows of tables and labelled lists say of the thing that each is about."""

    def claims(self, document: Document, mentions: Mentions) -> Iterator[RawClaim]:
        """Yield the claims of the rows, in order."""
        del document
        for reading in mentions.readings:
            yield from reading.claims


class Sentences:
    """What sentences say by the relation frames of the ontology, and what they mean by words that point back."""

    def claims(self, document: Document, mentions: Mentions) -> Iterator[RawClaim | Rejected | Told]:
        """Yield claims and rejected matches in the order of the sentences, then the mentions that are no names."""
        text, knowledge = mentions.text, mentions.knowledge
        cut: list[tuple[int, int]] = []
        spans = sentences(text, cut)
        reader = None
        if mentions.parts:  # without a name nothing is said of anything
            reader = Reader(text, mentions.parts, Stated.of(mentions.stated), document.published, knowledge)
            yield from reader.read(units(spans, mentions.readings, text))
        for start, end in cut:
            reason = f"{end - start} characters without an end of a sentence, read in pieces"
            yield Rejected(start, end, "sentences", reason, "cut")
        if reader is not None:
            yield from reader.told()


class Names:
    """What names state by their form: 新和县塔什艾日克乡 lies in 新和县."""

    def claims(self, document: Document, mentions: Mentions) -> Iterator[RawClaim | Rejected]:
        """Yield the claims, in the order of the names."""
        del document
        doubted = _Doubts(mentions)
        for stated in mentions.stated:
            if stated.rule == _BY_ENDS and doubted.at(stated.start):
                yield Rejected(stated.start, stated.end, f"{stated.predicate}/{stated.rule}", "denied or doubted")
                continue
            rule = f"{stated.predicate}/{stated.rule}"
            yield RawClaim(
                stated.subject,
                stated.predicate,
                stated.object,
                None,
                "done",
                None,
                False,
                stated.start,
                stated.end,
                rule,
            )


class _Doubts:
    """Tells which sentences ask, doubt or deny, or are denied by the next one; they are looked at when first asked."""

    def __init__(self, mentions: Mentions) -> None:
        self._text, self._clauses = mentions.text, mentions.knowledge.engine.clauses
        self._spans: list[tuple[int, int]] = []

    def at(self, position: int) -> bool:
        """Return whether the sentence around a position is not said to be so."""
        self._spans = self._spans or sentences(self._text)
        number = bisect_right(self._spans, (position, len(self._text))) - 1
        said = [self._text[start:end] for start, end in self._spans[max(number, 0) : number + 2]]
        if not said:
            return False
        asked = said[0].rstrip("”’）").endswith("？")
        denied = any(word in said[0] for word in self._clauses.deny_sentence)
        return asked or denied or any(word in said[-1] for word in self._clauses.deny_previous)
