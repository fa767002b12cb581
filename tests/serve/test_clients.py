"""SPARQLWrapper asks every shipped question over HTTP and gets what the engine in process answers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from kg import ontology
from kg.query import QueryGraph, open_graph, shipped, shipped_queries
from tests.samples import RECORDS

if TYPE_CHECKING:
    from tests.serve.conftest import Served


@pytest.fixture(scope="module")
def graph() -> QueryGraph:
    return open_graph(RECORDS, ontology.load())


@pytest.mark.parametrize("name", sorted(shipped_queries()))
@pytest.mark.parametrize("method", [GET, POST])
def test_every_shipped_question_is_answered_alike(served: Served, graph: QueryGraph, name: str, method: str) -> None:
    wrapper = SPARQLWrapper(f"{served.address}/sparql", returnFormat=JSON)
    wrapper.setMethod(method)
    wrapper.setQuery(shipped(name))
    answer = wrapper.queryAndConvert()
    assert isinstance(answer, dict)
    variables = answer["head"]["vars"]
    theirs = Counter(
        tuple(row[name]["value"] if name in row else None for name in variables)
        for row in answer["results"]["bindings"]
    )
    ours = graph.query(shipped(name))
    assert variables == list(ours.variables)
    assert theirs == Counter(tuple(None if t is None else getattr(t, "value", "") for t in row) for row in ours.rows)


def test_every_way_to_ask(served: Served) -> None:
    wrapper = SPARQLWrapper(f"{served.address}/sparql")
    wrapper.setQuery("SELECT ?s WHERE { ?s kg:crosses ?o }")
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert() == b"s\r\nhttps://kg.example/bridge/shi-ma-da-qiao\r\n"
    wrapper.setReturnFormat(XML)
    assert "shi-ma-da-qiao" in wrapper.queryAndConvert().toxml()  # type: ignore[union-attr]  # a DOM for XML
    wrapper.setQuery("CONSTRUCT WHERE { ?s kg:crosses ?o }")
    wrapper.setReturnFormat(TURTLE)
    assert b"kg:crosses" in wrapper.queryAndConvert()  # type: ignore[operator]  # bytes for Turtle
