"""Every example of a relation file: its sentence gives the claims listed, and no others of that relation."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from kg.evaluate.labels import label_key
from kg.extract import extract, load_knowledge
from kg.extract.rules import Example, read_relations
from kg.model import Document
from kg.ontology import load
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from kg.extract import Knowledge

ONTOLOGY = load()
FILES = read_relations(ontology_dir() / "relations", ONTOLOGY)
EXAMPLES = [
    pytest.param(example, id=f"{example.predicate}-{number}")
    for file in FILES
    for number, example in enumerate(file.examples, 1)
]
PUBLISHED = "2022-06-01"


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def spelled(predicate: str, subject: str, target: str) -> tuple[object, ...]:
    """Return a claim so that equal claims are equal however labels and numbers are spelled, in either direction."""
    relation = ONTOLOGY.relations[predicate]
    if relation.datatype == "decimal":
        return label_key(subject), f"{float(target):.10g}"
    if relation.datatype:
        return label_key(subject), target
    ends = (label_key(subject), label_key(target))
    return tuple(sorted(ends, key=str)) if relation.symmetric else ends


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_gives_its_claims_and_no_others(example: Example) -> None:
    found = extract(Document("example.txt", example.text, published=PUBLISHED), knowledge())
    labels = {entity.id: entity.label for entity in found.entities}
    stated = {
        (labels[claim.subject], str(claim.value) if claim.object is None else labels[claim.object])
        for claim in found.claims
        if claim.predicate == example.predicate
    }
    wanted = {spelled(example.predicate, *pair) for pair in example.claims}
    assert {spelled(example.predicate, *pair) for pair in stated} == wanted, f"{example.text} gives {sorted(stated)}"


@pytest.mark.parametrize("predicate", [file.predicate for file in FILES])
def test_a_relation_shows_what_matches_and_what_must_not(predicate: str) -> None:
    (file,) = (file for file in FILES if file.predicate == predicate)
    shown = Counter(bool(example.claims) for example in file.examples)
    assert shown[True] >= 4
    assert shown[False] >= 3
    assert len({example.text for example in file.examples}) == len(file.examples)
