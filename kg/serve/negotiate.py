"""Content negotiation: which of the formats on offer an `Accept` header likes best (RFC 9110)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Offers = Mapping[str, tuple[str, ...]]

ROWS: Offers = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Formats of the answers to SELECT and ASK: name → media types, the one it is sent as first; best liked first."""

GRAPHS: Offers = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "json": ("application/ld+json", "application/json"),
    "xml": ("application/rdf+xml", "application/xml", "text/xml"),
}
"""Formats of RDF: name → media types, the one it is sent as first; best liked first."""

PAGE: Offers = {"html": ("text/html", "application/xhtml+xml")}
"""A page for people."""

ENDINGS: Offers = {
    "html": (".html",),
    "ttl": (".ttl",),
    "nt": (".nt",),
    "json": (".jsonld", ".json"),
    "xml": (".rdf", ".xml"),
}
"""What the address of a document about a thing ends in: format → endings, the one that is linked to first."""


def choose(accept: str, offers: Offers) -> str | None:
    """Return the name of the best liked format, the earlier of equals; None when none is acceptable.

    >>> choose("text/csv;q=0.5, application/*", ROWS)
    'json'
    >>> choose("text/html", ROWS)
    """
    return _choose(accept, tuple(offers.items()))


def split_ending(path: str) -> tuple[str, str | None]:
    """Return the path of a thing and the format that the path of a document about it ends in; None for none.

    >>> split_ending("division/6.ttl")
    ('division/6', 'ttl')
    >>> split_ending("division/6")
    ('division/6', None)
    """
    for form, endings in ENDINGS.items():
        for ending in endings:
            if path.endswith(ending):
                return path.removesuffix(ending), form
    return path, None


@lru_cache(maxsize=512)
def _choose(accept: str, offers: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    ranges = _ranges(accept)
    best, most = None, 0.0
    for name, types in offers:
        quality = max(_quality(one, ranges) for one in types)
        if quality > most:
            best, most = name, quality
    return best


def prefers(languages: str, known: Sequence[str]) -> str:
    """Return the best liked of the known languages by an `Accept-Language` header; the first when none is named.

    >>> prefers("en-GB,en;q=0.9,zh;q=0.5", ("zh", "en"))
    'en'
    """
    best, most = known[0], 0.0
    for tag, quality in _ranges(languages):
        name = tag.split("-")[0]
        if name in known and quality > most:
            best, most = name, quality
    return best


def packs(encodings: str) -> bool:
    """Return whether an `Accept-Encoding` header admits gzip.

    >>> packs("br, gzip;q=0.5"), packs("*"), packs("gzip;q=0, *"), packs("")
    (True, True, False, False)
    """
    ranges = dict(_ranges(encodings)) if encodings else {}
    return ranges.get("gzip", ranges.get("*", 0.0)) > 0


def _ranges(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if name:
            found.append((name.lower(), quality))
    return found or [("*/*", 1.0)]


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    group = media.split("/")[0] + "/*"
    for wanted in (media, group, "*/*"):
        matching = [quality for name, quality in ranges if name == wanted]
        if matching:
            return max(matching)
    return 0.0
