"""Comunica answers every shipped question over the exported triples as the endpoint does: another engine.

`make test` installs it beside the packages of Python, pinned by the lock in `comunica/`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import ontology
from kg.export import ntriples
from kg.query import shipped, shipped_queries
from tests.samples import RECORDS

if TYPE_CHECKING:
    from tests.serve.conftest import Served

    Rows = list[dict[str, str]]

HERE = Path(__file__).parent / "comunica"
INSTALLED = Path(sys.prefix) / "comunica"


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """Return Comunica's answer to every shipped question, asked in one run of Node."""
    assert (INSTALLED / "node_modules").is_dir(), "Comunica is not installed: run `make comunica`"
    file = tmp_path_factory.mktemp("comunica") / "graph.nt"
    file.write_bytes(ntriples(RECORDS, ontology.load(), with_ontology=True))
    ran = subprocess.run(
        ["node", str(HERE / "ask.mjs"), str(INSTALLED), str(file)],
        input=json.dumps({name: shipped(name) for name in shipped_queries()}),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    answers: dict[str, Rows] = json.loads(ran.stdout)
    return answers


@pytest.mark.parametrize("name", sorted(shipped_queries()))
def test_every_shipped_question_is_answered_alike(served: Served, theirs: dict[str, Rows], name: str) -> None:
    assert _bag(served.ask(shipped(name)).rows) == _bag(theirs[name])


def test_some_questions_have_answers(theirs: dict[str, Rows]) -> None:
    assert sum(bool(rows) for rows in theirs.values()) > len(theirs) / 2


def _bag(rows: Rows) -> Counter[tuple[tuple[str, str], ...]]:
    return Counter(tuple(sorted(row.items())) for row in rows)
