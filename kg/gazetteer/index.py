"""From seed rows to the index of names: surface → who bears it, of which kind, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.gazetteer.seeds import Seed, parse_aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.gazetteer.spellings import Spellings

_UNITS = frozenset({"Region", "Prefecture", "County"})
_RANKS = {"Region": 0, "Prefecture": 1, "County": 2}


class Bearer(NamedTuple):
    """An entry that bears a surface: its id, the kind of name, and when the name held."""

    id: str
    kind: str
    valid_from: str
    valid_to: str


Index = dict[str, list[Bearer]]


def build_index(rows: Mapping[str, Seed], spellings: Spellings) -> Index:
    """Return surface → bearers for all spellings of all rows, in the order of the rows."""
    index: Index = {}
    shorts: dict[str, list[tuple[Seed, str, str, str]]] = {}
    get = index.get
    for seed in rows.values():
        identifier, kind, label, aliases = seed.id, seed.type, seed.zh, seed.aliases
        bounds = ("", "")
        given: list[tuple[str, str, str, str]] = []
        if aliases:
            for surface, alias_kind, start, end in parse_aliases(aliases):
                if alias_kind == "label":
                    bounds = (start, end)
                else:
                    given.append((surface, alias_kind, start, end))
        bearers = get(label)
        bearer = Bearer(identifier, "label", *bounds)
        if bearers is None:
            index[label] = [bearer]
        else:
            bearers.append(bearer)
        for surface, alias_kind, start, end in given:
            add(index, surface, Bearer(identifier, alias_kind, start, end))
        if kind in spellings.rules:
            _add_rules(index, seed, rows, spellings)
        elif kind in _UNITS:
            for surface, _, start, end in [(label, "", *bounds), *given]:
                short = short_form(seed, surface, spellings)
                if short:
                    shorts.setdefault(short, []).append((seed, surface, start, end))
    _add_shorts(index, shorts)
    for identifier, surfaces in spellings.given.items():
        if identifier in rows:
            for surface in surfaces:
                add(index, surface, Bearer(identifier, "short", "", ""))
    return index


def add(index: Index, surface: str, bearer: Bearer) -> None:
    """Add one bearer of a surface unless the entry bears it already at that time."""
    bearers = index.setdefault(surface, [])
    if all(known.id != bearer.id or known[2:] != bearer[2:] for known in bearers):
        bearers.append(bearer)


def short_form(seed: Seed, surface: str, spellings: Spellings) -> str:
    """Return the bare short form that the rules allow for one full name of a unit, or an empty string."""
    home = seed.gb2260.startswith(spellings.home)
    if seed.type == "County" and not home:
        return ""
    short = spellings.short(surface)
    if surface.endswith("区") and seed.type == "County" and len(short) < spellings.district_length:
        return ""
    return short


def _add_rules(index: Index, seed: Seed, rows: Mapping[str, Seed], spellings: Spellings) -> None:
    partner = rows.get(seed.unified)
    for surface, kind, both in spellings.by_rule(seed.id, seed.type, seed.zh, partner.zh if partner else ""):
        add(index, surface, Bearer(seed.id, kind, "", ""))
        if both and partner:
            add(index, surface, Bearer(partner.id, kind, "", ""))


def _add_shorts(index: Index, shorts: Mapping[str, Sequence[tuple[Seed, str, str, str]]]) -> None:
    """Add bare short forms; a county or district yields where a city or a prefecture has the same one."""
    for short, items in shorts.items():
        cities = [item for item in items if item[1].endswith("市") or _RANKS[item[0].type] < 2]
        held: dict[str, list[tuple[str, str]]] = {}
        for seed, _, start, end in cities or items:
            held.setdefault(seed.id, []).append((start, end))
        for identifier, spans in held.items():
            for start, end in _merged(spans):
                add(index, short, Bearer(identifier, "short", start, end))


def _merged(spans: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join spans of validity that touch or overlap: a changed suffix does not change the short form."""
    merged: list[tuple[str, str]] = []
    for start, end in sorted(spans):
        if merged and (not merged[-1][1] or start <= merged[-1][1]):
            last_start, last_end = merged.pop()
            merged.append((last_start, max(last_end, end) if last_end and end else ""))
        else:
            merged.append((start, end))
    return merged
