"""Natural features, transport works and well-known organisations, written by hand from general knowledge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.gazetteer.compile import romanise
from kg.gazetteer.compile.corps import HAND
from kg.gazetteer.compile.rows import Row, table
from kg.ids import slug

if TYPE_CHECKING:
    from pathlib import Path

_PREFIXES = {"ScenicArea": "scenic-area", "BusRoute": "bus-route", "DemonstrationZone": "zone"}
_NUMBERED = re.compile(r"^(?P<number>\d+)(?P<kind>国道|省道)$")
_ENDINGS = (
    "大学",
    "学院",
    "医院",
    "公司",
    "集团",
    "机场",
    "铁路",
    "高速",
    "公路",
    "口岸",
    "水库",
    "山脉",
    "沙漠",
    "河",
    "湖",
    "山",
    "峰",
    "达坂",
    "渠",
)


def features(sources: Path, name: str, known: set[str]) -> list[Row]:
    """Return the rows of one hand-written list; the id is made of the class and the pinyin of the name.

    Args:
        sources: Folder of the lists.
        name: File name of the list.
        known: Ids of all units; a parent is written as its bare code or as an id.

    Raises:
        InputError: When a parent is unknown.
    """
    rows: dict[str, Row] = {}
    for record in table(sources / name):
        label, kind = record["zh"], record["type"]
        parent = record["parent"]
        if parent and "/" not in parent:
            parent = f"unit/{parent}"
        if parent and parent not in known:
            raise InputError(f"{sources / name}: {label}: no unit {parent}")
        prefix = _PREFIXES.get(kind, kind.lower())
        identifier = f"{prefix}/{_slug(label)}"
        numbered = _NUMBERED.match(label)
        if numbered:
            identifier = f"{prefix}/{'g' if numbered['kind'] == '国道' else 's'}{numbered['number']}"
        if identifier in rows:
            identifier += "-" + parent.rpartition("/")[2]
        rows[identifier] = Row(
            id=identifier, type=kind, zh=label, en=record["en"], pinyin=romanise.pinyin(label),
            initials=romanise.initials(label), parent=parent, member_of=record.get("member_of") or "",
            aliases=record["aliases"], source=HAND,
            valid_from=record.get("valid_from") or "",
        )  # fmt: skip
    return list(rows.values())


def _slug(label: str) -> str:
    for ending in _ENDINGS:
        if label.endswith(ending) and len(label) > len(ending):
            return slug("".join(romanise.syllables(label[: -len(ending)])) + "-" + "".join(romanise.syllables(ending)))
    return slug("".join(romanise.syllables(label)))
