"""Running the compiled frames over a coded sentence: their slots are filled, their matches judged and dealt out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import symbols
from kg.extract.discourse import Wanted, carried, filler_of
from kg.extract.distribution import Distribution, without_talk_of_shared_works
from kg.extract.groups import Group
from kg.extract.judgement import Cues, clause_denial, is_cleft, is_general_talk, sentence_denial, status_of
from kg.extract.scene import SHORT_SENTENCE, Filler, Match, Scene
from kg.extract.shortlist import Fillable, Shortlist, numbers
from kg.extract.statements import RawClaim, Rejected
from kg.text.dates import Date
from kg.text.measures import Measure

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.extract.clauses import Coded
    from kg.extract.frames import Frame
    from kg.extract.wording import ClauseWording
    from kg.ontology import Ontology

_MOST_MATCHES = 40
_MOST_GROUPS = 120


@dataclass(frozen=True, slots=True)
class RelationEngine:
    """The compiled frames with the wording that judges a match; make it with `of`.

    Attributes:
        frames: The frames, in order.
        clauses: Word sets and cues.
        cues: The same as symbols.
        distribution: Deals matches out to claims.
        shortlist: Tells which frames what a sentence holds may serve.
        loose: Tells the same of a sentence whose values are not known yet.
        fillable: Tells which frames what was said before it can fill.
        home: Ids of the Corps and of the region it lies in, of which there is general talk.
    """

    frames: tuple[Frame, ...]
    clauses: ClauseWording
    cues: Cues
    distribution: Distribution
    shortlist: Shortlist
    loose: Shortlist
    fillable: Fillable
    home: frozenset[str]

    @classmethod
    def of(
        cls,
        frames: Sequence[Frame],
        clauses: ClauseWording,
        ontology: Ontology,
        words: Mapping[str, str],
        verbs: frozenset[str],
        home: frozenset[str] = frozenset(),
    ) -> RelationEngine:
        """Return the engine of some frames.

        Args:
            frames: Compiled frames.
            clauses: Word sets and cues of status, denial and field.
            ontology: What may be said of what.
            words: Word → symbol.
            verbs: Symbols of the words that predicate something.
            home: Ids of the Corps and of the region it lies in.
        """
        cues = Cues.of(words, clauses, verbs, ontology.concrete("Unit"))
        distribution = Distribution(ontology, cues, clauses.fields)
        shortlist = Shortlist.of([frame.needs for frame in frames])
        loose = Shortlist.of([[need for need in frame.needs if need.isdisjoint(symbols.VALUES)] for frame in frames])
        fillable = Fillable.of([[slot.classes for slot in frame.slots.values() if slot.carried] for frame in frames])
        return cls(tuple(frames), clauses, cues, distribution, shortlist, loose, fillable, home)

    def candidates(self, outline: str, named: Callable[[], frozenset[str]]) -> int:
        """Return which frames could match a sentence that holds these symbols in this order, or fewer, as bits.

        Args:
            outline: The symbols, but for those of values.
            named: Returns the classes of all that the sentence or what is carried into it names.
        """
        mask = self.loose.mask(outline)
        return mask and mask & self.fillable.mask(named())

    def claims(self, scene: Scene, candidates: int) -> list[RawClaim | Rejected]:
        """Return the matches of a sentence that were rejected, then its claims, in the order of the frames.

        Args:
            scene: The sentence.
            candidates: The frames that could match.
        """
        if not symbols.is_group(max(scene.coded.code)):  # they are the highest
            return []
        if len(scene.coded.groups) > _MOST_GROUPS:
            return [Rejected(scene.coded.start, scene.coded.end, "relations", "too many names in one sentence", "cut")]
        matches: list[Match] = []
        rejected: list[RawClaim | Rejected] = []
        for found in self._matches(scene, candidates):
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                matches.append(found)
        self.distribution.name_described(scene, matches)
        kept = without_talk_of_shared_works(matches)
        return [*rejected, *(claim for match in kept for claim in self.distribution.claims(scene, match))]

    def _matches(self, scene: Scene, candidates: int) -> Iterator[Match | Rejected]:
        code = scene.coded.code
        for number in numbers(candidates & self.shortlist.mask(code.replace(symbols.TEXT, ""))):
            frame = self.frames[number]
            position, count = 0, 0
            while count < _MOST_MATCHES:
                found = frame.regex.search(code, position)
                if found is None:
                    break
                position, count = found.start() + 1, count + 1
                match = self._judged(frame, scene, found)
                if match is not None:
                    yield match

    def _judged(self, frame: Frame, scene: Scene, found: re.Match[str]) -> Match | Rejected | None:
        coded = scene.coded
        start, end = found.span()
        fillers: dict[str, Filler] = {}
        for slot in frame.filling_order(found):
            filler = _fill(frame, scene, slot, found, fillers, self.cues)
            if filler is None:
                return None
            fillers[slot] = filler
        if frame.void and _is_void(frame, coded, fillers.values(), start):
            return None
        if not frame.copular and is_cleft(coded, end, self.cues):
            return None
        if is_general_talk(coded, fillers.values(), start, end, self.home):
            return None
        low, high = _extent(scene, fillers.values(), start, end)
        reason = sentence_denial(scene, start, end, self.cues) or clause_denial(coded, start, end, self.cues)
        if reason:
            return Rejected(low, high, frame.source.name, reason)
        status = frame.source.status or status_of(coded, start, end, self.cues)
        return Match(frame, fillers, _value(frame, scene, found), status, low, high, start, end)


def _pays_alone(matched: str, cues: Cues) -> bool:
    """Return whether money is spent, and not together: of A与B签约，投资4亿元建设… the first one builds."""
    return symbols.MONEY in matched and cues.joints.isdisjoint(matched)


def _is_void(frame: Frame, coded: Coded, fillers: Iterable[Filler], start: int) -> bool:
    """Return whether a word that voids the frame stands between a filler carried over in the sentence and the match."""
    groups = {group: at for at, group in coded.groups}
    carried = [groups[filler.group] for filler in fillers if filler.group in groups]
    low = min((at for at in carried if at < start), default=coded.clause_start(start))
    return not frame.void.isdisjoint(coded.code[low:start])


def _value(frame: Frame, scene: Scene, found: re.Match[str]) -> Measure | Date | None:
    if symbols.VALUE_SLOT not in frame.slots:
        return None
    item = scene.coded.items.get(found.start(symbols.VALUE_SLOT))
    return item if frame.literal and isinstance(item, Measure | Date) else None


def _fill(
    frame: Frame, scene: Scene, slot: str, found: re.Match[str], fillers: Mapping[str, Filler], cues: Cues
) -> Filler | None:
    """Return what fills a slot, or None when nothing that fits does."""
    wanted_slot = frame.slots[slot]
    place = wanted_slot.role in frame.source.place
    if slot in frame.regex.groupindex and found[slot] is not None:
        group = scene.coded.items[found.start(slot)]
        return filler_of(group, wanted_slot.classes, place=place) if isinstance(group, Group) else None
    if not wanted_slot.carried:
        return Filler((), None, -1, -1)
    said = frozenset(referent.id for filler in fillers.values() for referent in filler.referents)
    filler = carried(scene, found.start(), Wanted(wanted_slot, place, said, slot == "topic", frame.of_units), cues)
    own = scene.text.startswith(symbols.POSSESSIVE, scene.coded.starts[found.start()])
    alone = frame.comitative or frame.source.first or own or _pays_alone(found[0], cues)
    if filler is not None and filler.group is not None and filler.group.split and alone:
        return filler._replace(referents=filler.referents[: filler.group.split])
    return filler


def _extent(scene: Scene, fillers: Iterable[Filler], start: int, end: int) -> tuple[int, int]:
    """Return the evidence: the clauses of the match, widened to their lines when the sentence is short."""
    coded = scene.coded
    low, high = coded.extent(coded.clause_start(start), coded.clause_end(end))
    if coded.end - coded.start <= SHORT_SENTENCE:
        low = max(scene.text.rfind("\n", coded.start, low) + 1, coded.start)
        line_end = scene.text.find("\n", high, coded.end)
        high = line_end if line_end >= 0 else coded.end
    for filler in fillers:
        if filler.start >= 0:
            low, high = min(low, filler.start), max(high, filler.end)
    return low, high
