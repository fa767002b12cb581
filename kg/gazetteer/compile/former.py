"""Former names of units, read off the change events; what cannot be followed to a unit of today is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.gazetteer.compile.rows import Packages, alias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.gazetteer.compile.rows import Row

_RENAMINGS = frozenset({"更名", "撤县设市", "撤县设区", "撤地设市", "撤市设区", "撤旗设区"})
_SAME_NAME = "同名改码"
# Before 1984 all codes were renumbered more than once, and the events of those years mix units up.
_FIRST_YEAR = 1984


class _Event(NamedTuple):
    year: int
    renaming: bool
    old_code: str
    old_name: str
    new_code: str
    new_name: str


def add_former_names(packages: Packages, wheel: str, rows: Sequence[Row], others: Sequence[Row]) -> None:
    """Write the former names and the year of the present name into the `aliases` of `rows` (units outside Xinjiang).

    A name that another unit of `rows` or `others` bears or bore is left out.
    """
    events, following = _read(packages, wheel)
    current = {row.gb2260: row for row in rows if row.gb2260}
    found: dict[str, set[tuple[str, str, int]]] = {}
    since: dict[str, int] = {}
    for event in events:
        if not event.renaming or event.year < _FIRST_YEAR:
            continue
        last = _follow(event, following)
        row = current.get(last.new_code)
        if row is None or row.zh != last.new_name or row.zh == event.old_name:
            continue
        found.setdefault(row.id, set()).add(("former", event.old_name, event.year))
        if event.new_name == row.zh:
            since[row.id] = max(since.get(row.id, 0), event.year)
    bearers = Counter(row.zh for row in (*rows, *others))
    bearers.update(name for names in found.values() for name in {name for _, name, _ in names})
    for row in rows:
        # Suburb was many a district's name: a former name that others bear too says nothing.
        names = {item for item in found.get(row.id, ()) if bearers[item[1]] == 1}
        if not names:
            continue
        items = [alias("label", row.zh, str(since[row.id]))] if row.id in since else []
        latest: dict[str, int] = {}
        for _, name, year in names:
            latest[name] = max(latest.get(name, 0), year)
        items += [alias("former", name, "", str(year)) for name, year in sorted(latest.items())]
        row.aliases = "|".join([row.aliases, *items] if row.aliases else items)


def add_former_codes(packages: Packages, wheel: str, rows: Sequence[Row], given: Sequence[dict[str, str]]) -> None:
    """Write the codes that units had before into the `former_codes` of `rows`.

    Args:
        packages: The downloaded packages.
        wheel: Pattern of the wheel that holds the change events.
        rows: Rows of units.
        given: Records (code, former, valid_to) of changes that the events do not tell.
    """
    events, following = _read(packages, wheel)
    current = {row.gb2260: row for row in rows if row.gb2260}
    found: dict[str, dict[str, str]] = {}
    for event in events:
        last = _follow(event, following)
        row = current.get(last.new_code)
        if event.year < _FIRST_YEAR or row is None or row.zh != last.new_name or event.old_code == row.gb2260:
            continue
        codes = found.setdefault(row.gb2260, {})
        codes[event.old_code] = max(codes.get(event.old_code, ""), str(event.year))
    for record in given:
        found.setdefault(record["code"], {})[record["former"]] = record["valid_to"]
    for code, codes in found.items():
        current[code].former_codes = "|".join(f"{former}@..{year}" for former, year in sorted(codes.items()))


def _read(packages: Packages, wheel: str) -> tuple[list[_Event], dict[str, list[_Event]]]:
    events = _events(packages.wheel_json(wheel, "data/historical_changes_v1.json")["events"])
    following: dict[str, list[_Event]] = {}
    for event in events:
        following.setdefault(event.old_code, []).append(event)
    return events, following


def _events(raw: Sequence[dict[str, Any]]) -> list[_Event]:
    events = []
    for item in raw:
        old, new = item["old"] or {}, item["new"] or {}
        if not old.get("code") or not new.get("code"):
            continue
        renaming = item["type"] in _RENAMINGS
        if renaming or item["type"] == _SAME_NAME:
            events.append(
                _Event(item["year"], renaming, old["code"][:6], old["name"], new["code"][:6], new["name"])
            )  # fmt: skip
    return sorted(events)


def _follow(event: _Event, following: dict[str, list[_Event]]) -> _Event:
    """Return the last event of the unit that `event` speaks of, followed by code and name together."""
    seen = {event}
    while True:
        later = [
            other
            for other in following.get(event.new_code, ())
            if other not in seen and other.year >= event.year and other.old_name == event.new_name
        ]
        if not later:
            return event
        event = later[0]
        seen.add(event)
