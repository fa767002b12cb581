"""Scores of a small graph against a small gold corpus."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError
from kg.evaluate import Tally, evaluate
from tests.evaluate.conftest import NAMED, claim, graph, perfect

if TYPE_CHECKING:
    from pathlib import Path

    from kg.ontology import Ontology


def test_a_graph_that_says_what_is_required_scores_one(gold: Path, words: Ontology) -> None:
    scores = evaluate(gold, graph(*perfect(), named=NAMED), words)
    assert scores.claims == Tally(4, 0, 0)
    assert scores.values == Tally(2, 0, 0)
    assert scores.entities == Tally(5, 0, 0)
    assert scores.macro_f1 == 1.0
    assert not any(one.mistakes for one in scores.documents)


def test_optional_items_change_no_score(gold: Path, words: Ontology) -> None:
    more = (
        claim("天山", "near", "甲兵大桥", "one.txt"),
        claim("甲兵大桥", "investmentCNY", 4383000000.0, "one.txt"),
    )
    plain = evaluate(gold, graph(*perfect(), named=NAMED), words)
    assert evaluate(gold, graph(*perfect(), *more, named=(*NAMED, ("天山", "Desert", "one.txt"))), words) == plain


def test_micro_sums_over_documents_and_macro_averages_them(gold: Path, words: Ontology) -> None:
    said = [one for one in perfect() if one.predicate != "locatedIn"]
    scores = evaluate(gold, graph(*said, claim("丙乡", "near", "乙县", "two.txt")), words)
    assert scores.claims == Tally(3, 1, 1)
    assert scores.claims.precision == scores.claims.recall == scores.claims.f1 == 0.75
    assert scores.macro_f1 == 0.5
    assert [one.claims.f1 for one in scores.documents] == [1.0, 0.0]


def test_scores_by_predicate(gold: Path, words: Ontology) -> None:
    said = [one for one in perfect() if one.subject != "147团"]
    scores = evaluate(gold, graph(*said, claim("甲县", "uses", "甲兵大桥", "one.txt")), words)
    assert scores.predicates == {
        "adjacentTo": Tally(1),
        "builds": Tally(right=1, missed=1),
        "locatedIn": Tally(1),
        "uses": Tally(wrong=1),
    }


def test_an_asymmetric_claim_in_the_wrong_direction_is_wrong(gold: Path, words: Ontology) -> None:
    said = [one for one in perfect() if one.predicate != "locatedIn"]
    scores = evaluate(gold, graph(*said, claim("乙县", "locatedIn", "丙乡", "two.txt")), words)
    assert scores.documents[1].claims == Tally(0, 1, 1)


def test_both_directions_of_a_symmetric_claim_count_once(gold: Path, words: Ontology) -> None:
    scores = evaluate(gold, graph(*perfect(), claim("147团", "adjacentTo", "甲县", "one.txt")), words)
    assert scores.claims == Tally(4, 0, 0)


def test_two_spellings_of_one_wrong_claim_count_once(gold: Path, words: Ontology) -> None:
    wrong = (claim("147团", "uses", "丁路", "one.txt"), claim("一四七团", "uses", "丁路", "one.txt"))
    assert evaluate(gold, graph(*perfect(), *wrong), words).claims == Tally(4, 1, 0)


def test_a_claim_counts_only_in_the_document_that_says_it(gold: Path, words: Ontology) -> None:
    moved = [
        claim("丙乡", "locatedIn", "乙县", "one.txt") if one.predicate == "locatedIn" else one for one in perfect()
    ]
    assert evaluate(gold, graph(*moved), words).claims == Tally(3, 1, 1)


@pytest.mark.parametrize("origin", ["gazetteer", "derived"])
def test_only_what_articles_say_counts(gold: Path, words: Ontology, origin: str) -> None:
    extra = claim("甲县", "uses", "丁路", "one.txt", origin)
    assert evaluate(gold, graph(*perfect(), extra), words).claims == Tally(4, 0, 0)


@pytest.mark.parametrize(("value", "right"), [(3.0, 1), (3.000001, 1), (3.01, 0)])
def test_values_are_equal_within_a_millionth(gold: Path, words: Ontology, value: float, right: int) -> None:
    others = [one for one in perfect() if one.predicate != "lengthKm"]
    scores = evaluate(gold, graph(*others, claim("甲兵大桥", "lengthKm", value, "one.txt")), words)
    assert scores.values == Tally(1 + right, 1 - right, 1 - right)


def test_a_date_of_other_precision_is_wrong(gold: Path, words: Ontology) -> None:
    others = [one for one in perfect() if one.predicate != "openedOn"]
    scores = evaluate(gold, graph(*others, claim("甲兵大桥", "openedOn", "2022", "one.txt")), words)
    assert scores.values == Tally(1, 1, 1)


def test_an_entity_of_the_wrong_class_is_wrong_and_missed(gold: Path, words: Ontology) -> None:
    named = tuple((label, "Road" if type_ == "Bridge" else type_, doc) for label, type_, doc in NAMED)
    scores = evaluate(gold, graph(named=named), words)
    assert scores.entities == Tally(4, 1, 1)


def test_an_entity_that_is_not_mentioned_does_not_count(gold: Path, words: Ontology) -> None:
    records = graph(*perfect(), named=NAMED)
    unlinked = tuple(replace(one, entity=None) for one in records.mentions)
    assert evaluate(gold, replace(records, mentions=unlinked), words).entities == Tally(0, 0, 5)


def test_mistakes_name_what_is_wrong_and_quote_it(gold: Path, words: Ontology) -> None:
    said = [one for one in perfect() if one.predicate != "adjacentTo"]
    scores = evaluate(gold, graph(*said, claim("甲县", "uses", "丁路", "one.txt"), named=NAMED), words)
    assert [(one.item, one.kind, one.parts, one.quote) for one in scores.documents[0].mistakes] == [
        ("claim", "missed", ("一四七团", "adjacentTo", "甲县"), ""),
        ("claim", "wrong", ("甲县", "uses", "丁路"), "quote"),
    ]


def test_an_empty_graph_misses_everything(gold: Path, words: Ontology) -> None:
    scores = evaluate(gold, graph(), words)
    assert (scores.claims, scores.values, scores.entities) == (Tally(0, 0, 4), Tally(0, 0, 2), Tally(0, 0, 5))
    assert scores.claims.precision == 1.0
    assert scores.claims.recall == scores.claims.f1 == scores.macro_f1 == 0.0


def test_exchange_files_score_like_the_records(gold: Path, words: Ontology, tmp_path: Path) -> None:
    records = graph(*perfect()[1:], claim("甲县", "uses", "丁路", "one.txt"), named=NAMED)
    label = {entity.id: {"label": entity.label} for entity in records.entities}
    claims = [
        {
            "id": one.id,
            "subject": label[one.subject],
            "predicate": f"kg:{one.predicate}",
            "origin": one.origin,
            "evidence": [asdict(evidence) for evidence in one.evidence],
        }
        | ({"object": label[one.object]} if one.object else {"value": one.value})
        for one in records.claims
    ]
    entities = [
        {"label": one.label, "type": one.type, "mentions": [asdict(mention) for mention in own]}
        for one in records.entities
        if (own := [mention for mention in records.mentions if mention.entity == one.id])
    ]
    for name, rows in (("claims", claims), ("entities", entities)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    assert evaluate(gold, tmp_path, words) == evaluate(gold, records, words)


def test_scores_for_a_later_comparison_are_json(gold: Path, words: Ontology) -> None:
    layout = json.loads(json.dumps(evaluate(gold, graph(*perfect(), named=NAMED), words).as_dict()))
    assert layout["claims"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 4, "wrong": 0, "missed": 0}
    assert set(layout) == {"entities", "claims", "values", "links", "macro_f1", "predicates", "documents"}
    assert set(layout["documents"]) == {"one.txt", "two.txt"}


def test_a_folder_without_gold_is_refused(tmp_path: Path, words: Ontology) -> None:
    with pytest.raises(InputError, match="holds no gold files"):
        evaluate(tmp_path, graph(), words)


@pytest.mark.parametrize(
    ("content", "reason"),
    [("{", "no gold file"), ('{"document": "x"}', "'entities' is missing"), ("[]", "no gold file")],
)
def test_a_broken_gold_file_is_named(tmp_path: Path, words: Ontology, content: str, reason: str) -> None:
    (tmp_path / "x.gold.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=reason) as caught:
        evaluate(tmp_path, graph(), words)
    assert "x.gold.json" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{}\n{", "claims.jsonl:1|claims.jsonl: claim"),
        ('{"id": "0a", "origin": "article"}', "'predicate' is missing|claim '0a'"),
    ],
)
def test_a_broken_exchange_file_is_named(
    gold: Path, tmp_path: Path, words: Ontology, content: str, reason: str
) -> None:
    (tmp_path / "claims.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        evaluate(gold, tmp_path, words)


def test_missing_exchange_files_say_what_to_do(gold: Path, tmp_path: Path, words: Ontology) -> None:
    with pytest.raises(InputError, match="build the graph first"):
        evaluate(gold, tmp_path, words)


def test_linking_is_judged_by_the_names_that_the_gold_knows(gold: Path, words: Ontology) -> None:
    records = graph(named=NAMED)
    other = replace(records.mentions[0], surface="147团", entity="甲县")
    unknown = replace(records.mentions[0], surface="别处", entity="甲县")
    assert evaluate(gold, records, words).links == Tally(5, 0, 0)
    scores = evaluate(gold, replace(records, mentions=(*records.mentions, other, other, unknown)), words)
    assert scores.links == Tally(5, 1, 0)
    assert scores.as_dict()["links"] == {"accuracy": 5 / 6, "right": 5, "wrong": 1}
