"""`kg explain`: a claim and the sentences that say it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_it_shows_the_claim_and_each_sentence_in_its_context(run: Run, built: Path) -> None:
    done = run("explain", "0a11", "--in", built)
    assert done.code == 0
    assert done.out.splitlines() == [
        "第六师 (division/6) builds 甲路 (road/jia)",
        "claim 0a11: status done, field transport, confidence 0.90",
        "stated by articles",
        "",
        "1. a.txt [3, 10), published 2022-10-25, rule builds/verb",
        "   上文。【第六师修建甲路】，甲路长约12.5公里。 下文。",
    ]


def test_a_value_is_shown_as_a_number(run: Run, built: Path) -> None:
    assert run("explain", "0a22", "--in", built).out.startswith("甲路 (road/jia) lengthKm about 12.5\n")


def test_background_says_that_no_article_states_it(run: Run, built: Path) -> None:
    done = run("explain", "0b33", "--in", built)
    assert "background knowledge of the gazetteer" in done.out
    assert "[" not in done.out


def test_a_beginning_of_the_id_that_fits_one_claim_is_enough(run: Run, built: Path) -> None:
    assert run("explain", "0b", "--in", built).out == run("explain", "0b33", "--in", built).out


def test_a_beginning_that_fits_several_names_them(run: Run, built: Path) -> None:
    done = run("explain", "0a", "--in", built)
    assert (done.code, done.out) == (2, "")
    assert done.err == "kg: 2 claims have an id that begins with '0a': 0a11, 0a22\n"


def test_an_unknown_id_is_one_line(run: Run, built: Path) -> None:
    done = run("explain", "ff", "--in", built)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("kg: no claim has an id that begins with 'ff'")
    assert done.err.count("\n") == 1


def test_json_is_the_claim_as_exchanged(run: Run, built: Path) -> None:
    told = json.loads(run("explain", "0a11", "--in", built, "--json").out)
    assert told["id"] == "0a11"
    assert told["subject"] == {"id": "division/6", "label": "第六师", "type": "Division"}
    assert told["evidence"][0]["quote"] == "第六师修建甲路"


def test_a_folder_without_a_graph_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("explain", "0a", "--in", tmp_path)
    assert done.code == 2
    assert "kg build" in done.err
