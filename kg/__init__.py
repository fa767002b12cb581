"""Knowledge graphs from Chinese news about the Xinjiang Production and Construction Corps, each edge with its sentence.

>>> import kg
>>> graph = kg.build("seeds/articles")  # doctest: +SKIP
>>> graph.query("SELECT ?name WHERE { ?road a kg:Road ; rdfs:label ?name }")  # doctest: +SKIP

Importing the package loads nothing else; a name below is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import ExtractorError, InputError, KgError, KnowledgeError, QueryError, StoreError
    from kg.graph import Graph, build
    from kg.model import Claim, Document, Entity, Evidence, Extraction, GraphRecords, Mention, Note

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Document",
    "Entity",
    "Evidence",
    "Extraction",
    "ExtractorError",
    "Graph",
    "GraphRecords",
    "InputError",
    "KgError",
    "KnowledgeError",
    "Mention",
    "Note",
    "QueryError",
    "StoreError",
    "__version__",
    "build",
]

_HOMES = {
    "kg.errors": ("ExtractorError", "InputError", "KgError", "KnowledgeError", "QueryError", "StoreError"),
    "kg.graph": ("Graph", "build"),
    "kg.model": ("Claim", "Document", "Entity", "Evidence", "Extraction", "GraphRecords", "Mention", "Note"),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
