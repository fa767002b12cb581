"""The shapes hold for the sample and its conclusions, find what is broken, and say how to install their engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.check import check_shapes, shacl
from kg.errors import InputError
from kg.export import derive
from kg.model import GraphRecords
from kg.ontology import load
from tests.samples import CLAIMS, RECORDS

BUILT = next(claim for claim in CLAIMS if (claim.subject, claim.predicate) == ("division/5", "builds"))
BROKEN = (
    replace(BUILT, id="aa", evidence=()),
    replace(BUILT, id="bb", status="dreamt"),
    replace(BUILT, id="cc", confidence=1.5),
    replace(BUILT, id="dd", subject="division/99"),
    replace(BUILT, id="ee", predicate="paints"),
    replace(BUILT, id="ff", evidence=(replace(BUILT.evidence[0], end=30),)),
    replace(BUILT, id="gg", predicate="crosses", object="river/manasi-he"),
)


def test_the_sample_and_what_rules_conclude_from_it_meet_the_shapes() -> None:
    assert check_shapes(RECORDS, load(), derive(RECORDS, load())) == ()


def test_each_thing_broken_is_found_where_it_is() -> None:
    records = GraphRecords(RECORDS.documents, RECORDS.entities, claims=BROKEN)
    found = [f"{one.where}: {one.what}" for one in check_shapes(records, load())]
    assert {one.check for one in check_shapes(records, load())} == {"shape"}
    for where, what in (
        ("claim/aa", ""),
        ("claim/bb", "status"),
        ("claim/cc", "confidence"),
        ("claim/dd", "division/99"),
        ("claim/ee", "paints"),
        ("document/bingdi.txt#char=0,30", "the quote is not as long as its offsets say"),
        ("division/5", ""),
    ):
        assert [line for line in found if line.startswith(f"{where}: ") and what in line], (where, found)


def test_without_the_engine_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shacl, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"pip install 'kg\[shacl\]'"):
        check_shapes(RECORDS, load())
