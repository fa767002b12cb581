"""Extraction end to end: claims, evidence that can be cut again, traps, the same result anywhere."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Extraction

GOLD = Path(__file__).resolve().parent.parent / "gold"
ARTICLE = (GOLD / "bingdi-ronghe.txt").read_text(encoding="utf-8")
TRAPS = [
    trap
    for line in (GOLD / "traps.jsonl").read_text(encoding="utf-8").splitlines()
    if line and not (trap := json.loads(line))["claims"] and not trap["values"]
]
DIGEST = """
import hashlib, sys
from kg.extract import extract, load_knowledge
from kg.model import Document
text = sys.stdin.buffer.read().decode()
found = extract(Document("t.txt", text, published="2024-05-01"), load_knowledge())
print(hashlib.sha256(repr(found).encode()).hexdigest())
"""


@pytest.mark.parametrize("text", ["", " \n\t\n", "。", "，。！？；：、（）“”—…\n" * 20])
def test_a_text_without_words_says_nothing(text: str, read: Callable[[str], Extraction]) -> None:
    found = read(text)
    assert (found.entities, found.mentions, found.claims) == ((), (), ())
    assert found.document.text == text


def test_one_clause_end_to_end(read: Callable[[str], Extraction]) -> None:
    text = "第六师与奇台县共同修建吉彩公路。"
    found = read(text)
    built = [claim for claim in found.claims if claim.predicate == "builds"]
    assert {(claim.subject, claim.object, claim.status, claim.origin) for claim in built} == {
        ("division/6", "road/ji-cai-gong-lu", "done", "article"),
        ("unit/652325", "road/ji-cai-gong-lu", "done", "article"),
    }
    (evidence,) = built[0].evidence
    assert (evidence.start, evidence.end, evidence.quote) == (0, len(text), text)
    assert evidence.rule.startswith("builds/")
    assert evidence.published == "2024-05-01"


def test_denied_and_asked_things_are_no_claims(said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    for text in (
        "第六师没有修建吉彩公路。",
        "第六师修建吉彩公路了吗？",
        "第六师修建吉彩公路。此消息不实。",
    ):
        assert ("第六师", "builds", "吉彩公路") not in said(text)


def test_a_plan_is_planned(read: Callable[[str], Extraction]) -> None:
    statuses = {claim.status for claim in read("第六师计划修建吉彩公路。").claims if claim.predicate == "builds"}
    assert statuses == {"planned"}


def test_quotes_and_surfaces_are_cut_from_the_text_as_received(read: Callable[[str], Extraction]) -> None:
    text = "\ufeff" + ARTICLE.replace("\n", "\r\n")
    found = read(text)
    assert found.claims
    for claim in found.claims:
        assert claim.evidence
        assert all(text[quote.start : quote.end] == quote.quote for quote in claim.evidence)
    assert all(text[mention.start : mention.end] == mention.surface for mention in found.mentions)


def test_records_are_sorted_and_refer_to_entities_that_are_there(read: Callable[[str], Extraction]) -> None:
    found = read(ARTICLE)
    known = {entity.id for entity in found.entities}
    assert [claim.id for claim in found.claims] == sorted({claim.id for claim in found.claims})
    assert [entity.id for entity in found.entities] == sorted(known)
    assert {claim.subject for claim in found.claims} | {claim.object for claim in found.claims if claim.object} <= known
    assert {mention.entity for mention in found.mentions if mention.entity} <= known


@pytest.mark.parametrize("trap", TRAPS, ids=range(len(TRAPS)))
def test_a_trap_gives_no_claims(trap: dict[str, str], said: Callable[[str], set[tuple[str, str, str]]]) -> None:
    assert said(trap["text"]) == set(), trap["why"]


def test_the_same_text_gives_the_same_result_in_any_process(read: Callable[[str], Extraction]) -> None:
    first = hashlib.sha256(repr(read(ARTICLE)).encode()).hexdigest()
    assert hashlib.sha256(repr(read(ARTICLE)).encode()).hexdigest() == first
    root = str(GOLD.parent.parent)
    for seed in ("1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}
        result = subprocess.run(
            [sys.executable, "-c", DIGEST], input=ARTICLE.encode(), capture_output=True, env=environment, check=True
        )
        assert result.stdout.decode().strip() == first
