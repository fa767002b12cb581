"""From a match to claims: described things get names, joint subjects and lists are dealt out, both directions said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.judgement import field_of
from kg.extract.linking import Referent
from kg.extract.naming import described_referent
from kg.extract.statements import RawClaim, Rejected
from kg.text.measures import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extract.judgement import Cues
    from kg.extract.mentions import Part
    from kg.extract.scene import Filler, Match, Scene
    from kg.ontology import Ontology

COOPERATION, END_POINT = "cooperatesWith", "connects"
WORK = frozenset({"builds", "manages"})
"""Relations whose agents are the parties of a work."""
NAMING = WORK | {"uses"}
"""Relations whose agents may name a work that has no name."""

_SHARERS = 2
_MOST_PAIRS = 2_500
_MOST_MEMBERS = 64
"""Stride between the ranks of two groups, so that members of one group sort by their place in it."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Deals the fillers of matches out to claims.

    Attributes:
        ontology: What may be said of what.
        cues: Words that pair lists.
        fields: Field of cooperation → its cue words.
    """

    ontology: Ontology
    cues: Cues
    fields: Mapping[str, tuple[str, ...]]

    def name_described(self, scene: Scene, matches: Sequence[Match]) -> None:
        """Name described things after all the parties that any frame finds for them, in the order of the text."""
        parties: dict[int, dict[str, int]] = {}
        parts: dict[int, Part] = {}
        for match in matches:
            if match.frame.source.predicate not in NAMING:
                continue
            if match.frame.source.predicate not in WORK and len(match.referents("S")) < _SHARERS:
                continue
            for part in match.described():
                parts[part.start] = part
                for filler in match.filling("ST"):
                    for rank, referent in enumerate(filler.referents):
                        places = parties.setdefault(part.start, {})
                        places.setdefault(referent.label, filler.start * _MOST_MEMBERS + rank)
        for at, labels in parties.items():
            part = parts[at]
            ordered = tuple(sorted(labels, key=lambda label: (labels[label], label)))
            key, label = described_referent(part.described, part.type, ordered, self.ontology)
            scene.described[at] = Referent(key, part.type, label)

    def claims(self, scene: Scene, match: Match) -> Iterator[RawClaim | Rejected]:
        """Yield the claims of a match, or why there are none."""
        source = match.frame.source
        described = [scene.described[part.start] for part in match.described() if part.start in scene.described]
        if len(described) < len(match.described()):
            yield Rejected(match.low, match.high, source.name, "a described thing without named parties")
            return
        subjects = match.referents("S") + [scene.described[part.start] for part in match.described("S")]
        if match.value is not None:
            if len(subjects) > 1:
                yield Rejected(match.low, match.high, source.name, "a measure of several things together")
                return
            for subject in dict.fromkeys(subjects):
                yield _literal(match, subject)
            return
        yield from self._further_ends(match, described)
        objects = match.referents("O") + [scene.described[part.start] for part in match.described("O")]
        if _most_pairs(match, subjects, objects) > _MOST_PAIRS:
            yield Rejected(match.low, match.high, source.name, "too many parties to pair", "cut")
            return
        field = None
        if source.predicate == COOPERATION:
            field = field_of(scene, match.start, match.end, self.fields, self.ontology.fields)
        for subject, other in dict.fromkeys(self._pairs(scene, match, subjects, objects)):
            if subject.id == other.id:
                continue
            if not self.ontology.admits(subject.type, source.predicate, other.type):
                reason = f"{subject.type} {source.predicate} {other.type} is outside domain and range"
                yield Rejected(match.low, match.high, source.name, reason)
                continue
            yield _claim(match, subject, source.predicate, other, field)
            if source.mutual:
                yield _claim(match, other, source.predicate, subject, field)

    def _pairs(
        self, scene: Scene, match: Match, subjects: Sequence[Referent], objects: Sequence[Referent]
    ) -> Iterator[tuple[Referent, Referent]]:
        for filler in match.filling("B"):
            yield from _mutual(filler)
        if len(subjects) == len(objects) > 1 and not self.cues.each.isdisjoint(
            scene.coded.code[match.start : match.end]
        ):
            yield from zip(subjects, objects, strict=True)
        else:
            yield from ((subject, other) for subject in subjects for other in objects)

    def _further_ends(self, match: Match, described: Sequence[Referent]) -> Iterator[RawClaim]:
        for end in match.referents("T"):
            for work in [*described, *match.referents("O")]:
                if self.ontology.admits(work.type, END_POINT, end.type):
                    yield _claim(match, work, END_POINT, end, None)


def without_talk_of_shared_works(matches: Sequence[Match]) -> list[Match]:
    """Return the matches without those that say of the parties of a work, in the same words, that they cooperate."""
    works = [(match, _parties(match)) for match in matches if match.frame.source.predicate in WORK]
    return [
        match
        for match in matches
        if match.frame.source.predicate != COOPERATION
        or not any(work.overlaps(match) and _parties(match) <= parties for work, parties in works)
    ]


def _parties(match: Match) -> set[str]:
    roles = "SBO" if match.frame.source.predicate == COOPERATION else "SB"
    return {referent.id for referent in match.referents(roles)}


def _literal(match: Match, subject: Referent) -> RawClaim:
    value, source = match.value, match.frame.source
    approximate = isinstance(value, Measure) and value.approximate
    literal = None if value is None else value.value
    return RawClaim(
        subject, source.predicate, None, literal, match.status, None, approximate, match.low, match.high, source.name
    )


def _claim(match: Match, subject: Referent, predicate: str, other: Referent, field: str | None) -> RawClaim:
    rule = match.frame.source.name
    return RawClaim(subject, predicate, other, None, match.status, field, False, match.low, match.high, rule)


def _most_pairs(match: Match, subjects: Sequence[Referent], objects: Sequence[Referent]) -> int:
    """Return a bound of the number of pairs, found without making them."""
    return len(subjects) * len(objects) + sum(len(filler.referents) ** 2 // 2 for filler in match.filling("B"))


def _mutual(filler: Filler) -> Iterator[tuple[Referent, Referent]]:
    """Yield the pairs across the two sides of a group, or all pairs of a plain list."""
    referents, group = filler.referents, filler.group
    if group is not None and group.split and len(referents) == len(group.parts):
        yield from ((a, b) for a in referents[: group.split] for b in referents[group.split :])
        return
    yield from ((a, b) for index, a in enumerate(referents) for b in referents[index + 1 :])
