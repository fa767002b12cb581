"""Refusing `SERVICE`: a query must never send a request out, and engines do when they meet one.

What is a keyword only the engine knows: `FILTER(1<2)SERVICE:x#>` calls out, and no lexer of ours would say so. So the
engine is asked: a query in which every "service" is misspelled still parses when none of them was a keyword, for in a
string, a comment, an IRI or a name one letter is as good as another, and no bare word is ever valid SPARQL.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def _letter(letter: str) -> str:
    """Return a pattern for a letter, also where a code point escape stands for it."""
    codes = "|".join(f"{ord(one):04X}" for one in (letter.upper(), letter))
    return rf"(?:{letter}|\\u(?:{codes})|\\U0000(?:{codes}))"


_WORD = re.compile("".join(map(_letter, "service")), re.IGNORECASE)
_END = re.compile(r"[\w.-]*(?::[\w.-]*)?.{0,2}", re.DOTALL)  # of a name that goes on: the engine says how far it looked
_LAST = {"e": "x", "E": "X", "5": "8"}  # the letter or the last digit of its escape


def service_at(sparql: str, prefixes: Mapping[str, str] | None = None) -> int | None:
    """Return the offset of a keyword `SERVICE`, or None when the query has none.

    Args:
        sparql: The query.
        prefixes: Those that it may use without declaring them.

    Raises:
        SyntaxError: The query has the word somewhere, and does not parse.

    >>> service_at("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    11
    >>> service_at('SELECT ?service { ?service <x:service> "SERVICE <x>" } # SERVICE')
    """
    found = list(_WORD.finditer(sparql))
    if not found:
        return None
    import pyoxigraph as ox

    spaces = {_misspelled(prefix): iri for prefix, iri in (prefixes or {}).items()}
    try:
        ox.Store().query(_misspelled(sparql), prefixes=spaces)  # nothing is asked: the store is empty
    except SyntaxError as error:
        place = _offset(sparql, str(error))
        near = [one.start() for one in found if one.start() <= place <= _reach(sparql, one.end())]
        if near and place < len(sparql.rstrip()) and sparql[max(0, near[-1] - 1)] not in "?$":
            return near[-1]
        raise
    return None


def _reach(sparql: str, end: int) -> int:
    found = _END.match(sparql, end)
    return found.end() if found else end


def _misspelled(text: str) -> str:
    return _WORD.sub(lambda found: found[0][:-1] + _LAST[found[0][-1]], text)


def _offset(sparql: str, message: str) -> int:
    place = re.search(r"error at (\d+):(\d+)", message)
    if place is None:
        return -1
    before = sparql.split("\n")[: int(place[1]) - 1]
    return sum(len(line) + 1 for line in before) + int(place[2]) - 1
