"""JSON-LD reads like JSON: short names, nodes by line, the shipped context at its head."""

from __future__ import annotations

import json
from dataclasses import replace

import pyoxigraph as ox

from kg.export import export, jsonld, triples
from kg.export.context import context_file
from kg.ontology import load
from kg.resources import ontology_dir
from tests.samples import BRIDGE, FIRST, RECORDS, ROAD


def nodes() -> dict[str, dict[str, object]]:
    return {node["id"]: node for node in json.loads(jsonld(RECORDS, load()))["@graph"]}


def test_entities_read_like_json() -> None:
    assert nodes()["division:5"] == {
        "id": "division:5",
        "type": "Division",
        "identifier": "division/5",
        "label": {"en": "5th Division", "zh": "第五师"},
        "prefLabel": {"en": "5th Division", "zh": "第五师"},
        "altLabel": {"zh": ["五师", "农五师"]},
        "builds": ROAD.replace("/", ":"),
        "unifiedWith": "unit:659007",
    }
    assert nodes()[BRIDGE.replace("/", ":")]["lengthKm"] == ["0.3", "0.31"]


def test_claims_name_relations_and_statuses_by_their_bare_names() -> None:
    claim = next(one for one in RECORDS.claims if one.predicate == "cooperatesWith")
    node = nodes()[f"claim:{claim.id}"]
    assert (node["type"], node["predicate"], node["status"], node["field"]) == (
        "Claim",
        "cooperatesWith",
        "done",
        "ecology",
    )
    assert node["subject"] == "regiment:6-qitai-nongchang"
    assert node["object"] == {"id": "unit:652325"}


def test_one_node_a_line() -> None:
    lines = jsonld(RECORDS, load()).decode().splitlines()
    assert lines[0].startswith('{"@context": {"@version": 1.1')
    assert lines[1] == '"@graph": ['
    assert len(lines) == len(nodes()) + 3


def test_the_shipped_context_is_what_the_ontology_gives() -> None:
    made = context_file(load())
    assert (ontology_dir() / "context.jsonld").read_bytes() == made, "run python -m kg.export"
    head = json.loads(made)["@context"]
    assert set(load().relations) <= set(head)
    assert json.loads(export(RECORDS, load(), "jsonld"))["@context"] == head


def test_a_value_that_does_not_fit_its_short_name_is_written_out() -> None:
    odd = replace(FIRST, url="third page, below")
    records = replace(RECORDS, documents=(odd,))
    parsed = ox.parse(jsonld(records, load()), format=ox.RdfFormat.JSON_LD)
    assert {str(quad.triple) for quad in parsed} == set(map(str, triples(records, load())))
    assert '"schema:url": "third page, below"' in jsonld(records, load()).decode()
