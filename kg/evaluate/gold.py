"""Gold files: what a careful reader says an article says, one `NAME.gold.json` beside its `NAME.txt`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
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
    """

    label: str
    type: str
    optional: bool
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A claim or a value of an article.

    Attributes:
        subject: Label of the subject.
        predicate: Local name of the relation.
        target: Label of the object, or the value as it stands in the file, as text.
        optional: Whether it changes no score.
    """

    subject: str
    predicate: str
    target: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one article, in the order of its file."""

    document: str
    entities: tuple[GoldEntity, ...]
    claims: tuple[GoldFact, ...]
    values: tuple[GoldFact, ...]


def read_gold(folder: Path) -> tuple[Gold, ...]:
    """Return the gold files of a folder, by file name.

    Raises:
        InputError: There are none, or one of them is not as described.
    """
    files = sorted(folder.glob("*.gold.json"))
    if not files:
        raise InputError(f"{folder}: holds no gold files (NAME.gold.json); give the folder of a gold corpus")
    return tuple(_read(file) for file in files)


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
    surfaces = [surface for surface in data.get("surface", ()) if len(surface) >= _SHORTEST_SURFACE]
    return GoldEntity(data["label"], data["type"], bool(data.get("optional")), (*data.get("altLabels", ()), *surfaces))


def _fact(data: dict[str, Any], target: str) -> GoldFact:
    return GoldFact(data["s"], data["p"], str(data[target]), bool(data.get("optional")))
