"""Which files there are to read, and what each is called: ids do not depend on the order of the paths."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

READABLE = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"}
)
"""Suffixes (lower case) that are read."""

DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".rtf", ".epub", ".odt", ".wps", ".caj", ".gz", ".zip"})
"""Suffixes of documents that are not read; they are reported, where other files of a folder are passed over."""

STORE = "kg.duckdb"
MADE = frozenset({"graph.html", "report.html", "claims.jsonl", "entities.jsonl"})
"""What a build writes beside its `STORE`, in a form that is read; where both stand they are no articles."""

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class ReadProblem:
    """Something that could not be read; `str()` gives it as one line.

    Attributes:
        path: The file or folder, as the user would name it, with the row where there is one.
        reason: What is wrong and, where it helps, what to do.
    """

    path: str
    reason: str

    def __str__(self) -> str:
        """Return `path: reason`, with escapes for what would break the line or command the terminal."""
        return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], f"{self.path}: {self.reason}")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file to read under an id."""

    id: str
    path: Path


def find_files(paths: Sequence[Path]) -> tuple[list[Source], list[ReadProblem]]:
    """Return the files under `paths`, sorted by id, and what is wrong with the paths themselves, sorted.

    The id is the path relative to the folder given (POSIX separators), or the file's name when the file is given. Where
    two files would share an id, both get the name of the folder they were found in, in front.
    """
    problems: list[ReadProblem] = []
    names: dict[Path, tuple[str, Path]] = {}

    def note(file: Path, name: str, folder: Path) -> None:
        """Keep the longest name of a file that several of the paths lead to: that from the outermost folder."""
        real = Path(os.path.realpath(file))
        name = os.fsencode(name).decode("utf-8", "backslashreplace")  # a name may be in any encoding, an id may not
        known = names.get(real)
        if known is None or (len(name), name) > (len(known[0]), known[0]):
            names[real] = (name, folder)

    for path in sorted(set(paths)):
        if path.is_dir():
            files = list(_walk(path, problems))
            if not files:
                problems.append(ReadProblem(str(path), "holds no article (.txt, .md, .html, .jsonl, .csv, .parquet)"))
            for file in files:
                note(file, file.relative_to(path).as_posix(), path)
        elif path.is_file():
            note(path, path.name, path.parent)
        elif path.exists():
            problems.append(ReadProblem(str(path), "is neither a file nor a folder"))
        else:
            problems.append(ReadProblem(str(path), "does not exist"))
    return _name(names, problems), sorted(problems)


def _walk(folder: Path, problems: list[ReadProblem]) -> Iterator[Path]:
    """Yield the readable files of a folder and its folders: none that is hidden, no README, nothing a build wrote."""

    def note(error: OSError) -> None:
        problems.append(ReadProblem(str(error.filename), f"cannot be listed: {error.strerror}"))

    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        made = MADE if STORE in names else frozenset()
        for name in sorted(set(names) - made):
            path = Path(root) / name
            suffix = path.suffix.lower()
            if name.startswith(".") or path.stem.lower().startswith("readme") or not path.is_file():
                continue
            if suffix in READABLE:
                yield path
            elif suffix in DOCUMENTS:
                problems.append(ReadProblem(str(path), f"{suffix} is not supported; save it as text or HTML"))


def _name(names: dict[Path, tuple[str, Path]], problems: list[ReadProblem]) -> list[Source]:
    """Return the files under their names, those that share one with the name of their folder in front."""
    shared = Counter(name for name, _ in names.values())
    sources: dict[str, Path] = {}
    for file, (name, folder) in sorted(names.items()):
        full = name if shared[name] == 1 else f"{folder.resolve().name}/{name}"
        if full in sources:
            problems.append(ReadProblem(str(file), f"would be called {full!r} like {sources[full]}; rename one"))
        else:
            sources[full] = file
    return [Source(name, path) for name, path in sorted(sources.items())]
