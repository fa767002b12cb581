"""SPARQL over the graph in process: pyoxigraph answers, rdflib is at hand, questions are shipped."""

from __future__ import annotations

from kg.query.graph import QueryGraph, open_graph, told
from kg.query.rdf import rdf
from kg.query.result import GRAPH_FORMATS, ROW_FORMATS, Result, rdf_syntax
from kg.query.shipped import Parameter, ShippedQuery, shipped, shipped_queries

__all__ = [
    "GRAPH_FORMATS",
    "ROW_FORMATS",
    "Parameter",
    "QueryGraph",
    "Result",
    "ShippedQuery",
    "open_graph",
    "rdf",
    "rdf_syntax",
    "shipped",
    "shipped_queries",
    "told",
]
