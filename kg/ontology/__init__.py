"""What exists and what can be said of it: the ontology as data, read from `kg.ttl`."""

from __future__ import annotations

from kg.ontology.model import Concept, Ontology, OntologyClass, Relation
from kg.ontology.reader import load

__all__ = ["Concept", "Ontology", "OntologyClass", "Relation", "load"]
