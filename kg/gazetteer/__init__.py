"""The gazetteer: seeds become names, names become matches in a text, matches become links that explain themselves."""

from __future__ import annotations

from kg.gazetteer.gazetteer import Gazetteer, load
from kg.gazetteer.linker import link
from kg.gazetteer.neighbours import Neighbours
from kg.gazetteer.records import Entry, LinkContext, Linking, Match, Name
from kg.gazetteer.resolve import identify, resolve

__all__ = [
    "Entry",
    "Gazetteer",
    "LinkContext",
    "Linking",
    "Match",
    "Name",
    "Neighbours",
    "identify",
    "link",
    "load",
    "resolve",
]
