"""`kg evaluate`: scores for people and for scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

GOLD = {
    "document": "a.txt",
    "entities": [{"label": "第六师", "type": "Division"}, {"label": "甲县", "type": "County"}],
    "claims": [{"s": "第六师", "p": "builds", "o": "甲路"}, {"s": "甲县", "p": "builds", "o": "甲路"}],
    "values": [],
}
CLAIM = {
    "id": "0a",
    "subject": {"label": "第六师"},
    "predicate": "builds",
    "object": {"label": "甲路"},
    "origin": "article",
    "evidence": [{"document": "a.txt", "start": 0, "end": 7, "quote": "第六师修建甲路", "rule": "builds/verb"}],
}
ENTITY = {"label": "第六师", "type": "Division", "mentions": [{"document": "a.txt", "surface": "第六师"}]}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return folder


@pytest.fixture
def stated(tmp_path: Path) -> Path:
    folder = tmp_path / "stated"
    folder.mkdir()
    (folder / "claims.jsonl").write_text(json.dumps(CLAIM), encoding="utf-8")
    (folder / "entities.jsonl").write_text(json.dumps(ENTITY), encoding="utf-8")
    return folder


def test_it_prints_figures_and_counts(run: Run, gold: Path, stated: Path) -> None:
    done = run("evaluate", gold, "--in", stated)
    assert (done.code, done.err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in done.out.splitlines() if line}
    assert rows["entities"] == ["1.000", "0.500", "0.667", "1", "0", "1"]
    assert done.out.splitlines()[2].split() == ["claims", "1.000", "0.500", "0.667", "1", "0", "1"]
    assert rows["builds"] == rows["a.txt"] == ["1.000", "0.500", "0.667", "1", "0", "1"]
    assert "claims, mean of F1 over 1 documents: 0.667" in done.out
    assert "missed" not in done.out.splitlines()[-1]


def test_errors_lists_what_is_missed(run: Run, gold: Path, stated: Path) -> None:
    lines = run("evaluate", gold, "--in", stated, "--errors").out.splitlines()
    assert lines[-2:] == ["a.txt: missed claim: 甲县 builds 甲路", "a.txt: missed entity: 甲县 County"]


def test_json_holds_the_scores_and_with_errors_the_mistakes(run: Run, gold: Path, stated: Path) -> None:
    told = json.loads(run("evaluate", gold, "--in", stated, "--json").out)
    assert told["claims"]["recall"] == 0.5
    assert "mistakes" not in told
    told = json.loads(run("evaluate", gold, "--in", stated, "--json", "--errors").out)
    assert [mistake["kind"] for mistake in told["mistakes"]] == ["missed", "missed"]


def test_without_a_graph_the_texts_are_read_first(run: Run, gold: Path) -> None:
    (gold / "a.txt").write_text("第六师毗邻甲县。\n", encoding="utf-8")
    done = run("evaluate", gold)
    assert done.code == 0
    assert "a.txt" in done.out
    assert {file.name for file in gold.iterdir()} == {"a.txt", "a.gold.json"}


def test_a_folder_without_texts_says_what_to_do(run: Run, gold: Path) -> None:
    done = run("evaluate", gold)
    assert (done.code, done.out) == (2, "")
    assert "holds no texts" in done.err


def test_a_folder_without_gold_is_one_line(run: Run, stated: Path, tmp_path: Path) -> None:
    done = run("evaluate", tmp_path, "--in", stated)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "holds no gold files" in done.err


def test_several_folders_are_one_corpus(run: Run, gold: Path, stated: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "b.gold.json").write_text(json.dumps(GOLD | {"document": "b.txt"}), encoding="utf-8")
    told = json.loads(run("evaluate", gold, more, "--in", stated, "--json").out)
    assert set(told["documents"]) == {"a.txt", "b.txt"}
    assert told["claims"]["missed"] == 3


def test_two_documents_of_one_name_are_refused(run: Run, gold: Path, stated: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "other.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    done = run("evaluate", gold, more, "--in", stated)
    assert (done.code, done.out) == (2, "")
    assert "a.txt is the document of" in done.err


def test_compare_says_what_was_won_and_lost(run: Run, gold: Path, stated: Path, tmp_path: Path) -> None:
    saved = tmp_path / "run.json"
    saved.write_text(run("evaluate", gold, "--in", stated, "--json", "--errors").out, encoding="utf-8")
    other = CLAIM | {"subject": {"label": "甲县"}}
    (stated / "claims.jsonl").write_text(json.dumps(other), encoding="utf-8")
    lines = run("evaluate", gold, "--in", stated, "--compare", saved).out.splitlines()
    assert lines[-3:] == [
        "won: a.txt: missed claim: 甲县 builds 甲路",
        "lost: a.txt: missed claim: 第六师 builds 甲路",
        "1 won, 1 lost",
    ]
    moved = next(line for line in lines if line.startswith("claims ") and "→" in line)
    assert "recall 0.500 → 0.500" in moved
    told = json.loads(run("evaluate", gold, "--in", stated, "--compare", saved, "--json").out)
    assert [one["kind"] for one in told["compared"]["won"]] == ["missed"]


def test_html_writes_the_marked_articles(run: Run, gold: Path, stated: Path, tmp_path: Path) -> None:
    (gold / "a.txt").write_text("第六师修建甲路。\n", encoding="utf-8")
    page = tmp_path / "page.html"
    assert run("evaluate", gold, "--in", stated, "--html", page).code == 0
    assert ">第六师修建甲路</a>" in page.read_text(encoding="utf-8")


def test_calibrate_writes_the_counts_of_rules(run: Run, gold: Path, stated: Path, tmp_path: Path) -> None:
    table = tmp_path / "confidence.csv"
    assert run("evaluate", gold, "--in", stated, "--calibrate", table).code == 0
    assert table.read_text(encoding="utf-8").splitlines()[-2:] == ["rule,right,wrong", "builds/verb,1,0"]
