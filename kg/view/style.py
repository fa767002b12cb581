"""How each class is drawn: colours, shapes and sizes read from `style.toml` in the ontology's folder."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError, Problem
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kg.ontology import Ontology
    from kg.view.drawing import Json

SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon")
"""The shapes the drawing engine puts above a label."""

_ROWS = ("families", "classes", "statuses", "origins")
_LISTS = ("shared", "chain", "opening")
_TABLES = (*_ROWS, *_LISTS)


@dataclass(frozen=True, slots=True)
class Family:
    """A group of classes that share a colour.

    Attributes:
        name: Its key in the file.
        labels: `(("zh", …), ("en", …))`.
        light: Colour on a light page, `#RRGGBB`.
        dark: Colour on a dark page, `#RRGGBB`.
    """

    name: str
    labels: tuple[tuple[str, str], ...]
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Look:
    """How entities of one class are drawn.

    Attributes:
        family: Name of the family that gives the colour.
        shape: One of `SHAPES`.
        size: Radius in pixels.
        rank: Weight when the first view cannot show everything.
    """

    family: str
    shape: str
    size: float
    rank: float


@dataclass(frozen=True, slots=True)
class Style:
    """Everything `style.toml` says, checked.

    Attributes:
        families: Name → family, in the order of the file.
        looks: Class → look, only of the classes the file names; ask `look_of` for any class.
        statuses: Status → `dashes`, lengths of dash and gap in pixels.
        origins: Origin → `width` of the line in pixels.
        shared: What makes a work a shared one: `family`, `sides`, `by`, `same`, each a list of names.
        chain: Relations that lead upward in a part-of chain, best first.
        opening: Relations whose value is a date on which an entity opened.
    """

    families: Mapping[str, Family]
    looks: Mapping[str, Look]
    statuses: Mapping[str, Mapping[str, Json]]
    origins: Mapping[str, Mapping[str, Json]]
    shared: Mapping[str, tuple[str, ...]]
    chain: tuple[str, ...]
    opening: tuple[str, ...]

    def look_of(self, name: str, ontology: Ontology) -> Look:
        """Return how a class is drawn: by its own look, its nearest ancestor's, or a dot of the last family."""
        level = [name]
        while level:
            for candidate in level:
                if candidate in self.looks:
                    return self.looks[candidate]
            level = sorted(
                {up for below in level if below in ontology.classes for up in ontology.classes[below].parents}
            )
        return Look(list(self.families)[-1], "dot", 11, 1)


def load_style(folder: Path | None = None) -> Style:
    """Read and check `style.toml`.

    Args:
        folder: The ontology's folder; the shipped one when None, or when the folder has no `style.toml`.

    Raises:
        KnowledgeError: The file cannot be read, is no TOML, or names an unknown shape or family.
    """
    path = (folder or ontology_dir()) / "style.toml"
    if not path.exists():
        path = ontology_dir() / "style.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError([Problem(str(path), 0, "", f"cannot be read: {error}")]) from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError([Problem(str(path), 0, "", f"is no TOML: {error}")]) from error
    problems = list(_wrong(raw, str(path)))
    if problems:
        raise KnowledgeError(problems)
    families = {
        name: Family(
            name,
            (("zh", str(row.get("zh", name))), ("en", str(row.get("en", name)))),
            str(row.get("light", "#767676")),
            str(row.get("dark", "#A8A8A8")),
        )
        for name, row in raw.get("families", {}).items()
    }
    looks = {
        name: Look(
            str(row.get("family", "")),
            str(row.get("shape", "dot")),
            float(row.get("size", 11)),
            float(row.get("rank", 1)),
        )
        for name, row in raw.get("classes", {}).items()
    }
    return Style(
        families=families,
        looks=looks,
        statuses=raw.get("statuses", {}),
        origins=raw.get("origins", {}),
        shared={key: tuple(map(str, names)) for key, names in raw.get("shared", {}).items()},
        chain=tuple(map(str, raw.get("chain", {}).get("by", []))),
        opening=tuple(map(str, raw.get("opening", {}).get("by", []))),
    )


def _wrong(raw: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """Yield what is wrong with the file: kinds of values first, then names that nothing bears."""
    sound = True
    for key, rows in raw.items():
        if key in _TABLES and not isinstance(rows, dict):
            sound = False
            yield Problem(path, 0, key, "must be a table")
            continue
        for name, row in rows.items() if key in _ROWS else ():
            if not isinstance(row, dict):
                sound = False
                yield Problem(path, 0, f"{key}.{name}", "must be a table")
                continue
            for field, value in row.items():
                if field in _FIELDS and not _FIELDS[field][0](value):
                    sound = False
                    yield Problem(path, 0, f"{key}.{name}.{field}", f"{value!r} is not {_FIELDS[field][1]}")
        for name, names in rows.items() if key in _LISTS else ():
            if not (isinstance(names, list) and all(isinstance(item, str) for item in names)):
                sound = False
                yield Problem(path, 0, f"{key}.{name}", f"{names!r} is not a list of names")
    if not raw.get("families"):
        yield Problem(path, 0, "families", "at least one family must be given")
    for name, row in raw.get("classes", {}).items() if sound else ():
        if row.get("family") not in raw.get("families", {}):
            yield Problem(path, 0, f"classes.{name}.family", f"no family is called {row.get('family', '')!r}")
        if row.get("shape", "dot") not in SHAPES:
            yield Problem(path, 0, f"classes.{name}.shape", f"{row['shape']!r} is none of {', '.join(SHAPES)}")


def _is_length(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("#[0-9A-Fa-f]{6}", value) is not None


def _are_lengths(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_length, value))


_FIELDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "size": (_is_length, "a number"),
    "rank": (_is_length, "a number"),
    "width": (_is_length, "a number"),
    "light": (_is_colour, "a colour #RRGGBB"),
    "dark": (_is_colour, "a colour #RRGGBB"),
    "dashes": (_are_lengths, "a list of lengths"),
}
"""What the fields of a row hold: how it is told, and what to call it."""
