"""GraphML and GEXF for Gephi, Cytoscape, yEd and igraph: entities as nodes, claims between them as edges."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.export.serialise import NOT_XML, XML_RETURN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from kg.model import GraphRecords
    from kg.ontology import Ontology

_GEXF_CLOCK = re.compile(rb' lastmodifieddate="[^"]*"')


def graphml(records: GraphRecords, ontology: Ontology) -> bytes:
    """Return the entities and the claims between them as GraphML.

    Nodes carry `label`, `label_en`, `type`, `lat`, `lon` and the literal facts under the relation's name (the surest of
    several values). Edges are named by the claim's id and carry `label` (the relation in Chinese), `predicate`,
    `status`, `field`, `confidence`, `origin`, `quote` and `document` (of the first evidence) and `sources` (how many
    documents say it). What is unknown is absent.
    """
    import networkx as nx

    sink = io.BytesIO()
    nx.write_graphml_xml(_network(records, ontology), sink, encoding="utf-8", prettyprint=True, named_key_ids=True)
    return sink.getvalue().replace(b"\r", XML_RETURN) + b"\n"


def gexf(records: GraphRecords, ontology: Ontology) -> bytes:
    """Return the entities and the claims between them as GEXF 1.2; attributes as in `graphml`."""
    import networkx as nx

    sink = io.BytesIO()
    nx.write_gexf(_network(records, ontology), sink, encoding="utf-8", prettyprint=True, version="1.2draft")
    return _GEXF_CLOCK.sub(b"", sink.getvalue()).replace(b"\r", XML_RETURN) + b"\n"


def _network(records: GraphRecords, ontology: Ontology) -> nx.MultiDiGraph[str]:
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    claims = sorted(records.claims, key=lambda one: one.id)
    facts: dict[str, dict[str, tuple[float, float | str]]] = defaultdict(dict)
    for claim in claims:
        if claim.value is not None:
            best = facts[claim.subject].get(claim.predicate)
            if best is None or claim.confidence > best[0]:
                facts[claim.subject][claim.predicate] = (claim.confidence, claim.value)
    for entity in sorted(records.entities, key=lambda one: one.id):
        english = dict(entity.labels).get("en")
        known = {"label": entity.label, "label_en": english, "type": entity.type, "lat": entity.lat, "lon": entity.lon}
        known |= {name: value for name, (_, value) in sorted(facts[entity.id].items())}
        network.add_node(entity.id, **_clean(known))
    for claim in claims:
        if claim.object is None:
            continue
        first = claim.evidence[0] if claim.evidence else None
        known = {
            "label": ontology.relations[claim.predicate].labels["zh"],
            "predicate": claim.predicate,
            "status": claim.status,
            "field": claim.field,
            "confidence": claim.confidence,
            "origin": claim.origin,
            "quote": first.quote if first else None,
            "document": first.document if first else None,
            "sources": len({one.document for one in claim.evidence}),
        }
        network.add_edge(claim.subject, claim.object, key=claim.id, id=claim.id, **_clean(known))
    return network


def _clean(known: Mapping[str, object]) -> dict[str, object]:
    def clean(value: object) -> object:
        return NOT_XML.sub("�", value) if isinstance(value, str) else value

    return {name: clean(value) for name, value in known.items() if value is not None}
