"""What stands beside a store, held against it: the files of the build, and the articles it was built from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.check.finding import Finding
from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.model import GraphRecords


def check_files(folder: Path, records: GraphRecords) -> tuple[Finding, ...]:
    """Return in which lines `claims.jsonl` and `entities.jsonl` say something else than the store; files may be absent.

    Args:
        folder: The output folder of a build.
        records: The graph of its store, whose ids must all lead somewhere.
    """
    from kg.export import claims_jsonl, entities_jsonl

    found: list[Finding] = []
    for name, write in (("claims.jsonl", claims_jsonl), ("entities.jsonl", entities_jsonl)):
        file = folder / name
        if file.is_file() and (line := _first_difference(file.read_bytes(), write(records))):
            found.append(Finding("file", f"{file}:{line}", "says something else than the store"))
    return tuple(found)


def check_sources(paths: Sequence[Path], records: GraphRecords) -> tuple[Finding, ...]:
    """Return which documents are no longer what they were when they were read, sorted.

    Args:
        paths: The files and folders that the graph was built from, named as then.
        records: The graph.

    Raises:
        InputError: There is no such file or folder.
    """
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder")
    return tuple(sorted(_changed(paths, records)))


def _changed(paths: Sequence[Path], records: GraphRecords) -> Iterator[Finding]:
    from kg.model import Document
    from kg.read import read

    now = {}
    for item in read(paths):
        if isinstance(item, Document):
            now[item.id] = item.text
        else:
            yield Finding("source", str(item).partition(":")[0], str(item).partition(": ")[2])
    for document in records.documents:
        text = now.get(document.id)
        if text is None:
            yield Finding("source", f"document {document.id}", "is not there any more")
        elif text != document.text:
            place = next((i for i, (a, b) in enumerate(zip(text, document.text, strict=False)) if a != b), None)
            shown = min(len(text), len(document.text)) if place is None else place
            yield Finding(
                "source", f"document {document.id}", f"has changed from code point {shown} on; build it again"
            )


def _first_difference(have: bytes, wanted: bytes) -> int:
    """Return the first line that differs, from 1; 0 when none does."""
    if have == wanted:
        return 0
    mine, theirs = have.splitlines(), wanted.splitlines()
    pairs = zip(mine, theirs, strict=False)
    return next((number for number, (a, b) in enumerate(pairs, 1) if a != b), min(len(mine), len(theirs)) + 1)
