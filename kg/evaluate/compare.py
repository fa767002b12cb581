"""One document's gold against what a graph states about it.

A stated item may be found under several spellings (`kg.evaluate.labels.accepted_keys`), and so may a gold entity (its
label, other labels, surface forms). Stated items that share a spelling are one. What matches optional gold only is
neither right nor wrong.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from kg.evaluate.labels import LabelKey, accepted_keys, label_key
from kg.evaluate.scores import DocumentScores, Mistake, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.evaluate.gold import Gold, GoldFact
    from kg.evaluate.stated import StatedEntity, StatedFact

    ClaimKey = tuple[LabelKey, str, LabelKey]
    ValueKey = tuple[LabelKey, str, str]
    EntityKey = tuple[LabelKey, str]

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
    claims, predicates, claim_mistakes = _claims(gold, [f for f in stated if not f.literal], spellings, is_symmetric)
    values, value_mistakes = _values(gold, [fact for fact in stated if fact.literal], spellings)
    named, entity_mistakes = _entities(gold, entities, spellings)
    mistakes = (*claim_mistakes, *value_mistakes, *entity_mistakes)
    return DocumentScores(gold.document, named, claims, values, predicates, mistakes)


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
) -> tuple[Tally, dict[str, Tally], list[Mistake]]:
    spelled: dict[ClaimKey, ClaimKey] = {}
    sources: dict[ClaimKey, StatedFact] = {}
    for one in stated:
        subjects, objects = accepted_keys(one.subject), accepted_keys(one.target)
        fact = (subjects[0], one.predicate, objects[0])
        for subject, target in product(subjects, objects):
            if spelled.setdefault((subject, one.predicate, target), fact) == fact:
                sources.setdefault(fact, one)

    def readings(wanted: GoldFact) -> Iterator[ClaimKey]:
        for subject, target in product(spellings.of(wanted.subject), spellings.of(wanted.target)):
            yield subject, wanted.predicate, target
            if is_symmetric(wanted.predicate):
                yield target, wanted.predicate, subject

    used: set[ClaimKey] = set()
    predicates: dict[str, Tally] = {}
    mistakes: list[Mistake] = []

    def count(predicate: str, tally: Tally) -> None:
        predicates[predicate] = predicates.get(predicate, Tally()) + tally

    for wanted in gold.claims:
        found = next((key for key in readings(wanted) if key in spelled), None)
        if found is not None:
            used.add(spelled[found])
        if wanted.optional:
            continue
        count(wanted.predicate, Tally(right=1) if found else Tally(missed=1))
        if found is None:
            mistakes.append(_missed(gold, "claim", wanted))
    for fact, source in sources.items():
        backwards = (fact[2], fact[1], fact[0])
        if fact not in used and not (is_symmetric(fact[1]) and backwards in used):
            count(fact[1], Tally(wrong=1))
            mistakes.append(_wrong(gold, "claim", source))
    return Tally.total(predicates.values()), predicates, mistakes


def _values(gold: Gold, stated: Iterable[StatedFact], spellings: _Spellings) -> tuple[Tally, list[Mistake]]:
    spelled: dict[ValueKey, ValueKey] = {}
    sources: dict[ValueKey, StatedFact] = {}
    for one in stated:
        subjects = accepted_keys(one.subject)
        fact = (subjects[0], one.predicate, one.target)
        for subject in subjects:
            if spelled.setdefault((subject, one.predicate, one.target), fact) == fact:
                sources.setdefault(fact, one)
    used: set[ValueKey] = set()
    tally, mistakes = Tally(), []
    for wanted in gold.values:
        keys = spellings.of(wanted.subject)
        found = {
            fact
            for (subject, predicate, value), fact in spelled.items()
            if predicate == wanted.predicate and subject in keys and _equal(value, wanted.target)
        }
        used |= found
        if wanted.optional:
            continue
        tally += Tally(right=1) if found else Tally(missed=1)
        if not found:
            mistakes.append(_missed(gold, "value", wanted))
    wrong = [source for fact, source in sources.items() if fact not in used]
    mistakes += [_wrong(gold, "value", source) for source in wrong]
    return tally + Tally(wrong=len(wrong)), mistakes


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


def _missed(gold: Gold, item: str, fact: GoldFact) -> Mistake:
    return Mistake(gold.document, item, "missed", (fact.subject, fact.predicate, fact.target))


def _wrong(gold: Gold, item: str, fact: StatedFact) -> Mistake:
    return Mistake(gold.document, item, "wrong", (fact.subject, fact.predicate, fact.target), fact.quote)
