"""What holds of the pages as bytes: a policy with hashes, data that cannot become markup, the same bytes every time."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Claim, Entity, GraphRecords
from kg.view import page, render, report
from kg.view.render import json_block
from tests.samples import RECORDS

if TYPE_CHECKING:
    from kg.ontology import Ontology


def hashes(kind: str, text: str) -> set[str]:
    bodies = re.findall(rf"<{kind}>(.*?)</{kind}>", text, flags=re.DOTALL)
    return {f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies}


def test_the_policy_names_exactly_the_scripts_and_styles_of_the_page(known: Ontology) -> None:
    for text in (page(RECORDS, known), report(RECORDS, known)):
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert found
        rules = dict(rule.split(" ", 1) for rule in found[1].replace("&#39;", "'").split("; "))
        assert rules["default-src"] == "'none'"
        assert set(rules["script-src"].split()) == hashes("script", text)
        assert set(rules["style-src"].split()) == hashes("style", text)
        assert "unsafe" not in found[1]
        assert not re.search(r"<[^>]+\son\w+=", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))


def test_a_json_block_cannot_end_its_element() -> None:
    block = json_block({"</script>": "<!-- & \u2028 \ud800"})
    assert not set("<>&\u2028") & set(block)
    block.encode()


def test_the_same_records_give_the_same_bytes_in_any_process(known: Ontology) -> None:
    program = (
        "from kg import ontology\nfrom kg.view import page, report\nfrom tests.samples import RECORDS\nimport hashlib\n"
        "known = ontology.load()\n"
        "print(hashlib.sha256((page(RECORDS, known) + report(RECORDS, known)).encode()).hexdigest())"
    )
    here = hashlib.sha256((page(RECORDS, known) + report(RECORDS, known)).encode()).hexdigest()
    there = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here


def test_a_claim_that_leads_nowhere_is_left_out_instead_of_breaking_the_page(known: Ontology) -> None:
    stray = Claim("z", "division/5", "builds", "road/none", None, "done", None, 0.5)
    assert "road/none" not in page(replace(RECORDS, claims=(*RECORDS.claims, stray)), known)


def test_the_text_is_packed_when_asked(known: Ontology) -> None:
    sentence = "全长约12.5公里，2021年9月通车"
    only = replace(RECORDS, claims=())
    assert sentence in page(only, known)
    assert sentence not in page(only, known, with_text=False)


def test_a_large_graph_keeps_its_first_view_small(known: Ontology) -> None:
    count = 3000
    entities = tuple(Entity(f"unit/{n:05}", "County", f"县{n}") for n in range(count))
    claims = tuple(
        Claim(f"{n:05}", f"unit/{n:05}", "adjacentTo", f"unit/{(7 * n + 1) % count:05}", None, "done", None, 0.9)
        for n in range(count)
    )
    text = page(GraphRecords(entities=entities, claims=claims), known)
    drawn = text.split('id="data-network">')[1].split("</script>")[0]
    assert 0 < drawn.count('"row":') <= 300
    assert "县2999" in text


def test_places_that_are_nowhere_on_earth_are_left_out(known: Ontology) -> None:
    wrong = ((float("nan"), 87.0), (44.0, 1e12), (-91.0, 0.0), (44.0, float("inf")))
    entities = tuple(Entity(f"lake/{n}", "Lake", f"湖{n}", lat=lat, lon=lon) for n, (lat, lon) in enumerate(wrong))
    text = page(GraphRecords(entities=(*entities, Entity("lake/9", "Lake", "湖", lat=44.0, lon=87.5))), known)
    assert '"place":["I",' in text, "only the fifth has one"


def test_no_two_scripts_give_the_same_name_to_two_things() -> None:
    declared = re.compile(r"^(?:async )?(?:function|const|let) (\w+)", re.MULTILINE)
    scripts = sorted(Path(render.__file__).with_name("assets").glob("*.js"))
    named = Counter(name for path in scripts for name in declared.findall(path.read_text(encoding="utf-8")))
    assert len(named) > 100
    assert [name for name, count in named.items() if count > 1] == []
