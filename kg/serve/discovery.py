"""What the service says of itself as RDF: SPARQL 1.1 Service Description, with the size of the graph (VoID)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.serialise import serialise
from kg.query import rdf_syntax
from kg.serve.negotiate import GRAPHS

if TYPE_CHECKING:
    from kg.view.drawing import Json

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def description(address: str, about: dict[str, Json], form: str) -> bytes:
    """Return the description of the service.

    Args:
        address: Where the endpoint stands, as the client knows it.
        about: What the snapshot tells of itself.
        form: A key of `GRAPHS`.
    """
    import pyoxigraph as ox

    assert form in GRAPHS  # noqa: S101 (negotiated from these)

    def node(iri: str) -> ox.NamedNode:
        return ox.NamedNode(iri)

    service, data, default = node(address), node(address + "#dataset"), node(address + "#default")
    kind = node(_RDF + "type")
    found = [
        ox.Triple(service, kind, node(_SD + "Service")),
        ox.Triple(service, node(_SD + "endpoint"), service),
        ox.Triple(service, node(_SD + "supportedLanguage"), node(_SD + "SPARQL11Query")),
        ox.Triple(service, node(_SD + "defaultDataset"), data),
        *(ox.Triple(service, node(_SD + "resultFormat"), node(_FORMATS + name)) for name in (*_RESULTS, *_GRAPHS)),
        ox.Triple(data, kind, node(_SD + "Dataset")),
        ox.Triple(data, kind, node(_VOID + "Dataset")),
        ox.Triple(data, node(_SD + "defaultGraph"), default),
        ox.Triple(data, node(_VOID + "uriSpace"), ox.Literal(str(about["base"]))),
        ox.Triple(data, node(_VOID + "vocabulary"), node(str(about["namespace"]))),
        ox.Triple(default, kind, node(_SD + "Graph")),
        ox.Triple(
            default,
            node(_VOID + "triples"),
            ox.Literal(str(about["triples"]), datatype=node(_XSD + "integer")),
        ),
    ]
    graphs = about["named_graphs"]
    for number, name in enumerate(graphs if isinstance(graphs, list) else ()):
        named = node(f"{address}#named{number}")
        found += [
            ox.Triple(data, node(_SD + "namedGraph"), named),
            ox.Triple(named, kind, node(_SD + "NamedGraph")),
            ox.Triple(named, node(_SD + "name"), node(str(name))),
        ]
    prefixes = {"sd": _SD, "void": _VOID, "format": _FORMATS, "rdf": _RDF, "xsd": _XSD}
    return serialise(found, rdf_syntax(form), prefixes)
