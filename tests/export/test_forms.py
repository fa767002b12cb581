"""Filling gaps writes what writing each statement by itself would, whatever stands in a rule, a quote or an id."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from kg.export import ntriples, turtle
from kg.export.forms import A, Form, filled, form
from kg.export.iris import Terms
from kg.export.notation import ntriples_text
from kg.export.rdf import Statements
from kg.ontology import load
from tests.samples import RECORDS

CLAIM = next(one for one in RECORDS.claims if one.evidence)
PLACE = CLAIM.evidence[0]
ODD = replace(
    CLAIM,
    id="odd {0}/é",
    subject="no/entity {1}",
    evidence=(
        PLACE,
        replace(PLACE, rule='{"0"} {} %s \\ \x00\x01'),
        replace(PLACE, quote="another {quote}"),
        replace(PLACE, end=PLACE.end + 1, rule="{1}"),
    ),
)
STRANGE = replace(RECORDS, claims=(*RECORDS.claims, ODD))


def test_gaps_are_filled_with_what_each_statement_says() -> None:
    terms = Terms(load())
    blocks = list(Statements(terms, load()).blocks(STRANGE))
    assert any(not one.filled for _, one, _ in blocks)
    alone = [(subject, Form(list(one.fill(values)), filled=True), ()) for subject, one, values in blocks]
    assert b"".join(ntriples_text(blocks)) == b"".join(ntriples_text(alone))


def test_turtle_says_what_ntriples_say() -> None:
    said = {str(quad.triple) for quad in ox.parse(ntriples(STRANGE, load()), format=ox.RdfFormat.N_TRIPLES)}
    assert {str(quad.triple) for quad in ox.parse(turtle(STRANGE, load()), format=ox.RdfFormat.TURTLE)} == said
    rules = [ox.Literal(one.rule) for one in ODD.evidence]
    assert all(any(line.endswith(f"rule> {rule}") for line in said) for rule in rules)


def test_objects_of_one_predicate_keep_their_order() -> None:
    assert form([("b", 1), (A, "z"), ("b", 0), (A, "c")]).pairs == [(A, "c"), (A, "z"), ("b", 0), ("b", 1)]
    assert filled("s", [("b", "2"), ("b", "1"), ("b", "2")])[1].pairs == [("b", "1"), ("b", "2")]
