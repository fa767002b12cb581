"""A description of the graph as a dataset (VoID, DCAT, PROV): what it was made from, by what, and how much is in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from kg import __version__
from kg.export.iris import Terms
from kg.export.rdf import triples
from kg.export.serialise import serialise

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from kg.model import GraphRecords
    from kg.ontology import Ontology

_SPACES = {
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
}


def dataset(records: GraphRecords, ontology: Ontology) -> bytes:
    """Return the description as Turtle: counts, classes, relations, inputs with checksums, versions; no clock."""
    import pyoxigraph as ox

    found = {str(one): one for one in (ox.Triple(*parts) for parts in _statements(records, ontology))}
    prefixes = Terms(ontology).prefixes | _SPACES
    return serialise([found[key] for key in sorted(found)], ox.RdfFormat.TURTLE, prefixes)


def _statements(
    records: GraphRecords, ontology: Ontology
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    import pyoxigraph as ox

    terms = Terms(ontology)
    graph = triples(records, ontology)

    def iri(curie: str) -> ox.NamedNode:
        prefix, _, local = curie.partition(":")
        return ox.NamedNode(_SPACES[prefix] + local) if prefix in _SPACES else terms.iri(curie)

    def count(number: int) -> ox.Literal:
        return terms.typed(str(number), "xsd:integer")

    node, made, tool = (ox.NamedNode(f"{terms.base}dataset{ending}") for ending in ("", "#build", "#software"))
    kind = iri("rdf:type")
    for name in ("void:Dataset", "dcat:Dataset", "prov:Entity"):
        yield node, kind, iri(name)
    yield node, iri("void:uriSpace"), terms.text(terms.base)
    yield node, iri("void:vocabulary"), ox.NamedNode(ontology.namespace)
    yield node, iri("dcterms:conformsTo"), ox.NamedNode(f"{ontology.namespace.rstrip('#/')}/{ontology.version}")
    yield node, iri("void:triples"), count(len(graph))
    yield node, iri("void:entities"), count(len(records.entities))
    yield node, iri("void:documents"), count(len(records.documents))
    yield node, iri("void:distinctSubjects"), count(len({str(one.subject) for one in graph}))
    yield node, iri("prov:wasGeneratedBy"), made
    yield made, kind, iri("prov:Activity")
    yield made, iri("prov:wasAssociatedWith"), tool
    yield tool, kind, iri("prov:SoftwareAgent")
    yield tool, iri("rdfs:label"), terms.text("kg")
    yield tool, iri("schema:softwareVersion"), terms.text(__version__)
    for document in records.documents:
        source = terms.document(document.id)
        yield made, iri("prov:used"), source
        yield node, iri("dcterms:source"), source
        yield source, iri("schema:sha256"), terms.text(hashlib.sha256(document.text.encode()).hexdigest())
    for name, number in Counter(entity.type for entity in records.entities).items():
        part = ox.NamedNode(f"{node.value}#class-{name}")
        yield node, iri("void:classPartition"), part
        yield part, iri("void:class"), terms.term(name)
        yield part, iri("void:entities"), count(number)
    for name, number in Counter(claim.predicate for claim in records.claims).items():
        part = ox.NamedNode(f"{node.value}#property-{name}")
        yield node, iri("void:propertyPartition"), part
        yield part, iri("void:property"), terms.term(name)
        yield part, iri("void:triples"), count(number)
