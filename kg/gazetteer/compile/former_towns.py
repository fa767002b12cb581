"""Other names of townships: what the yearly lists of the statistics bureau called, or call, a township of today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.gazetteer.compile.rows import Packages, alias

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence

    from kg.gazetteer.compile.rows import Row

LISTS = {
    "china-division-1.0.4.tgz": 2015,
    "china-division-1.1.2.tgz": 2016,
    "china-division-2.1.1.tgz": 2017,
    "china-division-2.3.1.tgz": 2019,
    "china-division-2.4.0.tgz": 2020,
    "china-division-2.5.0.tgz": 2021,
    "china-division-2.6.1.tgz": 2022,
    "china-division-2.7.0.tgz": 2023,
}
"""Package file → the year whose list it holds."""

_MEMBER = "package/dist/streets.json"
_CURRENT = 2025
_HOME = "65"
_OFFICE = re.compile(r"(?<=街道)办事?处?$")
_PEOPLES = "哈萨克|蒙古|回|塔吉克|柯尔克孜|达斡尔|满|锡伯|塔塔尔|乌孜别克|维吾尔|俄罗斯"
_CLASS = re.compile(rf"(?:(?:{_PEOPLES})(?:民族|族|)乡|[乡镇]|街道)$")
# Two quarters of one street differ in these; they are no spellings of each other.
_TELLING = frozenset("东西南北中上下前后新老一二三四五六七八九十")
# One character more, less or other is another spelling only of names this long: 二堡 and 三堡 are neighbours.
_LEAST = 3


class _Old(NamedTuple):
    name: str
    code: str
    until: int


def add_former_names(packages: Packages, counties: Iterable[Row], towns: Sequence[Row]) -> None:
    """Write into the `aliases` of `towns` the names they had in earlier lists.

    A name is followed to the one township of the same county that has its stem, or its code and nearly its spelling.
    Where the class changed (乡 become 镇) it is a former name; else the lists only spell it otherwise, or leave out the
    people it is named after. What was merged, split or renamed altogether is left out.
    """
    renumbered = _renumbered(counties)
    by_county: dict[str, list[Row]] = {}
    for row in towns:
        by_county.setdefault(row.parent.removeprefix("unit/"), []).append(row)
    found: dict[str, set[str]] = {}
    for county, olds in _olds(packages, renumbered).items():
        present = by_county.get(county, [])
        names = {row.zh for row in present}
        for old in olds:
            town = None if old.name in names else _follow(old, present)
            if town:
                found.setdefault(town.id, set()).add(_alias(old, town.zh))
    for row in towns:
        row.aliases = "|".join(filter(None, [row.aliases, *sorted(found.get(row.id, ()))]))


def namesakes(towns: Iterable[Row], elsewhere: Counter[str]) -> None:
    """Write into `namesakes` how many townships elsewhere bear the name of a township, or another of its names."""
    for row in towns:
        others = [item.split(":")[1].split("@")[0] for item in row.aliases.split("|") if item]
        row.namesakes = str(max(elsewhere[name] for name in (row.zh, *others)) or "")


def _renumbered(counties: Iterable[Row]) -> dict[str, str]:
    """Return former code → code of today."""
    return {
        item.split("@")[0]: row.gb2260 for row in counties for item in row.former_codes.split("|") if row.former_codes
    }


def _olds(packages: Packages, renumbered: dict[str, str]) -> dict[str, list[_Old]]:
    """Return county code → the names of its townships in the lists, each with the year by which it had gone."""
    years = [*LISTS.values(), _CURRENT]
    last: dict[tuple[str, str], tuple[str, int]] = {}
    for (pattern, _), following in zip(LISTS.items(), years[1:], strict=True):
        for record in packages.tarball_json(pattern, _MEMBER):
            code = str(record["code"])[:9]
            name = _OFFICE.sub("", record["name"])
            if code.startswith(_HOME) and _CLASS.search(name):
                county = renumbered.get(code[:6], code[:6])
                last[county, name] = (county + code[6:], following)
    olds: dict[str, list[_Old]] = {}
    for (county, name), (code, until) in sorted(last.items()):
        olds.setdefault(county, []).append(_Old(name, code, until))
    return olds


def _follow(old: _Old, present: Sequence[Row]) -> Row | None:
    stem = _CLASS.sub("", old.name)
    if len(stem) < 2:
        return None
    same = [row for row in present if _CLASS.sub("", row.zh) == stem]
    if same:
        return same[0] if len(same) == 1 else None
    coded = [row for row in present if row.gb2260 == old.code]
    return coded[0] if coded and _near(old.name, coded[0].zh) else None


def _alias(old: _Old, name: str) -> str:
    if old.name[-1] != name[-1]:
        return alias("former", old.name, "", str(old.until))
    left_out = len(old.name) < len(name) and _CLASS.sub("", old.name) == _CLASS.sub("", name)
    return alias("short" if left_out else "official", old.name)


def _near(one: str, other: str) -> bool:
    """Whether two names differ by one character replaced, added or left out."""
    shorter, longer = sorted((one, other), key=len)
    if len(_CLASS.sub("", shorter)) < _LEAST or len(longer) - len(shorter) > 1:
        return False
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    replaced = len(shorter) == len(longer)
    if longer[start + 1 :] != shorter[start + replaced :]:
        return False
    return not _TELLING & {longer[start], *(shorter[start] if replaced else "")}
