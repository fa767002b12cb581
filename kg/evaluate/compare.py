"""One document's gold against what a graph states about it.

A stated item may be found under several spellings (`kg.evaluate.labels.accepted_keys`), and so may a gold entity (its
label, other labels, surface forms). Stated items that share a spelling are one. What matches optional gold only is
neither right nor wrong.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeVar

from kg.evaluate.labels import LabelKey, accepted_keys, label_key
from kg.evaluate.scores import DocumentScores, Judged, Mistake, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.evaluate.gold import Gold, GoldEntity, GoldFact
    from kg.evaluate.stated import StatedEntity, StatedFact

    ClaimKey = tuple[LabelKey, str, LabelKey]
    ValueKey = tuple[LabelKey, str, str]
    EntityKey = tuple[LabelKey, str]

_Key = TypeVar("_Key", "ClaimKey", "ValueKey")
_MISTAKES = ("missed", "wrong")
_TOLERANCE = 1e-6  # of numbers, relative


def compare(
    gold: Gold, facts: Iterable[StatedFact], entities: Iterable[StatedEntity], is_symmetric: Callable[[str], bool]
) -> DocumentScores:
    """Return the scores of one document.

    Args:
        gold: Its gold.
        facts: Facts that the graph states about this document.
        entities: Entities that the graph mentions in this document.
        is_symmetric: Whether a relation reads the same in both directions.
    """
    stated = list(facts)
    spellings = _Spellings(gold)
    mentioned = list(entities)
    predicates, judged_claims = _claims(gold, [f for f in stated if not f.literal], spellings, is_symmetric)
    values, judged_values = _values(gold, [fact for fact in stated if fact.literal], spellings)
    named, entity_mistakes = _entities(gold, mentioned, spellings)
    judged = (*judged_claims, *judged_values)
    return DocumentScores(
        document=gold.document,
        entities=named,
        claims=Tally.total(predicates.values()),
        values=values,
        links=_links(gold, mentioned, spellings),
        predicates=predicates,
        mistakes=(*(_mistake(gold, one) for one in judged if one.verdict in _MISTAKES), *entity_mistakes),
        judged=judged,
    )


class _Spellings:
    """The keys accepted for each label of a gold file, the label's own first."""

    def __init__(self, gold: Gold) -> None:
        self._keys = {
            entity.label: tuple(dict.fromkeys(label_key(label) for label in (entity.label, *entity.others)))
            for entity in gold.entities
        }

    def of(self, label: str) -> tuple[LabelKey, ...]:
        """Return the keys of a label; one that is no gold entity has only its own."""
        return self._keys.get(label) or (label_key(label),)


def _claims(
    gold: Gold, stated: Iterable[StatedFact], spellings: _Spellings, is_symmetric: Callable[[str], bool]
) -> tuple[dict[str, Tally], list[Judged]]:
    spelled: dict[ClaimKey, ClaimKey] = {}
    sources: dict[ClaimKey, list[StatedFact]] = {}
    for one in stated:
        subjects, objects = accepted_keys(one.subject), accepted_keys(one.target)
        fact = (subjects[0], one.predicate, objects[0])
        owners = [spelled.setdefault((subject, one.predicate, o), fact) for subject, o in product(subjects, objects)]
        sources.setdefault(fact if fact in owners else owners[0], []).append(one)

    def readings(wanted: GoldFact) -> Iterator[ClaimKey]:
        for subject, target in product(spellings.of(wanted.subject), spellings.of(wanted.target)):
            yield subject, wanted.predicate, target
            if is_symmetric(wanted.predicate):
                yield target, wanted.predicate, subject

    verdicts: dict[ClaimKey, str] = {}
    predicates: dict[str, Tally] = {}
    judged: list[Judged] = []

    def count(predicate: str, tally: Tally) -> None:
        predicates[predicate] = predicates.get(predicate, Tally()) + tally

    for wanted in gold.claims:
        found = next((key for key in readings(wanted) if key in spelled), None)
        if found is not None:
            _agree(verdicts, spelled[found], wanted)
        if wanted.optional:
            continue
        count(wanted.predicate, Tally(right=1) if found else Tally(missed=1))
        if found is None:
            judged.append(_missed("claim", wanted))
    for fact, facts in sources.items():
        verdict = verdicts.get(fact)
        if verdict is None and is_symmetric(fact[1]):
            verdict = verdicts.get((fact[2], fact[1], fact[0]))
        if verdict is None:
            count(fact[1], Tally(wrong=1))
        judged.append(_stated("claim", verdict or "wrong", facts))
    return predicates, judged


def _values(gold: Gold, stated: Iterable[StatedFact], spellings: _Spellings) -> tuple[Tally, list[Judged]]:
    spelled: dict[ValueKey, ValueKey] = {}
    sources: dict[ValueKey, list[StatedFact]] = {}
    for one in stated:
        subjects = accepted_keys(one.subject)
        fact = (subjects[0], one.predicate, one.target)
        owners = [spelled.setdefault((subject, one.predicate, one.target), fact) for subject in subjects]
        sources.setdefault(fact if fact in owners else owners[0], []).append(one)
    verdicts: dict[ValueKey, str] = {}
    tally = Tally()
    judged: list[Judged] = []
    for wanted in gold.values:
        keys = spellings.of(wanted.subject)
        found = {
            fact
            for (subject, predicate, value), fact in spelled.items()
            if predicate == wanted.predicate and subject in keys and _equal(value, wanted.target)
        }
        for fact in found:
            _agree(verdicts, fact, wanted)
        if wanted.optional:
            continue
        tally += Tally(right=1) if found else Tally(missed=1)
        if not found:
            judged.append(_missed("value", wanted))
    judged += [_stated("value", verdicts.get(fact, "wrong"), facts) for fact, facts in sources.items()]
    return tally + Tally(wrong=sum(fact not in verdicts for fact in sources)), judged


def _agree(verdicts: dict[_Key, str], fact: _Key, wanted: GoldFact) -> None:
    """Note that the gold agrees with a stated fact; what it requires weighs more than what it leaves open."""
    if not wanted.optional:
        verdicts[fact] = "right"
    else:
        verdicts.setdefault(fact, "optional")


def _entities(gold: Gold, stated: Iterable[StatedEntity], spellings: _Spellings) -> tuple[Tally, list[Mistake]]:
    spelled: dict[EntityKey, tuple[EntityKey, str]] = {}
    for one in stated:
        keys = accepted_keys(one.label)
        for key in keys:
            spelled.setdefault((key, one.type), ((keys[0], one.type), one.label))
    used: set[EntityKey] = set()
    tally, mistakes = Tally(), []
    for wanted in gold.entities:
        keys = spellings.of(wanted.label)
        found = {
            entity
            for (key, type_), (entity, _) in spelled.items()
            if key in keys and (wanted.optional or type_ == wanted.type)
        }
        used |= found
        if wanted.optional:
            continue
        tally += Tally(right=1) if found else Tally(missed=1)
        if not found:
            mistakes.append(Mistake(gold.document, "entity", "missed", (wanted.label, wanted.type)))
    wrong = dict.fromkeys((entity, label) for entity, label in spelled.values() if entity not in used)
    mistakes += [Mistake(gold.document, "entity", "wrong", (label, entity[1])) for entity, label in wrong]
    return tally + Tally(wrong=len(wrong)), mistakes


def _equal(value: str, wanted: str) -> bool:
    try:
        return abs(float(value) - float(wanted)) <= _TOLERANCE * max(1.0, abs(float(wanted)))
    except ValueError:
        return value == wanted


def _links(gold: Gold, mentioned: Iterable[StatedEntity], spellings: _Spellings) -> Tally:
    """Count the distinct names of a document that are linked and that the gold knows.

    A name of several gold entities may be linked to any of them. One not linked is no matter here: entities count it.
    """
    known: dict[str, list[GoldEntity]] = {}
    for entity in gold.entities:
        for surface in dict.fromkeys((entity.label, *entity.surfaces)):
            known.setdefault(surface, []).append(entity)
    verdicts: dict[tuple[str, str, str], bool] = {}
    for one in mentioned:
        if one.surface in known:
            keys = accepted_keys(one.label)
            meant = [
                entity
                for entity in known[one.surface]
                if any(key in spellings.of(entity.label) for key in keys)
                and (entity.optional or entity.type == one.type)
            ]
            if not meant or any(not entity.optional for entity in meant):
                verdicts[one.surface, one.label, one.type] = bool(meant)
    right = sum(verdicts.values())
    return Tally(right, len(verdicts) - right)


def _missed(item: str, fact: GoldFact) -> Judged:
    return Judged(item, "missed", (fact.subject, fact.predicate, fact.target), (), fact.evidence)


def _stated(item: str, verdict: str, facts: Sequence[StatedFact]) -> Judged:
    first = facts[0]
    places = tuple(sorted({(one.start, one.end, one.rule) for one in facts}))
    return Judged(item, verdict, (first.subject, first.predicate, first.target), places, first.quote)


def _mistake(gold: Gold, one: Judged) -> Mistake:
    return Mistake(gold.document, one.item, one.verdict, one.parts, one.quote if one.verdict == "wrong" else "")
