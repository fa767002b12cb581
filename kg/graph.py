"""`Graph`: one built graph for Python and notebooks; every method is one call into the room that does it."""

from __future__ import annotations

import tempfile
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.model import Claim, Document, Entity, Extraction, GraphRecords, Mention, Note
    from kg.ontology import Ontology
    from kg.query import QueryGraph

StrPath = str | PathLike[str]

_FRAME = (
    '<iframe sandbox="allow-scripts allow-downloads allow-popups" style="width: 100%; height: {height}px; border: 0"'
    ' title="knowledge graph" srcdoc="{page}"></iframe>'
)
_HEIGHT = 640  # CSS pixels


def build(
    paths: StrPath | Iterable[StrPath],
    *,
    jobs: int = 1,
    gazetteer: Iterable[StrPath] = (),
    ontology: StrPath | None = None,
    tagger: str = "jieba",
    whole_gazetteer: bool = False,
) -> Graph:
    """Return the graph of some articles; nothing is written.

    Args:
        paths: A file or folder with articles, or several.
        jobs: How many processes extract.
        gazetteer: Folders with further seeds, after the shipped ones.
        ontology: Folder of another ontology, or None for the shipped one.
        tagger: "lac" to hear a second opinion on names, which needs the extra `lac`; with "jieba" nobody is asked.
        whole_gazetteer: Whether the graph holds all of the gazetteer, not only what lies above the entities found.

    Raises:
        InputError: An input cannot be read, or the tagger is not installed.
        KnowledgeError: A seed row or a statement of the ontology is wrong.
    """
    from kg import pipeline

    folder = None if ontology is None else Path(ontology)
    made = pipeline.build(
        [Path(paths)] if isinstance(paths, str | PathLike) else [Path(path) for path in paths],
        jobs=jobs,
        gazetteer=[Path(seeds) for seeds in gazetteer],
        ontology=folder,
        tagger=tagger,
        whole_gazetteer=whole_gazetteer,
        keep_going=False,
    )
    return Graph(made.records, made.ontology, made.extractions, folder)


class Graph:
    """A built graph.

    Get one from `kg.build(…)` or `Graph.open(…)`. In a notebook it shows itself as the interactive page.
    """

    def __init__(
        self,
        records: GraphRecords,
        ontology: Ontology | None = None,
        extractions: Iterable[Extraction] = (),
        ontology_dir: Path | None = None,
    ) -> None:
        self._ontology = ontology
        self._ontology_dir = ontology_dir
        self._extractions = tuple(extractions)
        self.records = records

    @classmethod
    def open(cls, folder: StrPath) -> Graph:
        """Return the graph in an output folder of `kg build` (or in its `kg.duckdb`).

        Raises:
            StoreError: There is none, or it was written by another version.
        """
        from kg.store import Store

        with Store.open(Path(folder)) as store:
            return cls(store.records(), extractions=store.extractions())

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims with their evidence, by id."""
        return self.records.claims

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Return all entities, by id."""
        return self.records.entities

    @property
    def documents(self) -> tuple[Document, ...]:
        """Return all documents, by id."""
        return self.records.documents

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Return all mentions, by document and offset."""
        return self.records.mentions

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what the report says of the documents, by document and offset."""
        return self.records.notes

    @cached_property
    def ontology(self) -> Ontology:
        """Return the ontology: classes and relations with their labels."""
        from kg import ontology

        return self._ontology or ontology.load()

    def entity(self, name: str) -> Entity:
        """Return the entity with this id, label or alias.

        Raises:
            InputError: There is none, or several.
        """
        found = [one for one in self.entities if name == one.id] or [
            one for one in self.entities if name == one.label or name in one.aliases
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            raise InputError(f"no entity is called {name!r}")
        raise InputError(f"{name!r} may be {' or '.join(one.id for one in found)}; give the id")

    def query(self, sparql: str) -> pd.DataFrame:
        """Return the answer to a SPARQL query, one column a variable; the usual prefixes need no declaration.

        Raises:
            QueryError: The query does not parse or asks for what is not served.
        """
        return self._queryable.query(sparql).dataframe()

    def networkx(self) -> nx.MultiDiGraph[str]:
        """Return a new multigraph: entity ids as nodes, one edge a claim between entities, keyed by claim id."""
        from kg.assemble import network

        return network(self.records, self.ontology)

    def rdf(self) -> rdflib.Graph:
        """Return a new rdflib graph with the same triples as `graph.ttl`."""
        from kg.query import rdf

        return rdf(self.records, self.ontology)

    def html(self) -> str:
        """Return the interactive page: one HTML file that needs no network."""
        from kg.view import page

        return page(self.records, self.ontology, ontology_dir=self._ontology_dir)

    def show(self) -> Path:
        """Open the interactive page in the browser and return the file it was written to."""
        import webbrowser

        file = Path(tempfile.mkdtemp(prefix="kg-")) / "graph.html"
        file.write_text(self.html(), encoding="utf-8")
        webbrowser.open(file.as_uri())
        return file

    def save(self, folder: StrPath) -> None:
        """Write what `kg build` writes into a folder; other files in it stay.

        Raises:
            InputError: The folder cannot be written.
        """
        from kg import pipeline

        pipeline.write(Path(folder), self.records, self.ontology, self._extractions, self._ontology_dir)

    @cached_property
    def _queryable(self) -> QueryGraph:
        from kg.query import open_graph

        return open_graph(self.records, self.ontology)

    def __repr__(self) -> str:
        """Return the size of the graph."""
        return f"<kg.Graph: {len(self.documents)} documents, {len(self.entities)} entities, {len(self.claims)} claims>"

    def _repr_html_(self) -> str:
        from html import escape

        return _FRAME.format(height=_HEIGHT, page=escape(self.html(), quote=True))
