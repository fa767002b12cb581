"""Two other ways to tie a claim to its triple, for readers who expect them; both convert back without loss.

`rdf12`: a claim node reifies a triple term (`rdf:reifies <<( s p o )>>`, RDF 1.2) where the usual form has
`rdf:subject`, `rdf:predicate` and `rdf:object`.

`nanopub`: a claim is a nanopublication: its direct triple stands in a graph of its own, what the claim rests on in a
second, what is said of the claim in a third, and a fourth ties the three together. All else stands in the default
graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

PROFILES = ("claims", "rdf12", "nanopub")
"""Names of the profiles; `claims` is the usual form."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PARTS = (f"{_RDF}subject", f"{_RDF}predicate", f"{_RDF}object")
_REIFIES = f"{_RDF}reifies"
_DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
NP = "http://www.nanopub.org/nschema#"
"""Namespace of the nanopublication schema."""
_LINKS = {"hasAssertion": "#assertion", "hasProvenance": "#provenance", "hasPublicationInfo": "#pubinfo"}


def rdf12(found: Sequence[ox.Triple]) -> list[ox.Triple]:
    """Return triples with each claim's three parts put into one triple term, in the order given.

    Args:
        found: Triples in the usual form, sorted.
    """
    import pyoxigraph as ox

    said = _said(found)
    reifies = ox.NamedNode(_REIFIES)
    result = []
    for triple in found:
        node, part = _name(triple.subject), triple.predicate.value
        if node not in said or part not in _PARTS:
            result.append(triple)
        elif part == _PARTS[0]:
            result.append(ox.Triple(triple.subject, reifies, said[node]))
    return result


def nanopub(found: Sequence[ox.Triple]) -> list[ox.Quad]:
    """Return triples as quads with four graphs a claim, sorted by graph, the default graph first.

    A direct triple stands in the assertion of each claim that says it and nowhere else.

    Args:
        found: Triples in the usual form, sorted.
    """
    import pyoxigraph as ox

    said = _said(found)
    direct = set(map(str, said.values()))
    default, named = [], []
    for triple in found:
        node, predicate = _name(triple.subject), triple.predicate.value
        if node not in said:
            if str(triple) not in direct:
                default.append(ox.Quad(triple.subject, triple.predicate, triple.object))
        elif predicate == _DERIVED_FROM:
            graph, assertion = ox.NamedNode(f"{node}#provenance"), ox.NamedNode(f"{node}#assertion")
            named.append(ox.Quad(assertion, triple.predicate, triple.object, graph))
        elif predicate not in _PARTS:
            named.append(ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(f"{node}#pubinfo")))
    for node, triple in said.items():
        claim, head = ox.NamedNode(node), ox.NamedNode(f"{node}#head")
        named.append(ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(f"{node}#assertion")))
        named.append(ox.Quad(claim, ox.NamedNode(f"{_RDF}type"), ox.NamedNode(f"{NP}Nanopublication"), head))
        for link, ending in _LINKS.items():
            named.append(ox.Quad(claim, ox.NamedNode(NP + link), ox.NamedNode(node + ending), head))
    return [*default, *sorted(named, key=lambda quad: (_name(quad.graph_name), str(quad.triple)))]


def usual(found: Iterable[ox.Quad]) -> set[ox.Triple]:
    """Return the triples of the usual form, given quads of any profile."""
    import pyoxigraph as ox

    result: set[ox.Triple] = set()
    for quad in found:
        graph, triple = _name(quad.graph_name), quad.triple
        node, _, part = graph.rpartition("#")
        if quad.predicate.value == _REIFIES and isinstance(quad.object, ox.Triple):
            result |= _parts(quad.subject, quad.object)
        elif not graph or part == "pubinfo":
            result.add(triple)
        elif part == "assertion":
            result |= {triple, *_parts(ox.NamedNode(node), triple)}
        elif part == "provenance":
            result.add(ox.Triple(ox.NamedNode(node), quad.predicate, quad.object))
    return result


def _said(found: Iterable[ox.Triple]) -> dict[str, ox.Triple]:
    """Return claim IRI → the triple it says, for every node that has all three parts."""
    import pyoxigraph as ox

    parts: dict[str, dict[str, object]] = {}
    for triple in found:
        if triple.predicate.value in _PARTS:
            parts.setdefault(_name(triple.subject), {})[triple.predicate.value] = triple.object
    said = {}
    for node, have in parts.items():
        subject, predicate, target = (have.get(part) for part in _PARTS)
        if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and target is not None:
            said[node] = ox.Triple(subject, predicate, target)  # type: ignore[arg-type]  # an object of a triple
    return said


def _parts(node: ox.NamedNode | ox.BlankNode | ox.Triple, said: ox.Triple) -> set[ox.Triple]:
    import pyoxigraph as ox

    values = (said.subject, said.predicate, said.object)
    return {ox.Triple(node, ox.NamedNode(part), value) for part, value in zip(_PARTS, values, strict=True)}


def _name(term: object) -> str:
    import pyoxigraph as ox

    return term.value if isinstance(term, ox.NamedNode) else ""
