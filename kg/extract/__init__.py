"""From one document to claims: names, links, references, relations and values, as a pure function."""

from kg.extract.document import extract
from kg.extract.knowledge import Knowledge, load_knowledge

__all__ = ["Knowledge", "extract", "load_knowledge"]
