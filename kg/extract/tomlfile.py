"""Reading TOML knowledge files so that every fault is reported with its file and line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file.

    Raises:
        KnowledgeError: When the file is missing, is not UTF-8 or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError([Problem(str(path), 0, "", "the file is missing")]) from error
    except UnicodeDecodeError as error:
        raise KnowledgeError([Problem(str(path), 0, "", "the file is not UTF-8")]) from error
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), f"column {place[2]}") if place else (0, "")
        reason = _PLACE.sub("", str(error)).strip()
        raise KnowledgeError([Problem(str(path), line, column, reason)]) from error


def line_of(path: Path, *needles: str) -> int:
    """Return the first line (from 1) of `path` that holds the needles one after another, or 0."""
    wanted = list(needles)
    number = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if wanted and wanted[0] in line:
            wanted.pop(0)
        if not wanted:
            return number
    return 0
