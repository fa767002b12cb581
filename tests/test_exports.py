"""What the package promises by name is there, and importing it costs next to nothing."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
ROOMS = sorted(file.parent.name for file in PACKAGE.glob("*/__init__.py"))
HEAVY = ("duckdb", "pyarrow", "rdflib", "pyoxigraph", "pandas", "networkx", "pyvis", "jieba", "opencc")


@pytest.mark.parametrize("name", kg.__all__)
def test_every_name_of_the_package_is_there(name: str) -> None:
    assert getattr(kg, name) is not None


def test_the_names_are_those_that_type_checkers_see() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kg.")
        for alias in node.names
    }
    assert imported | {"__version__"} == set(kg.__all__)
    assert list(kg.__all__) == sorted(kg.__all__)
    assert dir(kg) == kg.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_every_name_it_lists(room: str) -> None:
    module = importlib.import_module(f"kg.{room}")
    assert module.__all__
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


@pytest.mark.parametrize("module", ["kg", "kg.cli", "kg.graph", "kg.pipeline"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
