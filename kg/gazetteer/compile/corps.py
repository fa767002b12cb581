"""The corps, its divisions, and its current and former regiments and farms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.gazetteer.compile import romanise
from kg.gazetteer.compile.rows import Row, alias, table

if TYPE_CHECKING:
    from pathlib import Path

REGION = "unit/650000"
CORPS = "corps/xpcc"
HAND = "general knowledge, checked by hand"
_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """Return a unit number in Chinese: below 100 as it is read, three figures digit by digit."""
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def regiment_id(record: dict[str, str]) -> str:
    """Return the id of a regiment: by its number, a named farm by its division and its name."""
    if record["number"]:
        return f"regiment/{record['number']}"
    return f"regiment/{record['division']}-{romanise.farm_slug(record['unit'])}"


def roots(sources: Path) -> dict[str, Row]:
    """Return the country and the corps by id."""
    return {
        record["id"]: Row(
            id=record["id"], type=record["type"], zh=record["zh"], en=record["en"],
            pinyin=romanise.pinyin(record["zh"]), initials=romanise.initials(record["zh"]),
            parent=record["parent"], aliases=record["aliases"], source=HAND,
        )
        for record in table(sources / "roots.csv")
    }  # fmt: skip


def divisions(sources: Path) -> list[Row]:
    """Return the 14 divisions; each one's city is `unified`, the corps `member_of`."""
    rows = []
    for record in table(sources / "divisions.csv"):
        number = int(record["number"])
        name = f"第{chinese(number)}师"
        # The spellings with the number are made by rule.
        numbers = (chinese(number), record["number"])
        extra = [part for part in record["variants"].split("|") if not any(spelled in part for spelled in numbers)]
        rows.append(
            Row(
                id=f"division/{number}", type="Division", zh=name, en=f"{romanise.ordinal(number)} Division",
                pinyin=romanise.pinyin(name), initials=romanise.initials(name), parent=REGION, member_of=CORPS,
                unified=f"unit/{record['city_code']}" if record["city_code"] else "",
                aliases="|".join(alias("colloquial", surface) for surface in extra),
                valid_from=record["founded"], source=record["source"],
            )
        )  # fmt: skip
    return rows


def regiments(sources: Path) -> list[Row]:
    """Return current and former regiments and farms; the containing unit is their city, else the county they lie in."""
    records = table(sources / "regiments.csv")
    codes = {record["name"]: record["code"] for record in table(sources / "units.csv")}
    places = {record["id"]: record for record in table(sources / "regiment_places.csv")}
    names = [record["unit"] for record in records]
    rows = []
    for record in records:
        number = int(record["number"]) if record["number"] else 0
        identifier = regiment_id(record)
        plain = f"{chinese(number)}团" if number else record["unit"]
        twice = names.count(record["unit"]) > 1
        label = f"{plain}（第{chinese(int(record['division']))}师）" if twice else plain
        place = places.get(identifier)
        county = place["county"] if place else record["city"] or record["nbs_county_2023"]
        aliases = [alias("official", plain)] if twice else []
        current = record["status"] == "current"
        if not number:
            aliases += [
                alias("colloquial", part)
                for part in record["variants"].split("|")
                if record["unit"] not in part and part != record["town"]
            ]
        merged = re.search(r"merged into (.+)$", record["status"])
        rows.append(
            Row(
                id=identifier, type="Regiment", zh=label,
                en=f"{romanise.ordinal(number)} Regiment" if number else romanise.farm(record["unit"]),
                pinyin=romanise.pinyin(plain), initials=romanise.initials(plain),
                parent=f"unit/{codes[county]}" if county else REGION, member_of=f"division/{record['division']}",
                unified=f"unit/{record['town_code']}" if record["town_code"] else "",
                aliases="|".join(aliases),
                valid_to="" if current else place["valid_to"] if place else "",
                source=f"{record['source']} ({record['confidence']} confidence)",
                note="" if current else f"former; merged into {merged[1]}" if merged else "former or uncertain",
            )
        )  # fmt: skip
    return rows
