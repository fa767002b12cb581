"""Formats are found by name or file name; files are whole or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.export import FORMATS, export, format_of, turtle, write
from kg.ontology import load
from tests.samples import RECORDS


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_the_sample_the_same_each_time(name: str) -> None:
    content = export(RECORDS, load(), name)
    assert content
    assert content == export(RECORDS, load(), name)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("graph.ttl", "ttl"),
        ("G.NT", "nt"),
        ("x.rdf", "rdfxml"),
        ("claims.jsonl", "claims"),
        ("a/entities.jsonl", "entities"),
        ("out/void.ttl", "dataset"),
        ("other.jsonl", None),
        ("graph", None),
    ],
)
def test_a_file_name_tells_its_format(file: str, name: str | None) -> None:
    assert format_of(Path(file)) == name


def test_settings_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="format 'docx' is not known; choose one of: ttl, nt"):
        export(RECORDS, load(), "docx")
    with pytest.raises(InputError, match="'csv' is not RDF: it takes no base IRI"):
        export(RECORDS, load(), "csv", base="https://data.example.org/")
    for base in ("data.example.org/", "https://data.example.org", "https://例子.example/", "https://a b.example/"):
        with pytest.raises(InputError, match="no absolute ASCII IRI"):
            export(RECORDS, load(), "ttl", base=base)


def test_a_base_reaches_the_syntax() -> None:
    content = export(RECORDS, load(), "ttl", base="https://data.example.org/").decode()
    assert "@prefix division: <https://data.example.org/division/> ." in content
    assert content != turtle(RECORDS, load()).decode()


def test_a_file_replaces_what_was_there_and_leaves_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text("old")
    write(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none/graph\.ttl: cannot be written: No such file or directory"):
        write(tmp_path / "none" / "graph.ttl", b"")
    (tmp_path / "taken").mkdir()
    with pytest.raises(InputError, match="taken: cannot be written"):
        write(tmp_path / "taken", b"")
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]
