"""How often each rule is right, and the table made of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.evaluate import Tally, calibrate, confidence_table, evaluate
from kg.extract.confidence import WEIGHT, load_confidence
from kg.model import Evidence
from tests.evaluate.conftest import claim, graph, perfect

if TYPE_CHECKING:
    from kg.model import Claim
    from kg.ontology import Ontology


def found(one: Claim, *rules: str) -> Claim:
    """Return a claim with one piece of evidence for each rule."""
    document = one.evidence[0].document
    return replace(one, evidence=tuple(Evidence(document, 0, n + 1, "quote", rule) for n, rule in enumerate(rules)))


def test_rules_are_counted_once_a_claim_and_document(gold: Path, words: Ontology) -> None:
    said = [found(one, "a", "a", "b") if one.predicate == "builds" else found(one, "c") for one in perfect()]
    wrong = found(claim("甲县", "uses", "丁路", "one.txt"), "a")
    counts = calibrate(evaluate(gold, graph(*said, wrong), words))
    assert counts == {"a": Tally(2, 1), "b": Tally(2, 0), "c": Tally(4, 0)}
    assert list(counts) == sorted(counts)


def test_what_the_gold_leaves_open_is_neither_right_nor_wrong(gold: Path, words: Ontology) -> None:
    said = found(claim("天山", "near", "甲兵大桥", "one.txt"), "a")
    value = found(claim("甲兵大桥", "investmentCNY", 4383000000.0, "one.txt"), "b")
    assert calibrate(evaluate(gold, graph(said, value), words)) == {"a": Tally(), "b": Tally()}


def test_the_table_is_read_as_it_was_counted(gold: Path, words: Ontology, tmp_path: Path) -> None:
    said = [found(one, "builds/x" if one.predicate == "builds" else "other") for one in perfect()]
    scores = evaluate(gold, graph(*said, found(claim("甲县", "uses", "丁路", "one.txt"), "uses/y")), words)
    table = tmp_path / "confidence.csv"
    table.write_text(confidence_table(scores, [Path("some/gold")]), encoding="utf-8")
    assert table.read_text(encoding="utf-8").endswith("rule,right,wrong\nbuilds/x,2,0\nother,4,0\nuses/y,0,1\n")
    assert "Made on 2 articles by: kg evaluate some/gold --calibrate FILE" in table.read_text(encoding="utf-8")
    confidence = load_confidence(table)
    assert confidence.overall == pytest.approx(6 / 7, abs=1e-4)
    assert confidence.of("uses/y") == pytest.approx(WEIGHT * (6 / 7) / (1 + WEIGHT), abs=1e-4)
