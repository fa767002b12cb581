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
    page = served.get("/division/5", BROWSER)
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
    assert page.headers["content-location"] == "/division/5?format=html"


@pytest.mark.parametrize("media", SYNTAXES)
@pytest.mark.parametrize("path", ["/division/5", f"/claim/{BUILDS.id}", f"/document/{quote(SECOND.id)}", "/ontology"])
def test_the_same_address_is_rdf_for_programs(served: Served, path: str, media: str) -> None:
    answer = served.get(path, media)
    assert (answer.status, answer.media) == (200, media)
    found = list(ox.parse(answer.body, format=SYNTAXES[media], base_iri=BASE))
    assert any(triple.subject == ox.NamedNode(BASE + path[1:]) for triple in found)


def test_rdf_of_an_entity_carries_its_claims_and_their_evidence(served: Served) -> None:
    found = list(ox.parse(served.get("/division/5", "text/turtle").body, format=ox.RdfFormat.TURTLE))
    subjects = {str(triple.subject.value) for triple in found}
    assert f"{BASE}claim/{BUILDS.id}" in subjects
    assert any(triple.predicate.value == "http://www.w3.org/ns/oa#exact" for triple in found)


def test_a_claim_shows_its_sentence_in_its_surroundings(served: Served) -> None:
    page = served.get(f"/claim/{BUILDS.id}", BROWSER).text
    assert "<mark>五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道</mark>" in page
    assert "builds/joint" in page
    assert 'href="/document/bingdi.txt"' in page


def test_a_document_with_an_awkward_name_is_found_however_it_is_written(served: Served) -> None:
    for path in (quote(SECOND.id), quote(SECOND.id, safe=""), quote(SECOND.id, safe="/.")):
        page = served.get(f"/document/{path}", BROWSER)
        assert page.status == 200, path
        assert "石玛大桥" in page.text


def test_background_facts_say_that_no_sentence_says_them(served: Served) -> None:
    claim = next(one for one in CLAIMS if one.origin == "gazetteer")
    assert "A background fact of the gazetteer" in served.get(f"/claim/{claim.id}", BROWSER).text


def test_the_language_follows_the_reader(served: Served) -> None:
    assert '<html lang="en"' in served.get("/division/5", BROWSER, Accept_Language="en-GB,en;q=0.8").text
    assert '<html lang="zh"' in served.get("/division/5", BROWSER).text


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
            assert "兵地融合大道" in other.get(path, BROWSER).text


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
            page = hostile.get(path, BROWSER)
            assert page.status == 200
            assert "<script>alert" not in page.text
            assert "<img" not in page.text
            assert 'href="javascript' not in page.text
