"""Gold files: what a careful reader says an article says, one `NAME.gold.json` beside its `NAME.txt`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_SHORTEST_SURFACE = 4  # shorter surface forms are too general to stand for an entity


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity of an article.

    Attributes:
        label: Canonical label.
        type: Local name of its class.
        optional: Whether it changes no score.
        others: Other labels accepted for it.
        surfaces: Names of it as they stand in the text.
    """

    label: str
    type: str
    optional: bool
    others: tuple[str, ...]
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A claim or a value of an article.

    Attributes:
        subject: Label of the subject.
        predicate: Local name of the relation.
        target: Label of the object, or the value as it stands in the file, as text.
        optional: Whether it changes no score.
        evidence: Words of the article that say it, or an empty string.
    """

    subject: str
    predicate: str
    target: str
    optional: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one article, in the order of its file."""

    document: str
    entities: tuple[GoldEntity, ...]
    claims: tuple[GoldFact, ...]
    values: tuple[GoldFact, ...]


def read_gold(folders: Iterable[Path]) -> tuple[Gold, ...]:
    """Return the gold files of folders, in the order given and by file name.

    Raises:
        InputError: A folder has none, one of them is not as described, or two are about documents of one name.
    """
    known: dict[str, Path] = {}
    golds: list[Gold] = []
    for folder in folders:
        files = sorted(folder.glob("*.gold.json"))
        if not files:
            raise InputError(f"{folder}: holds no gold files (NAME.gold.json); give the folder of a gold corpus")
        for file in files:
            gold = _read(file)
            if known.setdefault(gold.document, file) != file:
                raise InputError(f"{file}: {gold.document} is the document of {known[gold.document]} too; rename one")
            golds.append(gold)
    return tuple(golds)


def texts_of(folders: Sequence[Path]) -> dict[str, str]:
    """Return the texts that lie beside gold files, by file name, as a build reads them."""
    from kg.model import Document
    from kg.read import read

    files = [file for folder in folders for file in sorted(folder.glob("*.txt"))]
    return {document.id: document.text for document in read(files) if isinstance(document, Document)} if files else {}


def _read(file: Path) -> Gold:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Gold(
            document=data["document"],
            entities=tuple(_entity(one) for one in data["entities"]),
            claims=tuple(_fact(one, "o") for one in data["claims"]),
            values=tuple(_fact(one, "value") for one in data["values"]),
        )
    except KeyError as error:
        raise InputError(f"{file}: is no gold file: {error} is missing") from error
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"{file}: is no gold file: {error}") from error


def _entity(data: dict[str, Any]) -> GoldEntity:
    surfaces = tuple(data.get("surface", ()))
    others = (*data.get("altLabels", ()), *(surface for surface in surfaces if len(surface) >= _SHORTEST_SURFACE))
    return GoldEntity(data["label"], data["type"], bool(data.get("optional")), others, surfaces)


def _fact(data: dict[str, Any], target: str) -> GoldFact:
    optional, evidence = bool(data.get("optional")), str(data.get("evidence") or "")
    return GoldFact(data["s"], data["p"], str(data[target]), optional, evidence)
