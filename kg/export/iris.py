"""IRIs and literals: how ids, numbers, dates and labels of the records become RDF terms; only here.

Terms are made as the text that N-Triples or Turtle writes for them: a million of them are joined in the time in which
objects of a library would still be made.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from kg.ids import fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyoxigraph as ox

    from kg.ontology import Ontology

K = TypeVar("K")
V = TypeVar("V")

_SAFE_ID = "/-._~!$&'()*+,;=:@"
_SAFE_URL = _SAFE_ID + "%#?[]"
_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")  # needs no escape in a prefixed name
_SPECIAL = re.compile(r"[\x00-\x1f\"\\\x7f\ufffe\uffff]")  # what a literal may hold only escaped
_ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\",
}  # fmt: skip
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BARE = {
    f"{_XSD}decimal": re.compile(r"-?\d+\.\d+"),
    f"{_XSD}integer": re.compile(r"-?\d+"),
    f"{_XSD}boolean": re.compile("true|false"),
}  # what Turtle reads without quotes as a literal of the type
UNREADABLE = "document"
"""The prefix that is not used to shorten: Turtle would have to escape most of what follows it."""
_XSD_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def number(value: float) -> str:
    """Return a number in the canonical spelling of `xsd:decimal` (XSD 1.1): no exponent, no idle zeros.

    Engines that keep numbers by value give them back in this spelling, so text and engine agree.

    >>> number(4383000000.0), number(0.5), number(1e-7)
    ('4383000000', '0.5', '0.0000001')
    """
    text = repr(float(value))
    if not text.replace(".", "").isdigit():
        text = format(Decimal(text), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _path(entity_id: str) -> str:
    return entity_id if _PLAIN.fullmatch(entity_id) else quote(entity_id, safe=_SAFE_ID)


class Made(dict[K, V]):
    """Key → what is made of it, each once."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        self[key] = made = self._make(key)
        return made


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
    """Makes RDF terms, in the notation of N-Triples, under one base IRI with the prefixes of one ontology.

    Attributes:
        base: What the IRIs of entities, claims and documents begin with; ends in `/` or `#`.
        namespace: What the IRIs of classes, relations and concepts begin with.
        prefixes: Prefix → IRI, sorted, with the entity prefixes moved under `base`.
        entities: Entity id → its term, made when asked for.
        decimals: Number → its term as `xsd:decimal`, made when asked for.
    """

    def __init__(self, ontology: Ontology, base: str | None = None) -> None:
        self.namespace = ontology.namespace
        self.base = base or ontology.base
        self._claim_space = f"{self.base}claim/"
        self.prefixes = {
            prefix: self.base + iri.removeprefix(ontology.base)
            if iri.startswith(ontology.base) and iri != ontology.namespace
            else iri
            for prefix, iri in ontology.prefixes.items()
        }
        self.entities = Made[str, str](lambda entity_id: self.named(self.address_of(entity_id)))
        self.decimals = Made[float, str](lambda value: self.typed(number(value), "xsd:decimal"))
        self._addresses = Made[str, str](self._expanded)
        self._vocabulary = Made[str, str](self.named)
        self._terms = Made[str, str](lambda name: self.named(self.address_of_term(name)))
        self._documents = Made[str, str](lambda document_id: f"{self.base}document/{quote(document_id)}")
        self._tags = Made[str, str](lambda tag: f'"@{tag.lower()}' if _TAG.fullmatch(tag) else '"')

    def expand(self, curie: str) -> str:
        """Return the address that a prefixed name such as `skos:prefLabel` stands for."""
        return self._addresses[curie]

    def _expanded(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return self.prefixes[prefix] + local

    def address_of(self, entity_id: str) -> str:
        """Return the address of an entity."""
        return self.base + _path(entity_id)

    def address_of_claim(self, claim_id: str) -> str:
        """Return the address of a claim."""
        plain = claim_id.isalnum() and claim_id.isascii()
        return self._claim_space + (claim_id if plain else quote(claim_id, safe=""))

    def address_of_document(self, document_id: str) -> str:
        """Return the address of a document, its id percent-encoded."""
        return self._documents[document_id]

    def address_of_evidence(self, document_id: str, start: int, end: int) -> str:
        """Return the address of a piece of evidence: the document's with an RFC 5147 fragment."""
        return self._documents[document_id] + fragment(start, end)

    def named(self, address: str) -> str:
        """Return an address as a term."""
        return f"<{address}>"

    def word(self, address: str) -> str:
        """Return an address that occurs again and again, as a term."""
        return self._vocabulary[address]

    def iri(self, curie: str) -> str:
        """Return the term of a prefixed name such as `skos:prefLabel`."""
        return self.word(self.expand(curie))

    def address_of_term(self, name: str) -> str:
        """Return the address of a class, relation or concept of the ontology, given its local name."""
        return self.namespace + quote(name, safe="")

    def term(self, name: str) -> str:
        """Return a class, relation or concept of the ontology, given its local name."""
        return self._terms[name]

    def entity(self, entity_id: str) -> str:
        """Return an entity."""
        return self.entities[entity_id]

    def claim(self, claim_id: str) -> str:
        """Return a claim."""
        return self.named(self.address_of_claim(claim_id))

    def document(self, document_id: str) -> str:
        """Return a document."""
        return self.named(self.address_of_document(document_id))

    def evidence(self, document_id: str, start: int, end: int) -> str:
        """Return a piece of evidence; no notation shortens it, for a fragment with a comma is no local name."""
        return f"<{self._documents[document_id]}{fragment(start, end)}>"

    def web(self, url: str) -> str:
        """Return a web address, what IRIs forbid percent-encoded; as a literal when it has no scheme."""
        import pyoxigraph

        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url):
            return self.text(url)
        try:
            return self.named(pyoxigraph.NamedNode(quote(url, safe=_SAFE_URL)).value)
        except ValueError:
            return self.text(url)

    def text(self, value: str, language: str = "") -> str:
        """Return a string, tagged with its language if the tag is well-formed."""
        if '"' in value or "\\" in value or not value.isprintable():
            value = _SPECIAL.sub(lambda found: _ESCAPES[found[0]], value)
        return f'"{value}{self._tags[language]}' if language else f'"{value}"'

    def typed(self, value: str, datatype: str) -> str:
        """Return a literal of a datatype given as a prefixed name such as `xsd:boolean`."""
        return self.literal(value, self.expand(datatype))

    def literal(self, value: str, datatype: str) -> str:
        """Return a literal of a datatype given as an address."""
        return f"{self.text(value)}^^{self.word(datatype)}"

    def of(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        """Return a term of pyoxigraph's in this notation."""
        import pyoxigraph

        if isinstance(term, pyoxigraph.NamedNode):
            return self.named(term.value)
        if not isinstance(term, pyoxigraph.Literal):
            return str(term)
        if term.language or term.datatype.value == f"{_XSD}string":
            return self.text(term.value, term.language or "")
        return self.literal(term.value, term.datatype.value)

    def decimal(self, value: float) -> str:
        """Return a number as `xsd:decimal`."""
        return self.decimals[value]

    def count(self, value: int) -> str:
        """Return an offset as `xsd:nonNegativeInteger`."""
        return f'"{value}"^^{self.iri("xsd:nonNegativeInteger")}'

    def date(self, value: str) -> str:
        """Return `YYYY`, `YYYY-MM` or `YYYY-MM-DD` with the datatype of its precision; anything else as a string."""
        kind = _XSD_DATES.get(len(value)) if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else None
        return self.typed(value, f"xsd:{kind}") if kind else self.text(value)


class TurtleTerms(Terms):
    """Makes the same terms in the notation of Turtle: prefixed names, and numbers as they are."""

    def __init__(self, ontology: Ontology, base: str | None, declared: Mapping[str, str]) -> None:
        super().__init__(ontology, base)
        self._spaces = {iri: prefix for prefix, iri in sorted(declared.items(), reverse=True)}
        self._claim_prefix = self._spaces.get(self._claim_space)

    def claim(self, claim_id: str) -> str:
        """Return a claim."""
        if self._claim_prefix is not None and claim_id.isalnum() and claim_id.isascii():
            return f"{self._claim_prefix}:{claim_id}"
        return super().claim(claim_id)

    def named(self, address: str) -> str:
        """Return an address as a prefixed name where one fits without escapes."""
        for mark in "/#":
            space, _, local = address.rpartition(mark)
            prefix = self._spaces.get(space + mark)
            if prefix is not None and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return f"<{address}>"

    def literal(self, value: str, datatype: str) -> str:
        """Return a literal of a datatype, in its short form if Turtle has one."""
        short = _BARE.get(datatype)
        return value if short and short.fullmatch(value) else super().literal(value, datatype)
