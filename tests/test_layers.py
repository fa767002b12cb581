"""The order of the house: a room imports only rooms to its left, wherever in a file the import stands."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "kg"
ORDER = (
    ("errors", "ids", "resources"),
    ("model",),
    ("text",),
    ("ontology",),
    ("gazetteer",),
    ("read",),
    ("extract",),
    ("assemble",),
    ("store",),
    ("export",),
    ("check",),
    ("query",),
    ("view",),
    ("serve",),
    ("evaluate",),
    ("pipeline",),
    ("graph",),
    ("cli",),
    ("__init__", "__main__"),
)
"""Rooms from left to right; those of one place know nothing of each other. The two files at the top may see all."""

PLACE = {room: place for place, rooms in enumerate(ORDER) for room in rooms}
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(file: Path) -> str:
    """Return the room a file stands in: its folder in the package, or its own name."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(source: str) -> set[str]:
    """Return the rooms that a file imports, at its top, in functions and for type checking."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
    parts = [module.split(".") for module in modules]
    return {part[1] for part in parts if part[0] == "kg" and len(part) > 1} - {"__version__"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_rooms_to_its_left(file: Path) -> None:
    room = room_of(file)
    assert room in PLACE, f"{room} has no place in the order of the house"
    wrong = sorted(
        other for other in imported_rooms(file.read_text(encoding="utf-8")) - {room} if PLACE[other] >= PLACE[room]
    )
    assert not wrong, f"kg.{room} may not import {', '.join(wrong)}"


def test_imports_are_found_wherever_they_stand() -> None:
    source = "import kg.model\nfrom kg import text\ndef f():\n    from kg.cli.build import build\nimport os"
    assert imported_rooms(source) == {"model", "text", "cli"}
