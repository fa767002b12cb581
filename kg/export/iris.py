"""IRIs and literals: how ids, numbers, dates and labels of the records become RDF terms; only here."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.ids import evidence_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from kg.ontology import Ontology

_SAFE_ID = "/-._~!$&'()*+,;=:@"
_SAFE_URL = _SAFE_ID + "%#?[]"
_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_XSD_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def number(value: float) -> str:
    """Return a number in the canonical spelling of `xsd:decimal` (XSD 1.1): no exponent, no idle zeros.

    Engines that keep numbers by value give them back in this spelling, so text and engine agree.

    >>> number(4383000000.0), number(0.5), number(1e-7)
    ('4383000000', '0.5', '0.0000001')
    """
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _path(entity_id: str) -> str:
    return entity_id if _PLAIN.fullmatch(entity_id) else quote(entity_id, safe=_SAFE_ID)


class Shortener:
    """Shortens IRIs to prefixed names; of several prefixes that fit, the longest wins.

    Only prefixes whose IRI ends in `/` or `#` are used.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {iri: prefix for prefix, iri in sorted(prefixes.items(), reverse=True)}

    def split(self, iri: str) -> tuple[str, str] | None:
        """Return the prefix and the rest of an IRI, or None when no prefix fits."""
        end = len(iri)
        while (end := max(iri.rfind("/", 0, end), iri.rfind("#", 0, end))) >= 0:
            prefix = self._prefixes.get(iri[: end + 1])
            if prefix is not None:
                return prefix, iri[end + 1 :]
        return None


class Terms:
    """Makes RDF terms under one base IRI with the prefixes of one ontology.

    Attributes:
        base: What the IRIs of entities, claims and documents begin with; ends in `/` or `#`.
        prefixes: Prefix → IRI, sorted, with the entity prefixes moved under `base`.
    """

    def __init__(self, ontology: Ontology, base: str | None = None) -> None:
        import pyoxigraph

        self._ox = pyoxigraph
        self._namespace = ontology.namespace
        self._made: dict[str, ox.NamedNode] = {}
        self.base = base or ontology.base
        self.prefixes = {
            prefix: self.base + iri.removeprefix(ontology.base)
            if iri.startswith(ontology.base) and iri != ontology.namespace
            else iri
            for prefix, iri in ontology.prefixes.items()
        }

    def iri(self, curie: str) -> ox.NamedNode:
        """Return the IRI of a prefixed name such as `skos:prefLabel`."""
        node = self._made.get(curie)
        if node is None:
            prefix, _, local = curie.partition(":")
            node = self._made[curie] = self._ox.NamedNode(self.prefixes[prefix] + local)
        return node

    def term(self, name: str) -> ox.NamedNode:
        """Return the IRI of a class, relation or concept of the ontology, given its local name."""
        node = self._made.get(name)
        if node is None:
            node = self._made[name] = self._ox.NamedNode(self._namespace + quote(name, safe=""))
        return node

    def entity(self, entity_id: str) -> ox.NamedNode:
        """Return the IRI of an entity."""
        return self._ox.NamedNode(self.base + _path(entity_id))

    def point(self, entity_id: str) -> ox.NamedNode:
        """Return the IRI of an entity's geometry."""
        return self._ox.NamedNode(f"{self.base}{_path(entity_id)}#point")

    def claim(self, claim_id: str) -> ox.NamedNode:
        """Return the IRI of a claim."""
        return self._ox.NamedNode(f"{self.base}claim/{quote(claim_id, safe='')}")

    def document(self, document_id: str) -> ox.NamedNode:
        """Return the IRI of a document, its id percent-encoded."""
        return self._ox.NamedNode(f"{self.base}document/{quote(document_id)}")

    def evidence(self, document_id: str, start: int, end: int) -> ox.NamedNode:
        """Return the IRI of a piece of evidence: the document's with an RFC 5147 fragment."""
        return self._ox.NamedNode(f"{self.base}document/{evidence_id(document_id, start, end)}")

    def address(self, url: str) -> ox.NamedNode | ox.Literal:
        """Return a web address as an IRI, what IRIs forbid percent-encoded; as a literal when it has no scheme."""
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url):
            return self.text(url)
        try:
            return self._ox.NamedNode(quote(url, safe=_SAFE_URL))
        except ValueError:
            return self.text(url)

    def text(self, value: str, language: str = "") -> ox.Literal:
        """Return a string, tagged with its language if the tag is well-formed."""
        if language and _TAG.fullmatch(language):
            return self._ox.Literal(value, language=language.lower())
        return self._ox.Literal(value)

    def typed(self, value: str, datatype: str) -> ox.Literal:
        """Return a literal of a datatype given as a prefixed name such as `xsd:boolean`."""
        return self._ox.Literal(value, datatype=self.iri(datatype))

    def decimal(self, value: float) -> ox.Literal:
        """Return a number as `xsd:decimal`."""
        return self.typed(number(value), "xsd:decimal")

    def count(self, value: int) -> ox.Literal:
        """Return an offset as `xsd:nonNegativeInteger`."""
        return self.typed(str(value), "xsd:nonNegativeInteger")

    def date(self, value: str) -> ox.Literal:
        """Return `YYYY`, `YYYY-MM` or `YYYY-MM-DD` with the datatype of its precision; anything else as a string."""
        kind = _XSD_DATES.get(len(value)) if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else None
        return self.typed(value, f"xsd:{kind}") if kind else self.text(value)
