"""A made-up gold corpus of two articles, and the graph of records that states exactly what it requires."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg import ontology
from kg.model import Claim, Document, Entity, Evidence, GraphRecords, Mention

if TYPE_CHECKING:
    from pathlib import Path

    from kg.ontology import Ontology

GOLD: list[dict[str, Any]] = [
    {
        "document": "one.txt",
        "entities": [
            {"label": "一四七团", "type": "Regiment", "surface": ["147团"]},
            {"label": "甲县", "type": "County", "surface": ["甲县"]},
            {"label": "甲兵大桥", "type": "Bridge", "surface": ["甲兵友谊大桥", "大桥"], "altLabels": ["兵甲大桥"]},
            {"label": "天山", "type": "Mountain", "surface": ["天山"], "optional": True},
        ],
        "claims": [
            {"s": "一四七团", "p": "builds", "o": "甲兵大桥"},
            {"s": "甲县", "p": "builds", "o": "甲兵大桥"},
            {"s": "一四七团", "p": "adjacentTo", "o": "甲县"},
            {"s": "甲兵大桥", "p": "near", "o": "天山", "optional": True},
        ],
        "values": [
            {"s": "甲兵大桥", "p": "lengthKm", "value": 3},
            {"s": "甲兵大桥", "p": "openedOn", "value": "2022-10"},
            {"s": "甲兵大桥", "p": "investmentCNY", "value": 4383000000, "optional": True},
        ],
    },
    {
        "document": "two.txt",
        "entities": [{"label": "乙县", "type": "County"}, {"label": "丙乡", "type": "Township"}],
        "claims": [{"s": "丙乡", "p": "locatedIn", "o": "乙县"}],
        "values": [],
    },
]


@pytest.fixture(scope="session")
def words() -> Ontology:
    return ontology.load()


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for one in GOLD:
        (folder / one["document"]).with_suffix(".gold.json").write_text(json.dumps(one), encoding="utf-8")
    return folder


def claim(subject: str, predicate: str, target: str | float, document: str, origin: str = "article") -> Claim:
    """Return a claim between labels; a target that is no number and no date is a label."""
    literal = isinstance(target, float) or target.replace("-", "").isdigit()
    return Claim(
        id=f"{subject} {predicate} {target}",
        subject=subject,
        predicate=predicate,
        object=None if literal else str(target),
        value=target if literal else None,
        status="done",
        field=None,
        confidence=0.9,
        origin=origin,
        evidence=(Evidence(f"news/{document}", 0, 1, "quote", "rule"),),
    )


def graph(*claims: Claim, named: tuple[tuple[str, str, str], ...] = ()) -> GraphRecords:
    """Return records with these claims and mentioned entities (label, class, document); a label is its own id."""
    ends = {end for one in claims for end in (one.subject, one.object) if end}
    types = dict.fromkeys(ends, "Road") | {label: type_ for label, type_, _ in named}
    return GraphRecords(
        documents=(Document("news/one.txt", ""), Document("news/two.txt", "")),
        entities=tuple(Entity(label, type_, label) for label, type_ in sorted(types.items())),
        mentions=tuple(Mention(f"news/{doc}", 0, 1, label, type_, label) for label, type_, doc in named),
        claims=tuple(sorted(claims, key=lambda one: one.id)),
    )


def perfect() -> tuple[Claim, ...]:
    """Return claims that state what the gold requires, no more."""
    return (
        claim("147团", "builds", "兵甲大桥", "one.txt"),
        claim("甲县", "builds", "兵甲大桥", "one.txt"),
        claim("甲县", "adjacentTo", "147团", "one.txt"),
        claim("甲兵友谊大桥", "lengthKm", 3.0, "one.txt"),
        claim("甲兵大桥", "openedOn", "2022-10", "one.txt"),
        claim("丙乡", "locatedIn", "乙县", "two.txt"),
    )


NAMED = (
    ("147团", "Regiment", "one.txt"),
    ("甲县", "County", "one.txt"),
    ("甲兵大桥", "Bridge", "one.txt"),
    ("乙县", "County", "two.txt"),
    ("丙乡", "Township", "two.txt"),
)
