"""The exchange format has exactly the shape that other tools rely on."""

from __future__ import annotations

import json
from dataclasses import replace

from kg.export import claim_dict, claims_jsonl, entities_jsonl, entity_dict
from kg.model import Entity, GraphRecords
from tests.samples import ENTITIES, FIRST, MENTIONS, RECORDS, SECOND


def test_a_claim_between_entities() -> None:
    claim = next(one for one in RECORDS.claims if one.predicate == "cooperatesWith")
    assert json.dumps(claim_dict(claim, {one.id: one for one in ENTITIES}), ensure_ascii=False) == json.dumps(
        {
            "id": claim.id,
            "subject": {"id": "regiment/6-qitai-nongchang", "label": "奇台农场", "type": "Regiment"},
            "predicate": "cooperatesWith",
            "object": {"id": "unit/652325", "label": "奇台县", "type": "County"},
            "status": "done",
            "field": "ecology",
            "confidence": 0.9,
            "origin": "article",
            "evidence": [
                {
                    "document": "bingdi.txt",
                    "start": 77,
                    "end": 95,
                    "quote": "六师奇台农场与奇台县共同打造生态环境",
                    "rule": "cooperatesWith/joint",
                    "published": "2022-10-25",
                }
            ],
        },
        ensure_ascii=False,
    )


def test_a_claim_with_a_value_has_no_object() -> None:
    lines = [json.loads(line) for line in claims_jsonl(RECORDS).decode().splitlines()]
    values = {(one["predicate"], one["value"]) for one in lines if "value" in one}
    assert values == {
        ("lengthKm", 12.5),
        ("investmentCNY", 4383000000.0),
        ("lengthKm", 0.3),
        ("lengthKm", 0.31),
        ("openedOn", "2021-09"),
        ("openedOn", "2024-05-01"),
        ("startedOn", "2020"),
    }
    assert all(("value" in one) != ("object" in one) for one in lines)


def test_claims_are_sorted_one_a_line_and_quotes_cut_from_their_documents() -> None:
    lines = claims_jsonl(RECORDS).decode().removesuffix("\n").split("\n")
    claims = [json.loads(line) for line in lines]
    assert [one["id"] for one in claims] == sorted(one.id for one in RECORDS.claims)
    texts = {FIRST.id: FIRST.text, SECOND.id: SECOND.text}
    evidence = [one for claim in claims for one in claim["evidence"]]
    assert evidence
    assert all(texts[one["document"]][one["start"] : one["end"]] == one["quote"] for one in evidence)
    assert "\\u" not in lines[0]


def test_an_undated_document_gives_null() -> None:
    claim = next(one for one in RECORDS.claims if one.evidence)
    undated = replace(claim, evidence=tuple(replace(one, published="") for one in claim.evidence))
    line = claims_jsonl(replace(RECORDS, claims=(undated,))).decode()
    assert [one["published"] for one in json.loads(line)["evidence"]] == [None] * len(claim.evidence)


def test_an_entity_with_its_mentions() -> None:
    mention = next(one for one in MENTIONS if one.entity == "unit/652325")
    entity = next(one for one in ENTITIES if one.id == "unit/652325")
    assert entity_dict(entity, [mention]) == {
        "id": "unit/652325",
        "type": "County",
        "label": "奇台县",
        "labels": {"en": "Qitai County", "zh": "奇台县"},
        "aliases": [],
        "identifiers": {"gb2260": "652325", "geonames": "1529115", "wikidata": "Q1198221"},
        "lat": 44.02,
        "lon": 89.59,
        "mentions": [
            {"document": "bingdi.txt", "start": 84, "end": 87, "surface": "奇台县", "reasons": ["exact name"]}
        ],
    }


def test_entities_are_sorted_and_list_their_mentions_in_order() -> None:
    lines = [json.loads(line) for line in entities_jsonl(RECORDS).decode().splitlines()]
    assert [one["id"] for one in lines] == sorted(one.id for one in ENTITIES)
    bridge = next(one for one in lines if one["id"].startswith("bridge/"))
    assert [one["document"] for one in bridge["mentions"]] == [FIRST.id, SECOND.id]
    assert sum(len(one["mentions"]) for one in lines) == len(MENTIONS) - 1  # the ambiguous one belongs to none


def test_the_empty_graph_is_an_empty_file() -> None:
    assert claims_jsonl(GraphRecords()) == entities_jsonl(GraphRecords()) == b""
    assert entity_dict(Entity("road/x", "Road", "某路"))["labels"] == {"zh": "某路"}
