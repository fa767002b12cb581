"""Reading the seed CSVs: rows as tuples, and every fault of a file reported at once."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import InputError, KnowledgeError, Problem
from kg.model import DATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

COLUMNS = (
    "id", "type", "zh", "en", "pinyin", "initials", "parent", "member_of", "unified", "aliases",
    "valid_from", "valid_to", "gb2260",
    "former_codes", "geonames", "wikidata", "lat", "lon", "namesakes", "source", "note",
)  # fmt: skip
REQUIRED = ("id", "type", "zh")
_ID = re.compile(r"^[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*$")
_TYPE = re.compile(r"^[A-Z][A-Za-z]+$")
_CODE = re.compile(r"^\d{6}(?:\d{3})?(?:\d{3})?$")
_FORMER_CODE = re.compile(r"^\d{6}@([\d-]*)\.\.([\d-]*)$")
_WIKIDATA = re.compile(r"^Q\d+$")
_ALIAS = re.compile(r"^(?P<kind>[a-z]+):(?P<surface>[^@]+)(?:@(?P<from>[\d-]*)\.\.(?P<to>[\d-]*))?$")


class Seed(NamedTuple):
    """One row of a seed CSV; the fields are its columns, all text."""

    id: str
    type: str
    zh: str
    en: str
    pinyin: str
    initials: str
    parent: str
    member_of: str
    unified: str
    aliases: str
    valid_from: str
    valid_to: str
    gb2260: str
    former_codes: str
    geonames: str
    wikidata: str
    lat: str
    lon: str
    namesakes: str
    source: str
    note: str


def parse_aliases(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (surface, kind, valid_from, valid_to) of an `aliases` cell, whose form was checked before."""
    for item in text.split("|"):
        found = _ALIAS.match(item)
        if found:
            yield found["surface"], found["kind"], found["from"] or "", found["to"] or ""


def read_seeds(
    files: Iterable[Path],
    kinds: frozenset[str],
    trusted: frozenset[Path] = frozenset(),
    types: frozenset[str] = frozenset(),
) -> list[Seed]:
    """Return the rows of seed CSVs; a row of a later file replaces an earlier one with the same id.

    Args:
        files: CSV files in order.
        kinds: The kinds an alias may have.
        trusted: Files whose rows were checked when they were shipped.
        types: The classes a row may be of; empty for any.

    Raises:
        InputError: When a file cannot be read.
        KnowledgeError: When rows are wrong; carries every problem of every file.
    """
    rows: dict[str, Seed] = {}
    places: dict[str, tuple[Path, int]] = {}
    given: list[tuple[Path, int, Seed]] = []
    problems: list[Problem] = []
    for file in files:
        if file in trusted:
            rows.update((seed[0], seed) for seed in _trusted(file))
            continue
        for line, seed, faults in _checked(file, kinds):
            problems += faults
            if seed is None:
                continue
            earlier = places.get(seed.id)
            if earlier and earlier[0] == file:
                problems.append(Problem(str(file), line, "id", f"{seed.id} stands already in line {earlier[1]}"))
            places[seed.id] = (file, line)
            rows[seed.id] = seed
            given.append((file, line, seed))
    problems += _references(rows, given)
    if types:
        problems += [
            Problem(str(file), line, "type", f"{seed.type} is no class of the ontology")
            for file, line, seed in given
            if seed.type not in types
        ]
    if problems:
        raise KnowledgeError(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column)))
    return list(rows.values())


def checksums_hold(folder: Path) -> bool:
    """Return whether every file that SHA256SUMS of `folder` names is unchanged, and no CSV is missing from it."""
    sums = folder / "SHA256SUMS"
    if not sums.is_file():
        return False
    named = set()
    for line in sums.read_text(encoding="ascii").splitlines():
        digest, _, name = line.partition("  ")
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            return False
        named.add(name)
    return {file.name for file in folder.glob("*.csv")} <= named


def _trusted(file: Path) -> Iterator[Seed]:
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        header = next(reader)
        # One blank is put behind each row; columns that the file leaves out take it.
        pick = itemgetter(*(header.index(column) if column in header else -1 for column in COLUMNS))
        for cells in reader:
            cells.append("")
            yield tuple.__new__(Seed, pick(cells))


def _checked(file: Path, kinds: frozenset[str]) -> Iterator[tuple[int, Seed | None, list[Problem]]]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        yield line, None, [Problem(str(file), line, "", "is not UTF-8; save the file as UTF-8")]
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    unknown = [name for name in header if name not in COLUMNS]
    missing = [name for name in REQUIRED if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    faults = [Problem(str(file), 1, name, "is no column of a seed file") for name in unknown]
    faults += [Problem(str(file), 1, name, "column is missing") for name in missing]
    faults += [Problem(str(file), 1, name, "column stands twice") for name in twice]
    if faults:
        yield 1, None, faults
        return
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        line = reader.line_num
        if len(cells) != len(header):
            reason = f"has {len(cells)} cells, the header has {len(header)}"
            yield line, None, [Problem(str(file), line, "", reason)]
            continue
        given = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        seed = Seed(*(given.get(column, "") for column in COLUMNS))
        yield line, seed, [Problem(str(file), line, column, reason) for column, reason in _faults(seed, kinds)]


def _faults(seed: Seed, kinds: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield (column, reason) of every fault of one row."""
    if not _ID.match(seed.id):
        yield "id", f"{seed.id!r} is no id; write prefix/name in lower-case ASCII"
    if not _TYPE.match(seed.type):
        yield "type", f"{seed.type!r} is no class name"
    if not seed.zh:
        yield "zh", "is empty"
    for column in ("valid_from", "valid_to"):
        value = getattr(seed, column)
        if value and not DATE.fullmatch(value):
            yield column, f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"
    if seed.valid_from and seed.valid_to and seed.valid_from >= seed.valid_to:
        yield "valid_to", f"{seed.valid_to} is not after {seed.valid_from}"
    if seed.gb2260 and not _CODE.match(seed.gb2260):
        yield "gb2260", f"{seed.gb2260!r} is no code of 6, 9 or 12 figures"
    for item in filter(None, seed.former_codes.split("|")):
        found = _FORMER_CODE.match(item)
        if not found:
            yield "former_codes", f"{item!r} is not code@from..to"
        elif any(date and not DATE.fullmatch(date) for date in found.groups()):
            yield "former_codes", f"{item!r} holds no date; write YYYY, YYYY-MM or YYYY-MM-DD"
    if seed.geonames and not seed.geonames.isdigit():
        yield "geonames", f"{seed.geonames!r} is no number"
    if seed.wikidata and not _WIKIDATA.match(seed.wikidata):
        yield "wikidata", f"{seed.wikidata!r} is no item id such as Q16959"
    for column, limit in (("lat", 90.0), ("lon", 180.0)):
        value = getattr(seed, column)
        try:
            if value and not -limit <= float(value) <= limit:
                yield column, f"{value} is not within ±{limit:g}"
        except ValueError:
            yield column, f"{value!r} is no number"
    if seed.namesakes and not seed.namesakes.isdigit():
        yield "namesakes", f"{seed.namesakes!r} is no number"
    if bool(seed.lat) != bool(seed.lon):
        yield "lat" if not seed.lat else "lon", "is empty while the other coordinate is given"
    yield from _alias_faults(seed, kinds)


def _alias_faults(seed: Seed, kinds: frozenset[str]) -> Iterator[tuple[str, str]]:
    spans: dict[str, list[tuple[str, str]]] = {}
    for item in filter(None, seed.aliases.split("|")):
        found = _ALIAS.match(item)
        if not found:
            yield "aliases", f"{item!r} is not kind:surface or kind:surface@from..to"
            continue
        if found["kind"] not in kinds:
            yield "aliases", f"{found['kind']!r} is no kind of name; one of {', '.join(sorted(kinds))}"
        start, end = found["from"] or "", found["to"] or ""
        if any(date and not DATE.fullmatch(date) for date in (start, end)):
            yield "aliases", f"{item!r} holds no date; write YYYY, YYYY-MM or YYYY-MM-DD"
        elif start and end and start >= end:
            yield "aliases", f"{item!r} ends before it begins"
        else:
            for other_start, other_end in spans.get(found["surface"], ()):
                if (not end or other_start < end) and (not other_end or start < other_end):
                    yield "aliases", f"the validity of {found['surface']!r} overlaps with an earlier one"
            spans.setdefault(found["surface"], []).append((start, end))


def _references(rows: Mapping[str, Seed], given: Iterable[tuple[Path, int, Seed]]) -> Iterator[Problem]:
    for file, line, seed in given:
        identifier = seed.id
        for column in ("parent", "member_of", "unified"):
            target = getattr(seed, column)
            if target and target not in rows:
                yield Problem(str(file), line, column, f"{target} is no entry of the gazetteer")
        seen = {identifier}
        parent = seed.parent
        while parent and parent in rows:
            if parent in seen:
                yield Problem(str(file), line, "parent", f"{identifier} lies in itself by way of {parent}")
                break
            seen.add(parent)
            parent = rows[parent].parent
