"""The full SHACL check: the graph's RDF held against `ontology/shapes.ttl` by pyshacl."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from kg.check.finding import Finding
from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import rdflib

    from kg.export import Derived
    from kg.model import GraphRecords
    from kg.ontology import Ontology


def check_shapes(records: GraphRecords, ontology: Ontology, derived: Sequence[Derived] = ()) -> tuple[Finding, ...]:
    """Return every violation of the shapes, sorted.

    Args:
        records: The graph.
        ontology: The classes and relations; the shapes are made from it.
        derived: Facts that rules conclude, to be checked too.

    Raises:
        InputError: pyshacl is not installed.
    """
    if find_spec("pyshacl") is None:
        raise InputError("SHACL needs pyshacl, which is not installed: pip install 'kg[shacl]'")
    import rdflib
    from pyshacl import validate

    from kg.export.serialise import ntriples
    from kg.export.shapes import shapes

    # The ontology is part of the data, so that a subclass of a class is known to be one.
    data = rdflib.Graph(bind_namespaces="none").parse(
        data=ntriples(records, ontology, with_ontology=True, derived=derived), format="nt"
    )
    rules = rdflib.Graph().parse(data=shapes(ontology), format="turtle")
    _, report, _ = validate(data, shacl_graph=rules, inference="none", allow_warnings=True)
    if not isinstance(report, rdflib.Graph):
        raise InputError(f"the shapes cannot be used: {report}")
    return tuple(sorted({_finding(report, one, ontology) for one in report.subjects(_sh("focusNode"))}))


def _finding(report: rdflib.Graph, result: rdflib.term.Node, ontology: Ontology) -> Finding:
    def value(name: str) -> str:
        return str(report.value(result, _sh(name)) or "").removeprefix(ontology.base).removeprefix(ontology.namespace)

    path, wrong, message = value("resultPath"), value("value"), " ".join(value("resultMessage").split())
    if not path:  # a shape of the node itself, or a query for all of a class, which names the node as the value
        return Finding("shape", wrong or value("focusNode"), message)
    return Finding("shape", value("focusNode"), f"{path}{' ' * bool(wrong)}{wrong}: {message}")


def _sh(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(f"http://www.w3.org/ns/shacl#{name}")
