"""The table of lookups: name, context and date → what it stands for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.gazetteer import Gazetteer, LinkContext, identify, resolve

TABLE = Path(__file__).with_name("lookups.csv")


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


ROWS = _rows()


def _ids(gazetteer: Gazetteer, cell: str) -> tuple[str, ...]:
    return tuple(identifier for name in filter(None, cell.split("|")) for identifier in identify(gazetteer, name))


@pytest.mark.parametrize(
    "row", ROWS, ids=["-".join(filter(None, list(row.values())[:6])) for row in ROWS]
)  # one case a row, named by its context
def test_lookup(shipped: Gazetteer, row: dict[str, str]) -> None:
    context = LinkContext(
        date=row["date"] or None,
        beside=_ids(shipped, row["beside"]),
        listed=_ids(shipped, row["listed"]),
        near=_ids(shipped, row["near"]),
        types=frozenset(row["types"].split("|")) if row["types"] else None,
    )
    outcome = resolve(shipped, row["name"], context)
    found = outcome.linked.id if outcome.linked else "ambiguous" if outcome.ambiguous else "none"
    assert found == row["expected"], (row["why"], outcome.candidates[:3])


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 120
