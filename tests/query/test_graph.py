"""The graph answers every kind of query, supplies prefixes, sends nothing out and explains what it cannot read."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.ontology import load
from kg.query import QueryGraph, open_graph, rdf
from kg.query.service import service_at
from tests.samples import RECORDS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def graph() -> QueryGraph:
    return open_graph(RECORDS, load())


def test_select_needs_no_prefix_declaration(graph: QueryGraph) -> None:
    result = graph.query("SELECT ?who ?km WHERE { ?who kg:builds ?road . ?road kg:lengthKm ?km } ORDER BY ?who")
    assert result.variables == ("who", "km")
    assert list(result.values()) == [("division:5", 12.5), ("unit:652700", 12.5)]
    assert len(result) == 2


def test_a_declared_prefix_wins(graph: QueryGraph) -> None:
    assert not graph.query("PREFIX kg: <http://elsewhere.example/> SELECT ?s WHERE { ?s kg:builds ?o }")


def test_ask_construct_and_describe(graph: QueryGraph) -> None:
    assert graph.query("ASK { division:5 kg:unifiedWith unit:659007 }").truth is True
    assert graph.query("ASK { division:5 kg:unifiedWith unit:652325 }").truth is False
    made = graph.query("CONSTRUCT { ?b kg:sharesProjectWith ?a } WHERE { ?a kg:builds ?p . ?b kg:builds ?p }")
    assert made.variables == ("subject", "predicate", "object")
    assert next(made.values()) == ("division:5", "kg:sharesProjectWith", "division:5")
    described = graph.query("DESCRIBE division:6")
    assert ("division:6", "skos:prefLabel", "第六师") in list(described.values())


def test_the_class_hierarchy_is_at_hand(graph: QueryGraph) -> None:
    result = graph.query("SELECT ?p WHERE { ?p a/rdfs:subClassOf* kg:Project } ORDER BY ?p")
    assert [row[0] for row in result.values()] == ["bridge:shi-ma-da-qiao", "road:bingdi-ronghe-dadao"]


def test_the_sentence_behind_an_edge(graph: QueryGraph) -> None:
    result = graph.query(
        """SELECT ?sentence ?start WHERE {
             ?claim rdf:subject regiment:37 ; rdf:predicate kg:adjacentTo ; prov:wasDerivedFrom ?evidence .
             ?evidence oa:exact ?sentence ; oa:start ?start }"""
    )
    assert list(result.values()) == [("三十七团与且末县毗邻", 65)]


def test_rdflib_holds_the_same_triples_and_prefixes(graph: QueryGraph) -> None:
    twin = rdf(RECORDS, load())
    assert len(twin) == len(graph)
    assert dict(twin.namespaces())["division"].toPython() == graph.prefixes["division"]
    (row,) = twin.query("SELECT ?o WHERE { division:5 kg:builds ?o }")
    assert str(row[0]).endswith("road/bingdi-ronghe-dadao")  # type: ignore[index]  # a SELECT gives rows


def test_another_base(graph: QueryGraph) -> None:
    moved = open_graph(RECORDS, load(), base="https://data.example.org/")
    assert moved.query("ASK { <https://data.example.org/division/5> kg:builds road:bingdi-ronghe-dadao }").truth is True
    assert len(moved) == len(graph)


def test_a_graph_on_disk_answers_as_in_memory_and_cannot_be_changed(graph: QueryGraph, tmp_path: Path) -> None:
    disk = open_graph(RECORDS, load(), disk=tmp_path / "store")
    everything = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
    rows = [row for row in graph.query(everything).rows if not any(isinstance(term, ox.BlankNode) for term in row)]
    there = [row for row in disk.query(everything).rows if not any(isinstance(term, ox.BlankNode) for term in row)]
    assert rows == there
    with pytest.raises(RuntimeError, match="read-write"):
        disk.store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c")))


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("SELECT ?s WHERE { ?s ?p", "query, line 1, column 24: syntax error after 'SELECT ?s WHERE { ?s ?p'"),
        ("SELECT ?s\nWHERE { ?s ?p ?o ] }", "query, line 2, column 21: syntax error after 'WHERE { ?s ?p ?o ] }'"),
        ("SELECT ?s WHERE { ?s foo:bar ?o }", "the prefix 'foo:' is not known; declare it with PREFIX"),
        ("INSERT DATA { kg:a kg:b kg:c }", "the graph can be read only"),
        ("PREFIX a: <http://a.example/>\nDELETE WHERE { ?s ?p ?o }", "the graph can be read only"),
        ("", "query, line 1, column 1: syntax error"),
    ],
)
def test_what_cannot_be_read_is_explained(graph: QueryGraph, sparql: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        graph.query(sparql)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p '#' . SERVICE ?s { ?s ?p ?o } }",
        'SELECT * WHERE { ?s ?p "it\'s" . SERVICE ?s { ?s ?p ?o } }',
        "SELECT * WHERE { ?s ?p '''a'b''' . SERVICE ?s { ?s ?p ?o } }",
        "SELECT * WHERE { ?s <http://a.example/#x> ?o . SERVICE ?s { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o # comment '\n SERVICE ?s { ?s ?p ?o } }",
        "SELECT * WHERE { FILTER(1 < 2) SERVICE ?s { ?s ?p ?o } FILTER(2 > 1) }",
        "SELECT * WHERE { ?s kg:a\\'b ?o . SERVICE ?s { ?s ?p ?o } }",
        "SELECT * WHERE { ?s kg:a ?o . } SERVI\\u0043E",
        "SELECT * WHERE { \\u0053ERVIC\\U00000045 ?s { ?s ?p ?o } }",
        "PREFIX : <x:> SELECT * WHERE { SERVICE:x { ?s ?p ?o } }",
        "PREFIX SERVICE: <x:> SELECT * WHERE { SERVICE SERVICE:x { ?s ?p SERVICE:y } }",
        "PREFIX : <x:> SELECT * WHERE { FILTER(1<2)SERVICE:x#>\n{ ?s ?p ?o } }",
        "PREFIX : <x:> SELECT * WHERE { ?s ?p 1; SERVICE:x { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 1SERVICE <x:y> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p trueSERVICE <x:y> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 'a'SERVICE <x:y> { ?s ?p ?o } }",
        "PREFIX x: <x:> SELECT * WHERE { ?s ?p x:.SERVICE <x:y> { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICEsilent<x:y> { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICE#<\n#>\nSILENT<x:y> { ?s ?p ?o } }",
        "SELECT * WHERE { VALUES ?x { <x:y> } SERVICE?x{ ?s ?p ?o } }",
        "ASK { { SELECT * { FILTER NOT EXISTS { SERVICE $x { ?s ?p ?o } } } } }",
    ],
)
def test_service_is_refused_wherever_it_hides(graph: QueryGraph, sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not served"):
        graph.query(sparql)


def test_a_syntax_error_beside_the_word_service_is_a_syntax_error(graph: QueryGraph) -> None:
    for sparql in (
        'SELECT * WHERE { ?s ?p "service" ',
        "SELECT ?service WHERE { ?service ?p }",
        "SELECT * WHERE { ?s ?p } # service",
    ):
        with pytest.raises(QueryError, match=r"line 1, column \d+: syntax error"):
            graph.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service WHERE { ?service a kg:Road }",
        "SELECT $service WHERE { $service a kg:Road }",
        "SELECT ?s WHERE { ?s kg:service ?o }",
        "SELECT ?s WHERE { ?s <http://example.org/service> ?o }",
        'SELECT ?s WHERE { ?s ?p \'SERVICE\', """a " SERVICE """ } # SERVICE',
        "PREFIX service: <x:> SELECT ?Service ?service WHERE { ?service service:service ?Service ; a service:x }",
        'SELECT ?s WHERE { ?s ?p "\\u0053ERVICE <x:y> {}" . GRAPH <http://service.example/> { ?s ?p ?o } }',
    ],
)
def test_the_word_service_alone_is_no_crime(graph: QueryGraph, sparql: str) -> None:
    graph.query(sparql)


_PIECES = ["SERVICE", "'", '"', "'''", '"""', "#", "\n", "<", ">", "\\", " ", "a", "?", ":", "@", "{", "}"]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_whatever_the_engine_takes_for_a_query_with_service_is_seen(inside: str) -> None:
    sparql = f"SELECT * WHERE {{ {inside} SERVICE SILENT <urn:x> {{ ?s ?p ?o }} }}"
    try:
        found = ox.Store().query(sparql)
    except (SyntaxError, OSError, RuntimeError, ValueError):
        return
    if isinstance(found, ox.QuerySolutions):
        place = service_at(sparql)
        hidden = "SERVICE" in inside or any(mark in inside for mark in ("#", "'", '"'))
        assert place is not None or hidden


def test_rows_come_in_the_same_order_in_every_process() -> None:
    code = (
        "from kg.ontology import load; from kg.query import open_graph; from tests.samples import RECORDS;"
        "print(open_graph(RECORDS, load()).query('SELECT * WHERE { ?s ?p ?o }').write('tsv'))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
