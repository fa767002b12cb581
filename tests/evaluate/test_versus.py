"""What a change won and lost since a saved run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError
from kg.evaluate import evaluate, versus
from tests.evaluate.conftest import NAMED, claim, graph, perfect

if TYPE_CHECKING:
    from pathlib import Path

    from kg.evaluate import Scores
    from kg.model import Claim
    from kg.ontology import Ontology


def scored(gold: Path, words: Ontology, *said: Claim) -> Scores:
    return evaluate(gold, graph(*said, named=NAMED), words)


def save(scores: Scores, file: Path) -> Path:
    mistakes = [mistake.as_dict() for one in scores.documents for mistake in one.mistakes]
    file.write_text(json.dumps(scores.as_dict() | {"mistakes": mistakes}), encoding="utf-8")
    return file


def test_gone_mistakes_are_won_and_new_ones_lost(gold: Path, words: Ontology, tmp_path: Path) -> None:
    bridge = [one for one in perfect() if one.predicate != "locatedIn"]
    old = save(scored(gold, words, *bridge), tmp_path / "old.json")
    compared = versus(scored(gold, words, *perfect()[1:], claim("甲县", "uses", "丁路", "one.txt")), old)
    assert compared.won == (("two.txt", "claim", "missed", ("丙乡", "locatedIn", "乙县")),)
    assert compared.lost == (
        ("one.txt", "claim", "missed", ("一四七团", "builds", "甲兵大桥")),
        ("one.txt", "claim", "wrong", ("甲县", "uses", "丁路")),
    )
    (change,) = (one for one in compared.changes if one.part == "claims")
    assert change.recall == (0.75, 0.75)
    assert change.precision == (1.0, 0.75)


def test_a_run_compared_with_itself_has_won_and_lost_nothing(gold: Path, words: Ontology, tmp_path: Path) -> None:
    now = scored(gold, words, *perfect()[2:])
    compared = versus(now, save(now, tmp_path / "old.json"))
    assert (compared.won, compared.lost, compared.left_out) == ((), (), ())


def test_documents_of_one_run_only_are_named_and_not_compared(gold: Path, words: Ontology, tmp_path: Path) -> None:
    saved = save(scored(gold, words), tmp_path / "old.json")
    (gold / "two.gold.json").unlink()
    compared = versus(scored(gold, words), saved)
    assert (compared.won, compared.lost, compared.left_out) == ((), (), ("two.txt",))


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"documents": {}, "claims": {}}'])
def test_what_is_no_saved_run_says_how_to_make_one(gold: Path, words: Ontology, tmp_path: Path, content: str) -> None:
    (tmp_path / "old.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="--json --errors"):
        versus(scored(gold, words), tmp_path / "old.json")


def test_a_missing_run_is_named(gold: Path, words: Ontology, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: cannot be read"):
        versus(scored(gold, words), tmp_path / "none.json")
