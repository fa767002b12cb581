"""`kg query`: a query from the line, a file or the shelf, in the format asked for; one line when it cannot."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from kg.cli.query import query
from kg.errors import InputError, QueryError, StoreError

if TYPE_CHECKING:
    from pathlib import Path

app = typer.Typer()
app.command()(query)


def ask(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_query_from_the_line_as_a_table(out: Path) -> None:
    text = ask("SELECT ?road ?km WHERE { ?road a kg:Road ; kg:lengthKm ?km }", "--in", out)
    assert text.splitlines()[2].split() == ["road:bingdi-ronghe-dadao", "12.5"]
    assert text.endswith("1 row\n")


def test_what_only_the_gazetteer_says_can_be_left_out(built: Path) -> None:
    asked = "SELECT ?b WHERE { ?a kg:near ?b }"
    assert ask(asked, "--in", built).endswith("1 row\n")
    assert ask(asked, "--in", built, "--without-gazetteer").endswith("0 rows\n")


def test_a_query_from_a_file_as_csv(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text('SELECT ?x WHERE { ?x skos:prefLabel "奇台县"@zh }', encoding="utf-8")
    assert ask("--file", file, "--in", out, "--format", "csv") == "x\nhttps://kg.example/unit/652325\n"


def test_a_shipped_question_with_a_parameter_as_json(out: Path) -> None:
    text = ask("--named", "shared-projects", "--param", "division=五师", "--in", out, "--format", "json")
    (row,) = json.loads(text)["results"]["bindings"]
    assert row["project"]["value"] == "兵地融合大道"
    empty = ask("--named", "shared-projects", "--param", "division=第六师", "--in", out, "--format", "json")
    assert json.loads(empty)["results"]["bindings"] == []


def test_rules_are_applied_together_or_one_by_its_name(out: Path) -> None:
    inverse = "ASK { unit:652325 kg:contains regiment:6-qitai-nongchang }"
    assert ask(inverse, "--in", out) == "no\n"
    assert ask(inverse, "--in", out, "--derived") == "yes\n"
    assert ask(inverse, "--in", out, "--rule", "inverses") == "yes\n"
    with pytest.raises(InputError, match="there is no rule 'x'; there are: both-ways, containment"):
        ask(inverse, "--in", out, "--rule", "x")


def test_a_graph_as_turtle(out: Path) -> None:
    text = ask("CONSTRUCT WHERE { ?s kg:crosses ?o }", "--in", out, "--format", "ttl")
    assert text.endswith("bridge:shi-ma-da-qiao kg:crosses river:manasi-he .\n")


def test_the_shelf_is_listed() -> None:
    text = ask("--list")
    assert "shared-projects\n  兵团与地方" in text
    assert "--param division=…" in text
    assert "(default: 第六师)" in text


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ([], InputError, "give one query: as an argument, with --file, or with --named"),
        (["ASK {}", "--named", "timeline"], InputError, "give one query"),
        (["ASK {}", "--param", "a=b"], InputError, "--param goes with --named"),
        (["--named", "timeline", "--param", "a"], InputError, "--param 'a' is not NAME=VALUE"),
        (["--named", "time"], QueryError, "there is no shipped query 'time'; there are: "),
        (["--file", "none.rq"], InputError, "none.rq: cannot be read: No such file"),
        (["ASK {}", "--in", "nowhere"], StoreError, "nowhere"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    arguments: list[str], error: type[Exception], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=said):
        ask(*arguments)


def test_a_format_that_does_not_exist_is_refused(out: Path) -> None:
    with pytest.raises(QueryError, match="has no format 'yaml'; choose one of: table, csv, tsv, json, xml"):
        ask("ASK {}", "--in", out, "--format", "yaml")


def test_ctrl_c_stops_a_slow_query_at_once(out: Path) -> None:
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    code = "import typer; from kg.cli.query import query; typer.run(query)"
    process = subprocess.Popen([sys.executable, "-c", code, slow, "--in", str(out)], stderr=subprocess.DEVNULL)
    while _cpu_seconds(process.pid) < 1.5:
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == -signal.SIGINT


def _cpu_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123  # a kernel file, read once
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
