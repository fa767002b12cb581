"""The graph in the formats others read: pure functions from records to bytes, the same bytes on every run."""

from __future__ import annotations

from kg.export.dataset import dataset
from kg.export.formats import FORMATS, Format, export, format_of, stream, write
from kg.export.jsonl import claim_dict, claims_jsonl, entities_jsonl, entity_dict
from kg.export.jsonld import jsonld
from kg.export.network import gexf, graphml
from kg.export.rdf import Derived, triples
from kg.export.rules import derive, rules
from kg.export.serialise import nquads, ntriples, rdfxml, trig, turtle
from kg.export.tables import csv_table, parquet_table

__all__ = [
    "FORMATS",
    "Derived",
    "Format",
    "claim_dict",
    "claims_jsonl",
    "csv_table",
    "dataset",
    "derive",
    "entities_jsonl",
    "entity_dict",
    "export",
    "format_of",
    "gexf",
    "graphml",
    "jsonld",
    "nquads",
    "ntriples",
    "parquet_table",
    "rdfxml",
    "rules",
    "stream",
    "trig",
    "triples",
    "turtle",
    "write",
]
