"""What the search for names needs besides the text, and what it knows of the text so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.extract.spans import Span, SpanIndex
    from kg.extract.tagger import TaggedText, Tagger
    from kg.extract.wording import NameWording
    from kg.ontology import Ontology

NUMBER = re.compile(r"[0-9〇零一二三四五六七八九十百千万两几多数]+")
ORDINAL = re.compile(f"第?{NUMBER.pattern}")
FOREIGN = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff〇0-9A-Za-z·“”]|(?<=[0-9])[年月日号时分]")
"""A character that no name holds."""

_LONGEST_MODIFIER = 8


@dataclass(frozen=True, slots=True)
class Tools:
    """What the search for a left boundary needs besides the text.

    Attributes:
        wording: The wording of names.
        ontology: The ontology.
        cut: Segments a string into words.
        tag: Dictionary tag of a word.
        is_word: Whether the dictionary knows a word.
        cues: Words of the relation frames that cannot stand inside a name.
        verbs: All words of the relation frames.
        complete: Full name and class of a unit whose class word was left out.
        tagger: Who is asked for a second opinion, or None.
    """

    wording: NameWording
    ontology: Ontology
    cut: Callable[[str], Sequence[str]]
    tag: Callable[[str], str]
    is_word: Callable[[str], bool]
    cues: frozenset[str]
    verbs: frozenset[str]
    complete: Callable[[str], tuple[str, str]]
    tagger: Tagger | None = None

    def is_generic(self, core: str) -> bool:
        """Return whether a core is made of generic modifiers and numbers only (an empty one is)."""
        core = unquoted(core)
        reach = {0}
        for position in range(len(core)):
            if position not in reach:
                continue
            number = ORDINAL.match(core, position)
            if number and not (position == 0 and number.end() == len(core) > 1):
                reach.add(number.end())
            for end in range(position + 1, min(position + _LONGEST_MODIFIER, len(core)) + 1):
                if core[position:end] in self.wording.generic:
                    reach.add(end)
        return len(core) in reach

    def bounds(self, token: str) -> bool:
        """Return whether a name surely begins behind a word."""
        return token in self.wording.boundary or token in self.cues

    def is_corps(self, span: Span) -> bool:
        """Return whether a span names a unit of the Corps."""
        return self.ontology.is_a(span.type, "CorpsUnit")

    def is_natural(self, span: Span) -> bool:
        """Return whether a span names a natural feature."""
        return self.ontology.is_a(span.type, "NaturalFeature")

    def is_unit(self, span: Span) -> bool:
        """Return whether a span names a unit, or may: a span of several candidates has no class yet."""
        return not span.type or self.ontology.is_a(span.type, "AdministrativeUnit") or self.is_corps(span)

    def is_full_unit_name(self, span: Span) -> bool:
        """Return whether a span ends in the class word of a unit."""
        return span.surface.endswith(self.wording.unit_ends) and len(span.surface) > 1


class ClassWordHit(NamedTuple):
    """A class word in the text: `[start, end)` and its ontology class."""

    start: int
    end: int
    word: str
    type: str


@dataclass(frozen=True, slots=True)
class Search:
    """One pass over a text from left to right.

    Attributes:
        text: The clean text.
        index: Names found before the pass.
        tools: Dictionary, wording and ontology.
        found: Names found in the pass, in order.
        by_end: The same by where they end.
        tagged: The text as the tagger reads it; None without one.
    """

    text: str
    index: SpanIndex
    tools: Tools
    found: list[Span] = field(default_factory=list)
    by_end: dict[int, Span] = field(default_factory=dict)
    tagged: TaggedText | None = None

    def add(self, span: Span) -> None:
        """Note a name; names come in order of their ends."""
        self.found.append(span)
        self.by_end[span.end] = span

    def ending_at(self, position: int) -> Span | None:
        """Return the name that ends at a position, one found in the pass first, or None."""
        return self.by_end.get(position) or self.index.by_end.get(position)

    def last_found(self, position: int) -> Span | None:
        """Return the last name of the pass that ends at or before a position, or None."""
        return next((span for span in reversed(self.found) if span.end <= position), None)

    def inside(self, start: int, end: int) -> tuple[Span, ...]:
        """Return all names in `[start, end)`, in order, the longer before the shorter."""
        inside = list(self.index.between(start, end))
        for span in reversed(self.found):
            if span.end <= start:
                break
            if start <= span.start and span.end <= end:
                inside.append(span)
        return tuple(sorted(inside, key=lambda span: (span.start, -span.end)))


def unquoted(name: str) -> str:
    """Return a name without quotation marks and without the ends of the lines that it runs over."""
    return name.replace("“", "").replace("”", "").replace("\n", "")
