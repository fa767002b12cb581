"""Both profiles hold the same graph as the usual form and convert back without loss."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.export import derive, export, triples
from kg.export.profiles import usual
from kg.ontology import load
from tests.samples import RECORDS

SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}


@pytest.mark.parametrize(
    ("profile", "syntax"),
    [*(("rdf12", name) for name in SYNTAXES), ("nanopub", "trig"), ("nanopub", "nq"), ("claims", "ttl")],
)
def test_a_profile_converts_back(profile: str, syntax: str) -> None:
    facts = derive(RECORDS, load())
    content = export(RECORDS, load(), syntax, profile=profile, derived=facts)
    parsed = ox.parse(content, format=SYNTAXES[syntax])
    assert set(map(str, usual(parsed))) == set(map(str, triples(RECORDS, load(), derived=facts)))


def test_rdf12_uses_triple_terms() -> None:
    text = export(RECORDS, load(), "ttl", profile="rdf12").decode()
    assert "rdf:reifies <<( division:5 kg:builds road:bingdi-ronghe-dadao )>> ;" in text
    assert "rdf:subject" not in text
    assert "\tkg:builds road:bingdi-ronghe-dadao" in text  # the direct triple is still asserted


def test_nanopub_has_four_graphs_a_claim() -> None:
    claim = next(one for one in RECORDS.claims if one.predicate == "crosses")
    base, np = "https://kg.example/", "http://www.nanopub.org/nschema#"
    node = f"{base}claim/{claim.id}"
    store = ox.Store()
    store.load(export(RECORDS, load(), "trig", profile="nanopub"), format=ox.RdfFormat.TRIG)

    def graph(name: str) -> set[str]:
        return {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(node + name))}

    direct = f"<{base}bridge/shi-ma-da-qiao> <{base}ontology#crosses> <{base}river/manasi-he>"
    assert graph("#assertion") == {direct}
    assert f"<{node}> <{np}hasAssertion> <{node}#assertion>" in graph("#head")
    assert len(graph("#head")) == 4
    assert all(one.startswith(f"<{node}#assertion> ") for one in graph("#provenance"))
    assert f"<{node}> <{base}ontology#status> <{base}ontology#done>" in graph("#pubinfo")
    assert direct not in {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert len(list(store.named_graphs())) == sum(3 + bool(one.evidence) for one in RECORDS.claims)


@pytest.mark.parametrize(("profile", "syntax"), [("rdf12", "ttl"), ("nanopub", "trig")])
def test_bytes_repeat(profile: str, syntax: str) -> None:
    assert export(RECORDS, load(), syntax, profile=profile) == export(RECORDS, load(), syntax, profile=profile)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="profile 'rdf13' is not known; choose one of: claims, rdf12, nanopub"):
        export(RECORDS, load(), "ttl", profile="rdf13")
    with pytest.raises(InputError, match="format 'ttl' cannot hold the profile nanopub; choose one of: trig, nq"):
        export(RECORDS, load(), "ttl", profile="nanopub")
    with pytest.raises(InputError, match="'csv' is not RDF"):
        export(RECORDS, load(), "csv", profile="rdf12")
