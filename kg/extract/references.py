"""References back: 该公司, 这座桥, 大桥 at the start of a clause, 双方 after exactly two named parties.

A reference that does not resolve to one entity stays unresolved and takes part in nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.mentions import Part, Referent
from kg.extract.wording import MEASURED, NameWording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.clauses import Group
    from kg.ontology import Ontology

_REACH = 4
_MODIFIER = r"[\u4e00-\u9fffA-Z0-9]{0,4}?"
_CLAUSE_EDGE = "，。；：！？、\n（“”）"


@dataclass(frozen=True, slots=True)
class ReferenceHit:
    """A word that may point back: `[start, end)` in the clean text.

    Attributes:
        start: First code point.
        end: One past the last.
        noun: The noun, or the plural word itself.
        pointing: Whether a word such as 该 stands before it.
        plural: Whether it stands for two parties.
    """

    start: int
    end: int
    noun: str
    pointing: bool
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """A referent with the sentence in which it was named."""

    referent: Referent
    sentence: int
    paragraph: int
    first: bool


@dataclass
class Memory:
    """What one document has named so far, newest last."""

    ontology: Ontology
    named: list[Remembered] = field(default_factory=list)
    pair: tuple[tuple[Referent, ...], int] | None = None

    def remember(self, referents: Sequence[Referent], sentence: int, paragraph: int, *, first: bool) -> None:
        """Add what a sentence names."""
        self.named += [Remembered(r, sentence, paragraph, first) for r in referents]

    def remember_pair(self, referents: Sequence[Referent], paragraph: int) -> None:
        """Note two parties named together."""
        distinct = tuple(dict.fromkeys(referents))
        if len(distinct) == 2:
            self.pair = (distinct, paragraph)

    def resolve(
        self, classes: frozenset[str], noun: str, sentence: int, paragraph: int, *, pointing: bool
    ) -> Referent | None:
        """Return the one entity of these classes that is current, or None; one whose name ends in the noun comes first."""
        ending = [item for item in self.named if item.referent.label.endswith(noun)]
        return self._current(ending, classes, sentence, paragraph, pointing=pointing) or self._current(
            self.named, classes, sentence, paragraph, pointing=pointing
        )

    def _current(
        self, named: Sequence[Remembered], classes: frozenset[str], sentence: int, paragraph: int, *, pointing: bool
    ) -> Referent | None:
        newest: dict[int, list[Remembered]] = {}
        for item in named:
            if item.referent.type in classes and sentence - item.sentence <= _REACH and item.paragraph >= paragraph - 1:
                newest.setdefault(item.sentence, []).append(item)
        for number in sorted(newest, reverse=True):
            found = list(dict.fromkeys(item.referent for item in newest[number]))
            if number == sentence and pointing and len(newest) > 0:
                subjects = {item.referent for item in newest[number] if item.first}
                others = [r for r in found if r not in subjects]
                found = others or (found if len(newest) == 1 else [])
            if len(found) == 1:
                return found[0]
            if found:
                first = [item.referent for item in newest[number] if item.first]
                return first[0] if len(set(first)) == 1 and not pointing else None
        return None


class ReferenceFinder:
    """Finds words that may point back."""

    def __init__(self, wording: NameWording) -> None:
        nouns = "|".join(sorted(wording.references, key=lambda w: (-len(w), w)))
        pointing = "|".join(wording.pointing)
        self._pointing = re.compile(f"(?:{pointing})(?:{MEASURED})?({_MODIFIER})({nouns})")
        self._plain = re.compile("|".join(sorted(wording.bare, key=lambda w: (-len(w), w))))
        self._pairs = re.compile("|".join(wording.pairs))
        self._after = wording.bare_after
        self._wording = wording

    def find(self, text: str, start: int, end: int, parts: Sequence[Part]) -> Iterator[ReferenceHit]:
        """Yield the references of a sentence in order, outside the names it holds."""
        taken = [(p.start, p.end) for p in parts]
        hits: list[ReferenceHit] = []
        for found in self._pointing.finditer(text, start, end):
            if not self._wording.goes_on(text, found.end(), found[2]):
                hits.append(ReferenceHit(found.start(), found.end(), found[2], pointing=True))
        for found in self._plain.finditer(text, start, end):
            if self._stands_bare(text, start, found.start()) and not self._wording.goes_on(text, found.end(), found[0]):
                hits.append(ReferenceHit(found.start(), found.end(), found[0], pointing=False))
        hits += [
            ReferenceHit(f.start(), f.end(), f[0], pointing=True, plural=True)
            for f in self._pairs.finditer(text, start, end)
        ]
        last = -1
        for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
            if hit.start >= last and not any(hit.start < e and s < hit.end for s, e in taken):
                last = hit.end
                yield hit

    def _stands_bare(self, text: str, start: int, at: int) -> bool:
        if at == start or text[at - 1] in _CLAUSE_EDGE:
            return True
        return any(text.endswith(word, start, at) for word in self._after)


def resolve(
    hit: ReferenceHit,
    memory: Memory,
    wording: NameWording,
    ontology: Ontology,
    sentence: int,
    paragraph: int,
    topic: Referent | None = None,
) -> Part | None:
    """Return the part a reference stands for, or None when it stays unresolved."""
    if hit.plural:
        if memory.pair is None or memory.pair[1] != paragraph:
            return None
        return Part(
            hit.start, hit.end, hit.start, memory.pair[0][0], plural=memory.pair[0], type=memory.pair[0][0].type
        )
    classes = frozenset(c for name in wording.references[hit.noun] for c in ontology.concrete(name))
    referent = memory.resolve(classes, hit.noun, sentence, paragraph, pointing=hit.pointing)
    if topic is not None and topic.type in classes and (referent is None or topic.label.endswith(hit.noun)):
        referent = topic
    if referent is None:
        return None
    return Part(hit.start, hit.end, hit.start, referent, type=referent.type)


def pair_of(groups: Sequence[Group], ontology: Ontology) -> tuple[Referent, ...]:
    """Return the two parties of the last group that joins exactly two agents, or nothing."""
    for group in reversed(groups):
        referents = group.referents()
        if len(group.parts) == 2 and len(referents) == 2 and all(ontology.is_a(r.type, "Agent") for r in referents):
            return referents
    return ()
