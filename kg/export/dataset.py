"""A description of the graph as a dataset (VoID, DCAT, PROV): what it was made from, by what, and how much is in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from kg import __version__
from kg.export.iris import Terms
from kg.export.notation import parsed
from kg.export.rdf import triples
from kg.export.serialise import serialise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import GraphRecords
    from kg.ontology import Ontology

_SPACES = {
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
}
_RIGHTS = "Quotes and headlines belong to the publishers of the documents."
_GAZETTEER_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_SOFTWARE_LICENSE = "https://www.apache.org/licenses/LICENSE-2.0"


def dataset(records: GraphRecords, ontology: Ontology) -> bytes:
    """Return the description as Turtle: counts, classes, relations, inputs with checksums, versions; no clock."""
    import pyoxigraph as ox

    lines = {" ".join((*parts, ".\n")).encode() for parts in _statements(records, ontology)}
    return serialise(list(parsed(sorted(lines))), ox.RdfFormat.TURTLE, Terms(ontology).prefixes | _SPACES)


def _statements(records: GraphRecords, ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    """Yield subject, predicate and object in the notation of N-Triples."""
    terms = Terms(ontology)
    graph = triples(records, ontology)

    def iri(curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return terms.named(_SPACES[prefix] + local) if prefix in _SPACES else terms.iri(curie)

    def count(number: int) -> str:
        return terms.typed(str(number), "xsd:integer")

    endings = ("", "#build", "#software", "#gazetteer")
    node, made, tool, background = (terms.named(f"{terms.base}dataset{ending}") for ending in endings)
    kind = iri("rdf:type")
    for name in ("void:Dataset", "dcat:Dataset", "prov:Entity"):
        yield node, kind, iri(name)
    yield node, iri("dcterms:rights"), terms.text(_RIGHTS, "en")
    if any(claim.origin == "gazetteer" for claim in records.claims):
        yield node, iri("void:subset"), background
        yield background, kind, iri("void:Dataset")
        yield background, iri("rdfs:label"), terms.text("background facts of the gazetteer", "en")
        yield background, iri("dcterms:license"), terms.named(_GAZETTEER_LICENSE)
        yield background, iri("void:triples"), count(sum(claim.origin == "gazetteer" for claim in records.claims))
    yield tool, iri("dcterms:license"), terms.named(_SOFTWARE_LICENSE)
    yield node, iri("void:uriSpace"), terms.text(terms.base)
    yield node, iri("void:vocabulary"), terms.named(ontology.namespace)
    yield node, iri("dcterms:conformsTo"), terms.named(f"{ontology.namespace.rstrip('#/')}/{ontology.version}")
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
        part = terms.named(f"{terms.base}dataset#class-{name}")
        yield node, iri("void:classPartition"), part
        yield part, iri("void:class"), terms.term(name)
        yield part, iri("void:entities"), count(number)
    for name, number in Counter(claim.predicate for claim in records.claims).items():
        part = terms.named(f"{terms.base}dataset#property-{name}")
        yield node, iri("void:propertyPartition"), part
        yield part, iri("void:property"), terms.term(name)
        yield part, iri("void:triples"), count(number)
