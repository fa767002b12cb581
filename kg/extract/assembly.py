"""From raw claims in clean offsets to the records of one document: ids, evidence, mentions, notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.admission import why_not
from kg.extract.linking import Referent
from kg.extract.statements import RawClaim, Rejected, Told, spelled
from kg.ids import claim_id
from kg.model import Claim, Document, Entity, Evidence, Extraction, Mention, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.extract.extractors import Found, Registered
    from kg.extract.knowledge import Knowledge
    from kg.extract.mentions import MentionBuilder
    from kg.extract.spans import Span
    from kg.text import CleanText


_FULL_NAME = 4
"""A surface this long is a name in full, not an abbreviation."""


def _named_by_form(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the names that no gazetteer holds, those inside other names included."""
    for span in spans:
        if span.kind in ("open", "company", "place", "route"):
            yield span
        yield from _named_by_form(span.inner)


class Assembler:
    """Collects what is found in one document."""

    def __init__(self, document: Document, cleaned: CleanText, knowledge: Knowledge) -> None:
        self._document, self._clean, self._knowledge = document, cleaned, knowledge
        self._claims: dict[str, RawClaim] = {}
        self._evidence: dict[str, list[Evidence]] = {}
        self._sure: dict[str, float] = {}
        self._referents: dict[str, Referent] = {}
        self._known: dict[str, Referent] = {}
        self._aliases: dict[str, set[str]] = {}
        self._mentions: list[Mention] = []
        self._inner: list[Mention] = []
        self._surfaces: dict[str, set[str]] = {}
        self._notes: set[Note] = set()
        for dropped in cleaned.dropped:
            self._notes.add(Note(document.id, "furniture", dropped.start, dropped.end, dropped.kind))

    def take(self, found: Found, source: Registered) -> None:
        """Take what an extractor found.

        Raises:
            ExtractorError: It is nothing that an extractor may give.
        """
        if isinstance(found, RawClaim):
            self._add(found)
        elif isinstance(found, Rejected):
            start, end = self._clean.to_original(found.start, found.end)
            self._remark(found.kind, start, end, f"{found.rule}: {found.reason}")
        elif isinstance(found, Told):
            self._note(found.start, found.end, found.referent, found.reason)
        else:
            self._take_claim(found, source.name)

    def _take_claim(self, claim: Claim, name: str) -> None:
        """Take a finished claim where it may stand, else note why not."""
        subject, object_ = self._named(claim.subject), self._named(claim.object) if claim.object else None
        reason = why_not(claim, subject, object_, self._document, self._knowledge)
        if reason or subject is None:
            size = len(self._document.text)
            places = [(one.start, one.end) for one in claim.evidence if 0 <= one.start <= one.end <= size]
            self._remark("rejected", *(places or [(0, 0)])[0], f"{name}: {reason}")
            return
        self._put(
            RawClaim(
                subject, claim.predicate, object_, claim.value, claim.status, claim.field, claim.approximate, 0, 0, name
            ),
            [replace(one, rule=one.rule or f"{claim.predicate}/{name}") for one in claim.evidence],
            claim.confidence or self._knowledge.confidence.overall,
        )

    def _named(self, key: str) -> Referent | None:
        """Return the referent of an id that the gazetteer or a mention of the document has."""
        entry = self._knowledge.gazetteer.entries.get(key)
        return Referent(key, entry.type, entry.label) if entry else self._known.get(key)

    def fail(self, reason: str) -> None:
        """Note that an extractor failed."""
        self._remark("extractor", 0, 0, reason)

    def _remark(self, kind: str, start: int, end: int, text: str) -> None:
        self._notes.add(Note(self._document.id, kind, start, end, text))

    def mentions(self) -> list[Mention]:
        """Return all mentions found so far, in order."""
        return sorted([*self._mentions, *self._inner], key=lambda m: (m.start, m.end, m.entity or ""))

    def _add(self, raw: RawClaim) -> None:
        evidence = self._cut(raw.start, raw.end, raw.rule)
        self._put(raw, [evidence], self._knowledge.confidence.of(raw.rule))

    def _put(self, raw: RawClaim, evidence: Iterable[Evidence], sure: float) -> None:
        """Add a claim; the same claim found again adds evidence."""
        target = raw.object.id if raw.object else spelled(raw.value)
        subject, object_ = raw.subject, raw.object
        if object_ is not None and self._written_backwards(subject, raw.predicate, object_):
            subject, object_ = object_, subject
            target = object_.id
        key = claim_id(subject.id, raw.predicate, target, (raw.status, raw.field or ""))
        self._referents[subject.id] = subject
        if object_ is not None:
            self._referents[object_.id] = object_
        if key not in self._claims:
            self._claims[key] = raw if subject is raw.subject else raw._replace(subject=subject, object=object_)
            self._evidence[key] = []
        self._evidence[key] += evidence
        self._sure[key] = max(self._sure.get(key, 0.0), sure)

    def _written_backwards(self, subject: Referent, predicate: str, object_: Referent) -> bool:
        """A symmetric claim is written in one direction only, so that both readings are one claim."""
        ontology = self._knowledge.ontology
        if not ontology.relations[predicate].symmetric or not ontology.admits(object_.type, predicate, subject.type):
            return False
        return object_.id < subject.id or not ontology.admits(subject.type, predicate, object_.type)

    def add_spans(self, spans: Sequence[Span], builder: MentionBuilder, other_names: Mapping[str, Referent]) -> None:
        """Add the mentions of a document, linked or not; `other_names` are ids that turned out to be aliases."""
        inside = {(i.start, i.end) for span in spans if span.kind != "described" for i in span.inner if not span.ends}
        for item in builder.linker.linked.values():
            start, end = self._clean.to_original(item.span.start, item.span.end)
            surface = self._document.text[start:end]
            linking = item.linking
            candidates = linking.candidates if linking else ()
            if item.referent is None:
                why = "ambiguous" if linking and linking.ambiguous else "no candidate"
                self._mentions.append(Mention(self._document.id, start, end, surface, "", None, (why,), candidates))
                continue
            linked = linking.linked if linking else None
            reasons = linked.reasons if linked else ("named right after the unit it lies in",)
            mention = Mention(
                self._document.id,
                start,
                end,
                surface,
                item.referent.type,
                item.referent.id,
                reasons,
                candidates if len(candidates) > 1 else (),
            )
            if (item.span.start, item.span.end) in inside:
                self._inner.append(mention)
            else:
                self._mentions.append(mention)
            self._referents[item.referent.id] = item.referent
            self._surfaces.setdefault(item.referent.id, set()).add(item.span.surface)
        for span in _named_by_form(spans):
            head = builder.open_head(span)
            self._note_open(span, other_names.get(head.id, head))

    def _note(self, start: int, end: int, referent: Referent, reason: str) -> None:
        low, high = self._clean.to_original(start, end)
        surface = self._document.text[low:high]
        self._mentions.append(Mention(self._document.id, low, high, surface, referent.type, referent.id, (reason,)))
        self._known[referent.id] = referent

    def _note_open(self, span: Span, referent: Referent) -> None:
        self._note(span.start, span.end, referent, f"name by class word ({span.kind})")
        surface = span.surface
        if surface != referent.label:
            self._aliases.setdefault(referent.id, set()).add(surface)

    def finish(self) -> Extraction:
        """Return the records of the document, each sorted."""
        claims = [self._claim(key, raw) for key, raw in sorted(self._claims.items())]
        used = {c.subject for c in claims} | {c.object for c in claims if c.object}
        known = self._knowledge.gazetteer.entries
        mentions = [m for m in self._mentions if m.entity is None or m.entity in known or m.entity in used]
        mentions += [m for m in self._inner if m.entity in used]
        used |= {m.entity for m in mentions if m.entity}
        entities = tuple(self._entity(self._referents[key]) for key in sorted(used))
        return Extraction(
            self._document,
            entities,
            tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.entity or ""))),
            tuple(claims),
            tuple(sorted(self._notes, key=lambda n: (n.start, n.end, n.kind, n.text))),
        )

    def _claim(self, key: str, raw: RawClaim) -> Claim:
        found = self._evidence[key]
        return Claim(
            key,
            raw.subject.id,
            raw.predicate,
            raw.object.id if raw.object else None,
            raw.value,
            raw.status,
            raw.field,
            self._sure[key],
            approximate=raw.approximate,
            evidence=tuple(found) if len(found) == 1 else tuple(sorted(set(found))),
        )

    def _as_named(self, entity: Entity) -> Entity:
        """A known work or organisation is labelled as the document names it in full; its usual label is an alias."""
        ontology = self._knowledge.ontology
        surfaces = self._surfaces.get(entity.id, set())
        if ontology.is_a(entity.type, "Unit") or ontology.is_a(entity.type, "NaturalFeature"):
            return entity
        full = max((s for s in surfaces if len(s) >= _FULL_NAME), key=lambda s: (len(s), s), default="")
        if not full or entity.label in surfaces:
            return entity
        return _relabelled(entity, full)

    def _entity(self, referent: Referent) -> Entity:
        if referent.id in self._knowledge.gazetteer.entries:
            entity = self._knowledge.gazetteer.entity(referent.id)
            return self._as_named(entity) if referent.label == entity.label else _relabelled(entity, referent.label)
        aliases = tuple(sorted(self._aliases.get(referent.id, ())))
        return Entity(referent.id, referent.type, referent.label, (("zh", referent.label),), aliases)

    def _cut(self, start: int, end: int, rule: str) -> Evidence:
        low, high = self._clean.to_original(start, end)
        text = self._document.text
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        return Evidence(self._document.id, low, high, text[low:high], rule, self._document.published or "")


def _relabelled(entity: Entity, label: str) -> Entity:
    labels = tuple((tag, label if tag == "zh" else text) for tag, text in entity.labels)
    aliases = tuple(sorted({*entity.aliases, entity.label} - {label}))
    return replace(entity, label=label, labels=labels, aliases=aliases)
