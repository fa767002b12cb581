"""RDF bytes in the six W3C syntaxes, by pyoxigraph; JSON-LD is written here, compacted by the shipped context.

The same triples in the same order give the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict, Unpack

from kg.export.iris import Shortener, Terms
from kg.export.profiles import NP, nanopub, rdf12
from kg.export.rdf import ontology_triples, triples

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyoxigraph as ox

    from kg.export.rdf import Derived
    from kg.model import GraphRecords
    from kg.ontology import Ontology

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold at all."""
XML_RETURN = b"&#13;"
"""A carriage return in XML text; a bare one would be read back as a line feed."""

_UNREADABLE = "document"  # Turtle would have to escape most of what follows it
_ROOT = re.compile(rb"<rdf:RDF( [^>]*)>")


class Settings(TypedDict, total=False):
    """What can be chosen for every RDF syntax.

    Attributes:
        base: What the IRIs of entities, claims and documents begin with; the ontology's own by default.
        with_ontology: Whether to put the ontology's triples in front.
        derived: Facts that rules conclude, to be included.
        profile: How a claim is tied to its triple: one of `kg.export.profiles.PROFILES`.
    """

    base: str | None
    with_ontology: bool
    derived: Sequence[Derived]
    profile: str


def turtle(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as Turtle, sorted, with prefixes.

    Args:
        records: The graph.
        ontology: Names its classes, relations and prefixes.
        **settings: See `Settings`.
    """
    return _serialise("TURTLE", records, ontology, settings)


def ntriples(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as N-Triples, one triple a line; arguments as for `turtle`."""
    return _serialise("N_TRIPLES", records, ontology, settings)


def nquads(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as N-Quads, all in the default graph; arguments as for `turtle`."""
    return _serialise("N_QUADS", records, ontology, settings)


def trig(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as TriG, all in the default graph; arguments as for `turtle`."""
    return _serialise("TRIG", records, ontology, settings)


def rdfxml(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as RDF/XML; arguments as for `turtle`.

    Control characters, which XML 1.0 cannot hold, become U+FFFD; every other syntax keeps them.
    """
    return _serialise("RDF_XML", records, ontology, settings)


def all_triples(records: GraphRecords, ontology: Ontology, settings: Settings) -> list[ox.Triple]:
    """Return the graph's triples, after the ontology's where these are wanted."""
    own = ontology_triples(ontology) if settings.get("with_ontology") else []
    return [*own, *triples(records, ontology, settings.get("base"), settings.get("derived", ()))]


def serialise(
    found: Sequence[ox.Triple], syntax: ox.RdfFormat, prefixes: dict[str, str], profile: str = "claims"
) -> bytes:
    """Return triples in a syntax, with the prefixes they use, sorted.

    Args:
        found: Triples in the usual form, sorted.
        syntax: The syntax.
        prefixes: Prefix → IRI to choose from.
        profile: One of `kg.export.profiles.PROFILES`, if the syntax can hold it.
    """
    import pyoxigraph as ox

    if syntax == ox.RdfFormat.RDF_XML:
        found = [_for_xml(triple) for triple in found]
    shortener = Shortener(prefixes)
    named = {node.value for triple in found for node in _nodes(triple)}
    used = {split[0] for iri in named if (split := shortener.split(iri))} | ({"rdf"} if profile == "rdf12" else set())
    spaces = {prefix: iri for prefix, iri in prefixes.items() if prefix in used and prefix != _UNREADABLE}
    statements: Sequence[ox.Triple] | Sequence[ox.Quad] = found
    if profile == "rdf12":
        statements = rdf12(found)
    elif profile == "nanopub":
        statements, spaces = nanopub(found), {**spaces, "np": NP}
    content = ox.serialize(statements, format=syntax, prefixes=spaces) or b""
    if syntax == ox.RdfFormat.RDF_XML:
        return _ROOT.sub(_sorted_root, content, count=1).replace(b"\r", XML_RETURN)
    if syntax in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return _spaced(content)
    return content


def _serialise(name: str, records: GraphRecords, ontology: Ontology, settings: Settings) -> bytes:
    import pyoxigraph as ox

    syntax: ox.RdfFormat = getattr(ox.RdfFormat, name)
    prefixes = Terms(ontology, settings.get("base")).prefixes
    return serialise(all_triples(records, ontology, settings), syntax, prefixes, settings.get("profile", "claims"))


def _nodes(triple: ox.Triple) -> list[ox.NamedNode]:
    import pyoxigraph as ox

    found = [term for term in (triple.subject, triple.predicate, triple.object) if isinstance(term, ox.NamedNode)]
    if isinstance(triple.object, ox.Literal):
        found.append(triple.object.datatype)
    return found


def _spaced(content: bytes) -> bytes:
    """Return Turtle with its prefixes sorted and an empty line between subjects; a literal never spans lines."""
    lines = content.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    body = b"".join(line + b"\n" if line.endswith(b" .\n") else line for line in lines[first:])
    return b"".join(sorted(lines[:first])) + b"\n" + body.rstrip(b"\n") + b"\n"


def _sorted_root(root: re.Match[bytes]) -> bytes:
    return b"<rdf:RDF " + b" ".join(sorted(root[1].split())) + b">"


def _for_xml(triple: ox.Triple) -> ox.Triple:
    import pyoxigraph as ox

    value = triple.object
    if not isinstance(value, ox.Literal) or not NOT_XML.search(value.value):
        return triple
    clean = NOT_XML.sub("�", value.value)
    if value.language:
        return ox.Triple(triple.subject, triple.predicate, ox.Literal(clean, language=value.language))
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(clean, datatype=value.datatype))
