"""The confidence of rules: smoothing, several rules for one claim, and the table's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.extract import extract, load_knowledge
from kg.extract.confidence import UNMEASURED, load_confidence, smoothed
from kg.model import Document

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "# made by hand\nrule,right,wrong\na/good,90,0\nb/rare,1,0\nc/bad,0,9\n"


def test_small_counts_lean_on_the_overall_precision() -> None:
    confidence = smoothed({"good": (90, 0), "rare": (1, 0), "bad": (0, 9)})
    assert confidence.overall == 0.91
    assert confidence.of("good") == round((90 + 4 * 0.91) / 94, 4)
    assert confidence.of("rare") == round((1 + 4 * 0.91) / 5, 4)
    assert confidence.of("bad") == round(4 * 0.91 / 13, 4)
    assert confidence.of("never seen") == 0.91


def test_the_best_rule_of_a_claim_counts() -> None:
    confidence = smoothed({"good": (90, 0), "bad": (0, 9)})
    assert confidence.best(["bad", "good", "bad"]) == confidence.of("good")


def test_without_counts_every_rule_has_the_same() -> None:
    assert smoothed({}).of("any") == UNMEASURED


def test_a_folder_without_the_table_has_measured_nothing(tmp_path: Path) -> None:
    assert load_confidence(tmp_path / "confidence.csv") == smoothed({})


def test_comments_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    file = tmp_path / "confidence.csv"
    file.write_text(TABLE + "\n# end\n", encoding="utf-8")
    assert load_confidence(file) == smoothed({"a/good": (90, 0), "b/rare": (1, 0), "c/bad": (0, 9)})


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("", "confidence.csv: the first line"),
        ("rule,right\n", ":1: the first line"),
        (TABLE + "a/good,1,1\n", ":6: rule: a/good stands twice"),
        (TABLE + "d/x,-1,0\n", ":6: a row is"),
        (TABLE + "d/x,1\n", ":6: a row is"),
    ],
)
def test_a_faulty_table_is_named_by_line(tmp_path: Path, content: str, place: str) -> None:
    file = tmp_path / "confidence.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=place):
        load_confidence(file)


def test_claims_carry_the_confidence_of_their_rule() -> None:
    knowledge = load_knowledge()
    (claim,) = extract(Document("a.txt", "第六师与阜康市毗邻。"), knowledge).claims
    assert claim.confidence == knowledge.confidence.best(one.rule for one in claim.evidence)
    assert 0.8 < claim.confidence < 1
