"""Villages of Xinjiang (statistics bureau, 2023), hung on the townships of today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.gazetteer.compile import romanise
from kg.gazetteer.compile.rows import Packages, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

DIVISION = "china-division-2.7.0.tgz"
SOURCE = "china-division 2.7.0"
_COMMITTEE = re.compile(r"村?村(?:民委员会|民委会|民委员|委会|委员会)$")
_COMMUNITY = re.compile(r"社区(?:居民委员会|居委会|居委|委员会|委会)$")
_REGIMENT = re.compile(
    r"^(?:新疆)?(?:兵团)?(?:第?农?[一二三四五六七八九十]+师)?"
    r"(?P<name>.+?(?:团|农场|牧场|总场|场))(?:农场|乡|中心团场|生活区|分部|分部生活区)*$"
)


def label(name: str) -> str:
    """Return the name people use for a village-level unit: without the committee at its end."""
    if _COMMUNITY.search(name):
        return _COMMUNITY.sub("社区", name)
    return _COMMITTEE.sub("村", name)


def villages(packages: Packages, units: Sequence[Row], regiments: Sequence[Row]) -> list[Row]:
    """Return the villages of Xinjiang; the parent is the township, the regiment, or else the county.

    A township that was recoded since is found by its name: in the same county, else alone in the same prefecture.
    """
    ids = {row.id: row for row in units}
    by_name: dict[tuple[str, str], list[str]] = {}
    for row in units:
        if row.type == "Township":
            by_name.setdefault((row.zh, row.gb2260[:4]), []).append(row.id)
            by_name.setdefault((row.zh, ""), []).append(row.id)
    regiment_ids: dict[str, list[str]] = {}
    for row in regiments:
        regiment_ids.setdefault(row.zh.split("（")[0].replace("零", "〇"), []).append(row.id)
    streets = {record["code"]: record for record in packages.tarball_csv(DIVISION, "package/dist/streets.csv")}
    rows = []
    for record in packages.tarball_csv(DIVISION, "package/dist/villages.csv"):
        if record["provinceCode"] != "65":
            continue
        code, street = record["code"], streets[record["streetCode"]]
        parent = f"unit/{street['code']}"
        if parent not in ids:
            parent = _parent(street, ids, by_name, regiment_ids)
        name = label(record["name"])
        rows.append(
            Row(
                id=f"unit/{code}", type="Village", zh=name, en=romanise.unit(name), pinyin=romanise.pinyin(name),
                parent=parent, source=SOURCE,
            )
        )  # fmt: skip
    return rows


def _parent(
    street: dict[str, str],
    ids: dict[str, Row],
    by_name: dict[tuple[str, str], list[str]],
    regiment_ids: dict[str, list[str]],
) -> str:
    code, name = street["code"], street["name"]
    found = _REGIMENT.match(name) if code[6] == "5" else None
    if found:
        candidates = regiment_ids.get(found["name"].replace("零", "〇"), [])
        inside = [candidate for candidate in candidates if len(candidates) == 1]
        if inside:
            return inside[0]
    named = by_name.get((name, code[:4]), [])
    same = [candidate for candidate in named if candidate.startswith(f"unit/{code[:6]}")]
    if len(same) == 1 or len(named) == 1:
        return (same or named)[0]
    anywhere = by_name.get((name, ""), [])
    if len(anywhere) == 1:
        return anywhere[0]
    county = f"unit/{code[:6]}"
    return county if county in ids else "unit/650000"
