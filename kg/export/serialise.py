"""RDF bytes in five W3C syntaxes (JSON-LD stands in `jsonld.py`).

The same triples in the same order give the same bytes.
"""

from __future__ import annotations

import re
import tempfile
from typing import TYPE_CHECKING, TypedDict, Unpack

from kg.export.iris import UNREADABLE, Shortener, Terms, TurtleTerms
from kg.export.notation import ntriples_text, parsed, turtle_head, turtle_text
from kg.export.profiles import NP, nanopub, rdf12
from kg.export.rdf import VOCABULARIES, Statements, ontology_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyoxigraph as ox

    from kg.export.forms import Block
    from kg.export.rdf import Derived
    from kg.model import GraphRecords
    from kg.ontology import Ontology

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold at all."""
XML_RETURN = b"&#13;"
"""A carriage return in XML text; a bare one would be read back as a line feed."""

_PIECE = 1 << 20  # bytes
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
    return b"".join(turtle_pieces(records, ontology, **settings))


def turtle_pieces(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> Iterator[bytes]:
    """Yield the bytes of `turtle` piece by piece; arguments as there."""
    return _pieces("TURTLE", records, ontology, settings)


def ntriples(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as N-Triples, one triple a line; arguments as for `turtle`."""
    return b"".join(ntriples_pieces(records, ontology, **settings))


def ntriples_pieces(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> Iterator[bytes]:
    """Yield the bytes of `ntriples` piece by piece; arguments as for `turtle`."""
    return _pieces("N_TRIPLES", records, ontology, settings)


def nquads(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as N-Quads; all but a nanopublication stands in the default graph; arguments as for `turtle`."""
    return b"".join(nquads_pieces(records, ontology, **settings))


def nquads_pieces(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> Iterator[bytes]:
    """Yield the bytes of `nquads` piece by piece; arguments as for `turtle`."""
    return _pieces("N_QUADS", records, ontology, settings)


def trig(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as TriG; all but a nanopublication stands in the default graph; arguments as for `turtle`."""
    return b"".join(trig_pieces(records, ontology, **settings))


def trig_pieces(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> Iterator[bytes]:
    """Yield the bytes of `trig` piece by piece; arguments as for `turtle`."""
    return _pieces("TRIG", records, ontology, settings)


def rdfxml(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as RDF/XML; arguments as for `turtle`.

    Control characters, which XML 1.0 cannot hold, become U+FFFD; every other syntax keeps them.
    """
    return b"".join(rdfxml_pieces(records, ontology, **settings))


def rdfxml_pieces(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> Iterator[bytes]:
    """Yield the bytes of `rdfxml` piece by piece, by way of a passing file; arguments as for `turtle`."""
    import pyoxigraph as ox

    found = map(_for_xml, all_triples(records, ontology, settings))
    with_ontology = settings.get("with_ontology", False)
    spaces = _spaces(records, Terms(ontology, settings.get("base")), with_ontology=with_ontology)
    with tempfile.TemporaryFile() as file:
        ox.serialize(found, file, format=ox.RdfFormat.RDF_XML, prefixes=spaces)
        file.seek(0)
        head = file.read(_PIECE)
        yield _xml(_ROOT.sub(_sorted_root, head, count=1))
        while piece := file.read(_PIECE):
            yield _xml(piece)


def all_triples(records: GraphRecords, ontology: Ontology, settings: Settings) -> Iterator[ox.Triple]:
    """Yield the graph's triples in the usual form, sorted, after the ontology's where these are wanted."""
    return parsed(_pieces("N_TRIPLES", records, ontology, {**settings, "profile": "claims"}))


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
    spaces = {prefix: iri for prefix, iri in prefixes.items() if prefix in used and prefix != UNREADABLE}
    statements: Sequence[ox.Triple] | Sequence[ox.Quad] = found
    if profile == "rdf12":
        statements = rdf12(found)
    elif profile == "nanopub":
        statements, spaces = nanopub(found), {**spaces, "np": NP}
    content = ox.serialize(statements, format=syntax, prefixes=spaces) or b""
    if syntax == ox.RdfFormat.RDF_XML:
        return _xml(_ROOT.sub(_sorted_root, content, count=1))
    if syntax in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return _spaced(content)
    return content


def _pieces(name: str, records: GraphRecords, ontology: Ontology, settings: Settings) -> Iterator[bytes]:
    """Yield a syntax; where all stands in the default graph, N-Quads are N-Triples and TriG is Turtle."""
    if settings.get("profile", "claims") != "claims":
        yield _serialise(name, records, ontology, settings)
        return
    base, with_ontology = settings.get("base"), settings.get("with_ontology", False)
    if name in ("N_TRIPLES", "N_QUADS"):
        terms = Terms(ontology, base)
        yield from ntriples_text(_blocks(records, ontology, terms, settings))
        return
    spaces = _spaces(records, Terms(ontology, base), with_ontology=with_ontology)
    yield turtle_head(spaces)
    terms = TurtleTerms(ontology, base, spaces)
    yield from turtle_text(_blocks(records, ontology, terms, settings), terms)


def _blocks(records: GraphRecords, ontology: Ontology, terms: Terms, settings: Settings) -> Iterator[Block]:
    if settings.get("with_ontology"):
        yield from ontology_blocks(ontology, terms)
    yield from Statements(terms, ontology).blocks(records, settings.get("derived", ()))


def _spaces(records: GraphRecords, terms: Terms, *, with_ontology: bool) -> dict[str, str]:
    """Return the prefixes of a graph: those of its kinds of entity, and those that any graph may need.

    What comes after need not be known, so that the first piece can be written before the last is made.
    """
    kinds = {entity.id.partition("/")[0] for entity in records.entities} | {"claim"}
    return {
        prefix: iri
        for prefix, iri in terms.prefixes.items()
        if (
            prefix in kinds
            if iri.startswith(terms.base) and iri != terms.namespace
            else with_ontology or prefix in VOCABULARIES
        )
    }


def _serialise(name: str, records: GraphRecords, ontology: Ontology, settings: Settings) -> bytes:
    import pyoxigraph as ox

    syntax: ox.RdfFormat = getattr(ox.RdfFormat, name)
    prefixes = Terms(ontology, settings.get("base")).prefixes
    found = list(all_triples(records, ontology, settings))
    return serialise(found, syntax, prefixes, settings.get("profile", "claims"))


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


def _xml(content: bytes) -> bytes:
    return content.replace(b"\r", XML_RETURN)


def _for_xml(triple: ox.Triple) -> ox.Triple:
    import pyoxigraph as ox

    value = triple.object
    if not isinstance(value, ox.Literal) or not NOT_XML.search(value.value):
        return triple
    clean = NOT_XML.sub("�", value.value)
    if value.language:
        return ox.Triple(triple.subject, triple.predicate, ox.Literal(clean, language=value.language))
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(clean, datatype=value.datatype))
