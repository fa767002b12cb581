"""Running the compiled frames over a coded sentence: slots are filled, carried, distributed and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract import symbols
from kg.extract.clauses import Coded, Group
from kg.extract.mentions import Part, Referent
from kg.extract.naming import described_referent
from kg.text.dates import Date
from kg.text.measures import Measure

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract.frames import Frame
    from kg.extract.wording import ClauseWording
    from kg.ontology import Ontology

_MOST_MATCHES = 40
_BREAKS = frozenset(symbols.CLAUSE_STARTS)


@dataclass(frozen=True, slots=True)
class RawClaim:
    """A claim in clean offsets, before evidence is cut and ids are made.

    Attributes:
        subject: The subject.
        predicate: Local name of the relation.
        object: The object, or None for a literal.
        value: The literal, or None.
        status: "planned", "underway" or "done".
        field: Field of cooperation, or None.
        approximate: Whether the source marks the value as approximate.
        start: First code point of the evidence in the clean text.
        end: One past its last.
        rule: Name of the rule.
    """

    subject: Referent
    predicate: str
    object: Referent | None
    value: float | str | None
    status: str
    field: str | None
    approximate: bool
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A match that made no claim: where, by which rule, and why."""

    start: int
    end: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document's title names; firm when the title is nothing but that name."""

    referent: Referent
    firm: bool


@dataclass
class Scene:
    """One sentence with what came before it.

    Attributes:
        text: The clean text.
        coded: The sentence.
        before: Coded sentences before it in the same paragraph, nearest first.
        topic: What the document's title names, or None.
        described: Described things that have got a name, by where they stand.
    """

    text: str
    coded: Coded
    before: Sequence[Coded]
    topic: Topic | None
    described: dict[int, Referent]


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a slot: referents, and where the group stands (its sentence and position) when there is one."""

    referents: tuple[Referent, ...]
    group: Group | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Match:
    """A frame that matched: its filled slots, its value, its status and where it stands."""

    frame: Frame
    fillers: dict[str, Filler]
    value: Measure | Date | None
    status: str
    low: int
    high: int
    start: int
    end: int

    def of(self, role: str) -> list[Referent]:
        """Return the referents of all slots of a role, in the order of the pattern."""
        return [r for slot, f in self.fillers.items() if self.frame.slots[slot][0] == role for r in f.referents]

    def parties(self) -> set[str]:
        """Return the ids of all agents among the fillers."""
        return {r.id for slot, f in self.fillers.items() if self.frame.slots[slot][0] in "SB" for r in f.referents} | (
            {r.id for r in self.of("O")} if self.frame.source.predicate == "cooperatesWith" else set()
        )

    def described(self, roles: str = "SOBTX") -> list[Part]:
        """Return the described things among the fillers of some roles."""
        return [
            f.group.parts[0]
            for slot, f in self.fillers.items()
            if f.group is not None and f.group.described and self.frame.slots[slot][0] in roles
        ]


@dataclass(frozen=True, slots=True)
class RelationEngine:
    """The compiled frames with the wording that judges a match."""

    frames: tuple[Frame, ...]
    clauses: ClauseWording
    ontology: Ontology
    words: dict[str, str]
    verbs: frozenset[str]

    def claims(self, scene: Scene) -> list[RawClaim | Rejected]:
        """Return the claims of a sentence and the matches rejected, in the order of the frames."""
        matches: list[_Match] = []
        rejected: list[RawClaim | Rejected] = []
        for found in self._matches(scene):
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                matches.append(found)
        self._name_described(scene, matches)
        kept = _without_talk_of_shared_works(matches)
        return [*rejected, *(claim for match in kept for claim in self._distribute(scene, match))]

    def _matches(self, scene: Scene) -> Iterator[_Match | Rejected]:
        coded = scene.coded
        present = frozenset(coded.code)
        if not any(symbol >= "\U00100000" for symbol in present):
            return
        for frame in self.frames:
            if frame.anchors and not frame.anchors & present:
                continue
            position, count = 0, 0
            while count < _MOST_MATCHES:
                found = frame.regex.search(coded.code, position)
                if found is None:
                    break
                position, count = found.start() + 1, count + 1
                match = self._judge(frame, scene, found)
                if match is not None:
                    yield match

    def _judge(self, frame: Frame, scene: Scene, found: re.Match[str]) -> _Match | Rejected | None:
        start, end = found.span()
        fillers: dict[str, Filler] = {}
        value: Measure | Date | None = None
        ordered = sorted(frame.slots.items(), key=lambda item: item[0] == "topic" or _is_empty(found, item[0]))
        for slot, (role, classes, carried) in ordered:
            if role == "V":
                item = scene.coded.items.get(found.start("V"))
                if self.ontology.relations[frame.source.predicate].datatype and isinstance(item, Measure | Date):
                    value = item
                continue
            said = frozenset(r.id for f in fillers.values() for r in f.referents)
            filler = self._fill(frame, scene, slot, role, classes, carried, found, said)
            if filler is None:
                return None
            fillers[slot] = filler
        if "是" not in frame.source.pattern and _is_cleft(scene.coded, end, self.words):
            return None
        if _general_talk(scene.coded, fillers, start, end):
            return None
        low, high = self._extent(scene, fillers.values(), start, end)
        reason = self._denied(scene, start, end)
        if reason:
            return Rejected(low, high, frame.source.name, reason)
        status = frame.source.status or self._status(scene, start, end)
        return _Match(frame, fillers, value, status, low, high, start, end)

    def _fill(
        self,
        frame: Frame,
        scene: Scene,
        slot: str,
        role: str,
        classes: frozenset[str],
        carried: bool,
        found: re.Match[str],
        said: frozenset[str],
    ) -> Filler | None:
        place = role in frame.source.place
        if slot in frame.regex.groupindex and found[slot] is not None:
            group = scene.coded.items[found.start(slot)]
            if not isinstance(group, Group):
                return None
            return self._of_group(group, classes, place=place)
        if not carried:
            return Filler((), None, -1, -1)
        filler = self._carried(scene, classes, found.start(), place=place, said=said)
        if filler is not None and filler.group is not None and filler.group.split and "{with}" in frame.source.pattern:
            return replace(filler, referents=filler.referents[: filler.group.split])
        return filler

    def _of_group(self, group: Group, classes: frozenset[str], *, place: bool) -> Filler | None:
        referents = tuple(r for r in group.referents(place=place) if r.type in classes)
        if place and not referents:
            referents = tuple(r for r in group.referents() if r.type in classes)
        if not referents and not (group.described and group.parts[0].type in classes):
            return None
        return Filler(referents, group, group.start, group.end)

    def _carried(
        self, scene: Scene, classes: frozenset[str], start: int, *, place: bool, said: frozenset[str]
    ) -> Filler | None:
        """Return what a clause without a subject goes on about: the nearest clause before it that names such a thing."""
        coded = scene.coded
        works = self._are_works(classes)
        fallback: Filler | None = None
        for low, high in _clauses_before(coded, start):
            subject, other = self._subject(coded, low, high, classes, place=place, said=said)
            if subject is not None:
                return subject
            fallback = fallback or other
            if not works and self._has_subject(coded, low, high):
                return None
        topic = scene.topic
        if topic is not None and (topic.referent.type not in classes or topic.referent.id in said or not works):
            topic = None
        if topic is not None and topic.firm:
            return Filler((topic.referent,), None, coded.start, coded.start)
        if fallback is not None and works:
            return fallback
        if any(self._has_subject(coded, low, high, units=False) for low, high in _clauses_before(coded, start)):
            return fallback
        for before in scene.before[:2]:
            for low, high in _clauses(before):
                subject, other = self._subject(before, low, high, classes, place=place, said=said)
                found = subject or (other if works else None)
                if found is not None:
                    return found
        alone = not any(position < start for position, _ in coded.groups())
        return Filler((topic.referent,), None, coded.start, coded.start) if topic is not None and alone else fallback

    def _are_works(self, classes: frozenset[str]) -> bool:
        return any(self.ontology.is_a(name, "Project") for name in classes)

    def _has_subject(self, coded: Coded, low: int, high: int, *, units: bool = True) -> bool:
        """Whether a clause begins with a name of its own, so that a later clause does not look behind it.

        Without `units`, a unit does not count: it acts on what was said before (图为友爱桥。一二六团架起).
        """
        return any(
            low < position < high
            and position - low <= 2
            and not self._is_object(coded, low, position)
            and (units or not any(self.ontology.is_a(name, "Unit") for name in group.types))
            for position, group in coded.groups()
        )

    def _subject(
        self, coded: Coded, low: int, high: int, classes: frozenset[str], *, place: bool, said: frozenset[str]
    ) -> tuple[Filler | None, Filler | None]:
        """Return what a clause is about, and what else in it could be meant."""
        other: Filler | None = None
        for position, group in coded.groups():
            if not low <= position < high:
                continue
            filler = self._of_group(group, classes, place=place)
            if filler is None or (filler.referents and {r.id for r in filler.referents} <= said):
                continue
            if group.described and group.parts[0].type not in classes:
                continue
            if self._is_modifier(coded, position, high):
                other = other or filler
            elif self._is_object(coded, low, position) or self._is_oblique(coded, position):
                other = other or (filler if self._are_works(classes) else None)
            else:
                joint = self._joint(coded, position, high, classes, place=place)
                return Filler(filler.referents + joint, group, group.start, group.end), other
        return None, other

    def _is_object(self, coded: Coded, low: int, position: int) -> bool:
        """Whether a verb stands before a group in its clause."""
        before = coded.code[low:position]
        return any(symbol in self.verbs for symbol in before[before.rfind(self.words["的"]) + 1 :])

    def _is_modifier(self, coded: Coded, position: int, high: int) -> bool:
        """A建设的B: A belongs to a relative clause, B is what the clause is about."""
        de = self.words["的"]
        for at in range(position + 1, high):
            symbol = coded.code[at]
            if symbol >= "\U00100000":
                return False
            if symbol == de:
                return any(s >= "\U00100000" for s in coded.code[at + 1 : min(high, at + 9)])
        return False

    def _joint(
        self, coded: Coded, position: int, high: int, classes: frozenset[str], *, place: bool
    ) -> tuple[Referent, ...]:
        """A … 与B联手: both are the subject of what follows."""
        withs = {self.words[w] for w in self.clauses.sets["with"]}
        joints = {self.words[w] for w in self.clauses.sets["joint"]}
        for other, group in coded.groups():
            if (
                position < other < high
                and coded.code[other - 1] in withs
                and joints & set(coded.code[other + 1 : other + 4])
            ):
                filler = self._of_group(group, classes, place=place)
                return filler.referents if filler else ()
        return ()

    def _is_oblique(self, coded: Coded, position: int) -> bool:
        before = coded.code[position - 1]
        after = coded.code[position + 1 : position + 2]
        if (
            after
            and after == self.words.get("的")
            and position + 2 < len(coded.code)
            and coded.code[position + 2] < "\U00100000"
        ):
            return True
        return before in {self.words[w] for w in self.clauses.sets["prepositions"]}

    def _extent(self, scene: Scene, fillers: Iterable[Filler], start: int, end: int) -> tuple[int, int]:
        """Return the evidence: the clauses of the match, widened to the whole sentence when that is short."""
        coded = scene.coded
        low, high = _clause_edges(coded, start, end)
        if coded.end - coded.start <= 150:
            low = max(scene.text.rfind("\n", coded.start, low) + 1, coded.start)
            line_end = scene.text.find("\n", high, coded.end)
            high = line_end if line_end >= 0 else coded.end
        for filler in fillers:
            if filler.start >= 0:
                low, high = min(low, filler.start), max(high, filler.end)
        return low, high

    def _denied(self, scene: Scene, start: int, end: int) -> str:
        coded = scene.coded
        if scene.text[coded.start : coded.end].rstrip("”’）").endswith("？"):
            return "a question"
        whole = set(coded.code)
        if whole & {self.words[w] for w in self.clauses.deny_sentence if w in self.words}:
            return "denied, doubted or cancelled"
        first = start
        while first > 0 and coded.code[first - 1] not in _BREAKS:
            first -= 1
        if set(coded.code[first:end]) & {self.words[w] for w in self.clauses.deny_clause}:
            return "negated"
        return ""

    def _status(self, scene: Scene, start: int, end: int) -> str:
        coded = scene.coded
        low, high = _code_edges(coded, start, end)
        future = self.words["将"]
        present = {
            symbol
            for at, symbol in enumerate(coded.code[low:high], low)
            if symbol != future or coded.code[at + 1 : at + 2] < "\U00100000"
        }
        for status in ("planned", "underway"):
            if present & {self.words[w] for w in self.clauses.status.get(status, ())}:
                return status
        return "done"

    def _distribute(self, scene: Scene, match: _Match) -> Iterator[RawClaim | Rejected]:
        source, low, high = match.frame.source, match.low, match.high
        described = [scene.described[part.start] for part in match.described() if part.start in scene.described]
        if len(described) < len(match.described()):
            yield Rejected(low, high, source.name, "a described thing without named parties")
            return
        subjects = match.of("S") + [scene.described[part.start] for part in match.described("S")]
        if match.value is not None:
            approximate = isinstance(match.value, Measure) and match.value.approximate
            for subject in dict.fromkeys(subjects):
                yield RawClaim(
                    subject,
                    source.predicate,
                    None,
                    match.value.value,
                    match.status,
                    None,
                    approximate,
                    low,
                    high,
                    source.name,
                )
            return
        field_ = self._field(scene, match.start, match.end) if source.predicate == "cooperatesWith" else None
        yield from self._extra_ends(match, described)
        objects = match.of("O") + [scene.described[part.start] for part in match.described("O")]
        for subject, object_ in dict.fromkeys(self._pairs(scene, match, subjects, objects)):
            if subject.id == object_.id:
                continue
            if not self.ontology.admits(subject.type, source.predicate, object_.type):
                reason = f"{subject.type} {source.predicate} {object_.type} is outside domain and range"
                yield Rejected(low, high, source.name, reason)
                continue
            yield RawClaim(
                subject, source.predicate, object_, None, match.status, field_, False, low, high, source.name
            )
            if source.mutual:
                yield RawClaim(
                    object_, source.predicate, subject, None, match.status, field_, False, low, high, source.name
                )

    def _pairs(
        self, scene: Scene, match: _Match, subjects: Sequence[Referent], objects: Sequence[Referent]
    ) -> Iterator[tuple[Referent, Referent]]:
        for slot, filler in match.fillers.items():
            if match.frame.slots[slot][0] == "B":
                yield from _mutual(filler)
        each = {self.words[w] for w in self.clauses.sets["each"]}
        if len(subjects) == len(objects) > 1 and each & set(scene.coded.code[match.start : match.end]):
            yield from zip(subjects, objects, strict=True)
        else:
            yield from ((s, o) for s in subjects for o in objects)

    def _name_described(self, scene: Scene, matches: Sequence[_Match]) -> None:
        """Name described things after all the parties that any frame finds for them, in the order of the text."""
        parties: dict[int, dict[str, int]] = {}
        parts: dict[int, Part] = {}
        for match in matches:
            if match.frame.source.predicate not in ("builds", "manages", "uses"):
                continue
            for part in match.described():
                parts[part.start] = part
                for slot, filler in match.fillers.items():
                    if match.frame.slots[slot][0] in "ST":
                        for rank, referent in enumerate(filler.referents):
                            parties.setdefault(part.start, {}).setdefault(referent.label, filler.start * 64 + rank)
        for at, labels in parties.items():
            part = parts[at]
            ordered = tuple(sorted(labels, key=lambda label: (labels[label], label)))
            key, label = described_referent(part.described, part.type, ordered, self.ontology)
            scene.described[at] = Referent(key, part.type, label)

    def _extra_ends(self, match: _Match, described: Sequence[Referent]) -> Iterator[RawClaim]:
        for end in match.of("T"):
            for work in [*described, *match.of("O")]:
                if self.ontology.admits(work.type, "connects", end.type):
                    yield RawClaim(
                        work,
                        "connects",
                        end,
                        None,
                        match.status,
                        None,
                        False,
                        match.low,
                        match.high,
                        match.frame.source.name,
                    )

    def _field(self, scene: Scene, start: int, end: int) -> str:
        low, high = _clause_edges(scene.coded, start, end)
        for text in (scene.text[low:high], scene.text[scene.coded.start : scene.coded.end]):
            counts = {name: sum(text.count(word) for word in words) for name, words in self.clauses.fields.items()}
            best = max(counts.values(), default=0)
            if best:
                return next(name for name in self.ontology.fields if counts.get(name, 0) == best)
        return "general"


def _without_talk_of_shared_works(matches: Sequence[_Match]) -> list[_Match]:
    """Parties that build or run a work in the same words are not said to cooperate besides."""
    works = [m for m in matches if m.frame.source.predicate in ("builds", "manages")]
    return [
        match
        for match in matches
        if match.frame.source.predicate != "cooperatesWith"
        or not any(
            work.start < match.end and match.start < work.end and match.parties() <= work.parties() for work in works
        )
    ]


def _is_empty(found: re.Match[str], slot: str) -> bool:
    return slot in found.re.groupindex and found[slot] is None


def _is_cleft(coded: Coded, end: int, words: dict[str, str]) -> bool:
    """而与B签订协议的是A: the subject comes last, so nothing is carried over."""
    de, be = words["的"], words.get("是", "")
    for at in range(end, min(end + 14, len(coded.code) - 2)):
        after = coded.code[at + 1 : at + 3].lstrip(symbols.COMMA)
        if coded.code[at] == de and after.startswith(be):
            return True
        if coded.code[at] in _BREAKS:
            return False
    return False


def _general_talk(coded: Coded, fillers: dict[str, Filler], start: int, end: int) -> bool:
    """The Corps and the region act only where they stand in the clause itself; elsewhere they are the subject of talk."""
    wide = [f for f in fillers.values() if any(r.type in ("Corps", "Region") for r in f.referents)]
    carried = any(f.start < coded.starts[start] for f in wide)
    return bool(wide) and (carried or bool(_BREAKS & set(coded.code[start + 1 : end])))


def _mutual(filler: Filler) -> Iterator[tuple[Referent, Referent]]:
    referents, group = filler.referents, filler.group
    if group is not None and group.split and len(referents) == len(group.parts):
        yield from ((a, b) for a in referents[: group.split] for b in referents[group.split :])
        return
    yield from ((a, b) for index, a in enumerate(referents) for b in referents[index + 1 :])


def _clauses(coded: Coded) -> list[tuple[int, int]]:
    edges = [i for i, symbol in enumerate(coded.code) if symbol in _BREAKS]
    return [(low, high) for low, high in zip(edges, [*edges[1:], len(coded.code)], strict=True)]


def _clauses_before(coded: Coded, position: int) -> list[tuple[int, int]]:
    return [edges for edges in reversed(_clauses(coded)) if edges[1] <= position]


def _code_edges(coded: Coded, start: int, end: int) -> tuple[int, int]:
    low, high = start, end
    while low > 0 and coded.code[low - 1] not in _BREAKS:
        low -= 1
    while high < len(coded.code) and coded.code[high] not in _BREAKS:
        high += 1
    return low, high


def _clause_edges(coded: Coded, start: int, end: int) -> tuple[int, int]:
    low, high = _code_edges(coded, start, end)
    return coded.starts[low], coded.ends[high - 1]
