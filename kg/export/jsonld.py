"""JSON-LD: one node object a line, compacted by the context, which stands at its head so that no address is fetched."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Unpack

from kg.export.context import context
from kg.export.iris import Shortener
from kg.export.serialise import all_triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from kg.export.serialise import Settings
    from kg.model import GraphRecords
    from kg.ontology import Ontology

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def jsonld(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> bytes:
    """Return the graph as JSON-LD 1.1, one node a line.

    Args:
        records: The graph.
        ontology: Names its classes, relations and prefixes.
        **settings: See `kg.export.serialise.Settings`.
    """
    return b"".join(jsonld_pieces(records, ontology, **settings))


def jsonld_pieces(records: GraphRecords, ontology: Ontology, **settings: Unpack[Settings]) -> Iterator[bytes]:
    """Yield the bytes of `jsonld`, node by node; arguments as there."""
    head = context(ontology, settings.get("base"))
    compactor = _Compactor(head)
    yield f'{{"@context": {json.dumps(head, ensure_ascii=False)},\n"@graph": ['.encode()
    before = "\n"
    for subject, statements in groupby(all_triples(records, ontology, settings), key=lambda triple: triple.subject):
        node = compactor.node(subject, [(one.predicate, one.object) for one in statements])
        yield (before + json.dumps(node, ensure_ascii=False)).encode()
        before = ",\n"
    yield b"\n]}\n"


class _Compactor:
    """Writes terms as short as the context allows."""

    def __init__(self, head: dict[str, object]) -> None:
        self._vocabulary = str(head["@vocab"])
        self._spaces = {
            name: value for name, value in head.items() if isinstance(value, str) and value.endswith(("/", "#"))
        }
        self._spaces.pop("@vocab", None)
        self._shortener = Shortener(self._spaces)
        self._terms: dict[str, tuple[str, dict[str, str]]] = {}
        for name, value in head.items():
            definition = value if isinstance(value, dict) else {"@id": str(value)}
            identifier = definition.get("@id", "")
            prefix, colon, local = identifier.partition(":")
            if colon and prefix in self._spaces:
                self._terms[self._spaces[prefix] + local] = (name, definition)
        self._names = {name: iri for iri, (name, _) in self._terms.items()}
        self._language_maps = {name for name, definition in self._terms.values() if "@container" in definition}

    def node(
        self, subject: ox.NamedNode | ox.BlankNode | ox.Triple, statements: Iterable[tuple[ox.NamedNode, object]]
    ) -> dict[str, object]:
        """Return a subject with its statements as a node object."""
        node: dict[str, object] = {"id": self._reference(subject)}
        values: dict[str, list[object]] = {}
        for predicate, target in statements:
            if predicate.value == _TYPE:
                values.setdefault("type", []).append(self._name(target))
                continue
            key, value = self._statement(predicate.value, target)
            values.setdefault(key, []).append(value)
        for key, found in values.items():
            node[key] = self._by_language(found) if key in self._language_maps else _single(found)
        return node

    def _statement(self, predicate: str, target: object) -> tuple[str, object]:
        import pyoxigraph as ox

        name, definition = self._terms.get(predicate, (self._compact(predicate), {}))
        kind = definition.get("@type", "")
        if not isinstance(target, ox.Literal):
            if kind == "@id":
                return name, self._reference(target)
            return (name, self._name(target)) if kind == "@vocab" else (name, {"id": self._reference(target)})
        if target.language:
            tagged = {"@language": target.language, "@value": target.value}
            return (name, tagged) if not kind else (self._compact(predicate), tagged)
        datatype = self._compact(target.datatype.value)
        if "@container" in definition:
            name = self._compact(predicate)
        elif kind and kind == datatype:
            return name, target.value
        elif kind:
            name = self._compact(predicate)
        plain = target.datatype.value == _STRING
        return name, target.value if plain else {"@type": datatype, "@value": target.value}

    def _by_language(self, found: list[object]) -> dict[str, object]:
        tagged: dict[str, list[object]] = {}
        for value in found:
            if isinstance(value, dict):
                tagged.setdefault(str(value["@language"]), []).append(value["@value"])
        return {language: _single(values) for language, values in sorted(tagged.items())}

    def _name(self, term: object) -> str:
        text = self._reference(term)
        prefix, colon, local = text.partition(":")
        own = colon and self._spaces.get(prefix) == self._vocabulary and ":" not in local
        means = self._names.get(local, self._vocabulary + local)
        return local if own and means == self._vocabulary + local else text

    def _reference(self, term: object) -> str:
        import pyoxigraph as ox

        return self._compact(term.value) if isinstance(term, ox.NamedNode) else str(term)

    def _compact(self, iri: str) -> str:
        split = self._shortener.split(iri)
        return iri if split is None or split[1].startswith("//") else f"{split[0]}:{split[1]}"


def _single(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values
