"""The shipped ontology says what the vocabulary fixes, in words both languages can read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.ontology import load
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

CONCRETE = [
    "Corps",
    "Division",
    "Regiment",
    "CorpsCompany",
    "Region",
    "Prefecture",
    "County",
    "Township",
    "Village",
    "Road",
    "Railway",
    "Bridge",
    "Tunnel",
    "Airport",
    "BusRoute",
    "Waterway",
    "Zone",
    "DemonstrationZone",
    "ScenicArea",
    "Facility",
    "Enterprise",
    "School",
    "Hospital",
    "Agency",
    "River",
    "Lake",
    "Desert",
    "Mountain",
]
RELATIONS = [
    "locatedIn",
    "near",
    "adjacentTo",
    "partOf",
    "headquarteredIn",
    "unifiedWith",
    "builds",
    "manages",
    "uses",
    "supplies",
    "connects",
    "passesThrough",
    "crosses",
    "cooperatesWith",
    "assists",
    "postsStaffTo",
    "lengthKm",
    "areaKm2",
    "investmentCNY",
    "startedOn",
    "openedOn",
]
PROJECTS = {
    "Road",
    "Railway",
    "Bridge",
    "Tunnel",
    "Airport",
    "BusRoute",
    "Waterway",
    "Zone",
    "DemonstrationZone",
    "ScenicArea",
    "Facility",
}
FIELDS = [
    "transport",
    "utilities",
    "industry",
    "agriculture",
    "tourism",
    "education",
    "health",
    "culture",
    "ecology",
    "governance",
    "security",
    "personnel",
    "general",
]


def named(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def quads() -> Iterator[ox.Quad]:
    return iter(ox.parse(path=str(ontology_dir() / "kg.ttl")))


def test_every_word_of_the_vocabulary_is_there() -> None:
    ontology = load()
    assert sorted(name for name, one in ontology.classes.items() if not one.abstract) == sorted(CONCRETE)
    assert sorted(name for name, one in ontology.relations.items() if not one.by_rule) == sorted(RELATIONS)
    assert ontology.concrete("Project") == PROJECTS
    assert ontology.classes["SharedProject"].by_rule
    assert list(ontology.fields) == FIELDS


def test_symmetric_relations_are_those_of_the_vocabulary() -> None:
    symmetric = {name for name, one in load().relations.items() if one.symmetric and not one.by_rule}
    assert symmetric == {"near", "adjacentTo", "unifiedWith", "cooperatesWith"}


def test_chinese_and_english_are_what_they_claim_to_be() -> None:
    ontology = load()
    texts = [(one.name, text) for one in ontology.classes.values() for text in (one.labels, one.definitions)]
    texts += [(one.name, text) for one in ontology.relations.values() for text in (one.labels, one.definitions)]
    texts += [(one.name, text) for one in ontology.concepts.values() for text in (one.labels, one.definitions)]
    for name, text in texts:
        assert re.search(r"[\u4e00-\u9fff]", text["zh"]), name
        assert re.fullmatch(r"[^\u4e00-\u9fff]+|A (division of|zone whose).+", text["en"]), name


def test_labels_tell_classes_and_relations_apart() -> None:
    ontology = load()
    for language in ("zh", "en"):
        for kind in (ontology.classes, ontology.relations):
            labels = [one.labels[language] for one in kind.values()]
            assert sorted(set(labels)) == sorted(labels)


def test_every_concrete_class_and_every_read_relation_has_an_example() -> None:
    ontology = load()
    shown = {named(quad.subject) for quad in quads() if quad.predicate.value.endswith("#example")}
    wanted = [*CONCRETE, *RELATIONS]
    assert [name for name in wanted if ontology.namespace + name not in shown] == []


@pytest.mark.parametrize("term", ["versionIRI", "license", "creator", "changeNote", "title", "created"])
def test_the_header_states_its_terms(term: str) -> None:
    stated = {
        re.split(r"[#/]", quad.predicate.value)[-1] for quad in quads() if named(quad.subject).endswith("/ontology")
    }
    assert term in stated


def test_what_is_used_of_the_own_namespace_is_declared() -> None:
    namespace = load().namespace
    declared = {
        quad.subject.value
        for quad in quads()
        if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value.endswith("#type")
    }
    used = {
        term.value
        for quad in quads()
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(namespace)
    }
    assert used - declared == set()


def test_nothing_is_of_two_kinds_that_exclude_each_other() -> None:
    ontology = load()
    apart = [
        (named(quad.subject).removeprefix(ontology.namespace), named(quad.object).removeprefix(ontology.namespace))
        for quad in quads()
        if quad.predicate.value.endswith("#disjointWith")
    ]
    assert apart
    for one, other in apart:
        assert not ontology.concrete(one) & ontology.concrete(other), (one, other)


def test_a_fact_never_makes_a_thing_of_a_kind_that_it_is_not() -> None:
    ontology = load()
    stated = {(named(quad.subject), quad.predicate.value): named(quad.object) for quad in quads()}
    for name, relation in ontology.relations.items():
        for end, concrete in (("domain", relation.domain), ("range", relation.range)):
            wide = stated[ontology.namespace + name, f"http://www.w3.org/2000/01/rdf-schema#{end}"]
            if concrete:
                assert concrete <= ontology.concrete(wide.removeprefix(ontology.namespace)), (name, end)
