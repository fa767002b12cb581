"""From spans to parts: joining chains of names, and what the joining itself says.

新和县塔什艾日克乡阿特贝希墩村 is one part whose head is the village, with two containing units in front;
五师双河市 is one part that acts as the division and is the city as a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.linking import Linker, Referent
from kg.extract.naming import described_referent, open_referent, romanise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.spans import Span
    from kg.extract.wording import NameWording
    from kg.gazetteer import Gazetteer
    from kg.ontology import Ontology

_RANK = {
    "Corps": 0, "Division": 1, "Regiment": 2, "CorpsCompany": 3,
    "Region": 1, "Prefecture": 2, "County": 3, "Township": 4, "Village": 5,
}  # fmt: skip

_LISTED = frozenset({"Township", "Village", "Regiment", "CorpsCompany"})


class Part(NamedTuple):
    """A name in its place, with its head, its chain in front and its other readings.

    Attributes:
        start: First code point in the clean text, the chain in front included.
        end: One past the last.
        head: What it denotes; None for a name that links to nothing.
        place: The city, where a division is named with its city.
        described: Class word with modifiers of a thing without a name, or "".
        ends: End points of a described road or line.
        plural: Further referents, for words such as 双方.
    """

    start: int
    end: int
    head: Referent | None
    place: Referent | None = None
    described: str = ""
    ends: tuple[Referent, ...] = ()
    plural: tuple[Referent, ...] = ()
    type: str = ""

    @property
    def referents(self) -> tuple[Referent, ...]:
        """All it denotes: one, or several for a plural reference."""
        return self.plural or ((self.head,) if self.head else ())


class Structural(NamedTuple):
    """A claim that a name states by its form: `[start, end)` in the clean text."""

    subject: Referent
    predicate: str
    object: Referent
    start: int
    end: int
    rule: str


class _Member(NamedTuple):
    """A unit read as part of another, and where the text goes on behind it."""

    claim: Structural
    end: int


@dataclass(frozen=True, slots=True)
class MentionBuilder:
    """Makes parts of the spans of one document, joining names that stand together.

    Attributes:
        gazetteer: The gazetteer.
        ontology: What may be said of what.
        text: The clean text.
        names: The wording of names.
        linker: What its gazetteer spans denote.
    """

    gazetteer: Gazetteer
    ontology: Ontology
    text: str
    names: NameWording
    linker: Linker

    def part(self, span: Span) -> Part:
        """Return the part of one span on its own."""
        if span.kind == "gazetteer":
            known = self.linker.recalled(span)
            place = self._city_in(span, known)
            return Part(span.start, span.end, known, place=place, type=known.type if known else "")
        if span.kind == "described":
            return self._described(span)
        head = self.open_head(span)
        return Part(span.start, span.end, head, type=span.type)

    def _described(self, span: Span) -> Part:
        ends = tuple(r for r in (self._end_point(end) for end in span.ends) if r)
        if len(ends) < 2:
            return Part(span.start, span.end, None, described=span.label, type=span.type)
        key, label = described_referent(span.label, span.type, tuple(r.label for r in ends), self.ontology)
        return Part(span.start, span.end, Referent(key, span.type, label), ends=ends, type=span.type)

    def open_head(self, span: Span) -> Referent:
        """Return the referent of an open-class, route, company or place span."""
        inner = self.linker.known(span.inner[-1]) if span.kind in ("company", "place") and span.inner else None
        key, label = open_referent(span, inner.label if inner else "", inner.id if inner else "", self.ontology)
        return Referent(key, span.type, label)

    def _end_point(self, span: Span) -> Referent | None:
        if span.kind == "gazetteer":
            return self.linker.known(span)
        return None if span.kind == "described" else self.open_head(span)

    def _city_in(self, span: Span, known: Referent | None) -> Referent | None:
        if known is None or known.type not in ("Division", "Regiment"):
            return None
        unified = self.gazetteer.entries[known.id].unified
        if unified and span.surface.endswith(self.gazetteer.entries[unified].label):
            return self.linker.referent(unified)
        return None

    def chains(self, spans: Sequence[Span]) -> Iterator[tuple[Part, tuple[Structural, ...]]]:
        """Yield the parts of a text in order, with the claims their form states."""
        ordered = sorted(spans, key=lambda s: s.start)
        index = 0
        before: _Member | None = None
        while index < len(ordered):
            part = self.part(ordered[index])
            claims = list(self._inside(ordered[index], part))
            following = index + 1
            part, member = self._listed(before, ordered[index], part)
            claims += [member.claim] if member else []
            while following < len(ordered):
                joined = self._join(part, ordered[following])
                if joined is None:
                    break
                part, more = joined
                claims += more
                member = _member(part, more)
                stated = {(claim.subject, claim.predicate, claim.object) for claim in claims}
                claims += [
                    claim
                    for claim in self._inside(ordered[following], part)
                    if (claim.subject, claim.predicate, claim.object) not in stated
                ]
                following += 1
            yield self._with_government(part), tuple(claims)
            index = following
            before = member

    def _listed(self, before: _Member | None, span: Span, part: Part) -> tuple[Part, _Member | None]:
        """Read a unit listed behind one of its class as lying where that lies: 玛县甲镇、乙镇."""
        if before is None or self.text[before.end : span.start] not in self.names.list_joints:
            return part, None
        outer = before.claim.object
        if span.type in ("Village", "Township") and span.kind == "gazetteer":
            part = self._place_within(outer, span, part)
        if part.head is None or part.head.type != before.claim.subject.type:
            return part, None
        known = self.gazetteer.entries.get(part.head.id)
        if known and outer.id not in (known.member_of, *self.gazetteer.chain(part.head.id)):
            return part, None
        if self._containment(outer, part.head) != before.claim.predicate:
            return part, None
        claim = Structural(part.head, before.claim.predicate, outer, before.claim.start, span.end, "nested-list")
        return part, _Member(claim, span.end)

    def _join(self, part: Part, span: Span) -> tuple[Part, list[Structural]] | None:
        """Join a part and the span right after it into one part, or return None."""
        gap = self.text[part.end : span.start]
        if gap == "的" and self.text[max(0, part.start - 3) : part.start].endswith(self.names.place_before):
            return None
        if gap and not (gap == "的" and self._owned_by_de(part, span)):
            return None
        right = self.part(span)
        left = part.head
        if right.described or left is None:
            return None
        if not gap and span.type in ("Village", "Township") and span.kind == "gazetteer":
            right = self._place_within(left, span, right)
        if right.head is None:
            return None
        if left.type == "Division" and self.gazetteer.entries.get(left.id) and not gap:
            unified = self.gazetteer.entries[left.id].unified
            if unified and right.head.id == unified:
                claim = Structural(left, "unifiedWith", right.head, part.start, span.end, "unified")
                return part._replace(end=span.end, place=right.head), [claim]
        owned = self._front(span) or right.head
        if left.type == "Division" and owned != right.head and self.gazetteer.seed(left.id).unified == owned.id:
            claim = Structural(left, "unifiedWith", owned, part.start, span.end, "unified")
            return right._replace(start=part.start), [claim]
        if left == owned:
            return None
        predicate = self._containment(left, owned)
        if not predicate:
            return None
        claim = Structural(owned, predicate, left, part.start, span.end, "nested")
        return right._replace(start=part.start), [claim]

    def _with_government(self, part: Part) -> Part:
        """昭苏县人民政府 is 昭苏县 acting."""
        if part.head is None or not self.ontology.is_a(part.head.type, "Unit"):
            return part
        if not self.text.startswith(self.names.government, part.end):
            return part
        after = (
            word
            for word in self.names.government
            if self.text.startswith(word, part.end)
            and not self.text.startswith(self.names.not_followed_by.get(word, ()), part.end + len(word))
        )
        word = next(after, "")
        return part._replace(end=part.end + len(word)) if word else part

    def _front(self, span: Span) -> Referent | None:
        """Return the unit or organisation at the front of a name, which is what a unit before the name contains."""
        if span.kind not in ("open", "company") or not span.inner:
            return None
        inner = span.inner[0]
        front = self.open_head(inner) if inner.kind == "open" else self.linker.known(inner)
        if front is None or not self.ontology.is_a(front.type, "Agent"):
            return None
        return front

    def _place_within(self, outer: Referent, span: Span, part: Part) -> Part:
        """Read a village or township right after a unit as lying in it, whatever its namesakes elsewhere."""
        if part.head is not None and outer.id in self.gazetteer.chain(part.head.id):
            return part
        for key in span.ids:
            if outer.id in self.gazetteer.chain(key):
                return self._placed(part, span, self.linker.referent(key))
        if not self.ontology.is_a(outer.type, "Unit") or _RANK.get(outer.type, 9) >= _RANK[span.type]:
            return part
        prefix = self.ontology.classes[span.type].id_prefix
        key = f"{prefix}/{outer.id.partition('/')[2]}-{romanise(span.surface)}"
        return self._placed(part, span, Referent(key, span.type, span.surface))

    def _placed(self, part: Part, span: Span, referent: Referent) -> Part:
        self.linker.nest(span, referent)
        return part._replace(head=referent, type=referent.type)

    def _owned_by_de(self, part: Part, span: Span) -> bool:
        if part.head is None or span.kind not in ("open", "gazetteer") or not span.type:
            return False
        corps = self.ontology.is_a(part.head.type, "CorpsUnit")
        kinds = (
            ("Zone", "Facility", "Enterprise", "ScenicArea", "Waterway")
            if corps
            else ("Zone", "Facility", "Enterprise", "ScenicArea", "Township", "Village")
        )
        return any(self.ontology.is_a(span.type, kind) for kind in kinds)

    def _containment(self, outer: Referent, inner: Referent) -> str:
        """Return how a name directly in front of another contains it, or an empty string."""
        is_a = self.ontology.is_a
        if is_a(outer.type, "CorpsUnit"):
            if is_a(inner.type, "CorpsUnit"):
                return "partOf" if _below(inner, outer) else ""
            if is_a(inner.type, "AdministrativeUnit"):
                return ""
            if self.ontology.admits(inner.type, "partOf", outer.type):
                return "partOf"
            return ""
        if is_a(outer.type, "AdministrativeUnit"):
            if is_a(inner.type, "AdministrativeUnit"):
                known = inner.id in self.gazetteer.entries
                below = _below(inner, outer)
                inside = not known or outer.id in self.gazetteer.chain(inner.id)
                return "locatedIn" if below and inside else ""
            if is_a(inner.type, "NaturalFeature"):
                return ""
            return "locatedIn" if self.ontology.admits(inner.type, "locatedIn", outer.type) else ""
        if self._is_institution(outer):
            return "partOf" if self.ontology.admits(inner.type, "partOf", outer.type) else ""
        return ""

    def _inside(self, span: Span, part: Part) -> Iterator[Structural]:
        """Yield what the names inside a name say: 霍尔果斯…示范区 lies in 霍尔果斯市."""
        head = part.head
        if part.place is not None and head is not None and span.kind == "gazetteer":
            predicate = "unifiedWith" if head.type == "Division" else ""
            if predicate:
                yield Structural(head, predicate, part.place, span.start, span.end, "unified")
        if span.ends:
            for _, claims in self.chains(span.inner):
                yield from claims
        if head is None or not span.inner:
            return
        if span.kind == "gazetteer" and self.ontology.is_a(head.type, "AdministrativeUnit"):
            return
        if span.kind == "company" or span.kind == "place":
            inner = self.linker.known(span.inner[-1])
            if inner:
                predicate = "partOf" if span.kind == "company" else "locatedIn"
                yield Structural(head, predicate, inner, span.start, span.end, "nested")
            return
        if span.ends:
            for point in span.ends:
                referent = self._end_point(point)
                if referent and self.ontology.admits(head.type, "connects", referent.type):
                    yield Structural(head, "connects", referent, span.start, span.end, "name-end-points")
            return
        yield from self._unified_front(span)
        yield from self._township_front(span)
        yield from self._named_after(span, head)

    def _township_front(self, span: Span) -> Iterator[Structural]:
        """Yield where the township in an organisation's name lies: 墨玉县|喀瓦克乡|卫生院."""
        front, *rest = span.inner
        outer = self.linker.known(front)
        if outer is None or not rest or rest[0].type != "Township":
            return
        if rest[0].kind == "place":
            township = self.open_head(rest[0])
        else:
            part = self._place_within(outer, rest[0], self.part(rest[0]))
            if part.head is None:
                return
            township = part.head
        if self._containment(outer, township):
            yield Structural(township, "locatedIn", outer, front.start, rest[0].end, "nested")

    def _unified_front(self, span: Span) -> Iterator[Structural]:
        """Yield that a division and its city are one body when both stand in front of a name: 八师石河子市水利局."""
        front = span.inner[0]
        known = self.linker.known(front)
        if known is None or known.type != "Division":
            return
        unified = self.gazetteer.entries[known.id].unified
        city = self.linker.referent(unified) if unified else None
        if city is not None and self.text.startswith(city.label, front.end):
            yield Structural(known, "unifiedWith", city, span.start, span.end, "unified")

    def _named_after(self, span: Span, head: Referent) -> Iterator[Structural]:
        line = self.ontology.is_a(head.type, "Link")  # called after where it leads, not after its owner
        for inner in span.inner:
            if inner.kind == "open":
                owner = self.open_head(inner)
                institution = self._is_institution(owner)
                if institution and not line and self.ontology.admits(head.type, "partOf", owner.type):
                    yield Structural(head, "partOf", owner, span.start, span.end, "name-owner")
                for claim in self._named_after(inner, owner):
                    if institution:
                        yield claim
                    if claim.predicate == "locatedIn" and (self.ontology.is_a(head.type, "Zone") or not institution):
                        yield claim._replace(subject=head, start=span.start, end=span.end)
                continue
            referent = self.linker.known(inner)
            if referent is None:
                continue
            for claim in self._named_after(inner, referent):
                yield claim
                if claim.predicate == "locatedIn" and not line:
                    yield claim._replace(subject=head, start=span.start, end=span.end)
            if self.ontology.is_a(referent.type, "CorpsUnit"):
                predicate = "" if line else "partOf"
            elif referent.type in ("Region", "Prefecture", "County"):
                predicate = "locatedIn" if self._name_says_place(head.type) else ""
            elif self.ontology.is_a(referent.type, "NaturalFeature") or self.ontology.is_a(referent.type, "Place"):
                predicate = ""
            else:
                predicate = "partOf" if self._is_institution(referent) and not line else ""
            if predicate and self.ontology.admits(head.type, predicate, referent.type):
                yield Structural(
                    head,
                    predicate,
                    referent,
                    span.start,
                    span.end,
                    "name-place" if predicate == "locatedIn" else "name-owner",
                )

    def _is_institution(self, owner: Referent) -> bool:
        return self.ontology.is_a(owner.type, "Organisation") or self.ontology.is_a(owner.type, "Zone")

    def _name_says_place(self, kind: str) -> bool:
        named = ("Zone", "Facility", "Airport", "Enterprise", "School", "Hospital")
        return any(self.ontology.is_a(kind, name) for name in named)


def _member(part: Part, claims: Sequence[Structural]) -> _Member | None:
    """Return what a unit named with the unit it lies in says of further ones listed behind it."""
    claim = claims[-1] if claims else None
    if claim is None or part.head != claim.subject or claim.rule != "nested" or claim.subject.type not in _LISTED:
        return None
    return _Member(claim, part.end)


def _below(inner: Referent, outer: Referent) -> bool:
    return _RANK.get(inner.type, 0) > _RANK.get(outer.type, 9)
