"""The JSON-LD context: short names for every relation of the ontology and for the record's own properties."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.export.iris import Terms

if TYPE_CHECKING:
    from kg.ontology import Ontology

_LANGUAGE = {"@container": "@language"}
_REFERENCE = {"@type": "@id"}
_NAME = {"@type": "@vocab"}
_RECORD: dict[str, tuple[str, dict[str, str]]] = {
    "altLabel": ("skos:altLabel", _LANGUAGE),
    "asWKT": ("geo:asWKT", {"@type": "geo:wktLiteral"}),
    "confidence": ("kg:confidence", {"@type": "xsd:decimal"}),
    "datePublished": ("schema:datePublished", {}),
    "end": ("oa:end", {"@type": "xsd:nonNegativeInteger"}),
    "exact": ("oa:exact", {}),
    "field": ("kg:field", _NAME),
    "hasGeometry": ("geo:hasGeometry", _REFERENCE),
    "headline": ("schema:headline", _LANGUAGE),
    "identifier": ("dcterms:identifier", {}),
    "label": ("rdfs:label", _LANGUAGE),
    "lat": ("wgs:lat", {"@type": "xsd:decimal"}),
    "long": ("wgs:long", {"@type": "xsd:decimal"}),
    "mentions": ("schema:mentions", _REFERENCE),
    "notation": ("skos:notation", {}),
    "object": ("rdf:object", {}),
    "origin": ("kg:origin", _NAME),
    "predicate": ("rdf:predicate", _NAME),
    "prefLabel": ("skos:prefLabel", _LANGUAGE),
    "prefix": ("oa:prefix", {}),
    "publisher": ("schema:publisher", _LANGUAGE),
    "rule": ("kg:rule", {}),
    "sameAs": ("schema:sameAs", _REFERENCE),
    "start": ("oa:start", {"@type": "xsd:nonNegativeInteger"}),
    "status": ("kg:status", _NAME),
    "subject": ("rdf:subject", _REFERENCE),
    "suffix": ("oa:suffix", {}),
    "url": ("schema:url", _REFERENCE),
    "wasDerivedFrom": ("prov:wasDerivedFrom", _REFERENCE),
    "wasQuotedFrom": ("prov:wasQuotedFrom", _REFERENCE),
}


def context(ontology: Ontology, base: str | None = None) -> dict[str, object]:
    """Return the value of `@context`: prefixes first, then terms, each sorted.

    Args:
        ontology: Names its relations and prefixes.
        base: What the IRIs of entities, claims and documents begin with; the ontology's own by default.
    """
    terms: dict[str, object] = {
        name: {"@id": curie, **coercion} if coercion else curie for name, (curie, coercion) in _RECORD.items()
    }
    for relation in ontology.relations.values():
        coercion = _REFERENCE if not relation.datatype else {"@type": "xsd:decimal"}
        if relation.datatype == "date":
            coercion = {}
        terms[relation.name] = {"@id": f"kg:{relation.name}", **coercion}
    fixed = {"@version": 1.1, "@vocab": ontology.namespace, "id": "@id", "type": "@type"}
    return {**fixed, **Terms(ontology, base).prefixes, **dict(sorted(terms.items()))}


def context_file(ontology: Ontology) -> bytes:
    """Return the context as the file that is shipped beside the ontology."""
    return json.dumps({"@context": context(ontology)}, ensure_ascii=False, indent=2).encode() + b"\n"
