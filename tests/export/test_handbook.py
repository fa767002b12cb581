"""The page and the shapes made from the ontology are current and leave nothing out."""

from __future__ import annotations

from kg.export.handbook import handbook
from kg.export.shapes import shapes
from kg.ontology import load
from kg.resources import ontology_dir


def test_the_shipped_page_is_what_the_ontology_gives() -> None:
    assert (ontology_dir() / "README.md").read_bytes() == handbook(load()), "run python -m kg.export"


def test_every_class_relation_and_concept_has_its_line() -> None:
    ontology, page = load(), handbook(load()).decode()
    for name in (*ontology.classes, *ontology.relations, *ontology.concepts):
        assert sum(line.lstrip("|- ").startswith(f"`{name}`") for line in page.splitlines()) == 1, name


def test_the_shipped_shapes_are_what_the_ontology_gives() -> None:
    assert (ontology_dir() / "shapes.ttl").read_bytes() == shapes(load()), "run python -m kg.export"
