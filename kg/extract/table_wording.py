"""How tables and labelled lists are worded: ontology/tables.toml, checked and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError, Problem
from kg.extract.tomlfile import line_of, read_toml
from kg.text.characters import any_of
from kg.text.measures import find_measures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.ontology import Ontology

_READS = frozenset({"name", "first", "code", "names", "route", "place", "quantity", "date", "text", "facts", "skip"})
_TOLD_APART = frozenset({"facts", "text", "quantity", "date"})
PARTIES = frozenset({"helper", "helped", "sender", "host", "partner"})
"""Kinds of columns that hold one party of a partnership; where nothing else names the rows, the first of two does."""
_UNIT = re.compile(r"^(.{1,12}?)(?:[（(/／\[]|单位：?)([^（）()/／\[\]]{1,6})[）)\]]?$")
_UNIT_ALONE = re.compile(r"[（(]?(?:单位：?)?([^（）()：]{1,6})[）)]?")
_ASIDE = re.compile(r"[（(][^（）()]{1,10}[）)]$")
_NUMBERED = re.compile(r"(.+?)[0-9一二三四五六七八九十]{1,3}")
_OR = re.compile(r"[/／或及、和与]")
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Column:
    """What a heading says about the item of its row.

    Attributes:
        kind: Its name in tables.toml.
        reads: "name", "first", "code", "names", "route", "place", "quantity", "date", "text" (sentences about
            it), "facts" (elliptical ones, the rest says nothing) or "skip".
        predicates: Relations it may state, the preferred one first.
        inverse: Whether the item of the row is the object.
        quantity: "length", "area" or "money" of a quantity, or of what a bare measure among facts is.
    """

    kind: str
    reads: str
    predicates: tuple[str, ...] = ()
    inverse: bool = False
    quantity: str = ""

    def beside(self, role: str) -> Column:
        """Return the column as it reads in a table whose rows are named by a party of this kind."""
        if role == "sender" and self.kind == "helped":
            return replace(self, kind="host", predicates=("postsStaffTo",))
        return self


@dataclass(frozen=True, slots=True)
class TableWording:
    """The wording of tables, compiled.

    Attributes:
        headings: Heading word → column.
        before: What may stand before a heading word.
        after: What may stand after it.
        after_name: What may stand after one that names the item.
        units: Unit as headings write it → unit as values write it.
        suffixes: Words that may follow the name in its cell.
        fillers: What may stand between the names of a cell, as an expression.
        route_marks: Splits a route at its marks.
        route_words: Splits a route at words, where it has no marks.
        status: Full clause → "dead", "planned", "underway" or "done", as expressions in that order.
        titles: The same for titles over a table.
        remarks: What elliptical clauses say, with the tails that follow their names or date.
        opening: What may stand before the names or the date of such a clause.
        ways: Words of the way before names (途经) → the column they stand for.
        posting: How a cell begins that tells of posting staff.
    """

    headings: Mapping[str, Column]
    before: tuple[str, ...]
    after: tuple[str, ...]
    after_name: tuple[str, ...]
    units: Mapping[str, str]
    suffixes: re.Pattern[str]
    fillers: re.Pattern[str]
    route_marks: re.Pattern[str]
    route_words: re.Pattern[str]
    status: tuple[tuple[str, re.Pattern[str]], ...]
    titles: tuple[tuple[str, re.Pattern[str]], ...]
    remarks: tuple[tuple[Column, re.Pattern[str]], ...]
    opening: re.Pattern[str]
    ways: Mapping[str, Column]
    posting: re.Pattern[str]

    def column(self, heading: str) -> tuple[Column, str] | None:
        """Return the column a heading stands over and the unit it gives, or None."""
        heading = heading.strip(" *#：:　")
        if not heading or len(heading) > _LONGEST:
            return None
        unit = ""
        found = _UNIT.match(heading)
        if found and (spelled := self._unit(found[2])):
            heading, unit = found[1], spelled
        column = self._known(heading) or self._known(_ASIDE.sub("", heading)) or self._either(heading)
        return (column, unit) if column else None

    def _known(self, heading: str) -> Column | None:
        return self.headings.get(heading) or self._affixed(heading)

    def _either(self, heading: str) -> Column | None:
        """Return the column of a heading that says a thing in two ways, or two things, or is numbered.

        That is 桥梁/隧道名称, 规模及投资, 项目四.
        """
        numbered = _NUMBERED.fullmatch(heading)
        if numbered:
            column = self._known(numbered[1])
            return column if column and column.reads in ("name", "code") else None
        ways = [self._known(way) for way in _OR.split(heading)]
        known = [column for column in ways if column]
        last = ways[-1]
        if len(ways) < 2 or last is None:
            return None
        if len({(column.reads, column.quantity) for column in known}) == 1:
            return last if last.reads != "quantity" or len(known) == 1 else None
        if len(known) < len(ways) or not all(column.reads in _TOLD_APART for column in known):
            return None
        return Column("scale", "facts", quantity=next(filter(None, (column.quantity for column in known)), ""))

    def way(self, word: str) -> Column | None:
        """Return the column that a word of the way in front of names stands for, or None."""
        return self.ways.get(word.strip("：: ").rstrip("为是有"))

    def unit_alone(self, heading: str) -> str:
        """Return the unit of a heading that is nothing but a unit in brackets, as values write it; else nothing."""
        found = _UNIT_ALONE.fullmatch(heading.strip())
        return self._unit(found[1]) if found else ""

    def _affixed(self, heading: str) -> Column | None:
        """Return the column of a heading word with one affix at either side."""
        starts = [0, *(len(affix) for affix in self.before if heading.startswith(affix))]
        for start in starts if len(starts) > 1 or heading.endswith((*self.after, *self.after_name)) else ():
            if start and (column := self.headings.get(heading[start:])):
                return column
            for affixes, named in ((self.after, False), (self.after_name, True)):
                for affix in affixes:
                    column = self.headings.get(heading[start : -len(affix)]) if heading.endswith(affix) else None
                    if column and named == (column.reads in ("name", "first")):
                        return column
        return None

    def _unit(self, text: str) -> str:
        unit = self.units.get(text, text)
        return unit if len(find_measures(f"1{unit}")) == 1 else ""

    def status_of(self, clause: str) -> str:
        """Return the status that a whole clause states, or an empty string."""
        return _first(self.status, clause)

    def title_status(self, title: str) -> str:
        """Return the status that a title gives to all rows under it, or an empty string."""
        return _first(self.titles, title.strip("【】[]《》：:# *"))


def _first(patterns: Sequence[tuple[str, re.Pattern[str]]], text: str) -> str:
    return next((status for status, pattern in patterns if pattern.fullmatch(text)), "")


def load_tables(path: Path, ontology: Ontology) -> TableWording:
    """Read tables.toml.

    Raises:
        KnowledgeError: With every column that is malformed or names an unknown relation, by file and line.
    """
    return compile_tables(path, read_toml(path), ontology)


def compile_tables(path: Path, data: Mapping[str, Any], ontology: Ontology) -> TableWording:
    """Return the compiled wording; `path` is named in errors."""
    problems: list[Problem] = []
    headings: dict[str, Column] = {}
    for raw in data.get("column", ()):
        kind = str(raw.get("kind", ""))
        column = Column(
            kind,
            str(raw.get("reads", "")),
            tuple(raw.get("predicates", ())),
            raw.get("row") == "object",
            raw.get("quantity", ""),
        )
        line = line_of(path, f'kind = "{kind}"') if path.exists() else 0
        if column.reads not in _READS:
            problems.append(
                Problem(str(path), line, kind, f"reads {column.reads!r} is none of {', '.join(sorted(_READS))}")
            )
        problems += [
            Problem(str(path), line, kind, f"the ontology has no relation {name!r}")
            for name in column.predicates
            if name not in ontology.relations
        ]
        headings.update(dict.fromkeys(raw.get("words", ()), column))
    literal = {name for name, relation in ontology.relations.items() if relation.datatype}
    remarks: list[tuple[Column, tuple[str, ...]]] = []
    for raw in data.get("remark", ()):
        kind, predicate = str(raw.get("kind", "")), str(raw.get("predicate", ""))
        if predicate not in ontology.relations:
            problems.append(Problem(str(path), 0, f"remark {kind}", f"the ontology has no relation {predicate!r}"))
        reads = "date" if predicate in literal else "names"
        remarks.append((Column(kind, reads, (predicate,), reads == "names"), tuple(raw.get("words", ()))))
    for table in ("heading", "names", "route", "status", "remarks"):
        if table not in data:
            problems.append(Problem(str(path), 0, table, "this table is missing"))
    if problems:
        raise KnowledgeError(problems)
    heading, names, route, status = data["heading"], data["names"], data["route"], data["status"]
    around = f"(?:{any_of(status['around'])})*"
    between = f"(?:{any_of(data['remarks']['between'])})*"
    kinds = ("dead", "planned", "underway", "done")
    return TableWording(
        headings=headings,
        before=tuple(heading["before"]),
        after=tuple(heading["after"]),
        after_name=tuple(heading["after_name"]),
        units=dict(data.get("units", {})),
        suffixes=re.compile(any_of(names["suffixes"])),
        fillers=re.compile(rf"(?:[、，,；;/／\s·{re.escape(route['marks'])}]|{any_of(names['fillers'])})*"),
        route_marks=re.compile(f"\\s*[{re.escape(route['marks'])}]+\\s*"),
        route_words=re.compile(any_of(route["words"])),
        status=tuple((kind, re.compile(f"{around}(?:{any_of(status[kind])}){around}")) for kind in kinds),
        titles=tuple(
            (kind, re.compile(f".*?(?:{any_of(status[kind])})(?:{any_of(status['title_after'])})*"))
            for kind in kinds[:3]
        ),
        remarks=tuple((column, re.compile(f"{between}(?:{any_of(words)})")) for column, words in remarks),
        opening=re.compile(f"(?:{any_of(data['remarks']['before'])})*"),
        ways={word: headings[word] for word in data["remarks"]["ways"] if word in headings},
        posting=re.compile(any_of(data["remarks"]["posting"])),
    )
