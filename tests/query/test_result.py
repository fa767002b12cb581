"""Answers can be had as Python values, as a DataFrame and in every result format."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.ontology import load
from kg.query import QueryGraph, Result, open_graph
from tests.samples import RECORDS

ROWS = """SELECT ?s ?label ?km ?no WHERE {
  VALUES (?s ?label ?km) {
    (road:x "兵地,\\"大道\\"\\n二"@zh 1.50)
    (<http://a.example/?q=1&r=<2>) UNDEF 7)
  }
}""".replace("r=<2>)", "r=2>")


@pytest.fixture(scope="module")
def graph() -> QueryGraph:
    return open_graph(RECORDS, load())


@pytest.fixture
def result(graph: QueryGraph) -> Result:
    return graph.query(ROWS)


def test_python_values(graph: QueryGraph, result: Result) -> None:
    assert list(result.values()) == [
        ("road:x", '兵地,"大道"\n二', 1.5, None),
        ("http://a.example/?q=1&r=2", None, 7, None),
    ]
    odd = graph.query('SELECT (true AS ?t) ("x"^^xsd:integer AS ?i) ("2020"^^xsd:gYear AS ?y) (1e0 AS ?d) WHERE {}')
    assert list(odd.values()) == [(True, "x", "2020", 1.0)]


def test_dataframe(graph: QueryGraph, result: Result) -> None:
    frame = result.dataframe()
    assert list(frame.columns) == ["s", "label", "km", "no"]
    assert frame["km"].tolist() == [1.5, 7]
    assert graph.query("ASK {}").dataframe()["answer"].tolist() == [True]
    assert list(graph.query("SELECT ?a WHERE { FILTER(false) }").dataframe().columns) == ["a"]


@pytest.mark.parametrize(
    ("form", "syntax"), [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML),
                         ("tsv", ox.QueryResultsFormat.TSV)]
)  # fmt: skip
def test_standard_formats_read_back_the_same(result: Result, form: str, syntax: ox.QueryResultsFormat) -> None:
    parsed = ox.parse_query_results(io.BytesIO(result.write(form).encode()), format=syntax)
    assert isinstance(parsed, ox.QuerySolutions)
    assert [variable.value for variable in parsed.variables] == list(result.variables)
    assert [tuple(row[name] for name in result.variables) for row in parsed] == list(result.rows)


def test_carriage_returns_survive_xml(graph: QueryGraph) -> None:
    text = graph.query('SELECT ("a\\r\\nb" AS ?x) WHERE {}').write("xml")
    parsed = ox.parse_query_results(io.BytesIO(text.encode()), format=ox.QueryResultsFormat.XML)
    assert isinstance(parsed, ox.QuerySolutions)
    assert "a&#13;\nb" in text


def test_csv_gives_bare_values_and_full_iris(result: Result) -> None:
    assert result.write("csv") == (
        's,label,km,no\r\nhttps://kg.example/road/x,"兵地,""大道""\n二",1.5,\r\nhttp://a.example/?q=1&r=2,,7,\r\n'
    )


def test_a_table_is_for_people(graph: QueryGraph) -> None:
    text = graph.query("SELECT ?who ?km WHERE { ?who kg:builds ?p . ?p kg:lengthKm ?km } ORDER BY ?who").write("table")
    assert [line.split() for line in text.splitlines()] == [
        ["who", "km"],
        ["─" * len(text.splitlines()[1].strip())],
        ["division:5", "12.5"],
        ["unit:652700", "12.5"],
        ["2", "rows"],
    ]
    assert graph.query("SELECT ?x WHERE { VALUES ?x { 1 } }").write("table").endswith("\n1 row\n")


@pytest.mark.parametrize(
    ("form", "text"),
    [("table", "yes\n"), ("csv", "true\n"), ("json", '{"head": {}, "boolean": true}\n')],
)
def test_a_truth_value(graph: QueryGraph, form: str, text: str) -> None:
    assert graph.query("ASK {}").write(form) == text
    assert "<boolean>false</boolean>" in graph.query("ASK { FILTER(false) }").write("xml")


@pytest.mark.parametrize(
    ("form", "syntax"),
    [("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES), ("xml", ox.RdfFormat.RDF_XML),
     ("json", ox.RdfFormat.JSON_LD)],
)  # fmt: skip
def test_a_graph_reads_back_the_same(graph: QueryGraph, form: str, syntax: ox.RdfFormat) -> None:
    answer = graph.query("DESCRIBE division:5")
    parsed = {str(quad.triple) for quad in ox.parse(answer.write(form), format=syntax)}
    assert len(parsed) == len(answer) > 5
    assert answer.write("table").splitlines()[0].split() == ["subject", "predicate", "object"]


def test_a_format_that_does_not_fit_is_refused(graph: QueryGraph) -> None:
    with pytest.raises(QueryError, match="the answer to SELECT has no format 'ttl'; choose one of: table, csv"):
        graph.query("SELECT ?s WHERE { ?s a kg:Road }").write("ttl")
    with pytest.raises(QueryError, match="the answer to CONSTRUCT or DESCRIBE has no format 'csv'"):
        graph.query("DESCRIBE division:5").write("csv")
