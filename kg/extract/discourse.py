"""What a clause without a subject goes on about: the clause, sentence or title before it that names such a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import symbols
from kg.extract.scene import Filler

if TYPE_CHECKING:
    from kg.extract.clauses import Coded
    from kg.extract.frames import Slot
    from kg.extract.groups import Group
    from kg.extract.judgement import Cues
    from kg.extract.linking import Referent
    from kg.extract.scene import Scene

_SENTENCES_BACK = 2
_MODIFIER_REACH = 9
_JOINT_REACH = 4
_STAFF_REACH = 8
_SUBJECT_REACH = 5
_COPULA_REACH = 4
_FAR_REACH = 8
_UNKNOWN_SUBJECT = symbols.TEXT * 3


def filler_of(group: Group, classes: frozenset[str], *, place: bool) -> Filler | None:
    """Return what a group puts into a slot of these classes, or None when it does not fit.

    Args:
        group: The group.
        classes: Classes that the slot admits.
        place: Whether a division named with its city is the city, where that fits.
    """
    referents = tuple(referent for referent in group.referents(place=place) if referent.type in classes)
    if place and not referents:
        referents = tuple(referent for referent in group.referents() if referent.type in classes)
    if not referents and not (group.described and group.parts[0].type in classes):
        return None
    return Filler(referents, group, group.start, group.end)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    Attributes:
        slot: The slot to fill.
        place: Whether a division named with its city is the city.
        said: Ids of the entities that fill other slots already.
        told: Whether the frame says that it was told before, so that another sentence may tell it.
        of_units: Whether a unit named in its place is meant instead.
    """

    slot: Slot
    place: bool
    said: frozenset[str]
    told: bool = False
    of_units: bool = False

    def filler(self, group: Group) -> Filler | None:
        """Return what a group would put into the slot, or None when it does not fit."""
        return filler_of(group, self.slot.classes, place=self.place)

    def is_new(self, filler: Filler) -> bool:
        """Return whether a filler adds anything to what is said already."""
        return not filler.referents or not {referent.id for referent in filler.referents} <= self.said


def carried(scene: Scene, start: int, wanted: Wanted, cues: Cues) -> Filler | None:
    """Return what a clause that begins at symbol `start` goes on about, or None."""
    coded = scene.coded
    works = wanted.slot.works
    if not works and _is_about_nobody(coded, start, cues):
        return None  # 机关选派20名干部到X挂职
    fallback: Filler | None = None
    for low, high in coded.clauses_before(start):
        subject, other = _subject(coded, low, high, wanted, cues)
        if subject is not None:
            return subject
        fallback = fallback or other
        if works and other is not None and _is_made(coded, low, other, cues):
            return other  # 拟设立P，预计建成: what is made is what the next clause is about
        if not works and _has_subject(coded, low, high, cues):
            return None
    topic = _topic(scene, wanted)
    if topic is not None and scene.topic is not None and scene.topic.firm:
        return topic
    if fallback is not None and works:
        return fallback
    if any(_has_subject(coded, low, high, cues, units=wanted.of_units) for low, high in coded.clauses_before(start)):
        return fallback
    if coded.code.startswith(_UNKNOWN_SUBJECT, start) or not (
        works or wanted.told or coded.code[start : start + 1] in cues.going_on
    ):
        return fallback  # 下游灌区紧邻…: a subject that is no name; an agent is not left out at the start of a sentence
    for earlier in scene.before[:_SENTENCES_BACK]:
        before = earlier()
        for low, high in before.clauses:
            subject, other = _subject(before, low, high, wanted, cues)
            found = subject or (other if works else None)
            if found is not None:
                return found
    alone = not any(position < start for position, _ in coded.groups)
    return topic if topic is not None and alone else fallback


def _is_about_nobody(coded: Coded, start: int, cues: Cues) -> bool:
    """Return whether the clause that begins at symbol `start` has people without a name as its subject."""
    return any(
        coded.code[at] in cues.nobodies and coded.code[at - 1] not in cues.prepositions | cues.verbs | {cues.de}
        for at in range(start, min(start + _SUBJECT_REACH, len(coded.code)))
    )


def _topic(scene: Scene, wanted: Wanted) -> Filler | None:
    if scene.topic is None or not wanted.slot.works:
        return None
    referent = scene.topic.referent
    if referent.type not in wanted.slot.classes or referent.id in wanted.said:
        return None
    return Filler((referent,), None, scene.coded.start, scene.coded.start)


def _has_subject(coded: Coded, low: int, high: int, cues: Cues, *, units: bool = True) -> bool:
    """Return whether a clause begins with a name of its own, so that a later clause does not look behind it.

    Without `units`, a unit does not count: it acts on what was said before (图为友爱桥。一二六团架起).
    """
    return any(
        low < position
        and position - low <= _SUBJECT_REACH
        and not _is_object(coded, low, position, cues)
        and coded.code[position - 1] not in cues.prepositions | cues.withs
        and (units or group.types.isdisjoint(cues.units))
        for position, group in coded.groups_between(low, high)
    )


def _subject(coded: Coded, low: int, high: int, wanted: Wanted, cues: Cues) -> tuple[Filler | None, Filler | None]:
    """Return what the clause at symbols `[low, high)` is about, and what else in it could be meant."""
    other: Filler | None = None
    beside: Filler | None = None
    for position, group in coded.groups_between(low, high):
        filler = wanted.filler(group)
        if filler is None or not wanted.is_new(filler):
            continue
        if group.described and group.parts[0].type not in wanted.slot.classes:
            continue
        if group.described and cues.be and cues.be in coded.code[low:position]:
            continue  # X是一座水库，位于…
        if not wanted.slot.works and cues.be and cues.be in coded.code[max(low, position - _COPULA_REACH) : position]:
            continue  # 目前是X最大的企业，总部设在…
        if not cues.far.isdisjoint(coded.code[max(low, position - _FAR_REACH) : position].rpartition(cues.de)[2]):
            continue  # 距新疆首府X70公里，距Y5公里: neither lies so far from the other
        if coded.code[position - 1] in cues.by:
            continue  # 由A建成，…: who made it is not what the next clause is about
        if _is_modifier(coded, position, high, cues):
            other = other or filler
        elif _is_oblique(coded, position, cues):
            beside = beside or (filler if wanted.slot.works and not group.described else None)
        elif _is_object(coded, low, position, cues):
            other = other or (filler if wanted.slot.works else None)
        else:
            joint = _joint(coded, position, high, wanted, cues)
            return Filler(filler.referents + joint, group, group.start, group.end), other or beside
    return None, other or beside


def _is_object(coded: Coded, low: int, position: int, cues: Cues) -> bool:
    """Return whether a verb stands before a group in its clause, or before a relative clause that ends there.

    再经X上新架的Y goes on about neither X nor Y, but 对口支援X的Y is about Y.
    """
    first = next((at for at, _ in coded.groups_between(low, position)), position)
    head, relative = coded.code[low:first], coded.code[first + 1 : position].rpartition(cues.de)[0]
    if cues.de not in head and not cues.verbs.isdisjoint(head) and not cues.verbs.isdisjoint(relative):
        return True
    return not cues.verbs.isdisjoint(coded.code[low:position].rpartition(cues.de)[2])


def _is_made(coded: Coded, low: int, filler: Filler, cues: Cues) -> bool:
    """Return whether the verb before a group in its clause is one of making, not one inside a relative clause."""
    position = next((at for at, group in coded.groups if group is filler.group), low)
    made = not cues.build.isdisjoint(coded.code[low:position].rpartition(cues.de)[2])
    return made and not _is_beside(coded, position, cues)


def _is_modifier(coded: Coded, position: int, high: int, cues: Cues) -> bool:
    """Return whether a group belongs to a relative clause (A建设的B), so that B is what the clause is about."""
    for at in range(position + 1, high):
        symbol = coded.code[at]
        if symbols.is_group(symbol):
            return False
        if symbol == cues.de:
            return any(map(symbols.is_group, coded.code[at + 1 : min(high, at + _MODIFIER_REACH)]))
    return False


def _is_oblique(coded: Coded, position: int, cues: Cues) -> bool:
    """Return whether a group hangs on a preposition or owns what follows it."""
    following = coded.code[position + 1 : position + 3]
    if len(following) == 2 and following[0] == cues.de and not symbols.is_group(following[1]):
        return cues.staff.isdisjoint(coded.code[position + 2 : position + _STAFF_REACH])
    while symbols.is_group(coded.code[position - 1]):
        position -= 1  # 坝址在A市B团境内
    if coded.code[position - 1] in cues.prepositions | cues.withs:
        return True
    return _is_beside(coded, position, cues)


def _is_beside(coded: Coded, position: int, cues: Cues) -> bool:
    """Return whether a group hangs on 与 with others or with something unknown: 与拟建的高速、G3012衔接.

    与地方共建的X is about X.
    """
    before = coded.code[position - 1]
    for at in range(position - 1, coded.clause_start(position) - 1, -1):
        if symbols.is_group(coded.code[at]):
            return before == symbols.LIST and _is_oblique(coded, at, cues)
        if coded.code[at] in cues.withs:
            return before != cues.de or coded.code[at + 1] in cues.build.union(*(words for _, words in cues.status))
    return False


def _joint(coded: Coded, position: int, high: int, wanted: Wanted, cues: Cues) -> tuple[Referent, ...]:
    """Return the other subject of what follows, in A … 与B联手."""
    for other, group in coded.groups_between(position + 1, high):
        together = coded.code[other + 1 : other + _JOINT_REACH]
        if coded.code[other - 1] in cues.withs and not cues.joints.isdisjoint(together):
            filler = wanted.filler(group)
            return filler.referents if filler else ()
    return ()
