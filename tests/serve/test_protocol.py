"""The SPARQL 1.1 protocol: the twenty query cases of its test suite, said again for this graph; and what is refused."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from tests.serve.conftest import Served

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"
ONTOLOGY = "https://kg.example/ontology"
SHAPES = "https://kg.example/shapes"
IN_ONTOLOGY = "<https://kg.example/ontology#Road> a <http://www.w3.org/2002/07/owl#Class>"
IN_SHAPES = "<https://kg.example/shape/Entity> a <http://www.w3.org/ns/shacl#NodeShape>"
TRUE = "ASK { VALUES ?x { 1 } }"


def truth(body: bytes) -> bool:
    found = json.loads(body)["boolean"]
    assert isinstance(found, bool)
    return found


def test_query_get(served: Served) -> None:
    answer = served.get(f"/sparql?query={quote(TRUE)}", JSON)
    assert (answer.status, truth(answer.body)) == (200, True)


def test_query_post_form(served: Served) -> None:
    answer = served.send("POST", "/sparql", urlencode({"query": TRUE}).encode(), {"Content-Type": FORM, "Accept": JSON})
    assert (answer.status, truth(answer.body)) == (200, True)


def test_query_post_direct(served: Served) -> None:
    answer = served.send("POST", "/sparql", TRUE.encode(), {"Content-Type": DIRECT, "Accept": JSON})
    assert (answer.status, truth(answer.body)) == (200, True)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_query_dataset_default_graph(served: Served, method: str) -> None:
    for pattern, graph, expected in ((IN_ONTOLOGY, ONTOLOGY, True), (IN_SHAPES, ONTOLOGY, False)):
        fields = urlencode({"query": f"ASK {{ {pattern} }}", "default-graph-uri": graph})
        if method == "GET":
            answer = served.get(f"/sparql?{fields}", JSON)
        else:
            answer = served.send("POST", "/sparql", fields.encode(), {"Content-Type": FORM, "Accept": JSON})
        assert (answer.status, truth(answer.body)) == (200, expected)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_query_dataset_named_graphs(served: Served, method: str) -> None:
    query = f"ASK {{ GRAPH ?g {{ {IN_SHAPES} }} }}"
    for graphs, expected in (((ONTOLOGY, SHAPES), True), ((ONTOLOGY,), False)):
        graph_fields = [("named-graph-uri", graph) for graph in graphs]
        if method == "GET":
            answer = served.get("/sparql?" + urlencode([("query", query), *graph_fields]), JSON)
        else:
            target = "/sparql?" + urlencode(graph_fields)
            answer = served.send("POST", target, query.encode(), {"Content-Type": DIRECT, "Accept": JSON})
        assert (answer.status, truth(answer.body)) == (200, expected)


def test_query_dataset_full(served: Served) -> None:
    query = f"ASK {{ {IN_ONTOLOGY} . GRAPH <{SHAPES}> {{ {IN_SHAPES} }} FILTER NOT EXISTS {{ {IN_SHAPES} }} }}"
    fields = [("query", query), ("default-graph-uri", ONTOLOGY), ("named-graph-uri", SHAPES)]
    answer = served.get("/sparql?" + urlencode(fields), JSON)
    assert (answer.status, truth(answer.body)) == (200, True)


def test_query_multiple_dataset(served: Served) -> None:
    """What the request names goes before what the query names."""
    query = f"ASK FROM <{ONTOLOGY}> {{ {IN_SHAPES} FILTER NOT EXISTS {{ {IN_ONTOLOGY} }} }}"
    answer = served.get("/sparql?" + urlencode([("query", query), ("default-graph-uri", SHAPES)]), JSON)
    assert (answer.status, truth(answer.body)) == (200, True)


def test_several_default_graphs_are_one(served: Served) -> None:
    query = f"ASK {{ {IN_SHAPES} . {IN_ONTOLOGY} }}"
    fields = [("query", query), ("default-graph-uri", SHAPES), ("default-graph-uri", ONTOLOGY)]
    assert truth(served.get("/sparql?" + urlencode(fields), JSON).body) is True


@pytest.mark.parametrize(
    ("query", "accepted"),
    [
        ("SELECT ?x WHERE { VALUES ?x { 1 } }", (JSON, "application/sparql-results+xml", "text/csv",
                                                 "text/tab-separated-values")),
        (TRUE, (JSON, "application/sparql-results+xml")),
        ("DESCRIBE <https://kg.example/division/6>",
         ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")),
        ("CONSTRUCT { <x:a> <x:b> 1 } WHERE {}",
         ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")),
    ],
    ids=["select", "ask", "describe", "construct"],
)  # fmt: skip
def test_query_content_type(served: Served, query: str, accepted: tuple[str, ...]) -> None:
    assert served.get(f"/sparql?query={quote(query)}").media in accepted
    for media in accepted:
        answer = served.get(f"/sparql?query={quote(query)}", media)
        assert (answer.status, answer.media) == (200, media)
        assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(served: Served, method: str) -> None:
    answer = served.send(method, f"/sparql?query={quote(TRUE)}")
    assert answer.status == 405
    assert {"GET", "HEAD", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))


def test_bad_multiple_queries(served: Served) -> None:
    answer = served.get("/sparql?" + urlencode([("query", TRUE), ("query", "SELECT * {}")]))
    assert (answer.status, answer.text) == (400, "give one query as the parameter `query`; there are 2\n")


def test_bad_query_wrong_media_type(served: Served) -> None:
    answer = served.send("POST", "/sparql", TRUE.encode(), {"Content-Type": "text/plain"})
    assert answer.status == 415
    assert "application/sparql-query" in answer.text


def test_bad_query_missing_form_type(served: Served) -> None:
    assert served.send("POST", "/sparql", urlencode({"query": TRUE}).encode(), {"Content-Type": ""}).status == 415


def test_bad_query_missing_direct_type(served: Served) -> None:
    assert served.send("POST", "/sparql", TRUE.encode(), {"Content-Type": ""}).status == 415


def test_bad_query_non_utf8(served: Served) -> None:
    kind = {"Content-Type": f"{DIRECT}; charset=UTF-16"}
    assert served.send("POST", "/sparql", TRUE.encode("utf-16"), kind).status == 415
    undeclared = served.send("POST", "/sparql", TRUE.encode("utf-16"), {"Content-Type": DIRECT})
    assert undeclared.status == 400
    assert "not UTF-8" in undeclared.text
    assert served.get("/sparql?query=ASK%20%7B%20%22%FF%22%20%7D").status == 400


def test_bad_query_syntax(served: Served) -> None:
    answer = served.ask("ASK {\n  ?s ?p }")
    assert (answer.status, answer.media) == (400, "text/plain")
    assert answer.text.startswith("query, line 2, column ")
    assert "syntax error after" in answer.text


def test_chinese_arrives_whole_however_it_is_sent(served: Served) -> None:
    query = 'SELECT ?x WHERE { ?x skos:prefLabel "奇台县"@zh }'
    found = [{"x": "https://kg.example/unit/652325"}]
    assert served.ask(query).rows == found
    assert served.get(f"/sparql?query={quote(query)}").rows == found
    assert served.send("POST", "/sparql", query.encode(), {"Content-Type": f"{DIRECT}; charset=utf-8"}).rows == found
    raw = b"query=" + query.replace(" ", "+").encode()  # as curl -d sends it, not quite encoded
    assert served.send("POST", "/sparql", raw, {"Content-Type": FORM}).rows == found


def test_the_best_liked_format_wins(served: Served) -> None:
    query = f"/sparql?query={quote('SELECT * WHERE { ?s kg:crosses ?o }')}"
    for accept, media in (
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("application/json;q=0, */*", JSON),
        ("application/*;q=0.5, text/tab-separated-values;q=0.5", JSON),
        ("text/turtle, text/csv;q=0.2", "text/csv"),
    ):
        assert served.get(query, accept).media == media, accept
    refused = served.get(query, "image/png")
    assert refused.status == 406
    assert JSON in refused.text
    assert served.get(query, "text/turtle").status == 406  # a graph's format for rows


def test_formats_hold_the_same(served: Served) -> None:
    query = "SELECT ?s ?name WHERE { ?s skos:prefLabel ?name } ORDER BY ?s ?name"
    rows = served.ask(query).rows
    parsed = ox.parse_query_results(
        served.ask(query, "application/sparql-results+xml").body, format=ox.QueryResultsFormat.XML
    )
    assert isinstance(parsed, ox.QuerySolutions)
    assert [{"s": one["s"].value, "name": one["name"].value} for one in parsed] == rows
    assert len(served.ask(query, "text/csv").text.splitlines()) == len(rows) + 1
    assert served.ask(query, "text/tab-separated-values").text.startswith("?s\t?name\n")


def test_what_xml_cannot_hold_does_not_break_it(served: Served) -> None:
    answer = served.ask('SELECT ?x WHERE { BIND ("a\\u000Bb\\rc" AS ?x) }', "application/sparql-results+xml")
    assert "a\ufffdb&#13;c" in answer.text


def test_head_tells_what_get_would(served: Served) -> None:
    target = f"/sparql?query={quote(TRUE)}"
    head, get = served.send("HEAD", target), served.send("GET", target)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(get.body))


def test_long_answers_are_packed_for_who_can_unpack(served: Served) -> None:
    target = f"/sparql?query={quote('SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o')}"
    packed, plain = served.get(target, JSON, Accept_Encoding="gzip"), served.get(target, JSON)
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in plain.headers
    for page in ("/", target):
        unpacked = served.get(page, "*/*", Accept_Encoding="gzip;q=0, identity")
        assert "content-encoding" not in unpacked.headers, page


def test_pages_of_others_may_read_answers(served: Served) -> None:
    target = f"/sparql?query={quote(TRUE)}"
    assert served.get(target, Origin="https://elsewhere.example").headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "content-type"}  # fmt: skip
    allowed = served.send("OPTIONS", "/sparql", None, asked)
    assert allowed.status == 200
    assert "POST" in allowed.headers["access-control-allow-methods"]


def test_a_graph_that_is_not_there_is_named_with_those_that_are(served: Served) -> None:
    answer = served.get("/sparql?" + urlencode({"query": TRUE, "default-graph-uri": "https://kg.example/none"}))
    assert answer.status == 400
    assert answer.text == f"no graph <https://kg.example/none>; named graphs: {ONTOLOGY}, {SHAPES}\n"


def test_without_a_query_the_service_describes_itself(served: Served) -> None:
    answer = served.get("/sparql", "text/turtle")
    graph = {(str(t.predicate.value), str(t.object)) for t in ox.parse(answer.body, format=ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert (sd + "endpoint", f"<{served.address}/sparql>") in graph
    assert (sd + "supportedLanguage", f"<{sd}SPARQL11Query>") in graph
    assert {target for predicate, target in graph if predicate == sd + "name"} == {f"<{ONTOLOGY}>", f"<{SHAPES}>"}
    assert served.get("/sparql").media == "text/turtle"
    assert served.get("/sparql", "application/ld+json").media == "application/ld+json"
    assert served.get("/sparql", "image/png").status == 406
    assert served.get("/sparql?format=json").status == 400  # parameters, but no query


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <x:a> <x:b> 1 }",
        "# read\nDELETE WHERE { ?s ?p ?o }",
        "PREFIX x: <x:> CLEAR ALL",
        "LOAD <http://127.0.0.1:9/>",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "drop all",
    ],
)
def test_nothing_can_be_changed(served: Served, update: str) -> None:
    before = served.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows
    sent = served.ask(update)
    assert sent.status == 400
    assert "can be read only" in sent.text
    form = {"Content-Type": FORM}
    assert served.send("POST", "/sparql", urlencode({"update": update}).encode(), form).status == 403
    kind = {"Content-Type": "application/sparql-update"}
    assert served.send("POST", "/sparql", update.encode(), kind).status == 403
    assert served.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows == before
