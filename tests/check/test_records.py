"""A sound graph passes; each thing broken in it is found, alone, by the check that is meant for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kg.check import CHECKS, Finding, check_records
from kg.model import Note
from kg.ontology import load
from tests.samples import BRIDGE, CLAIMS, FIRST, RECORDS, ROAD, SECOND

if TYPE_CHECKING:
    from kg.model import Claim, Entity, GraphRecords

BUILT = next(claim for claim in CLAIMS if (claim.subject, claim.predicate) == ("division/5", "builds"))
LONG = next(claim for claim in CLAIMS if claim.predicate == "lengthKm")
OPENED = next(claim for claim in CLAIMS if claim.predicate == "openedOn")
NEIGHBOURS = next(claim for claim in CLAIMS if claim.predicate == "adjacentTo")
QUOTED = BUILT.evidence[0]


def with_claim(old: Claim, **changed: Any) -> GraphRecords:
    """Return the sample with one claim changed."""
    return replace(RECORDS, claims=tuple(replace(one, **changed) if one == old else one for one in RECORDS.claims))


def with_evidence(**changed: Any) -> GraphRecords:
    """Return the sample with one piece of evidence changed."""
    return with_claim(BUILT, evidence=(replace(QUOTED, **changed),))


def with_entity(name: str, **changed: Any) -> GraphRecords:
    """Return the sample with one entity changed."""
    found: tuple[Entity, ...] = tuple(replace(one, **changed) if one.id == name else one for one in RECORDS.entities)
    return replace(RECORDS, entities=found)


def without_entity(name: str) -> GraphRecords:
    """Return the sample with an entity taken away that one claim and no mention speaks of."""
    return replace(RECORDS, entities=tuple(one for one in RECORDS.entities if one.id != name))


BROKEN: dict[str, tuple[GraphRecords, str, str]] = {
    "another quote": (with_evidence(quote=QUOTED.quote[:-1] + "路"), "quote", "the quote '五师双河市"),
    "shifted offsets": (with_evidence(start=1, end=QUOTED.end + 1), "quote", "the text has '师双河市"),
    "an end before the start": (with_evidence(start=9, end=3), "offsets", "no stretch of a text of"),
    "an empty quote": (with_evidence(start=3, end=3, quote=""), "offsets", "no stretch of a text of"),
    "an end behind the text": (with_evidence(end=9999), "offsets", "no stretch of a text of"),
    "a start before the text": (with_evidence(start=-1), "offsets", "no stretch of a text of"),
    "no evidence": (with_claim(BUILT, evidence=()), "evidence", "no evidence is given"),
    "no rule": (with_evidence(rule=""), "evidence", "does not name the rule"),
    "a document that is not there": (with_evidence(document="gone.txt"), "dangling", "no document 'gone.txt'"),
    "a subject that is not there": (with_claim(BUILT, subject="division/99"), "dangling", "no entity 'division/99'"),
    "an object that is not there": (with_claim(BUILT, object="road/gone"), "dangling", "no entity 'road/gone'"),
    "an entity taken away": (without_entity("unit/659001"), "dangling", "no entity 'unit/659001'"),
    "a claim twice": (replace(RECORDS, claims=(BUILT, *RECORDS.claims)), "duplicate", "stands 2 times"),
    "an entity twice": (replace(RECORDS, entities=(RECORDS.entities[0], *RECORDS.entities)), "duplicate", "2 times"),
    "a document twice": (replace(RECORDS, documents=(FIRST, FIRST, SECOND)), "duplicate", "stands 2 times"),
    "an unknown class": (with_entity("unit/659001", type="Castle"), "class", "no class 'Castle'"),
    "a class of classes": (with_entity("unit/659001", type="Agent"), "class", "holds no entities of its own"),
    "an id of another class": (with_entity("river/manasi-he", type="Lake"), "class", "begin with 'lake/'"),
    "no label": (with_entity("river/manasi-he", label=" "), "label", "has no label"),
    "a latitude alone": (with_entity("unit/652825", lon=None), "place", "a latitude or a longitude alone"),
    "a place off the earth": (with_entity("unit/652825", lat=91.0), "place", "latitude 91.0"),
    "an unknown relation": (with_claim(BUILT, predicate="paints"), "relation", "no relation 'paints'"),
    "a relation of rules": (with_claim(BUILT, predicate="participatesIn"), "relation", "only a rule may conclude"),
    "a wrong subject": (with_claim(LONG, subject="division/5"), "domain", "does not admit Division lengthKm"),
    "a wrong object": (with_claim(NEIGHBOURS, object="river/manasi-he"), "domain", "Regiment adjacentTo River"),
    "object and value": (with_claim(BUILT, value=1.0), "value", "has both object and value"),
    "no object": (with_claim(BUILT, object=None), "value", "has no object and no value"),
    "an object for a number": (
        with_claim(LONG, object=BRIDGE, value=None),
        "value",
        "lengthKm takes a positive number",
    ),
    "a number for an object": (with_claim(BUILT, object=None, value=2.0), "value", "builds takes an entity"),
    "a length of nothing": (with_claim(LONG, value=0.0), "value", "0.0 is no positive number"),
    "an endless length": (with_claim(LONG, value=float("inf")), "value", "inf is no positive number"),
    "a length in words": (with_claim(LONG, value="12公里"), "value", "'12公里' is no positive number"),
    "a month too many": (with_claim(OPENED, value="2021-13"), "value", "'2021-13' is no date"),
    "an unknown status": (with_claim(BUILT, status="dreamt"), "status", "no status 'dreamt'"),
    "an unknown field": (with_claim(BUILT, field="weather"), "status", "no field 'weather'"),
    "an unknown origin": (with_claim(BUILT, origin="rumour"), "status", "no origin 'rumour'"),
    "more than sure": (with_claim(BUILT, confidence=1.2), "status", "1.2 is not between 0 and 1"),
    "a date of a document": (
        replace(RECORDS, documents=(replace(FIRST, published="去年"), SECOND)),
        "date",
        "is no date",
    ),
    "a mention elsewhere": (
        replace(RECORDS, mentions=(replace(RECORDS.mentions[0], surface="六师"), *RECORDS.mentions[1:])),
        "quote",
        "the quote '六师'",
    ),
    "a mention of nothing": (
        replace(RECORDS, mentions=(replace(RECORDS.mentions[0], entity="division/77"), *RECORDS.mentions[1:])),
        "dangling",
        "no entity 'division/77'",
    ),
    "a note about nothing": (replace(RECORDS, notes=(Note("gone.txt", "cut", 0, 1, "x"),)), "dangling", "no document"),
}


def test_the_sample_is_sound() -> None:
    assert check_records(RECORDS, load()) == ()


@pytest.mark.parametrize("broken", BROKEN)
def test_one_thing_broken_is_found_by_its_check_alone(broken: str) -> None:
    records, check, what = BROKEN[broken]
    found = check_records(records, load())
    assert {one.check for one in found} == {check}
    assert what in " / ".join(one.what for one in found)


def test_every_check_of_records_is_broken_once() -> None:
    assert {check for _, check, _ in BROKEN.values()} == set(CHECKS) - {"file", "source", "shape"}


def test_a_finding_says_where() -> None:
    (found,) = check_records(with_evidence(quote="别的话"), load())
    assert found.where == f"claim {BUILT.id}, bingdi.txt [0, 26)"
    (road,) = check_records(with_entity(ROAD, type="Castle", label="路"), load())[:1]
    assert road == Finding("class", f"entity {ROAD}", "the ontology has no class 'Castle'")
