"""The locks pin everything with hashes and name no address; the two commands and their files are in place."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {name: ROOT / ".ci" / f"{name}.txt" for name in ("requirements", "requirements-dev", "requirements-build")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+) \\$", re.MULTILINE)


def pinned(lock: str) -> dict[str, str]:
    """Return the packages of a lock with their versions."""
    return {canonicalize_name(name): version for name, version in PIN.findall(LOCKS[lock].read_text(encoding="utf-8"))}


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements", PROJECT["project"]["dependencies"]),
        ("requirements-dev", [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]),
        ("requirements-build", PROJECT["build-system"]["requires"]),
    ],
)
def test_a_lock_pins_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    found = pinned(lock)
    for one in map(Requirement, wanted):
        assert found[canonicalize_name(one.name)] in one.specifier, one.name


def test_tests_run_with_what_users_get() -> None:
    assert pinned("requirements").items() <= pinned("requirements-dev").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_hashes(lock: str) -> None:
    entries = re.split(r"(?m)^(?=\S+==)", LOCKS[lock].read_text(encoding="utf-8"))[1:]
    assert len(entries) == len(pinned(lock))
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = LOCKS[lock].read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\s*(?:-i|--(?:extra-)?index-url|--find-links|-f|--trusted-host)\b.*", text) == []
    assert re.findall(r"\w+://\S+| @ \S+", text) == []


def test_continuous_integration_runs_the_tests() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert "make test" in run.read_text(encoding="utf-8")


def test_the_top_level_holds_only_what_is_customary() -> None:
    allowed = {
        "pyproject.toml",
        "README.md",
        "README.zh-CN.md",
        "LICENSE",
        "Makefile",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "CITATION.cff",
        ".gitignore",
        ".ci",
        "kg",
        "seeds",
        "ontology",
        "tests",
        "notebooks",
    }
    ignored = {line.strip().rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    found = {entry.name for entry in ROOT.iterdir()} - {".git"}
    assert {name for name in found - allowed if name not in ignored} == set()
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
