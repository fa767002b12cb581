"""The page of an evaluation: verdicts listed and marked in the text, nothing of an article taken for markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.evaluate import evaluate, evaluation_page, texts_of
from kg.model import Evidence
from tests.evaluate.conftest import GOLD, claim, graph

if TYPE_CHECKING:
    from pathlib import Path

    from kg.ontology import Ontology

TEXT = "147团修建大桥。甲县也出资。<b>甲县</b>使用丁路。"


def page(gold: Path, words: Ontology, text: str | None = TEXT) -> str:
    """Return the page of a graph with one right, one wrong and many missed claims."""
    data = GOLD[0] | {"claims": [{**one, "evidence": "甲县也出资"} for one in GOLD[0]["claims"]]}
    (gold / "one.gold.json").write_text(json.dumps(data), encoding="utf-8")
    said = []
    for one, start, end in (
        (claim("147团", "builds", "甲兵大桥", "one.txt"), 0, 8),
        (claim("甲县", "uses", "丁路", "one.txt"), 15, 26),
    ):
        said.append(replace(one, evidence=(Evidence("news/one.txt", start, end, TEXT[start:end], "builds/some"),)))
    return evaluation_page(evaluate(gold, graph(*said), words), {"one.txt": text} if text else {}, words)


def test_verdicts_are_marked_in_the_text(gold: Path, words: Ontology) -> None:
    shown = page(gold, words)
    marked = re.findall(r'<a class="(\w+)"[^>]*>([^<]*)</a>', shown)
    assert marked == [("right", TEXT[:8]), ("missed", "甲县也出资"), ("wrong", "&lt;b&gt;甲县&lt;/b&gt;使用")]


def test_every_verdict_is_listed_with_its_rule(gold: Path, words: Ontology) -> None:
    shown = page(gold, words)
    verdicts = re.findall(r'<li id="d1-\d+" class="(\w+)">', shown)
    assert verdicts == ["missed"] * 4 + ["wrong", "right"]
    assert "builds/some" in shown


def test_marks_lead_to_the_list(gold: Path, words: Ontology) -> None:
    shown = page(gold, words)
    targets = re.findall(r'<a class="\w+" href="#(d1-\d+)"', shown)
    assert targets
    assert all(f'id="{target}"' in shown for target in targets)


def test_articles_cannot_become_markup(gold: Path, words: Ontology) -> None:
    shown = page(gold, words)
    assert "<b>" not in shown
    assert "default-src &#39;none&#39;" in shown


def test_a_text_that_is_missing_is_said_to_be(gold: Path, words: Ontology) -> None:
    assert 'class="text"' not in page(gold, words, None)


def test_texts_are_read_as_a_build_reads_them(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes("第六师修建甲路。".encode("gb18030"))
    assert texts_of([tmp_path]) == {"one.txt": "第六师修建甲路。"}
    assert texts_of([tmp_path / "none"]) == {}
