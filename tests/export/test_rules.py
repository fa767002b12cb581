"""Rules conclude what follows, say what it rests on, and can be left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.errors import InputError, KnowledgeError
from kg.export import Derived, derive, rules, triples, turtle
from kg.model import Entity
from kg.ontology import load
from tests.samples import BRIDGE, CLAIMS, RECORDS, ROAD, claim

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Claim, GraphRecords


def concluded(records: GraphRecords, *names: str) -> set[tuple[str, str, str]]:
    return {(one.subject, one.predicate, one.object) for one in derive(records, load(), names)}


def with_claims(*more: Claim) -> GraphRecords:
    return replace(RECORDS, claims=tuple(sorted((*CLAIMS, *more), key=lambda one: one.id)))


def test_a_project_of_both_sides_is_shared() -> None:
    assert concluded(RECORDS, "shared-project") == {(ROAD, "type", "SharedProject")}
    assert concluded(RECORDS, "shares-project-with") == {("division/5", "sharesProjectWith", "unit/652700")}


def test_a_corps_city_is_no_local_side() -> None:
    division = claim("division/5", "manages", BRIDGE)
    city = claim("unit/659007", "manages", BRIDGE)
    assert (BRIDGE, "type", "SharedProject") not in concluded(
        replace(RECORDS, claims=(division, city, *(one for one in CLAIMS if one.predicate == "unifiedWith"))),
        "shared-project",
    )
    county = claim("unit/652325", "manages", BRIDGE)
    assert (BRIDGE, "type", "SharedProject") in concluded(with_claims(division, county), "shared-project")


def test_an_organisation_stands_on_its_owners_side() -> None:
    company = Entity("enterprise/x", "Enterprise", "某公司")
    more = with_claims(claim("enterprise/x", "manages", BRIDGE), claim("unit/652325", "uses", BRIDGE))
    records = replace(more, entities=(*RECORDS.entities, company))
    assert (BRIDGE, "type", "SharedProject") not in concluded(records, "shared-project")
    owned = replace(records, claims=(*records.claims, claim("enterprise/x", "partOf", "division/6")))
    assert (BRIDGE, "type", "SharedProject") in concluded(owned, "shared-project")


def test_a_conclusion_says_what_it_rests_on_and_is_no_surer() -> None:
    (shared,) = derive(RECORDS, load(), ["shared-project"])
    basis = [one for one in CLAIMS if one.predicate == "builds"]
    assert shared.basis == tuple(sorted(one.id for one in basis))
    assert (shared.status, shared.confidence, shared.rule) == ("done", 0.95, "shared-project")
    doubtful = replace(basis[0], status="planned", confidence=0.5)
    (less,) = derive(replace(RECORDS, claims=(doubtful, basis[1])), load(), ["shared-project"])
    assert (less.status, less.confidence, less.id) == ("planned", 0.5, shared.id)


def test_inverses_directions_and_participants() -> None:
    assert concluded(RECORDS, "inverses") == {
        ("unit/652700", "contains", "unit/659007"),
        ("unit/652325", "contains", "regiment/6-qitai-nongchang"),
        ("division/6", "hasPart", "regiment/6-qitai-nongchang"),
    }
    assert ("unit/652825", "adjacentTo", "regiment/37") in concluded(RECORDS, "both-ways")
    assert (BRIDGE, "hasParticipant", "unit/659001") in concluded(RECORDS, "participants")


def test_closures_come_on_demand_only() -> None:
    region = Entity("unit/650000", "Region", "新疆维吾尔自治区")
    records = replace(
        with_claims(claim("unit/652700", "locatedIn", "unit/650000")), entities=(*RECORDS.entities, region)
    )
    assert concluded(records, "containment") == {("unit/659007", "locatedIn", "unit/650000")}
    (far,) = derive(records, load(), ["containment"])
    assert len(far.basis) == 2
    default = {(one.subject, one.predicate, one.object) for one in derive(records, load())}
    assert ("unit/659007", "locatedIn", "unit/650000") not in default
    assert {name for name, rule in rules().items() if rule.on_demand} == {"containment", "membership"}


def test_the_same_each_time_and_for_any_order() -> None:
    mixed = replace(RECORDS, claims=RECORDS.claims[::-1], entities=RECORDS.entities[::-1])
    assert derive(mixed, load()) == derive(RECORDS, load())


def test_derived_facts_are_marked_in_rdf_and_can_be_left_out() -> None:
    facts = derive(RECORDS, load(), ["shared-project"])
    alone = set(map(str, triples(RECORDS, load())))
    more = set(map(str, triples(RECORDS, load(), derived=facts))) - alone
    assert len(more) == 11
    node = f"<https://kg.example/claim/{facts[0].id}>"
    kg = "https://kg.example/ontology#"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    assert f"<https://kg.example/{ROAD}> {kind} <{kg}SharedProject>" in more
    assert f"{node} <{kg}origin> <{kg}derived>" in more
    assert f'{node} <{kg}rule> "shared-project"' in more
    for basis in facts[0].basis:
        assert f"{node} <http://www.w3.org/ns/prov#wasDerivedFrom> <https://kg.example/claim/{basis}>" in more
    parsed = ox.parse(turtle(RECORDS, load(), derived=facts), format=ox.RdfFormat.TURTLE)
    assert {str(quad.triple) for quad in parsed} == alone | more


def test_an_unknown_rule_is_answered_with_what_exists() -> None:
    with pytest.raises(InputError, match="there is no rule 'x'; there are: both-ways, containment"):
        derive(RECORDS, load(), ["x"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?subject ?predicate ?object ?basis WHERE {}", "has no line `# zh: …`"),
        ("# zh: 一\n# en: x\nSELECT ?subject WHERE {}", r"a rule selects \?subject \?predicate \?object \?basis"),
        ("# zh: 一\n# en: x\nSELECT", "the rule does not parse"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "bad.rq").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=said) as caught:
        derive(RECORDS, load(), folder=tmp_path)
    assert caught.value.problems[0].file.endswith("bad.rq")


def test_every_rule_adds_only_what_the_ontology_admits() -> None:
    ontology = load()
    types = {one.id: one.type for one in RECORDS.entities}

    def fits(fact: Derived) -> bool:
        if fact.predicate == "type":
            return ontology.classes[fact.object].by_rule
        return ontology.admits(types[fact.subject], fact.predicate, types[fact.object])

    facts = derive(RECORDS, ontology, list(rules()))
    assert facts
    assert all(fits(one) for one in facts)


def test_what_a_source_says_itself_is_not_derived_again() -> None:
    both = with_claims(claim("unit/652825", "adjacentTo", "regiment/37"))
    assert ("unit/652825", "adjacentTo", "regiment/37") in concluded(RECORDS, "both-ways")
    assert not any(predicate == "adjacentTo" for _, predicate, _ in concluded(both, "both-ways"))
