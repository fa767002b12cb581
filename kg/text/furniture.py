"""What is on the page but not in the article: the wording in `ontology/furniture.toml`, compiled, and found in a text.

Four kinds of rule, each with a `kind` for the report:

- `line`: a pattern for a whole line that is left out.
- `fragment`: a pattern for a part of a line that is left out.
- `tail`: a pattern for a line from which on everything is left out, unless paragraphs of text follow.
- `field`: a pattern whose named group is the document's `published` date, `publisher` or `title`.

A rule names `cues`, of which a line must hold one before the pattern is tried: most lines hold none.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError, Problem
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_LONG_LINE = 400
_PARAGRAPH = 80
_NUMERIC = r"[\d:： \-—/第页共年月日<>»«\[\]().…]{1,24}(?![^\n])"
_FIRST_NUMERIC_LINE = re.compile(_NUMERIC)
_NUMERIC_LINE = re.compile(r"\n" + _NUMERIC)


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording: where it is looked for (`line`, `fragment`, `tail`, `field`), its kind, cues and pattern."""

    where: str
    kind: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """All rules in the order of the file, and what finds the lines worth a look.

    Attributes:
        rules: The rules.
        find_cues: Finds all cues of a text, those that overlap too, as (number of the cue, start, end).
        by_cue: Number of a cue → numbers of the rules that want it, or a cue within it.
        uncued: Numbers of the rules without cues, which are tried on lines of figures.
    """

    rules: tuple[Rule, ...]
    find_cues: Callable[[str], Iterable[tuple[int, int, int]]]
    by_cue: tuple[frozenset[int], ...]
    uncued: frozenset[int]

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> Furniture:
        """Return the rules with their cues indexed."""
        from ahocorasick_rs import AhoCorasick

        cues = sorted({cue for rule in rules for cue in rule.cues})
        by_cue = tuple(
            frozenset(n for n, rule in enumerate(rules) if any(part in cue for part in rule.cues)) for cue in cues
        )
        uncued = frozenset(n for n, rule in enumerate(rules) if not rule.cues)
        return cls(rules, partial(AhoCorasick(cues).find_matches_as_indexes, overlapping=True), by_cue, uncued)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return the furniture of a normalised text as `(start, end, kind)`: sorted, disjoint, lines without breaks."""
        found: list[tuple[int, int, str]] = []
        done = -1
        for start, end, numbers in self._candidates(text):
            if start < done:
                continue
            hits, tail = self._in_line(text, start, end, numbers)
            if tail and (stop := _tail_end(text, start)) > start:
                found.append((start, stop, tail))
                done = stop
            else:
                found += hits
        return found

    def fields(self, text: str) -> dict[str, str]:
        """Return the first `published`, `publisher` and `title` that lines of a normalised text give."""
        result: dict[str, str] = {}
        for start, end, numbers in self._candidates(text):
            for number in sorted(numbers):
                rule = self.rules[number]
                if rule.where == "field" and (hit := rule.pattern.search(text[start:end])):
                    for name, value in hit.groupdict().items():
                        if value:
                            result.setdefault(name.rstrip("_"), value)
        return result

    def _candidates(self, text: str) -> Iterator[tuple[int, int, set[int]]]:
        """Yield `(start, end, rules)` of each line that holds a cue or only figures, in order, once each."""
        figures = _numeric_lines(text)
        waiting = next(figures, None)
        start, end = 0, -1
        numbers: set[int] = set()
        for cue, begin, _ in self.find_cues(text):
            if begin > end:
                if end >= 0:
                    yield start, end, numbers
                start = text.rfind("\n", max(end, 0), begin) + 1
                while waiting is not None and waiting[0] < start:
                    if waiting[0] > end:
                        yield *waiting, set(self.uncued)
                    waiting = next(figures, None)
                end = text.find("\n", begin)
                end = len(text) if end < 0 else end
                numbers = set(self.uncued) if waiting == (start, end) else set()
            numbers |= self.by_cue[cue]
        if end >= 0:
            yield start, end, numbers
        while waiting is not None:
            if waiting[0] > end:
                yield *waiting, set(self.uncued)
            waiting = next(figures, None)

    def _in_line(self, text: str, start: int, end: int, numbers: set[int]) -> tuple[list[tuple[int, int, str]], str]:
        """Return the furniture of one line, and the kind of the tail that begins here, if one does."""
        fragments: list[tuple[int, int, str]] = []
        for number in sorted(numbers):
            rule = self.rules[number]
            if rule.where == "fragment":
                hits = rule.pattern.finditer(text[start:end])
                fragments += [(start + hit.start(), start + hit.end(), rule.kind) for hit in hits]
            elif rule.where != "field" and end - start <= _LONG_LINE and rule.pattern.match(text, start):
                return ([], rule.kind) if rule.where == "tail" else ([(start, end, rule.kind)], "")
        return _disjoint(fragments), ""


def _numeric_lines(text: str) -> Iterator[tuple[int, int]]:
    if first := _FIRST_NUMERIC_LINE.match(text):
        yield first.span()
    for found in _NUMERIC_LINE.finditer(text):
        yield found.start() + 1, found.end()


def _disjoint(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] < span[1] and (not kept or span[0] >= kept[-1][1]):
            kept.append(span)
    return kept


def _tail_end(text: str, start: int) -> int:
    """Return where a block of foreign headlines ends: at the end, or before a full paragraph in the first half."""
    if start * 2 > len(text):
        return len(text)
    position = start
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if end - position >= _PARAGRAPH and text[end - 1] in "。！？”":
            return position - 1
        position = end + 1
    return len(text)


def load_furniture(path: Path | None = None) -> Furniture:
    """Read the rules of a file, by default the shipped one.

    Raises:
        KnowledgeError: When the file is no TOML, a table or key is unknown, or a pattern does not compile.
    """
    return _load(path) if path else _shipped()


@cache
def _shipped() -> Furniture:
    return _load(ontology_dir() / "furniture.toml")


@cache
def _load(path: Path) -> Furniture:
    problems: list[Problem] = []
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError([Problem(str(path), 0, "", f"cannot be read: {error}")]) from error
    rules: list[Rule] = []
    for where, rows in tables.items():
        if where not in ("line", "fragment", "tail", "field") or not isinstance(rows, list):
            problems.append(Problem(str(path), 0, where, "is none of [[line]], [[fragment]], [[tail]], [[field]]"))
            continue
        for number, row in enumerate(rows, 1):
            if reason := _fault(where, row):
                problems.append(Problem(str(path), 0, f"{where} {number}", reason))
                continue
            rules.append(
                Rule(
                    where,
                    row["kind"],
                    tuple(row.get("cues", ())),
                    _compiled(where, row["pattern"]),
                    tuple(row.get("drop", ())),
                    tuple(row.get("keep", ())),
                )
            )
    if problems:
        raise KnowledgeError(problems)
    return Furniture.of(tuple(rules))


def _compiled(where: str, pattern: str) -> re.Pattern[str]:
    """Compile a pattern; one for a whole line is anchored, yet may look ahead to the lines below."""
    return re.compile(rf"(?:{pattern})(?![^\n])" if where in ("line", "tail") else pattern)


def _fault(where: str, row: dict[str, object]) -> str:
    if unknown := sorted(set(row) - {"kind", "cues", "pattern", "drop", "keep"}):
        return f"has the unknown key {unknown[0]!r}"
    for key, kind in (("kind", str), ("pattern", str), ("cues", list), ("drop", list), ("keep", list)):
        if key in row and not isinstance(row[key], kind):
            return f"{key} must be a {'list of strings' if kind is list else 'string'}"
    cues = row.get("cues")
    if isinstance(cues, list) and not all(isinstance(cue, str) and cue for cue in cues):
        return "cues must be strings that are not empty"
    if "kind" not in row or "pattern" not in row:
        return "needs kind and pattern"
    try:
        _compiled(where, str(row["pattern"]))
    except re.error as error:
        return f"pattern does not compile: {error}"
    return ""
