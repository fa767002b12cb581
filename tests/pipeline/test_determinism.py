"""The same input gives the same bytes: run again, under other hash seeds, in other order, with more processes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg import pipeline
from kg.pipeline import FILES
from kg.store import STORE_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def contents(out: Path) -> dict[str, bytes]:
    """Return the files of a build but for the store, whose pages DuckDB lays out as it likes."""
    return {name: (out / name).read_bytes() for name in FILES if name != STORE_NAME}


@pytest.fixture
def expected(articles: Path, tmp_path: Path) -> dict[str, bytes]:
    pipeline.build([articles], tmp_path / "expected")
    return contents(tmp_path / "expected")


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_under_other_hash_seeds(articles: Path, tmp_path: Path, expected: dict[str, bytes], seed: str) -> None:
    command = [sys.executable, "-m", "kg", "build", str(articles), "--out", str(tmp_path / "out"), "--quiet"]
    subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
    assert contents(tmp_path / "out") == expected


def test_in_another_order(articles: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    other = tmp_path / "other"
    (other / "sub").mkdir(parents=True)
    for name in ("sub/c.txt", "b.txt", "a.txt"):
        (other / name).write_bytes((articles / name).read_bytes())
    pipeline.build([other], tmp_path / "out")
    assert contents(tmp_path / "out") == expected


@pytest.mark.parametrize("order", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_files_named_in_any_order(articles: Path, tmp_path: Path, order: Sequence[str]) -> None:
    pipeline.build([articles / name for name in ("a.txt", "b.txt")], tmp_path / "expected")
    pipeline.build([articles / name for name in order], tmp_path / "out")
    assert contents(tmp_path / "out") == contents(tmp_path / "expected")


def test_with_two_processes(articles: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    pipeline.build([articles], tmp_path / "out", jobs=2)
    assert contents(tmp_path / "out") == expected
