"""Spelling rules: from one entry to all the ways its name is written, each with its kind (the rules are data)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_DIGITS = "〇一二三四五六七八九"
_NUMBER = re.compile(r"^(?:division/|regiment/|road/[gs])(\d+)$")

Spelling = tuple[str, str]
"""A surface and its kind."""


def chinese_number(number: int) -> str:
    """Return a unit's number in the figures of its label: 37 → 三十七, from 100 on digit by digit, 101 → 一〇一."""
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def number_spellings(number: int) -> tuple[str, ...]:
    """Return every spelling of a unit's number, the label's first."""
    label = chinese_number(number)
    found = [label, str(number)]
    if number >= 100:
        found += [label.replace("〇", zero) for zero in ("零", "○") if "〇" in label]
        hundreds, rest = divmod(number, 100)
        tail = "" if rest == 0 else "零" + _DIGITS[rest] if rest < 10 else chinese_number(rest)
        if 10 <= rest < 20:
            tail = "一" + tail
        found.append(f"{_DIGITS[hundreds]}百{tail}")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Rule:
    """One spelling rule: forms of one kind for one class; see seeds/gazetteer/spellings.toml for the parts."""

    type: str
    kind: str
    forms: tuple[str, ...]
    numbered: bool | None
    both: bool
    prefix: str
    only: frozenset[str]
    excepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spellings:
    """The parsed spelling rules; see seeds/gazetteer/spellings.toml for what each part means."""

    rules: Mapping[str, tuple[Rule, ...]]
    not_before: Mapping[str, re.Pattern[str]]
    masks: frozenset[str]
    unmatched: frozenset[str]
    unmatched_types: frozenset[str]
    village_endings: tuple[str, ...]
    village_numerals: tuple[str, ...]
    village_pattern: re.Pattern[str]
    short_pattern: re.Pattern[str]
    short_not: frozenset[str]
    district_length: int
    home: str
    kept: Mapping[str, str]
    given: Mapping[str, tuple[str, ...]]

    def numbered(self, identifier: str) -> int:
        """Return the number in a division's or regiment's id, or 0."""
        found = _NUMBER.match(identifier)
        return int(found[1]) if found else 0

    def by_rule(self, identifier: str, kind: str, label: str, partner: str) -> Iterator[tuple[str, str, bool]]:
        """Yield (surface, kind, whether the partner bears it too) for an entry of class `kind`.

        Args:
            identifier: Entry id.
            kind: Its class.
            label: Its canonical label; a part in brackets is left out.
            partner: Label of the unit it is one body with, or an empty string.
        """
        rules = self.rules.get(kind)
        if not rules:
            return
        number = self.numbered(identifier)
        name = label.split("（")[0]
        spelled = number_spellings(number) if number else ("",)
        for rule in rules:
            if rule.numbered is not None and rule.numbered != bool(number):
                continue
            if not identifier.startswith(rule.prefix):
                continue
            if identifier in rule.excepted or (rule.only and identifier not in rule.only):
                continue
            for form in rule.forms:
                if "{partner}" in form and not partner:
                    continue
                for n in spelled if "{n}" in form else spelled[:1]:
                    surface = form.format(n=n, cn=spelled[0], ar=number, name=name, partner=partner)
                    if surface != label:
                        yield surface, rule.kind, rule.both

    def short(self, name: str) -> str:
        """Return the bare short form of a unit's full name, without suffix and people, or an empty string."""
        found = self.short_pattern.match(name)
        if not found or found["base"] in self.short_not or len(found["base"]) < 2:
            return ""
        return found["base"]

    def without_people(self, name: str) -> str:
        """Return an autonomous unit's name without the people but with its kind, or an empty string."""
        found = self.short_pattern.match(name)
        kept = next((word for suffix, word in self.kept.items() if name.endswith(suffix)), "")
        return found["base"] + kept if found and kept and len(found["base"]) > 1 else ""


def load_spellings(path: Path) -> Spellings:
    """Parse spellings.toml.

    Raises:
        KnowledgeError: When it does not parse or lacks a part.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return _spellings(data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, re.error) as error:
        raise KnowledgeError([Problem(str(path), 0, "", f"cannot be parsed: {error}")]) from error
    except (KeyError, TypeError) as error:
        raise KnowledgeError([Problem(str(path), 0, "", f"a part is missing or of the wrong kind: {error}")]) from error


def _spellings(data: dict[str, Any]) -> Spellings:
    rules: dict[str, list[Rule]] = {}
    for item in data["rules"]:
        rules.setdefault(item["type"], []).append(
            Rule(
                type=item["type"],
                kind=item["kind"],
                forms=tuple(item["forms"]),
                numbered=item.get("numbered"),
                both=item.get("both", False),
                prefix=item.get("prefix", ""),
                only=frozenset(item.get("only", ())),
                excepted=frozenset(item.get("except", ())),
            )
        )
    short = data["short"]
    suffixes, peoples = "|".join(short["suffixes"]), "|".join(short["peoples"])
    return Spellings(
        rules={kind: tuple(items) for kind, items in rules.items()},
        not_before={kind: re.compile(pattern) for kind, pattern in data["not_before"].items()},
        masks=frozenset(data["masks"]["words"]),
        unmatched=frozenset(data["unmatched"]["names"]),
        unmatched_types=frozenset(data["unmatched"]["types"]),
        village_endings=tuple(data["unmatched"]["village_endings"]),
        village_numerals=tuple(data["unmatched"]["village_numerals"]),
        village_pattern=re.compile(data["unmatched"]["village_pattern"]),
        short_pattern=re.compile(rf"^(?P<base>.+?)(?:{peoples})*(?:{suffixes})$"),
        short_not=frozenset(short["not"]) - frozenset(short["keep"]),
        district_length=short["district_length"],
        home=short["home"],
        kept=dict(short["kept"]),
        given={item["id"]: tuple(item["short"]) for item in data["names"]},
    )
