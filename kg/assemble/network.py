"""The graph as a networkx MultiDiGraph: one node an entity, one edge a claim between entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from kg.model import GraphRecords
    from kg.ontology import Ontology


def network(records: GraphRecords, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """Return the networkx view.

    Nodes are entity ids with `label`, `en`, `type`, `lat`, `lon`, and one attribute a literal claim (`lengthKm` …);
    edges are keyed by claim id with `predicate`, `status`, `field`, `confidence`, `origin`, `symmetric`, `documents`
    and `quotes`.
    Nodes and edges are added in order of id.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in records.entities:
        labels = dict(entity.labels)
        graph.add_node(
            entity.id, label=entity.label, en=labels.get("en", ""), type=entity.type, lat=entity.lat, lon=entity.lon
        )
    for claim in records.claims:
        if claim.object is None:
            graph.nodes[claim.subject][claim.predicate] = claim.value
            continue
        graph.add_edge(
            claim.subject,
            claim.object,
            key=claim.id,
            predicate=claim.predicate,
            status=claim.status,
            field=claim.field,
            confidence=claim.confidence,
            origin=claim.origin,
            symmetric=ontology.relations[claim.predicate].symmetric,
            documents=sorted({evidence.document for evidence in claim.evidence}),
            quotes=[evidence.quote for evidence in claim.evidence],
        )
    return graph
