"""Every address dereferences: a page for people, RDF for programs; nothing a source says becomes markup."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from kg.model import Document, Entity, GraphRecords
from tests.samples import CLAIMS, RECORDS, SECOND
from tests.serve.conftest import serving, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serve.conftest import Served

BASE = "https://kg.example/"
BUILDS = next(one for one in CLAIMS if one.subject == "division/5" and one.predicate == "builds")
SYNTAXES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_an_entity_is_a_page_with_its_claims_and_their_sentences(served: Served) -> None:
    page = served.follow("/division/5", BROWSER)
    assert (page.status, page.media) == (200, "text/html")
    for part in (
        "第五师",
        "农五师",
        "兵地融合大道",
        "五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道",
        "2022-10-25",
        "95%",
    ):
        assert part in page.text
    assert f'href="/claim/{BUILDS.id}"' in page.text
    assert '<link rel="alternate" type="text/turtle" title="Turtle" href="/division/5.ttl">' in page.text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/division/5", f"/claim/{BUILDS.id}", f"/document/{quote(SECOND.id)}"])
@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (BROWSER, ".html"),
        ("*/*", ".html"),
        ("text/turtle", ".ttl"),
        ("application/n-triples", ".nt"),
        ("application/ld+json, text/html;q=0.5", ".jsonld"),
        ("application/rdf+xml", ".rdf"),
    ],
)
def test_the_address_of_a_thing_sends_to_a_document_about_it(
    served: Served, method: str, path: str, accept: str, ending: str
) -> None:
    way = served.send(method, path, None, {"Accept": accept})
    assert (way.status, way.headers["location"]) == (303, path + ending)
    assert "Accept" in way.headers["vary"].split(", ")
    document = served.send(method, path + ending)
    assert document.status == 200
    assert document.headers["link"] == f'<{BASE}{path[1:]}>; rel="describes"'
    assert (document.body == b"") == (method == "HEAD")


@pytest.mark.parametrize(
    ("ending", "media"),
    [
        (".html", "text/html"),
        (".ttl", "text/turtle"),
        (".nt", "application/n-triples"),
        (".rdf", "application/rdf+xml"),
        (".xml", "application/rdf+xml"),
        (".jsonld", "application/ld+json"),
        (".json", "application/ld+json"),
    ],
)
def test_a_document_has_one_format_whatever_is_accepted(served: Served, ending: str, media: str) -> None:
    for path in ("/division/5", "/ontology", "/ontology/0.1.0"):
        found = served.get(path + ending, "image/png")
        assert (found.status, found.media) == (200, media), path
    assert served.get(f"/division/999{ending}").status == 404


def test_an_article_whose_name_ends_like_a_document_is_a_thing(tmp_path: Path) -> None:
    named = [Document(name, "兵地融合", title=name) for name in ("a", "a.ttl", "a.html")]
    write(tmp_path, GraphRecords((*RECORDS.documents, *named), RECORDS.entities, RECORDS.mentions, RECORDS.claims))
    with serving(tmp_path) as other:
        assert other.get("/document/a.ttl", "text/turtle").headers["location"] == "/document/a.ttl.ttl"
        assert other.get("/document/a", "text/turtle").headers["location"] == "/document/a?format=ttl"
        assert f"<{BASE}document/a>" in other.follow("/document/a", "application/n-triples").text
        page = other.follow("/document/a", BROWSER)
        assert page.status == 200
        assert 'href="/document/a?format=ttl"' in page.text
        assert 'href="/document/a.nt"' in page.text


def test_the_address_of_the_ontology_is_a_document(served: Served) -> None:
    found = served.get("/ontology", "text/turtle")
    assert (found.status, found.headers["content-location"]) == (200, "/ontology.ttl")
    assert "Accept" in found.headers["vary"].split(", ")


@pytest.mark.parametrize("media", SYNTAXES)
@pytest.mark.parametrize("path", ["/division/5", f"/claim/{BUILDS.id}", f"/document/{quote(SECOND.id)}", "/ontology"])
def test_the_same_address_is_rdf_for_programs(served: Served, path: str, media: str) -> None:
    answer = served.get(path, media) if path == "/ontology" else served.follow(path, media)
    assert (answer.status, answer.media) == (200, media)
    found = list(ox.parse(answer.body, format=SYNTAXES[media], base_iri=BASE))
    assert any(triple.subject == ox.NamedNode(BASE + path[1:]) for triple in found)


def test_rdf_of_an_entity_carries_its_claims_and_their_evidence(served: Served) -> None:
    found = list(ox.parse(served.follow("/division/5", "text/turtle").body, format=ox.RdfFormat.TURTLE))
    subjects = {str(triple.subject.value) for triple in found}
    assert f"{BASE}claim/{BUILDS.id}" in subjects
    assert any(triple.predicate.value == "http://www.w3.org/ns/oa#exact" for triple in found)


def test_a_claim_shows_its_sentence_in_its_surroundings(served: Served) -> None:
    page = served.follow(f"/claim/{BUILDS.id}", BROWSER).text
    assert "<mark>五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道</mark>" in page
    assert "builds/joint" in page
    assert 'href="/document/bingdi.txt"' in page


def test_a_document_with_an_awkward_name_is_found_however_it_is_written(served: Served) -> None:
    for path in (quote(SECOND.id), quote(SECOND.id, safe=""), quote(SECOND.id, safe="/.")):
        page = served.follow(f"/document/{path}", BROWSER)
        assert page.status == 200, path
        assert "石玛大桥" in page.text


def test_background_facts_say_that_no_sentence_says_them(served: Served) -> None:
    claim = next(one for one in CLAIMS if one.origin == "gazetteer")
    assert "A background fact of the gazetteer" in served.follow(f"/claim/{claim.id}", BROWSER).text


def test_the_language_follows_the_reader(served: Served) -> None:
    assert '<html lang="en"' in served.follow("/division/5", BROWSER, Accept_Language="en-GB,en;q=0.8").text
    assert '<html lang="zh"' in served.follow("/division/5", BROWSER).text


def test_what_is_not_there_is_said_in_the_form_that_was_asked_for(served: Served) -> None:
    page = served.get("/division/999", BROWSER)
    assert (page.status, page.media) == (404, "text/html")
    plain = served.get("/division/999", "text/turtle")
    assert (plain.status, plain.media) == (404, "text/plain")
    assert served.get("/division/5", "image/png").status == 406
    assert "there are: html, ttl" in served.get("/division/5?format=doc").text
    assert served.get("/%FF%FE", BROWSER).status == 404
    assert served.get("/" + quote('<>"{}|\\^` ') + "%00", BROWSER).status == 404


def test_the_first_page_is_the_graph(served: Served) -> None:
    page = served.get("/", BROWSER)
    assert (page.status, page.media) == (200, "text/html")
    assert 'id="data-graph"' in page.text
    again = served.get("/", BROWSER, If_None_Match=page.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert served.get("/", BROWSER, Accept_Encoding="gzip").headers["content-encoding"] == "gzip"


def test_the_ontology_is_a_page_too(served: Served) -> None:
    page = served.get("/ontology", BROWSER).text
    assert 'id="builds"' in page
    assert "kg:Division" in page


def test_health_says_what_is_served(served: Served) -> None:
    import json

    found = json.loads(served.get("/health").body)
    assert (found["status"], found["claims"], found["documents"]) == ("ok", len(CLAIMS), 2)


def test_another_base_dereferences(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path, "--base", "http://127.0.0.1:1234/data", "--derived") as other:
        found = other.ask("SELECT ?x WHERE { ?x a kg:SharedProject }").rows
        assert found == [{"x": "http://127.0.0.1:1234/data/road/bingdi-ronghe-dadao"}]
        for path in ("/data/road/bingdi-ronghe-dadao", "/road/bingdi-ronghe-dadao"):
            assert other.get(path, BROWSER).headers["location"] == "/data/road/bingdi-ronghe-dadao.html"
            assert "兵地融合大道" in other.follow(path, BROWSER).text


def test_the_background_can_be_left_out(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path, "--without-gazetteer") as alone:
        assert alone.ask("ASK { ?claim kg:origin kg:gazetteer }").text == '{"head": {}, "boolean": false}\n'
        assert alone.ask("ASK { ?claim kg:origin kg:article }").text == '{"head": {}, "boolean": true}\n'


def test_nothing_a_source_says_becomes_markup(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    write(
        tmp_path,
        GraphRecords(
            documents=(Document(bad, bad, title=bad, publisher=bad, url="javascript:alert(1)"),),
            entities=(Entity("road/x", "Road", bad, (("en", bad), ("zh", bad)), (bad,)), *RECORDS.entities),
            claims=RECORDS.claims,
        ),
    )
    with serving(tmp_path) as hostile:
        for path in ("/road/x", f"/document/{quote(bad, safe='')}", "/", "/sparql"):
            page = hostile.get(path, BROWSER) if path in ("/", "/sparql") else hostile.follow(path, BROWSER)
            assert page.status == 200
            assert "<script>alert" not in page.text
            assert "<img" not in page.text
            assert 'href="javascript' not in page.text
