"""The records of the gazetteer: entries, their names, matches in a text, and the outcome of linking a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.model import Candidate

KINDS = (
    "label",  # the canonical label
    "official",  # another official name in full
    "short",  # the official or usual short form
    "numeral",  # the number written another way
    "prefix",  # a word put in front: 第, 兵团, …
    "pair",  # a division with its city, a regiment with its town
    "colloquial",  # what people say
    "former",  # an older name
)


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of an entry.

    Attributes:
        surface: The spelling.
        kind: One of `KINDS`.
        valid_from: First date the name held (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), or empty when unbounded.
        valid_to: First date it no longer held, or empty when unbounded.
    """

    surface: str
    kind: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the gazetteer holds.

    Attributes:
        id: Stable ASCII id.
        type: Local name of the ontology class.
        label: Canonical Chinese label.
        labels: Language tag → label, sorted by tag.
        parent: Id of the unit it lies in, or empty for the country and for what lies in several units.
        member_of: Id of the corps unit or owner it belongs to, or empty.
        unified: Id of the city or division it is one body with (the town, for a regiment), or empty.
        names: All spellings, the label first, then by kind and surface.
        identifiers: Scheme → identifier, sorted by scheme.
        former_codes: (code, valid_from, valid_to) of administrative codes it had before, sorted.
        lat: Latitude in degrees, or None.
        lon: Longitude in degrees, or None.
        valid_from: First date it existed, or empty when unknown.
        valid_to: First date it no longer existed, or empty.
        pinyin: Pinyin of the label, one blank between syllables.
        initials: First letters of the pinyin.
        namesakes: How many units elsewhere in China bear the same name, as far as the gazetteer's sources tell.
        source: Where the facts are from.
    """

    id: str
    type: str
    label: str
    labels: tuple[tuple[str, str], ...]
    parent: str
    member_of: str
    unified: str
    names: tuple[Name, ...]
    identifiers: tuple[tuple[str, str], ...]
    former_codes: tuple[tuple[str, str, str], ...]
    lat: float | None
    lon: float | None
    valid_from: str
    valid_to: str
    pinyin: str
    initials: str
    namesakes: int
    source: str


class Match(NamedTuple):
    """A name found in a text: `[start, end)` in code points, and every id it may stand for, sorted.

    `nested` marks a name inside a longer match that is returned too. A tuple, since it is made once for every ten or
    twenty characters read, and a frozen dataclass takes four times as long to make.
    """

    start: int
    end: int
    surface: str
    ids: tuple[str, ...]
    nested: bool = False


@dataclass(frozen=True, slots=True)
class LinkContext:
    """What surrounds a name.

    Attributes:
        date: The document's date (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), or None for today.
        beside: Ids named directly before the name, outermost first.
        listed: Ids in the same list.
        near: Ids elsewhere in the document, in order; as `Neighbours` they are gone through once for all its names.
        types: Classes the context demands, or None for any.
        source: The document's id or publisher, for overrides that hold for one source.
    """

    date: str | None = None
    beside: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    types: frozenset[str] | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Linking:
    """The outcome of linking one name.

    Attributes:
        linked: The entry it stands for, or None.
        ambiguous: Whether it has good candidates of which none stands out; False when every candidate was ruled out.
        candidates: All candidates, best first, with scores and reasons.
    """

    linked: Candidate | None
    ambiguous: bool
    candidates: tuple[Candidate, ...]
