"""Every RDF syntax holds the same triples, by the judgement of three parsers, in the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_isomorphic

from kg.export import export, triples, turtle
from kg.ontology import load
from tests.samples import RECORDS

SYNTAXES = {
    "ttl": (ox.RdfFormat.TURTLE, "turtle"),
    "nt": (ox.RdfFormat.N_TRIPLES, "nt"),
    "nq": (ox.RdfFormat.N_QUADS, "nquads"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}

RAPPER = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "trig": "trig", "rdfxml": "rdfxml"}
"""Syntaxes that rapper (Debian's raptor2-utils) reads, and its names for them; it knows no JSON-LD."""


def wanted(name: str) -> set[str]:
    """Return the triples a syntax must hold; XML has no place for control characters."""
    found = {f"{triple} ." for triple in triples(RECORDS, load())}
    return {line.replace("\\u000B", "�") for line in found} if name == "rdfxml" else found


@pytest.mark.parametrize("name", SYNTAXES)
def test_pyoxigraph_reads_back_the_same_triples(name: str) -> None:
    parsed = ox.parse(export(RECORDS, load(), name), format=SYNTAXES[name][0])
    assert {f"{quad.triple} ." for quad in parsed} == wanted(name)


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")  # rdflib 7.6 warns of itself
@pytest.mark.parametrize("name", SYNTAXES)
def test_rdflib_reads_back_the_same_triples(name: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=export(RECORDS, load(), name), format=SYNTAXES[name][1])
    graph = rdflib.Graph()
    for subject, predicate, target, _ in dataset.quads():
        graph.add((subject, predicate, target))
    expected = rdflib.Graph().parse(data="\n".join(wanted(name)), format="nt")
    assert to_isomorphic(graph) == to_isomorphic(expected)


@pytest.mark.parametrize("name", RAPPER)
def test_rapper_reads_back_the_same_triples(name: str) -> None:
    command = ["rapper", "--quiet", "--input", RAPPER[name], "--output", "ntriples", "-", "https://kg.example/"]
    done = subprocess.run(command, input=export(RECORDS, load(), name), capture_output=True, check=True)
    assert done.stderr == b""
    parsed = ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)
    assert {f"{quad.triple} ." for quad in parsed} == wanted(name)


def test_percent_signs_and_chinese_come_through_every_syntax() -> None:
    text = {name: export(RECORDS, load(), name).decode() for name in SYNTAXES}
    for name, content in text.items():
        assert "document/%E6%96%B0%E9%97%BB/2023%20%E5%B9%B4%20%231.txt" in content or name == "jsonld"
        assert "document:%E6%96%B0%E9%97%BB/2023%20%E5%B9%B4%20%231.txt" in content or name != "jsonld"
        assert "博尔塔拉蒙古自治州" in content
        assert "新闻/2023 年 #1.txt" in content


@pytest.mark.parametrize("name", SYNTAXES)
def test_bytes_do_not_depend_on_the_hash_seed(name: str) -> None:
    code = (
        "import sys; from kg.export import export; from kg.ontology import load; from tests.samples import RECORDS;"
        f"sys.stdout.buffer.write(export(RECORDS, load(), {name!r}, with_ontology=True))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
    assert len(runs.pop()) > 1000


def test_turtle_is_made_for_reading() -> None:
    text = turtle(RECORDS, load()).decode()
    head, _, body = text.partition("\n\n")
    assert head.splitlines() == sorted(head.splitlines())
    assert all(line.startswith("@prefix ") for line in head.splitlines())
    assert "@prefix tunnel:" not in head
    assert "division:5 a kg:Division ;" in body
    assert "\n\ndivision:6 a kg:Division ;" in body


def test_the_ontology_can_come_along() -> None:
    both = {
        str(quad.triple) for quad in ox.parse(turtle(RECORDS, load(), with_ontology=True), format=ox.RdfFormat.TURTLE)
    }
    alone = {str(triple) for triple in triples(RECORDS, load())}
    assert alone < both
    assert any("ontology#Bridge> <http://www.w3.org/2000/01/rdf-schema#subClassOf>" in line for line in both)
