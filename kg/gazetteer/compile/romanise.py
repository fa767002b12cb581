"""Pinyin, initials and English labels, computed once at compile time so that loading needs no pypinyin."""

from __future__ import annotations

import functools
import re

from kg.gazetteer.compile.rows import table
from kg.resources import seeds_dir

_KINDS = (
    ("特别行政区", "Special Administrative Region"),
    ("自治区", "Autonomous Region"),
    ("自治州", "Autonomous Prefecture"),
    ("自治县", "Autonomous County"),
    ("自治旗", "Autonomous Banner"),
    ("民族乡", "Ethnic Township"),
    ("街道", "Subdistrict"),
    ("地区", "Prefecture"),
    ("社区", "Community"),
    ("林区", "Forestry District"),
    ("特区", "Special District"),
    ("矿区", "Mining District"),
    ("新区", "New Area"),
    ("居委会", "Residents' Committee"),
    ("居民委员会", "Residents' Committee"),
    ("生活区", "Residential Area"),
    ("省", "Province"),
    ("盟", "League"),
    ("市", "City"),
    ("县", "County"),
    ("区", "District"),
    ("旗", "Banner"),
    ("镇", "Town"),
    ("乡", "Township"),
    ("村", "Village"),
)
_FARM = re.compile(r"^(?P<base>.*?)(?P<number>[一二三四五六七八九]?)(?P<kind>农牧场|农场|牧场|总场|场)$")
_FARM_KINDS = {
    "农牧场": "Farm and Ranch",
    "农场": "Farm",
    "牧场": "Ranch",
    "总场": "General Farm",
    "场": "Farm",
}
_DIGITS = {digit: str(value) for value, digit in enumerate("一二三四五六七八九", start=1)}


@functools.cache
def _readings() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the readings that names use and the dictionary misses: of single characters, and of longer strings."""
    single: dict[str, str] = {}
    longer: dict[str, tuple[str, ...]] = {}
    for record in table(seeds_dir() / "gazetteer" / "sources" / "readings.csv"):
        parts = tuple(record["pinyin"].split())
        if len(parts) == 1:
            single[record["zh"]] = parts[0]
        else:
            longer[record["zh"]] = parts
    return single, longer


def syllables(text: str) -> list[str]:
    """Return the pinyin of each Chinese character of `text`, without tones; other characters stand for themselves."""
    from pypinyin import lazy_pinyin

    found = [part for part in lazy_pinyin(text, v_to_u=False) if part.strip()]
    if len(found) != len(text):
        return found
    single, longer = _readings()
    found = [single.get(char, part) for char, part in zip(text, found, strict=True)]
    for surface, parts in longer.items():
        at = text.find(surface)
        if at >= 0:
            found[at : at + len(parts)] = parts
    return found


def pinyin(text: str) -> str:
    """Return the pinyin of `text`, lower case, one blank between syllables."""
    return " ".join(part.lower() for part in syllables(text))


def initials(text: str) -> str:
    """Return the first letter of each syllable of `text`, joined."""
    return "".join(part[0].lower() for part in syllables(text) if part[0].isalnum())


def word(text: str) -> str:
    """Return `text` romanised as one capitalised word, an apostrophe before an inner vowel that begins a syllable."""
    parts = syllables(text)
    joined = "".join(("'" + part if index and part[0] in "aeo" else part) for index, part in enumerate(parts))
    return joined[:1].upper() + joined[1:]


def unit(name: str) -> str:
    """Return the English label of an administrative unit: pinyin of its own part and the word for its type."""
    for suffix, english in _KINDS:
        if name.endswith(suffix) and len(name) > len(suffix):
            base = name[: -len(suffix)]
            if len(base) == 1 and suffix in {"县", "区", "市", "旗"}:
                base = name
            return f"{word(base)} {english}"
    return word(name)


def farm(name: str) -> str:
    """Return the English label of a named regiment-level farm: `Hongqi Farm`, `Hongxing No. 1 Farm`."""
    found = _FARM.match(name)
    if not found:
        return word(name)
    base = word(found["base"]) if found["base"] else ""
    number = f"No. {_DIGITS[found['number']]}" if found["number"] else ""
    if found["base"] and found["base"][-1] in _DIGITS and number:
        base, number = word(found["base"] + found["number"]), ""
    return " ".join(part for part in (base, number, _FARM_KINDS[found["kind"]]) if part)


def farm_slug(name: str) -> str:
    """Return the ASCII slug of a named farm, its own part and its kind joined by a hyphen: `hongqi-nongchang`."""
    found = _FARM.match(name)
    if not found:
        parts: tuple[str, ...] = (name,)
    elif found["base"] and found["base"][-1] in _DIGITS and found["number"]:
        parts = (found["base"] + found["number"], found["kind"])
    else:
        parts = (found["base"], found["number"] + found["kind"])
    return "-".join("".join(syllables(part)).lower() for part in parts if part)


def ordinal(number: int) -> str:
    """Return an English ordinal in figures: 1 → `1st`, 12 → `12th`, 223 → `223rd`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
