"""The graph as RDF triples: the direct triple once, one node a claim, one a piece of evidence, one a document.

No blank nodes, no duplicates, one order: by subject, the type first, then predicate and object. Everything stands in
the default graph; where a claim comes from is said by its `kg:origin`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kg.export.iris import Made, Terms
from kg.model import Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    import pyoxigraph as ox

    from kg.model import Document, Entity, Evidence, GraphRecords
    from kg.ontology import Ontology

    Block = tuple[str, Sequence[tuple[str, str]]]
    _Part = tuple[str, Callable[[Any], list[tuple[str, str]]], object]

Pair = tuple[str, str]

CONTEXT = 32
"""Code points of the document kept before and after a quote, so that the quote can be found again in a changed page."""

VOCABULARIES = frozenset(("dcterms", "geo", "kg", "oa", "prov", "rdf", "rdfs", "schema", "sf", "skos", "wgs", "xsd"))
"""Prefixes of the vocabularies that statements are made with."""
A = ""
"""The predicate of a block that says the class of its subject; sorts before all others."""
TYPE = "type"
"""The predicate of a derived fact that puts an entity into a class."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that a rule concludes from claims.

    Attributes:
        id: Hash of what it says, as for a claim.
        subject: Entity id.
        predicate: Local name of the relation, or `TYPE`.
        object: Entity id; the local name of a class when the predicate is `TYPE`.
        status: The least advanced status of the claims it rests on.
        confidence: The least confidence of the claims it rests on.
        rule: Name of the rule.
        basis: Ids of the claims it rests on, sorted.
    """

    id: str
    subject: str
    predicate: str
    object: str
    status: str
    confidence: float
    rule: str
    basis: tuple[str, ...]


def triples(
    records: GraphRecords, ontology: Ontology, base: str | None = None, derived: Iterable[Derived] = ()
) -> list[ox.Triple]:
    """Return the triples of the graph, sorted, without duplicates.

    Args:
        records: The graph.
        ontology: Names its classes, relations and prefixes.
        base: What the IRIs of entities, claims and documents begin with; the ontology's own by default.
        derived: Facts that rules conclude, to be included.
    """
    from kg.export.notation import ntriples_text, parsed

    return list(parsed(ntriples_text(Statements(Terms(ontology, base), ontology).blocks(records, derived))))


class Statements:
    """Turns records into blocks: a subject, and its predicates with their objects, sorted, none twice.

    A predicate is an address, so that any notation has the same order; a subject and an object are terms in the
    notation of the terms given. The predicate `A` says the class and stands first.
    """

    def __init__(self, terms: Terms, ontology: Ontology) -> None:
        self.terms = terms
        self._templates = ontology.identifier_templates
        self._is = Made[str, str](terms.expand)
        self._relations = Made[str, str](lambda name: A if name == TYPE else terms.address_of_term(name))
        # A claim's statements repeat from claim to claim, but for its ends and its evidence.
        kind, status, origin = (self._is[curie] for curie in ("rdf:predicate", "kg:status", "kg:origin"))
        self._kinds = Made[str, Pair](
            lambda name: (kind, terms.word(self._relations[name] or terms.expand("rdf:type")))
        )
        self._statuses = Made[str, Pair](lambda name: (status, terms.term(name)))
        self._origins = Made[str, Pair](lambda name: (origin, terms.term(name)))
        self._is_claim = (A, terms.term("Claim"))

    def blocks(self, records: GraphRecords, derived: Iterable[Derived] = ()) -> Iterator[Block]:
        """Yield the blocks of a graph, sorted by subject."""
        parts = sorted(self._parts(records, derived), key=itemgetter(0))
        subject = ""
        pairs: Collection[Pair] = ()
        for address, make, about in parts:
            if address == subject:
                pairs = {*pairs, *make(about)}
                continue
            if pairs:
                yield self.terms.named(subject), sorted(pairs)
            subject, pairs = address, make(about)
        if pairs:
            yield self.terms.named(subject), sorted(pairs)

    def _parts(self, records: GraphRecords, derived: Iterable[Derived]) -> Iterator[_Part]:
        """Yield subject, maker and what to make its statements of; nothing is made yet, so that memory stays small."""
        terms, facts = self.terms, tuple(derived)
        texts = {document.id: document.text for document in records.documents}
        sources: dict[tuple[str, int, int], list[Evidence]] = {}
        direct: dict[str, list[Claim | Derived]] = {}
        named: dict[str, set[str]] = {}
        for claim in records.claims:
            direct.setdefault(claim.subject, []).append(claim)
            yield terms.address_of_claim(claim.id), self.of_claim, claim
            for one in claim.evidence:
                sources.setdefault((one.document, one.start, one.end), []).append(one)
        for fact in facts:
            direct.setdefault(fact.subject, []).append(fact)
            yield terms.address_of_claim(fact.id), self.of_derived, fact
        for mention in records.mentions:
            if mention.entity is not None:
                named.setdefault(mention.document, set()).add(mention.entity)
        for document in records.documents:
            yield terms.address_of_document(document.id), self.of_document, document
        for document_id, entities in named.items():
            yield terms.address_of_document(document_id), self.of_mentions, entities
        for entity in records.entities:
            address = terms.address_of(entity.id)
            yield address, self.of_entity, entity
            if entity.lat is not None and entity.lon is not None:
                yield f"{address}#point", self.of_point, (entity.lat, entity.lon)
        for entity_id, said in direct.items():
            yield terms.address_of(entity_id), self.of_direct, said
        for place, same in sources.items():
            yield terms.address_of_evidence(*place), self.of_evidence, (same, texts.get(place[0], ""))

    def of_document(self, document: Document) -> list[Pair]:
        """Return what is known of an article; its text is left out."""
        terms, predicate = self.terms, self._is
        pairs = [
            (A, terms.iri("schema:NewsArticle")),
            (A, terms.term("Document")),
            (predicate["dcterms:identifier"], terms.text(document.id)),
        ]
        if document.title:
            pairs.append((predicate["schema:headline"], terms.text(document.title, "zh")))
        if document.published:
            pairs.append((predicate["schema:datePublished"], terms.date(document.published)))
        if document.publisher:
            pairs.append((predicate["schema:publisher"], terms.text(document.publisher, "zh")))
        if document.url:
            pairs.append((predicate["schema:url"], terms.web(document.url)))
        return pairs

    def of_mentions(self, entities: Iterable[str]) -> list[Pair]:
        """Return which entities an article mentions."""
        predicate, entity = self._is["schema:mentions"], self.terms.entity
        return [(predicate, entity(one)) for one in entities]

    def of_entity(self, entity: Entity) -> list[Pair]:
        """Return an entity's class, names, identifiers and position."""
        terms, predicate = self.terms, self._is
        pairs = [(A, terms.term(entity.type)), (predicate["dcterms:identifier"], terms.text(entity.id))]
        for language, label in ({"zh": entity.label} | dict(entity.labels)).items():
            text = terms.text(label, language)
            pairs += [(predicate["skos:prefLabel"], text), (predicate["rdfs:label"], text)]
        for alias in dict.fromkeys(entity.aliases):
            pairs.append((predicate["skos:altLabel"], terms.text(alias, "" if alias.isascii() else "zh")))
        for scheme, identifier in entity.identifiers:
            pairs.append((predicate["skos:notation"], terms.typed(identifier, f"kg:{scheme}")))
            template = self._templates.get(scheme)
            if template:
                pairs.append((predicate["schema:sameAs"], terms.web(template.replace("{id}", identifier))))
        if entity.lat is not None and entity.lon is not None:
            point = terms.named(f"{terms.address_of(entity.id)}#point")
            pairs += [
                (predicate["wgs:lat"], terms.decimal(entity.lat)),
                (predicate["wgs:long"], terms.decimal(entity.lon)),
                (predicate["geo:hasGeometry"], point),
            ]
        return pairs

    def of_point(self, place: tuple[float, float]) -> list[Pair]:
        """Return a point, given its latitude and longitude in degrees (WGS 84)."""
        wkt = f"POINT({place[1]!r} {place[0]!r})"
        return [(A, self.terms.iri("sf:Point")), (self._is["geo:asWKT"], self.terms.typed(wkt, "geo:wktLiteral"))]

    def of_direct(self, said: Iterable[Claim | Derived]) -> list[Pair]:
        """Return the direct triples of a subject."""
        return list({(self._relations[one.predicate], self._target(one)) for one in said})

    def of_claim(self, claim: Claim) -> list[Pair]:
        """Return a claim node, with links to its evidence."""
        terms = self.terms
        sources = {terms.evidence(one.document, one.start, one.end) for one in claim.evidence}
        pairs = self._claim_node(claim, claim.origin, sources)
        if claim.field:
            pairs.append((self._is["kg:field"], terms.term(claim.field)))
        if claim.approximate:
            pairs.append((self._is["kg:approximate"], terms.typed("true", "xsd:boolean")))
        return pairs

    def of_derived(self, fact: Derived) -> list[Pair]:
        """Return the claim node of a derived fact, with links to the claims it rests on."""
        pairs = self._claim_node(fact, "derived", map(self.terms.claim, fact.basis))
        pairs.append((self._is["kg:rule"], self.terms.text(fact.rule)))
        return pairs

    def of_evidence(self, found: tuple[Sequence[Evidence], str]) -> list[Pair]:
        """Return one place in a document, given all evidence there, with its surroundings when the text is at hand."""
        (one, *_), text = found
        terms, predicate = self.terms, self._is
        pairs = [
            (A, terms.term("Evidence")),
            (A, terms.iri("oa:TextQuoteSelector")),
            (A, terms.iri("oa:TextPositionSelector")),
            (predicate["oa:start"], terms.count(one.start)),
            (predicate["oa:end"], terms.count(one.end)),
            (predicate["prov:wasQuotedFrom"], terms.document(one.document)),
        ]
        pairs += [(predicate["oa:exact"], terms.text(quote)) for quote in {same.quote for same in found[0]}]
        pairs += [(predicate["kg:rule"], terms.text(rule)) for rule in {same.rule for same in found[0]}]
        if text:
            pairs.append((predicate["oa:prefix"], terms.text(text[max(0, one.start - CONTEXT) : one.start])))
            pairs.append((predicate["oa:suffix"], terms.text(text[one.end : one.end + CONTEXT])))
        return pairs

    def _claim_node(self, said: Claim | Derived, origin: str, sources: Iterable[str]) -> list[Pair]:
        terms, predicate = self.terms, self._is
        derived_from = predicate["prov:wasDerivedFrom"]
        return [
            self._is_claim,
            (predicate["rdf:object"], self._target(said)),
            self._kinds[said.predicate],
            (predicate["rdf:subject"], terms.entities[said.subject]),
            *[(derived_from, source) for source in sources],
            (predicate["kg:confidence"], terms.decimals[said.confidence]),
            self._origins[origin],
            self._statuses[said.status],
        ]  # in the order in which they will be sorted, which makes that quick

    def _target(self, said: Claim | Derived) -> str:
        """Return what is said of the subject as a term: an entity, a class, a number or a date."""
        if said.object is not None:
            return self.terms.term(said.object) if said.predicate == TYPE else self.terms.entities[said.object]
        value = said.value if isinstance(said, Claim) else None
        return self.terms.date(value) if isinstance(value, str) else self.terms.decimal(value or 0.0)


def ontology_blocks(ontology: Ontology, terms: Terms) -> Iterator[Block]:
    """Yield the ontology's own statements in the order of its file.

    Blank nodes are renamed in the order of appearance, so that any run gives the same.
    """
    import pyoxigraph as ox

    names: dict[str, str] = {}

    def spelled(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        return names.setdefault(term.value, f"_:b{len(names)}") if isinstance(term, ox.BlankNode) else terms.of(term)

    kind = terms.expand("rdf:type")
    quads = ox.parse(ontology.source, format=ox.RdfFormat.TURTLE)
    for subject, stated in groupby(quads, key=lambda quad: quad.subject):
        opening = spelled(subject)
        predicates = ((A if one.predicate.value == kind else one.predicate.value, one.object) for one in stated)
        yield opening, [(predicate, spelled(target)) for predicate, target in predicates]


def ontology_triples(ontology: Ontology) -> list[ox.Triple]:
    """Return the ontology's own triples in the order of its file."""
    from kg.export.notation import ntriples_text, parsed

    return list(parsed(ntriples_text(ontology_blocks(ontology, Terms(ontology)))))
