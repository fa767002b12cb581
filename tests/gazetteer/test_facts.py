"""The background graph: containment, membership, unity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import ontology
from kg.ids import claim_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gazetteer import Gazetteer
    from kg.model import Claim


def _triples(claims: Iterable[Claim]) -> set[tuple[str, str, str | None]]:
    return {(claim.subject, claim.predicate, claim.object) for claim in claims}


def test_the_chain_upward_stops_below_the_country(shipped: Gazetteer) -> None:
    assert _triples(shipped.facts(["unit/652327106"])) == {
        ("unit/652327106", "locatedIn", "unit/652327"),
        ("unit/652327", "locatedIn", "unit/652300"),
        ("unit/652300", "locatedIn", "unit/650000"),
    }


def test_a_regiment_brings_its_division_the_city_and_the_corps(shipped: Gazetteer) -> None:
    assert _triples(shipped.facts(["regiment/37"])) == {
        ("regiment/37", "partOf", "division/2"),
        ("regiment/37", "locatedIn", "unit/659006"),
        ("regiment/37", "headquarteredIn", "unit/659006107"),
        ("unit/659006107", "locatedIn", "unit/659006"),
        ("unit/659006", "locatedIn", "unit/650000"),
        ("division/2", "unifiedWith", "unit/659006"),
        ("division/2", "partOf", "corps/xpcc"),
        ("division/2", "locatedIn", "unit/650000"),
        ("corps/xpcc", "locatedIn", "unit/650000"),
    }


def test_claims_are_background_sorted_and_each_once(shipped: Gazetteer) -> None:
    claims = shipped.facts(["regiment/37", "division/2", "regiment/36", "road/unknown"])
    assert [claim.id for claim in claims] == sorted({claim.id for claim in claims})
    assert {(claim.origin, claim.evidence, claim.status) for claim in claims} == {("gazetteer", (), "done")}
    assert claims == shipped.facts(["regiment/36", "regiment/37"])
    first = claims[0]
    assert first.object is not None
    assert first.id == claim_id(first.subject, first.predicate, first.object, ("gazetteer",))


def test_the_ontology_admits_every_fact(shipped: Gazetteer) -> None:
    known = ontology.load()
    claims = shipped.all_facts()
    assert len(claims) > 19_000
    kinds = {
        (shipped.seed(claim.subject).type, claim.predicate, shipped.seed(claim.object or "").type) for claim in claims
    }
    assert [kind for kind in sorted(kinds) if not known.admits(*kind)] == []


def test_nothing_is_said_of_what_is_not_known(shipped: Gazetteer) -> None:
    assert shipped.facts(["road/unknown"]) == ()
