"""How sure a claim is: the precision of the rule that found it, measured on articles with gold and smoothed.

The counts stand in `confidence.csv` of the ontology folder and are rebuilt by `kg evaluate --calibrate`. They are made
on the articles that the rules were written with, so they order the rules and are somewhat too kind to all of them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COLUMNS = ("rule", "right", "wrong")
WEIGHT = 4
"""How many claims the overall precision counts for beside a rule's own: m in (right + m·p) / (right + wrong + m)."""

UNMEASURED = 0.9
"""The overall precision assumed where nothing was measured at all."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """What the counts come to.

    Attributes:
        rules: Name of the rule (`Evidence.rule`) → its smoothed precision.
        overall: The precision of all rules together; an unmeasured rule has it too.
    """

    rules: Mapping[str, float]
    overall: float

    def of(self, rule: str) -> float:
        """Return the confidence of a claim that one rule found."""
        return self.rules.get(rule, self.overall)

    def best(self, rules: Iterable[str]) -> float:
        """Return the confidence of a claim that several rules found in one document: that of the best of them."""
        return max(self.of(rule) for rule in rules)


def smoothed(counts: Mapping[str, tuple[int, int]]) -> Confidence:
    """Return the confidence in rules, by name, that got so many claims right and so many wrong."""
    right = sum(right for right, _ in counts.values())
    wrong = sum(wrong for _, wrong in counts.values())
    overall = right / (right + wrong) if right + wrong else UNMEASURED
    rules = {rule: round((good + WEIGHT * overall) / (good + bad + WEIGHT), 4) for rule, (good, bad) in counts.items()}
    return Confidence(rules, round(overall, 4))


def load_confidence(path: Path) -> Confidence:
    """Read `confidence.csv`: comment lines that begin with `#`, then the columns `rule,right,wrong`.

    A folder without the file has measured nothing.

    Raises:
        KnowledgeError: With every line that is not as described.
    """
    if not path.exists():
        return smoothed({})
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError([Problem(str(path), 0, "", f"cannot be read: {error}")]) from error
    rows = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows or rows[0][1] != ",".join(COLUMNS):
        first = rows[0][0] if rows else 0
        raise KnowledgeError([Problem(str(path), first, "", f"the first line must be {','.join(COLUMNS)}")])
    problems: list[Problem] = []
    counts: dict[str, tuple[int, int]] = {}
    for number, line in rows[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != len(COLUMNS) or not (cells[1].isdecimal() and cells[2].isdecimal()):
            problems.append(Problem(str(path), number, "", "a row is a rule's name and two counts"))
        elif cells[0] in counts:
            problems.append(Problem(str(path), number, "rule", f"{cells[0]} stands twice"))
        else:
            counts[cells[0]] = (int(cells[1]), int(cells[2]))
    if problems:
        raise KnowledgeError(problems)
    return smoothed(counts)
