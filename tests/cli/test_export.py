"""`kg export`: every format by name or by the file's name; whole files or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from kg.cli.export import export
from kg.errors import InputError
from kg.export import FORMATS, claims_jsonl, turtle
from kg.ontology import load
from tests.samples import RECORDS

if TYPE_CHECKING:
    from pathlib import Path

app = typer.Typer()
app.command()(export)


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(out: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "it"
    assert run("--in", out, "--format", name, "--out", file).startswith(f"{file}: {FORMATS[name].about}, ")
    assert b"".join(FORMATS[name].pieces(RECORDS, load())) == file.read_bytes()


def test_the_file_name_tells_the_format(out: Path, tmp_path: Path) -> None:
    assert run("--in", out, "--out", tmp_path / "claims.jsonl", "--quiet") == ""
    assert (tmp_path / "claims.jsonl").read_bytes() == claims_jsonl(RECORDS)


def test_standard_output(out: Path) -> None:
    assert run("--in", out, "--out", "-", "--format", "ttl") == turtle(RECORDS, load()).decode()


def test_base_and_ontology(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    run("--in", out, "--out", file, "--base", "https://data.example.org/", "--with-ontology")
    assert file.read_bytes() == turtle(RECORDS, load(), base="https://data.example.org/", with_ontology=True)


def test_a_name_that_tells_no_format_is_refused_before_anything_is_written(out: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="its name does not tell the format; give --format: ttl, nt"):
        run("--in", out, "--out", tmp_path / "graph")
    with pytest.raises(InputError, match="format 'docx' is not known"):
        run("--in", out, "--out", tmp_path / "graph", "--format", "docx")
    assert list(tmp_path.iterdir()) == []
