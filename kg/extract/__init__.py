"""From one document to claims: names, links, references, relations and values, as a pure function."""

from kg.extract.document import extract
from kg.extract.extractors import Extractor, FixedExtractor, Mentions, claim
from kg.extract.knowledge import Knowledge, load_knowledge

__all__ = ["Extractor", "FixedExtractor", "Knowledge", "Mentions", "claim", "extract", "load_knowledge"]
