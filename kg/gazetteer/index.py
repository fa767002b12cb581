"""From seed rows to the index of names: surface → who bears it, of which kind, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer.seeds import Seed, parse_aliases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.gazetteer.spellings import Spellings

_UNITS = frozenset({"Region", "Prefecture", "County"})
_RANKS = {"Region": 0, "Prefecture": 1, "County": 2}


Bearer = tuple[str, str, str, str]
"""An entry that bears a surface: id, kind of name, from when and to when the name held (plain, as there are many)."""

Index = dict[str, list[Bearer]]
"""Surface → bearers, in the order of the rows."""

Spelled = dict[str, list[str]]
"""Entry id → its surfaces other than the label."""


def build_index(rows: Mapping[str, Seed], spellings: Spellings) -> tuple[Index, Spelled]:
    """Return the index of all spellings of all rows, and the way back from an id to its surfaces."""
    index: Index = {}
    spelled: Spelled = {}
    shorts: dict[str, list[tuple[Seed, str, str, str]]] = {}
    get, rules = index.get, spellings.rules
    for seed in rows.values():
        identifier, kind, label, aliases = seed[0], seed[1], seed[2], seed[9]
        given: list[tuple[str, str, str, str]] = []
        start = end = ""
        if aliases:
            given = list(parse_aliases(aliases))
            start, end = next((item[2:] for item in given if item[1] == "label"), ("", ""))
            given = [item for item in given if item[1] != "label"]
        bearer = (identifier, "label", start, end)
        bearers = get(label)
        if bearers is None:
            index[label] = [bearer]
        else:
            bearers.append(bearer)
        for surface, name_kind, name_start, name_end in given:
            _add(index, spelled, surface, (identifier, name_kind, name_start, name_end))
        if kind in rules:
            partner = rows.get(seed.unified)
            for surface, name_kind, both in spellings.by_rule(identifier, kind, label, partner.zh if partner else ""):
                _add(index, spelled, surface, (identifier, name_kind, "", ""))
                if both and partner:
                    _add(index, spelled, surface, (partner.id, name_kind, "", ""))
        elif kind in _UNITS:
            plain = spellings.without_people(label)
            if plain:
                _add(index, spelled, plain, (identifier, "colloquial", start, end))
            old = given if _is_home(seed, spellings) else []
            for surface, _, name_start, name_end in [(label, "", start, end), *old]:
                short = short_form(seed, surface, spellings)
                if short:
                    shorts.setdefault(short, []).append((seed, surface, name_start, name_end))
    for surface, bearer in _shorts(shorts):
        _add(index, spelled, surface, bearer)
    for identifier, surfaces in spellings.given.items():
        if identifier in rows:
            for surface in surfaces:
                _add(index, spelled, surface, (identifier, "short", "", ""))
    return index, spelled


def _add(index: Index, spelled: Spelled, surface: str, bearer: Bearer) -> None:
    """Add one bearer of a surface unless the entry bears it already at that time."""
    bearers = index.setdefault(surface, [])
    if all(known[0] != bearer[0] or known[2:] != bearer[2:] for known in bearers):
        bearers.append(bearer)
        spelled.setdefault(bearer[0], []).append(surface)


def _is_home(seed: Seed, spellings: Spellings) -> bool:
    """Whether a unit lies in the home region, by its code, or its id where a user's row gives no code."""
    return (seed.gb2260 or seed.id.partition("/")[2]).startswith(spellings.home)


def short_form(seed: Seed, surface: str, spellings: Spellings) -> str:
    """Return the bare short form that the rules allow for one full name of a unit, or an empty string."""
    home = _is_home(seed, spellings)
    if seed.type == "County" and not home:
        return ""
    short = spellings.short(surface)
    if surface.endswith("区") and seed.type == "County" and len(short) < spellings.district_length:
        return ""
    return short


def _shorts(shorts: Mapping[str, Sequence[tuple[Seed, str, str, str]]]) -> Iterator[tuple[str, Bearer]]:
    """Yield bare short forms; a county or district yields where a city or a prefecture has the same one."""
    for short, items in shorts.items():
        cities = {item[0].id for item in items if item[1].endswith("市") or _RANKS[item[0].type] < 2}
        held: dict[str, list[tuple[str, str]]] = {}
        for seed, _, start, end in items:
            if not cities or seed.id in cities:
                held.setdefault(seed.id, []).append((start, end))
        for identifier, spans in held.items():
            for start, end in _merged(spans):
                yield short, (identifier, "short", start, end)


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


def general_names(
    index: Index, rows: Mapping[str, Seed], spellings: Spellings
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the surfaces too general to be found anywhere in a text, though all can be looked up.

    Returns:
        Those that stand only right after the name of a unit that contains them: names the rules list as common words,
        nameless villages (the quarters of a company), and the two-character names of counties elsewhere, which arise
        by chance where two words meet. And those that are never found: single characters, and classes the rules list.
    """
    dependent = {surface for surface in spellings.unmatched if surface in index}
    never = {surface for surface in index if len(surface) < 2}
    general: dict[str, str] = {}
    villages = {seed[2] for seed in rows.values() if seed[1] == "Village"}
    numerals, endings, pattern = spellings.village_numerals, spellings.village_endings, spellings.village_pattern
    for label in villages:
        if label.endswith(endings) or len(label) < 3 or (label.startswith(numerals) and pattern.match(label)):
            general[label] = "Village"
    for seed in rows.values():
        kind = seed[1]
        if kind == "County" and not _is_home(seed, spellings):
            names = (seed[2], *(alias for alias, *_ in parse_aliases(seed[9])))
            general.update((name, kind) for name in names if len(name) < 3)
        elif kind in spellings.unmatched_types:
            never.update((seed[2], *(alias for alias, *_ in parse_aliases(seed[9]))))
    for label, kind in general.items():
        if all(rows[bearer[0]][1] == kind for bearer in index[label]):
            dependent.add(label)
    return frozenset(dependent - never), frozenset(never)
