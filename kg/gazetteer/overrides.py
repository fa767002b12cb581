"""Overrides: what a name means in one source, or everywhere, as a user decided it (overrides.csv)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kg.errors import InputError, KnowledgeError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

FILE = "overrides.csv"
COLUMNS = ("name", "source", "id", "reason")

Overrides = dict[tuple[str, str], tuple[str, str]]
"""(name, source) → (id, reason); an empty source stands for all."""


def read_overrides(files: Iterable[Path], known: Collection[str]) -> Overrides:
    """Return the overrides of the files in order, a later one winning.

    Args:
        files: CSVs with the columns name, source (a document id or publisher, or empty for all), id, reason.
        known: All entry ids.

    Raises:
        InputError: When a file cannot be read.
        KnowledgeError: When rows are wrong; carries every problem of every file.
    """
    found: Overrides = {}
    problems: list[Problem] = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise InputError(f"{file}: cannot be read ({error.strerror})") from error
        except UnicodeDecodeError:
            problems.append(Problem(str(file), 0, "", "is not UTF-8; save the file as UTF-8"))
            continue
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if tuple(reader.fieldnames or ()) != COLUMNS:
            problems.append(Problem(str(file), 1, "", f"the columns must be {', '.join(COLUMNS)}"))
            continue
        for row in reader:
            problems += [Problem(str(file), reader.line_num, column, reason) for column, reason in _faults(row, known)]
            found[row["name"], row["source"]] = (row["id"], row["reason"])
    if problems:
        raise KnowledgeError(problems)
    return found


def _faults(row: Mapping[str, str | None], known: Collection[str]) -> list[tuple[str, str]]:
    """Return (column, reason) of every fault of one row."""
    faults = [(column, "is empty") for column in ("name", "id", "reason") if not row[column]]
    if None in row.values() or None in row:
        faults.append(("", f"must have {len(COLUMNS)} cells"))
    if row["id"] and row["id"] not in known:
        faults.append(("id", f"{row['id']} is no entry of the gazetteer"))
    return faults
