"""The triples: the direct one once, claim nodes with their evidence, documents, names and positions."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.export import triples
from kg.export.iris import Terms, number
from kg.model import Document, Entity, GraphRecords
from kg.ontology import load
from tests.samples import BRIDGE, FIRST, RECORDS, ROAD, SECOND

BASE = "https://kg.example/"
KG = "https://kg.example/ontology#"


def lines(records: GraphRecords = RECORDS, base: str | None = None) -> list[str]:
    return [str(triple) for triple in triples(records, load(), base)]


def about(name: str) -> list[str]:
    """Return the statements of one node, shortened."""
    names = {KG: "kg:", BASE: "", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:"}
    names |= {"http://www.w3.org/2001/XMLSchema#": "xsd:", "http://www.w3.org/ns/oa#": "oa:"}
    names |= {"http://www.w3.org/ns/prov#": "prov:", "https://schema.org/": "schema:"}
    names |= {"http://purl.org/dc/terms/": "dcterms:", "http://www.w3.org/2004/02/skos/core#": "skos:"}
    names |= {"http://www.w3.org/2000/01/rdf-schema#": "rdfs:", "http://www.opengis.net/ont/geosparql#": "geo:"}
    names |= {"http://www.w3.org/2003/01/geo/wgs84_pos#": "wgs:", "http://www.opengis.net/ont/sf#": "sf:"}
    found = [line.removeprefix(f"<{BASE}{name}> ") for line in lines() if line.startswith(f"<{BASE}{name}> ")]
    for iri, short in sorted(names.items(), key=lambda item: -len(item[0])):
        found = [line.replace(f"<{iri}", f"<{short}") for line in found]
    return found


def test_a_claim_gives_its_direct_triple_once_and_one_node() -> None:
    claim = next(one for one in RECORDS.claims if (one.subject, one.predicate) == ("division/5", "builds"))
    assert lines().count(f"<{BASE}division/5> <{KG}builds> <{BASE}{ROAD}>") == 1
    assert about(f"claim/{claim.id}") == [
        "<rdf:type> <kg:Claim>",
        f"<rdf:object> <{ROAD}>",
        "<rdf:predicate> <kg:builds>",
        "<rdf:subject> <division/5>",
        "<prov:wasDerivedFrom> <document/bingdi.txt#char=0,26>",
        '<kg:confidence> "0.95"^^<xsd:decimal>',
        "<kg:origin> <kg:article>",
        "<kg:status> <kg:done>",
    ]


def test_field_and_approximation_stand_only_where_they_are() -> None:
    by_predicate = {one.predicate: one for one in RECORDS.claims}
    assert "<kg:field> <kg:ecology>" in about(f"claim/{by_predicate['cooperatesWith'].id}")
    road = next(one for one in RECORDS.claims if (one.subject, one.predicate) == (ROAD, "lengthKm"))
    assert '<kg:approximate> "true"^^<xsd:boolean>' in about(f"claim/{road.id}")
    assert not any("approximate" in line or "field" in line for line in about(f"claim/{by_predicate['crosses'].id}"))


def test_background_claims_say_their_origin_and_have_no_evidence() -> None:
    background = next(one for one in RECORDS.claims if one.origin == "gazetteer")
    node = about(f"claim/{background.id}")
    assert "<kg:origin> <kg:gazetteer>" in node
    assert not any("wasDerivedFrom" in line for line in node)


def test_evidence_can_be_found_again_in_its_document() -> None:
    assert about("document/bingdi.txt#char=77,83") == [
        "<rdf:type> <oa:TextPositionSelector>",
        "<rdf:type> <oa:TextQuoteSelector>",
        "<rdf:type> <kg:Evidence>",
        '<oa:end> "83"^^<xsd:nonNegativeInteger>',
        '<oa:exact> "六师奇台农场"',
        '<oa:prefix> "车。\\n横跨玛纳斯河的石玛大桥长300米。三十七团与且末县毗邻。\\n"',
        '<oa:start> "77"^^<xsd:nonNegativeInteger>',
        '<oa:suffix> "与奇台县共同打造生态环境。\\n兵地融合大道总投资43.83亿元。"',
        "<prov:wasQuotedFrom> <document/bingdi.txt>",
        '<kg:rule> "partOf/nested"',
    ]


def test_evidence_without_the_text_at_hand_has_no_surroundings() -> None:
    bare = replace(RECORDS, documents=tuple(replace(one, text="") for one in RECORDS.documents))
    assert not any("oa#prefix" in line or "oa#suffix" in line for line in lines(bare))


def test_documents_state_what_is_known_of_them() -> None:
    assert about("document/bingdi.txt") == [
        "<rdf:type> <kg:Document>",
        "<rdf:type> <schema:NewsArticle>",
        '<dcterms:identifier> "bingdi.txt"',
        '<schema:datePublished> "2022-10-25"^^<xsd:date>',
        '<schema:headline> "下好一盘棋"@zh',
        *[f"<schema:mentions> <{one}>" for one in sorted(mentioned(FIRST))],
        '<schema:publisher> "兵团日报"@zh',
        "<schema:url> <https://example.org/%E6%96%B0%E9%97%BB?id=1&x=a%20b>",
    ]
    awkward = about("document/%E6%96%B0%E9%97%BB/2023%20%E5%B9%B4%20%231.txt")
    assert '<dcterms:identifier> "新闻/2023 年 #1.txt"' in awkward
    assert '<schema:datePublished> "2023-05"^^<xsd:gYearMonth>' in awkward


def mentioned(document: Document) -> set[str]:
    return {one.entity for one in RECORDS.mentions if one.document == document.id and one.entity}


def test_entities_have_names_identifiers_and_a_point() -> None:
    assert about("unit/652325") == [
        "<rdf:type> <kg:County>",
        '<dcterms:identifier> "unit/652325"',
        "<geo:hasGeometry> <unit/652325#point>",
        '<rdfs:label> "Qitai County"@en',
        '<rdfs:label> "奇台县"@zh',
        '<wgs:lat> "44.02"^^<xsd:decimal>',
        '<wgs:long> "89.59"^^<xsd:decimal>',
        '<skos:notation> "1529115"^^<kg:geonames>',
        '<skos:notation> "652325"^^<kg:gb2260>',
        '<skos:notation> "Q1198221"^^<kg:wikidata>',
        '<skos:prefLabel> "Qitai County"@en',
        '<skos:prefLabel> "奇台县"@zh',
        "<schema:sameAs> <http://www.wikidata.org/entity/Q1198221>",
        "<schema:sameAs> <https://sws.geonames.org/1529115/>",
    ]
    assert about("unit/652325#point") == ["<rdf:type> <sf:Point>", '<geo:asWKT> "POINT(89.59 44.02)"^^<geo:wktLiteral>']
    assert '<skos:altLabel> "五师"@zh' in about("division/5")


def test_values_have_the_datatype_of_their_precision() -> None:
    bridge = about(BRIDGE)
    assert '<kg:startedOn> "2020"^^<xsd:gYear>' in bridge
    assert '<kg:openedOn> "2024-05-01"^^<xsd:date>' in bridge
    assert '<kg:lengthKm> "0.3"^^<xsd:decimal>' in bridge
    assert '<kg:lengthKm> "0.31"^^<xsd:decimal>' in bridge
    assert '<kg:investmentCNY> "4383000000"^^<xsd:decimal>' in about(ROAD)
    assert '<kg:openedOn> "2021-09"^^<xsd:gYearMonth>' in about(ROAD)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (374.0, "374"),
        (0.1, "0.1"),
        (4383000000.0, "4383000000"),
        (1e21, "1" + "0" * 21),
        (1e-7, "0.0000001"),
        (0.0, "0"),
    ],
)
def test_numbers_have_one_spelling(value: float, text: str) -> None:
    assert number(value) == text


def test_there_are_no_blank_nodes_and_no_duplicates_and_the_order_is_fixed() -> None:
    found = triples(RECORDS, load())
    assert len(set(map(str, found))) == len(found)
    assert all(isinstance(one.subject, ox.NamedNode) and not isinstance(one.object, ox.BlankNode) for one in found)
    mixed = GraphRecords(
        RECORDS.documents[::-1], RECORDS.entities[::-1], RECORDS.mentions[::-1], RECORDS.claims[::-1], RECORDS.notes
    )
    assert triples(mixed, load()) == found
    subjects = [one.subject.value for one in found if isinstance(one.subject, ox.NamedNode)]
    assert subjects == sorted(subjects)


def test_everything_moves_under_another_base_but_the_vocabulary() -> None:
    moved = lines(base="https://data.example.org/x/")
    assert "<https://data.example.org/x/division/5> <https://kg.example/ontology#builds>" in "\n".join(moved)
    assert len(moved) == len(lines())
    assert not any(f"<{BASE}" in line.replace(f"<{KG}", "") for line in moved)


def test_names_that_iris_cannot_hold_are_encoded() -> None:
    terms = Terms(load())
    assert terms.entity("road/吉彩 公路") == f"<{BASE}road/%E5%90%89%E5%BD%A9%20%E5%85%AC%E8%B7%AF>"
    assert terms.address_of_evidence(SECOND.id, 0, 5).endswith("%20%231.txt#char=0,5")
    assert terms.web("见报纸第3版") == '"见报纸第3版"'
    assert terms.text("x", "not a tag") == '"x"'
    assert terms.date("去年") == '"去年"'


def test_an_entity_known_only_by_its_label_still_has_one() -> None:
    records = GraphRecords(entities=(Entity("road/x", "Road", "某路"),))
    assert any('prefLabel> "某路"@zh' in line for line in lines(records))
