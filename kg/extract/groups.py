"""Names joined by 、, 和, 与 …: the groups that fill the slots of frames."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.linking import Referent
    from kg.extract.mentions import Part
    from kg.ontology import Ontology

_LIST_MARK = "、"
_WITH_TOWN = ("Regiment", "Township")
_CONJUNCTIONS = frozenset({"与", "同", "跟", "和", "及", "以及", "会同"})
"""Joints that may part two sides; they are the grammar's, so they stand here and not in the lexicon."""

_CONNECTOR = re.compile(r"、\n?|[×✕]|\n?(?:和|与|及|以及|同|跟)\n?(?:[东西南北对两]{1,2}[岸侧边头端面]的)?|以及|会同")


class Group(NamedTuple):
    """Names joined into one slot filler of a frame.

    Attributes:
        parts: The names, in order.
        split: How many of them stand before the joint between two sides (A与B、C), or 0 for a plain list.
        start: First code point in the clean text.
        end: One past the last.
    """

    parts: tuple[Part, ...]
    split: int
    start: int
    end: int

    @property
    def types(self) -> frozenset[str]:
        """Ontology classes of the members, the place readings included."""
        return frozenset(_types(self.parts))

    @property
    def described(self) -> bool:
        """Whether it is one described thing without a name."""
        return len(self.parts) == 1 and bool(self.parts[0].described)

    def referents(self, *, place: bool = False) -> tuple[Referent, ...]:
        """Return what it denotes, in order; with `place`, a division named with its city is the city."""
        if len(self.parts) == 1 and not place:
            return self.parts[0].referents
        return tuple(
            referent
            for part in self.parts
            for referent in ((part.place,) if place and part.place is not None else part.referents)
        )


def group_parts(text: str, parts: Sequence[Part], ontology: Ontology) -> list[Group]:
    """Return the parts of a sentence joined into groups, in order.

    Args:
        text: The clean text.
        parts: Parts in order, without overlaps.
        ontology: Tells which parts are of a kind and so can be joined.
    """
    groups: list[Group] = []
    members: list[Part] = []
    joints: list[str] = []
    for part in _with_their_towns(text, parts):
        joint = _joint(text, members[-1], part, ontology) if members else ""
        if members and not joint:
            groups.append(_closed(members, joints))
            members, joints = [], []
        elif joint:
            joints.append(joint)
        members.append(part)
    if members:
        groups.append(_closed(members, joints))
    return groups


def pair_of(groups: Sequence[Group], ontology: Ontology) -> tuple[Referent, ...]:
    """Return the two parties of the last group that joins exactly two agents, or nothing."""
    for group in reversed(groups):
        referents = group.referents()
        if len(group.parts) == 2 and len(referents) == 2 and all(ontology.is_a(r.type, "Agent") for r in referents):
            return referents
    return ()


def two_of(groups: Sequence[Group]) -> tuple[Referent, ...]:
    """Return the two members of the last group that joins exactly two named things, or nothing."""
    for group in reversed(groups):
        referents = group.referents()
        if len(group.parts) == 2 and len(set(referents)) == 2:
            return referents
    return ()


def _with_their_towns(text: str, parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts, a town in brackets being its regiment by another name: 一四三团（花园镇）."""
    following = (*parts[1:], None)[: len(parts)]
    skipped: Part | None = None
    for part, second in zip(parts, following, strict=True):
        if part is skipped:
            continue
        if (
            second is not None
            and (part.type, second.type) == _WITH_TOWN
            and text[part.end : second.start] == "（"
            and text.startswith("）", second.end)
        ):
            skipped = second
            yield part._replace(end=second.end + 1)
        else:
            yield part


def _types(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        yield from (referent.type for referent in part.referents)
        if part.place is not None:
            yield part.place.type
        if part.described:
            yield part.type


def _closed(members: Sequence[Part], joints: Sequence[str]) -> Group:
    return Group(tuple(members), _split(joints), members[0].start, members[-1].end)


def _joint(text: str, left: Part, right: Part, ontology: Ontology) -> str:
    """Return the word or mark that joins two parts into one group, or an empty string."""
    between = text[left.end : right.start]
    if not between and right.type == left.type == "County" and right.end - right.start == 1:
        return _LIST_MARK  # 和田市县
    if not _CONNECTOR.fullmatch(between):
        return ""
    if not _alike(left, right, ontology) and not _are_listed_places(left, right, between, ontology):
        return ""
    joint = between.strip("\n")
    return next((word for word in _CONJUNCTIONS if len(word) > 1 and joint.startswith(word)), joint[0])


def _split(joints: Sequence[str]) -> int:
    """Return how many members stand before the joint between two sides: 1 for A与B、C, none for A、B和C."""
    if joints and joints[0] in _CONJUNCTIONS and all(j == _LIST_MARK or j in _CONJUNCTIONS for j in joints[1:]):
        return 1
    marks = [number for number, joint in enumerate(joints) if joint in _CONJUNCTIONS]
    if len(marks) == 1 and marks[0] < len(joints) - 1:
        return marks[0] + 1
    return 0


def _alike(left: Part, right: Part, ontology: Ontology) -> bool:
    if left.described or right.described:
        return bool(left.described) == bool(right.described) and left.type == right.type
    return _kind(left, ontology) == _kind(right, ontology)


def _are_listed_places(left: Part, right: Part, joint: str, ontology: Ontology) -> bool:
    """向七十三团、阿尕尔森镇以及库尔德宁景区供水: units and works that are places may stand in one list."""
    places = ("Zone", "ScenicArea", "Facility", "Airport", "Unit")
    return joint.strip("\n") in ("、", "以及") and all(
        any(ontology.is_a(part.type, kind) for kind in places) for part in (left, right) if part.type
    )


def _kind(part: Part, ontology: Ontology) -> str:
    if ontology.is_a(part.type, "Agent"):
        return "agent"
    if ontology.is_a(part.type, "NaturalFeature"):
        return "nature"
    return "work" if part.type else ""
