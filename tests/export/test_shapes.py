"""The shapes cover every class and relation and speak of nothing that the ontology or SHACL does not declare."""

from __future__ import annotations

import pyoxigraph as ox

from kg.export.shapes import shapes
from kg.ontology import load

SHACL = "http://www.w3.org/ns/shacl#"


def values(predicate: str) -> set[str]:
    """Return the named objects of a SHACL predicate."""
    quads = ox.parse(shapes(load()), format=ox.RdfFormat.TURTLE)
    return {
        quad.object.value
        for quad in quads
        if quad.predicate.value == SHACL + predicate and isinstance(quad.object, ox.NamedNode)
    }


def test_every_kind_of_entity_and_every_relation_has_a_shape() -> None:
    ontology = load()
    kinds = {ontology.namespace + name for name, kind in ontology.classes.items() if not kind.abstract}
    records = {ontology.namespace + name for name in ("Entity", "Claim", "Evidence", "Document")}
    assert values("targetClass") == kinds | records
    assert values("targetSubjectsOf") == {ontology.namespace + name for name in ontology.relations}


def test_what_may_stand_at_an_end_is_what_the_ontology_says() -> None:
    ontology = load()
    classes = {iri.removeprefix(ontology.namespace) for iri in values("class")} - {"Claim", "Evidence", "Document"}
    assert classes <= set(ontology.classes)
    store = ox.Store()
    store.load(shapes(ontology), format=ox.RdfFormat.TURTLE)
    for relation in ontology.relations.values():
        found = store.query(
            f"""PREFIX sh: <{SHACL}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            SELECT ?c {{ ?shape sh:targetSubjectsOf <{ontology.namespace}{relation.name}> ;
                sh:or/rdf:rest*/rdf:first/sh:class ?c }}"""
        )
        assert isinstance(found, ox.QuerySolutions)
        named = [row[0] for row in found]
        held = {
            concrete
            for term in named
            if isinstance(term, ox.NamedNode)
            for concrete in ontology.concrete(term.value.removeprefix(ontology.namespace))
        }
        assert held == (relation.domain | relation.range if relation.symmetric else relation.domain), relation.name
