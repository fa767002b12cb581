"""What the graph knows of one thing: its triples as RDF, and the same put in order for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.query import QueryGraph
    from kg.view.drawing import Json

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

MOST = 200
"""How many claims a page shows, and how many the RDF of an entity or a document carries."""

_SAFE = ("", "/-._~!$&'()*+,;=:@", "/")
_ORIGINS = {"article": 0, "derived": 1, "gazetteer": 2}


@dataclass(frozen=True, slots=True)
class Thing:
    """Reads what a graph says of things.

    Attributes:
        graph: The graph.
        base: What the IRIs of its entities, claims and documents begin with.
    """

    graph: QueryGraph
    base: str

    def find(self, path: str) -> str | None:
        """Return the IRI of the thing that a request's path means, or None when the graph holds none.

        Args:
            path: The path as it was sent, without its leading slash; however its characters are percent-encoded.
        """
        path = path.removeprefix(self._root[1:])
        plain = unquote(path)
        ways = [path, *(quote(plain, safe=safe) for safe in _SAFE)]
        kind, _, rest = plain.partition("/")
        ways += [f"{kind}/{quote(rest, safe=safe)}" for safe in ("", "/")]
        for way in dict.fromkeys(ways):
            try:
                node = ox.NamedNode(self.base + way)
            except ValueError:
                continue
            if next(self.graph.store.quads_for_pattern(node, None, None, ox.DefaultGraph()), None) is not None:
                return node.value
        return None

    def kind(self, iri: str) -> str:
        """Return "claim", "document" or "entity"."""
        types = {str(one) for one in self._objects(iri, "rdf:type")}
        for name, kind in (("kg:Claim", "claim"), ("kg:Document", "document")):
            if str(self._node(name)) in types:
                return kind
        return "entity"

    def triples(self, iri: str) -> list[ox.Triple]:
        """Return what is said of a thing: its own triples, its claims (the first `MOST`) and their evidence, sorted."""
        nodes = [ox.NamedNode(iri)]
        nodes += [one for one in self._objects(iri, "geo:hasGeometry") if isinstance(one, ox.NamedNode)]
        claims = [ox.NamedNode(iri)] if self.kind(iri) == "claim" else self._claims(iri)[:MOST]
        for claim in claims:
            evidence = self._objects(claim.value, "prov:wasDerivedFrom")
            nodes += [claim, *(one for one in evidence if isinstance(one, ox.NamedNode))]
        found = {
            str(quad): quad.triple
            for node in dict.fromkeys(nodes)
            for quad in self.graph.store.quads_for_pattern(node, None, None, ox.DefaultGraph())
        }
        return [found[key] for key in sorted(found)]

    def label(self, iri: str) -> dict[str, str]:
        """Return what a thing is called: language → label, `zh` and `en` always given."""
        found: dict[str, str] = {}
        for name in ("rdfs:label", "skos:prefLabel", "schema:headline"):
            for one in self._objects(iri, name):
                if isinstance(one, ox.Literal):
                    found[(one.language or "").split("-")[0]] = one.value
        short = unquote(iri.removeprefix(self.base).rpartition("#")[2])
        either = found.get("zh") or found.get("en") or found.get("") or short
        return {"zh": found.get("zh", either), "en": found.get("en", either)}

    def link(self, iri: str) -> str:
        """Return where a page finds a thing: on this server when it is one of ours."""
        return self._root + iri.removeprefix(self.base) if iri.startswith(self.base) else iri

    @property
    def _root(self) -> str:
        """The path of the base: `/` unless the base says that the graph lives below another."""
        return urlsplit(self.base).path or "/"

    def entity(self, iri: str) -> dict[str, Json]:
        """Return what the page of an entity shows."""
        claims = self._claims(iri)
        shown: list[Json] = [self.claim(claim.value) for claim in claims[:MOST]]
        return {
            **self._head(iri),
            "aliases": [*self._texts(iri, "skos:altLabel")],
            "identifiers": [
                {"scheme": unquote(one.datatype.value.rpartition("#")[2]), "value": one.value}
                for one in self._objects(iri, "skos:notation")
                if isinstance(one, ox.Literal)
            ],
            "same": [one.value for one in self._objects(iri, "schema:sameAs") if isinstance(one, ox.NamedNode)],
            "place": [[*self._texts(iri, name)[:1]] for name in ("wgs:lat", "wgs:long")],
            "claims": shown,
            "more": len(claims) - len(shown),
        }

    def document(self, iri: str) -> dict[str, Json]:
        """Return what the page of a document shows."""
        claims = self._claims(iri)
        shown: list[Json] = [self.claim(claim.value) for claim in claims[:MOST]]
        none: dict[str, Json] = {"aliases": [], "identifiers": [], "same": [], "place": []}
        return {**self._head(iri), **none, **self._source(iri), "claims": shown, "more": len(claims) - len(shown)}

    def claim(self, iri: str) -> dict[str, Json]:
        """Return what a page shows of a claim: its three parts, its state and its evidence."""
        evidence: list[Json] = []
        basis: list[Json] = []
        for one in self._objects(iri, "prov:wasDerivedFrom"):
            if not isinstance(one, ox.NamedNode):
                continue
            if self._objects(one.value, "oa:exact"):
                evidence.append(self._evidence(one.value))
            else:
                basis.append({"link": self.link(one.value), "id": one.value.rpartition("/")[2]})
        return {
            "iri": iri,
            "link": self.link(iri),
            "id": iri.rpartition("/")[2],
            **{part: self._part(iri, f"rdf:{part}") for part in ("subject", "predicate", "object")},
            **{part: self._part(iri, f"kg:{part}") for part in ("status", "field", "origin")},
            "confidence": self._number(iri, "kg:confidence"),
            "rule": "".join(self._texts(iri, "kg:rule")[:1]),
            "evidence": evidence,
            "basis": basis,
        }

    def _head(self, iri: str) -> dict[str, Json]:
        types = [one.value for one in self._objects(iri, "rdf:type") if isinstance(one, ox.NamedNode)]
        own = [one for one in types if one.startswith(self.graph.prefixes["kg"])]
        return {
            "iri": iri,
            "id": unquote(iri.removeprefix(self.base)),
            "label": dict(self.label(iri)),
            "types": [{"label": dict(self.label(one)), "link": self.link(one)} for one in own],
        }

    def _part(self, claim: str, curie: str) -> Json:
        for one in self._objects(claim, curie):
            if isinstance(one, ox.NamedNode):
                return {"label": dict(self.label(one.value)), "link": self.link(one.value), "iri": one.value}
            if isinstance(one, ox.Literal):
                return {"label": {"zh": one.value, "en": one.value}, "link": "", "iri": ""}
        return None

    def _evidence(self, iri: str) -> Json:
        sources = [one.value for one in self._objects(iri, "prov:wasQuotedFrom") if isinstance(one, ox.NamedNode)]
        return {
            **{part: "".join(self._texts(iri, f"oa:{part}")[:1]) for part in ("exact", "prefix", "suffix")},
            **{part: "".join(self._texts(iri, f"oa:{part}")[:1]) for part in ("start", "end")},
            "rule": "".join(self._texts(iri, "kg:rule")[:1]),
            "source": self._source(sources[0]) if sources else None,
        }

    def _source(self, iri: str) -> dict[str, Json]:
        return {
            "title": self.label(iri)["zh"],
            "link": self.link(iri),
            "published": "".join(self._texts(iri, "schema:datePublished")[:1]),
            "publisher": "".join(self._texts(iri, "schema:publisher")[:1]),
            "url": "".join(
                one.value
                for one in self._objects(iri, "schema:url")[:1]
                if isinstance(one, ox.NamedNode) and one.value.startswith(("https://", "http://"))
            ),
        }

    def _claims(self, iri: str) -> list[ox.NamedNode]:
        """Return the claims about an entity or out of a document: those of sources first, then by relation and id."""
        node, store = ox.NamedNode(iri), self.graph.store
        found: set[ox.NamedNode] = set()
        if self.kind(iri) == "document":
            for evidence in self._subjects("prov:wasQuotedFrom", node):
                found.update(self._subjects("prov:wasDerivedFrom", evidence))
        else:
            for curie in ("rdf:subject", "rdf:object"):
                found.update(self._subjects(curie, node))

        def order(claim: ox.NamedNode) -> tuple[int, bool, str, str]:
            def value(curie: str) -> str:
                quad = next(store.quads_for_pattern(claim, self._node(curie), None, None), None)
                return str(quad.object.value) if quad is not None and isinstance(quad.object, ox.NamedNode) else ""

            origin = value("kg:origin").rpartition("#")[2]
            return _ORIGINS.get(origin, 3), value("rdf:subject") != iri, value("rdf:predicate"), claim.value

        return sorted(found, key=order)

    def _subjects(self, curie: str, target: ox.NamedNode) -> Iterable[ox.NamedNode]:
        for quad in self.graph.store.quads_for_pattern(None, self._node(curie), target, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject

    def _node(self, curie: str) -> ox.NamedNode:
        prefix, _, local = curie.partition(":")
        return ox.NamedNode(self.graph.prefixes[prefix] + local)

    def _objects(self, iri: str, curie: str) -> list[Term]:
        quads = self.graph.store.quads_for_pattern(ox.NamedNode(iri), self._node(curie), None, ox.DefaultGraph())
        return sorted((quad.object for quad in quads), key=str)

    def _texts(self, iri: str, curie: str) -> list[str]:
        return [one.value for one in self._objects(iri, curie) if isinstance(one, ox.Literal)]

    def _number(self, iri: str, curie: str) -> float:
        return float("".join(self._texts(iri, curie)[:1]) or 0)
