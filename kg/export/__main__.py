"""`python -m kg.export` writes the files of `ontology/` that are made from `kg.ttl`: context, page, shapes."""

from __future__ import annotations

from kg.export.context import context_file
from kg.export.formats import write
from kg.export.handbook import handbook
from kg.export.shapes import shapes
from kg.ontology import load
from kg.resources import ontology_dir

if __name__ == "__main__":
    ontology = load()
    write(ontology_dir() / "context.jsonld", context_file(ontology))
    write(ontology_dir() / "README.md", handbook(ontology))
    write(ontology_dir() / "shapes.ttl", shapes(ontology))
