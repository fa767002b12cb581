"""The description counts what is in the graph and names what it was made from."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox

from kg import __version__
from kg.export import dataset, triples
from kg.ontology import load
from tests.samples import FIRST, RECORDS

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "void": "http://rdfs.org/ns/void#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
}


def ask(sparql: str) -> list[tuple[str, ...]]:
    store = ox.Store()
    store.load(dataset(RECORDS, load()), format=ox.RdfFormat.TURTLE)
    found = store.query(sparql, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(getattr(term, "value", "") for term in row) for row in found]


def test_counts() -> None:
    (row,) = ask("SELECT ?t ?e ?d { ?x a void:Dataset ; void:triples ?t ; void:entities ?e ; void:documents ?d }")
    assert row == (str(len(triples(RECORDS, load()))), str(len(RECORDS.entities)), "2")
    county = "<https://kg.example/ontology#County>"
    counties = f"SELECT ?n {{ ?x void:classPartition ?p . ?p void:class {county} ; void:entities ?n }}"
    assert ask(counties) == [("4",)]
    builds = "SELECT ?n { ?p void:property <https://kg.example/ontology#builds> ; void:triples ?n }"
    assert ask(builds) == [("2",)]


def test_inputs_and_versions() -> None:
    used = ask("SELECT ?d ?h { ?x prov:wasGeneratedBy ?b . ?b prov:used ?d . ?d schema:sha256 ?h }")
    first = hashlib.sha256(FIRST.text.encode()).hexdigest()
    assert ("https://kg.example/document/bingdi.txt", first) in used
    assert len(used) == len(RECORDS.documents)
    assert ask("SELECT ?v { ?tool schema:softwareVersion ?v }") == [(__version__,)]


def test_rights_and_licences() -> None:
    assert ask("SELECT ?l { ?x void:subset ?g . ?g dcterms:license ?l }") == [
        ("https://creativecommons.org/licenses/by/4.0/",)
    ]
    assert ask("SELECT ?l { ?t a prov:SoftwareAgent ; dcterms:license ?l }") == [
        ("https://www.apache.org/licenses/LICENSE-2.0",)
    ]
    ((rights,),) = ask("SELECT ?r { ?x a void:Dataset ; dcterms:rights ?r }")
    assert "belong to the publishers" in rights


def test_bytes_repeat() -> None:
    assert dataset(RECORDS, load()) == dataset(RECORDS, load())
