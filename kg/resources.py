"""Where the shipped knowledge stands: inside an installed wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _room(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def ontology_dir() -> Path:
    """Return the folder of the shipped ontology."""
    return _room("ontology")


def seeds_dir() -> Path:
    """Return the folder of the shipped seeds (articles and gazetteer)."""
    return _room("seeds")
