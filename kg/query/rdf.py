"""The graph as an `rdflib.Graph`, for those who program against rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.iris import Terms
from kg.export.serialise import ntriples

if TYPE_CHECKING:
    import rdflib

    from kg.model import GraphRecords
    from kg.ontology import Ontology


def rdf(records: GraphRecords, ontology: Ontology, base: str | None = None) -> rdflib.Graph:
    """Return the same triples that `open_graph` answers from, with the same prefixes bound.

    Args:
        records: The graph.
        ontology: Its classes and relations; their triples are included.
        base: What the IRIs of entities, claims and documents begin with; the ontology's own by default.
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in Terms(ontology, base).prefixes.items():
        graph.bind(prefix, iri, override=True, replace=True)
    graph.parse(data=ntriples(records, ontology, base=base, with_ontology=True), format="nt")
    return graph
