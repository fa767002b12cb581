"""The gazetteer: entries by id, names by surface, matches in a text, containment and membership."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.gazetteer.index import build_index, general_names
from kg.gazetteer.matcher import Matcher
from kg.gazetteer.overrides import FILE as OVERRIDES
from kg.gazetteer.overrides import read_overrides
from kg.gazetteer.records import KINDS, Entry, Match, Name
from kg.gazetteer.seeds import Seed, checksums_hold, read_seeds
from kg.gazetteer.spellings import load_spellings
from kg.model import Entity
from kg.resources import seeds_dir

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from kg.gazetteer.index import Bearer
    from kg.gazetteer.overrides import Overrides
    from kg.gazetteer.spellings import Spellings
    from kg.model import Claim

_IDENTIFIERS = ("gb2260", "geonames", "wikidata")
_ORDER = {kind: number for number, kind in enumerate(KINDS)}


class Gazetteer:
    """What exists and how it is called. Immutable to its users; entries are made when they are first asked for."""

    def __init__(self, rows: Iterable[Seed], spellings: Spellings, overrides: Overrides | None = None) -> None:
        self._rows = {seed.id: seed for seed in rows}
        self._index, self._spelled = build_index(self._rows, spellings)
        self._overrides: Overrides = overrides or {}
        self._spellings = spellings
        self._matcher: Matcher | None = None
        self._entries: dict[str, Entry] = {}
        self._as_entities: dict[str, Entity] = {}
        self._members: dict[str, tuple[str, ...]] | None = None
        self._changed: dict[str, bool] = {}
        self.entries: Mapping[str, Entry] = _Entries(self)

    def _names_above(self, surface: str) -> frozenset[str]:
        """Return every name of every unit that contains a bearer of `surface`."""
        units = {unit for bearer in self._index[surface] for unit in self.chain(bearer[0])}
        return frozenset(name for unit in units for name in (self._rows[unit].zh, *self._spelled.get(unit, ())))

    def find(self, text: str) -> list[Match]:
        """Return all names in `text` in one pass: leftmost-longest, and the names nested inside those.

        Matches are sorted by start, a longer one before those nested in it; `[start, end)` in code points.
        """
        if self._matcher is None:
            # Made for the first text: looking names up needs no automaton, and making it takes as long as all the rest.
            dependent, never = general_names(self._index, self._rows, self._spellings)
            self._matcher = Matcher(self._index, dependent, never, self._names_above, self._spellings)
        return self._matcher.find(text)

    def lookup(self, surface: str) -> tuple[tuple[str, Name], ...]:
        """Return every (id, name) that bears exactly this surface, sorted by id."""
        return tuple(
            sorted(
                ((bearer[0], Name(surface, *bearer[1:])) for bearer in self._index.get(surface, ())),
                key=lambda pair: (pair[0], _ORDER.get(pair[1].kind, 99), pair[1].valid_from),
            )
        )

    def types(self, surface: str) -> frozenset[str]:
        """Return the classes of all that bear exactly this surface."""
        bearers = self._index.get(surface)
        return frozenset(self._rows[bearer[0]].type for bearer in bearers) if bearers else frozenset()

    def changed(self, surface: str) -> bool:
        """Return whether something that bears exactly this surface, or its bearing it, begins or ends at some date."""
        known = self._changed.get(surface)
        if known is None:
            known = any(self._is_dated(bearer) for bearer in self._index.get(surface, ()))
            if surface in self._index:
                self._changed[surface] = known
        return known

    def _is_dated(self, bearer: Bearer) -> bool:
        seed = self._rows[bearer[0]]
        return bool(bearer[2] or bearer[3] or seed.valid_from or seed.valid_to)

    def chain(self, identifier: str) -> tuple[str, ...]:
        """Return the ids of the units that contain an entry, nearest first; empty for an unknown id."""
        found: list[str] = []
        seed = self._rows.get(identifier)
        while seed is not None and seed.parent and seed.parent not in found:
            found.append(seed.parent)
            seed = self._rows.get(seed.parent)
        return tuple(found)

    def override(self, surface: str, source: str = "") -> tuple[str, str] | None:
        """Return (id, reason) where an override says what a name means, one for this source before one for all."""
        return self._overrides.get((surface, source)) or self._overrides.get((surface, ""))

    def members(self, identifier: str) -> tuple[str, ...]:
        """Return the ids of the entries that belong directly to a corps unit or owner, sorted."""
        if self._members is None:
            members: dict[str, list[str]] = {}
            for seed in self._rows.values():
                if seed.member_of:
                    members.setdefault(seed.member_of, []).append(seed.id)
            self._members = {owner: tuple(sorted(ids)) for owner, ids in members.items()}
        return self._members.get(identifier, ())

    def entity(self, identifier: str) -> Entity:
        """Return an entry as an entity of the graph.

        Raises:
            KeyError: When the gazetteer holds no such id.
        """
        known = self._as_entities.get(identifier)
        if known is not None:
            return known
        entry = self.entries[identifier]
        known = self._as_entities[identifier] = Entity(
            id=entry.id,
            type=entry.type,
            label=entry.label,
            labels=entry.labels,
            aliases=tuple(sorted({name.surface for name in entry.names} - {entry.label})),
            identifiers=entry.identifiers,
            lat=entry.lat,
            lon=entry.lon,
        )
        return known

    def facts(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Return the background claims for the chain upward of `ids`, their membership and unity (see facts.py)."""
        from kg.gazetteer.facts import facts_of

        return facts_of(self, ids)

    def all_facts(self) -> tuple[Claim, ...]:
        """Return the background claims of the whole gazetteer, sorted by id."""
        from kg.gazetteer.facts import facts_of

        return facts_of(self, self._rows)

    def seed(self, identifier: str) -> Seed:
        """Return the row of an id, without the cost of an entry.

        Raises:
            KeyError: When the gazetteer holds no such id.
        """
        return self._rows[identifier]

    def ids(self) -> Iterator[str]:
        """Yield all ids, in the order of the files."""
        yield from self._rows

    def __contains__(self, identifier: object) -> bool:
        """Whether the gazetteer holds an id."""
        return identifier in self._rows

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._rows)

    def entry(self, identifier: str) -> Entry:
        """Return one entry.

        Raises:
            KeyError: When the gazetteer holds no such id.
        """
        found = self._entries.get(identifier)
        if found is None:
            found = self._entries[identifier] = self._make(self._rows[identifier])
        return found

    def _make(self, seed: Seed) -> Entry:
        surfaces = [seed.zh, *self._spelled.get(seed.id, ())]
        names = [
            Name(surface, *bearer[1:])
            for surface in surfaces
            for bearer in self._index[surface]
            if bearer[0] == seed.id
        ]
        own = sorted(set(names), key=lambda name: (_ORDER.get(name.kind, 99), name.surface, name.valid_from))
        labels = [("en", seed.en)] if seed.en else []
        return Entry(
            id=seed.id,
            type=seed.type,
            label=seed.zh,
            labels=(*labels, ("zh", seed.zh)),
            parent=seed.parent,
            member_of=seed.member_of,
            unified=seed.unified,
            names=tuple(own),
            identifiers=tuple((scheme, value) for scheme in _IDENTIFIERS if (value := getattr(seed, scheme))),
            former_codes=tuple(sorted(_former_code(item) for item in seed.former_codes.split("|") if item)),
            lat=float(seed.lat) if seed.lat else None,
            lon=float(seed.lon) if seed.lon else None,
            valid_from=seed.valid_from,
            valid_to=seed.valid_to,
            pinyin=seed.pinyin,
            initials=seed.initials or "".join(part[0] for part in seed.pinyin.split()),
            namesakes=int(seed.namesakes or 0),
            source=seed.source,
        )


class _Entries(Mapping[str, Entry]):
    """The entries of a gazetteer by id, each made when it is first asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __getitem__(self, identifier: str) -> Entry:
        return self._gazetteer.entry(identifier)

    def __iter__(self) -> Iterator[str]:
        return self._gazetteer.ids()

    def __len__(self) -> int:
        return len(self._gazetteer)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._gazetteer


def load(
    folders: Sequence[Path] = (), shipped: Path | None = None, classes: Collection[str] | None = None
) -> Gazetteer:
    """Load the shipped seeds and, over them, the user's folders in order.

    Args:
        folders: Folders of CSVs with the same columns; a row with a known id replaces the shipped one.
        shipped: The folder of the shipped seeds; None for the one that travels with the package.
        classes: The classes an entry may be of; None for the concrete classes of the shipped ontology.

    Raises:
        InputError: When a folder or file cannot be read.
        KnowledgeError: When rows are wrong; carries every problem found.
    """
    base = shipped if shipped is not None else seeds_dir() / "gazetteer"
    files, overriding = [], []
    for folder in (base, *folders):
        if not folder.is_dir():
            raise InputError(f"{folder}: is no folder; give a folder of gazetteer CSVs")
        found = sorted(folder.glob("*.csv"))
        if not found:
            raise InputError(f"{folder}: holds no CSV")
        files += [file for file in found if file.name != OVERRIDES]
        overriding += [file for file in found if file.name == OVERRIDES]
    own = frozenset(file for file in files if file.parent == base) if checksums_hold(base) else frozenset()
    spellings = load_spellings(base / "spellings.toml")
    collecting = gc.isenabled()
    # Some hundred thousand small objects are made here and none of them is garbage: looking for some doubles the time.
    gc.disable()
    try:
        types = frozenset(classes) if classes is not None else _classes() if len(own) < len(files) else frozenset()
        rows = read_seeds(files, frozenset(KINDS), own, types | {"Country"} if types else types)
        return Gazetteer(rows, spellings, read_overrides(overriding, {seed.id for seed in rows}))
    finally:
        if collecting:
            gc.enable()


def _former_code(item: str) -> tuple[str, str, str]:
    code, _, bounds = item.partition("@")
    start, _, end = bounds.partition("..")
    return code, start, end


def _classes() -> frozenset[str]:
    """Return the classes an entry may be of; read only where there are rows to check."""
    from kg import ontology

    return frozenset(name for name, kind in ontology.load().classes.items() if not kind.abstract)
