"""Names in a text: one pass of an Aho–Corasick automaton, leftmost-longest, with the names nested in each match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.gazetteer.records import Match

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.gazetteer.index import Index
    from kg.gazetteer.spellings import Spellings

_HAN_NUMERAL = frozenset("〇零○一二三四五六七八九十百千万两")
_ARABIC = frozenset("0123456789")
_CODE = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LONGEST = 16  # code points of a name that stands before a dependent one
_ENDINGS = {"市": "City", "区": "District", "县": "CountySeat", "村": "Village", "乡": "Township", "河": "River"}
_NUMBERED = re.compile(r"^(?:第|农|兵团)?(?:[0-9]+|[〇零○一二三四五六七八九十百]+)(?P<kind>[师团])(?:场)?$")


class _Pattern(NamedTuple):
    """One pattern: its bearers, and what must not precede or follow it (`free`: nothing); `above`: what must precede.

    `nested` are the names inside it that mean something else, `instead` all names inside it; by start, longer first.
    """

    ids: tuple[str, ...]
    free: bool
    before: frozenset[str] | None
    after: re.Pattern[str] | None
    above: frozenset[str]
    nested: tuple[tuple[int, int, str], ...]
    instead: tuple[tuple[int, int, str], ...]


class Matcher:
    """Finds the names of an index in texts; what it learns of a pattern is kept for the next match."""

    def __init__(
        self,
        index: Index,
        dependent: frozenset[str],
        never: frozenset[str],
        names_above: Callable[[str], frozenset[str]],
        spellings: Spellings,
    ) -> None:
        """Build the automaton.

        Args:
            index: All names.
            dependent: Names that stand only right after the name of a unit that contains them.
            never: Names that are not searched for.
            names_above: From a dependent name to the names that may precede it.
            spellings: What must not precede or follow a name, and longer strings that hold one by chance.
        """
        import ahocorasick_rs

        self._index = index
        self._spellings = spellings
        self._dependent = dependent
        self._general = dependent | never
        self._names_above = names_above
        surfaces = [surface for surface in index if surface not in never]
        surfaces += [mask for mask in sorted(spellings.masks) if mask not in index]
        self._surfaces = surfaces
        self._patterns: dict[str, _Pattern] = {}
        self._automaton = ahocorasick_rs.AhoCorasick(
            surfaces,
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            store_patterns=False,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> list[Match]:
        """Return all names in `text` by start, a longer one before those nested in it; `[start, end)`, code points."""
        found: list[Match] = []
        append, stands = found.append, self._stands
        surfaces, patterns = self._surfaces, self._patterns
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            surface = surfaces[number]
            pattern = patterns.get(surface) or self._pattern(surface)
            if not pattern.ids:
                continue
            whole = pattern.free or stands(pattern, text, start, end)
            if whole:
                append(Match(start, end, surface, pattern.ids))
            last = start
            for inner_start, inner_end, inner in pattern.nested if whole else pattern.instead:
                # Instead of a rejected match only what does not overlap counts, as if it had been searched anew.
                if not whole and start + inner_start < last:
                    continue
                nested = patterns.get(inner) or self._pattern(inner)
                if nested.free or stands(nested, text, start + inner_start, start + inner_end):
                    append(Match(start + inner_start, start + inner_end, inner, nested.ids, whole))
                    last = start + inner_end
        return found

    def _stands(self, pattern: _Pattern, text: str, start: int, end: int) -> bool:
        if pattern.before is not None and start and text[start - 1] in pattern.before:
            return False
        if pattern.after is not None and pattern.after.match(text, end) is not None:
            return False
        if not pattern.above:
            return True
        return any(text[start - size : start] in pattern.above for size in range(2, min(start, _LONGEST) + 1))

    def _pattern(self, surface: str) -> _Pattern:
        bearers = self._index.get(surface, [])
        before, after = self._guards(surface, {bearer[1] for bearer in bearers})
        instead = self._inside(surface) if bearers else ()
        own = {bearer[0] for bearer in bearers}
        nested = tuple(
            item
            for item in instead
            # Neither a short form in the full one nor the stem of a name, before its one-character kind, says more.
            if {bearer[0] for bearer in self._index[item[2]]} != own and item[:2] != (0, len(surface) - 1)
        )
        above = self._names_above(surface) if surface in self._dependent else frozenset()
        free = before is None and after is None and not above
        pattern = _Pattern(tuple(sorted(own)), free, before, after, above, nested, instead)
        self._patterns[surface] = pattern
        return pattern

    def _guards(self, surface: str, kinds: set[str]) -> tuple[frozenset[str] | None, re.Pattern[str] | None]:
        rules = self._spellings.not_before
        numbered = _NUMBERED.match(surface)
        if numbered:
            before = _ARABIC if surface[0] in _ARABIC else _HAN_NUMERAL if surface[0] in _HAN_NUMERAL else None
            return before, rules["Division" if numbered["kind"] == "师" else "Regiment"]
        last = surface[-1]
        before = _CODE if surface[0] in _CODE else None
        if last in _CODE:
            return before, rules["Code"]
        if kinds == {"short"} and last not in "市州县":
            return before, rules["Short"]
        return before, rules.get(_ENDINGS.get(last, ""))

    def _inside(self, surface: str) -> tuple[tuple[int, int, str], ...]:
        """Return the names properly inside a surface as (start, end, name), by start, longer ones first."""
        size, index = len(surface), self._index
        return tuple(
            (start, end, inner)
            for start in range(size)
            for end in range(size, start + 1, -1)
            if (inner := surface[start:end]) in index and end - start < size and inner not in self._general
        )
