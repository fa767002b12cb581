"""Refusing `SERVICE`: a query must never send a request out, and engines do when they meet one."""

from __future__ import annotations

import re

_SKIPPED = r"""
    \#[^\n\r]*                                     # comment
  | <[^<>"{}|^`\\\x00-\x20]*>                      # IRI
  | \"\"\"(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"\"\"    # long string
  | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
  | "(?:[^"\\\n\r]|\\.)*"                          # string
  | '(?:[^'\\\n\r]|\\.)*'
  | [?$]\w+                                        # variable
  | @[A-Za-z-]+                                    # language tag
  | [\w.\-]*:(?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)*     # prefixed name
"""
_TOKEN = re.compile(rf"(?P<skipped>{_SKIPPED})|(?P<word>\w+)|.", re.VERBOSE | re.DOTALL)


def service_at(sparql: str) -> int | None:
    """Return the offset of the keyword `SERVICE`, or None; strings, IRIs, comments and names are not keywords.

    >>> service_at("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    11
    >>> service_at('SELECT ?service { ?service kg:service "SERVICE <x>" } # SERVICE')
    """
    for token in _TOKEN.finditer(sparql):
        word = token["word"]
        if word is not None and word.lower() == "service":
            return token.start()
    return None
