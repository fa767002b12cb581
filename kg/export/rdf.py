"""The graph as RDF triples: the direct triple once, one node a claim, one a piece of evidence, one a document.

No blank nodes, no duplicates, one order: by subject, the type first, then predicate and object. Everything stands in
the default graph; where a claim comes from is said by its `kg:origin`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.export.iris import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from kg.model import Claim, Document, Entity, Evidence, GraphRecords
    from kg.ontology import Ontology

    Node = ox.NamedNode | ox.Literal
    Statement = tuple[ox.NamedNode, ox.NamedNode, Node]

CONTEXT = 32
"""Code points of the document kept before and after a quote, so that the quote can be found again in a changed page."""


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
    import pyoxigraph as ox

    kind = Terms(ontology, base).iri("rdf:type")
    found = statements(records, ontology, base, derived)
    keyed = {(s.value, "" if p == kind else p.value, str(o)): (s, p, o) for s, p, o in found}
    return [ox.Triple(*keyed[key]) for key in sorted(keyed)]


def statements(
    records: GraphRecords, ontology: Ontology, base: str | None = None, derived: Iterable[Derived] = ()
) -> Iterator[Statement]:
    """Yield the statements of the graph in the order of the records, perhaps repeated; arguments as for `triples`."""
    maker = Statements(ontology, base)
    yield from maker.of_records(records)
    for fact in derived:
        yield from maker.of_derived(fact)


class Statements:
    """Turns records into statements `(subject, predicate, object)` in the order of the records, perhaps repeated."""

    def __init__(self, ontology: Ontology, base: str | None = None) -> None:
        self.ontology = ontology
        self.terms = Terms(ontology, base)

    def of_records(self, records: GraphRecords) -> Iterator[Statement]:
        """Yield the statements of a whole graph."""
        texts = {document.id: document.text for document in records.documents}
        for document in records.documents:
            yield from self.of_document(document)
        for entity in records.entities:
            yield from self.of_entity(entity)
        mentions = {(mention.document, mention.entity) for mention in records.mentions if mention.entity is not None}
        for document_id, entity_id in sorted(mentions):
            terms = self.terms
            yield terms.document(document_id), terms.iri("schema:mentions"), terms.entity(entity_id)
        for claim in records.claims:
            yield from self.of_claim(claim)
            for evidence in claim.evidence:
                yield from self.of_evidence(evidence, texts.get(evidence.document, ""))

    def of_document(self, document: Document) -> Iterator[Statement]:
        """Yield what is known of an article; its text is left out."""
        terms, node = self.terms, self.terms.document(document.id)
        yield node, terms.iri("rdf:type"), terms.iri("schema:NewsArticle")
        yield node, terms.iri("rdf:type"), terms.term("Document")
        yield node, terms.iri("dcterms:identifier"), terms.text(document.id)
        if document.title:
            yield node, terms.iri("schema:headline"), terms.text(document.title, "zh")
        if document.published:
            yield node, terms.iri("schema:datePublished"), terms.date(document.published)
        if document.publisher:
            yield node, terms.iri("schema:publisher"), terms.text(document.publisher, "zh")
        if document.url:
            yield node, terms.iri("schema:url"), terms.address(document.url)

    def of_entity(self, entity: Entity) -> Iterator[Statement]:
        """Yield an entity's class, names, identifiers and position."""
        terms, node = self.terms, self.terms.entity(entity.id)
        yield node, terms.iri("rdf:type"), terms.term(entity.type)
        yield node, terms.iri("dcterms:identifier"), terms.text(entity.id)
        for language, label in ({"zh": entity.label} | dict(entity.labels)).items():
            yield node, terms.iri("skos:prefLabel"), terms.text(label, language)
            yield node, terms.iri("rdfs:label"), terms.text(label, language)
        for alias in entity.aliases:
            yield node, terms.iri("skos:altLabel"), terms.text(alias, "" if alias.isascii() else "zh")
        for scheme, identifier in entity.identifiers:
            yield node, terms.iri("skos:notation"), terms.typed(identifier, f"kg:{scheme}")
            template = self.ontology.identifier_templates.get(scheme)
            if template:
                yield node, terms.iri("schema:sameAs"), terms.address(template.replace("{id}", identifier))
        if entity.lat is not None and entity.lon is not None:
            yield node, terms.iri("wgs:lat"), terms.decimal(entity.lat)
            yield node, terms.iri("wgs:long"), terms.decimal(entity.lon)
            point, wkt = terms.point(entity.id), f"POINT({entity.lon!r} {entity.lat!r})"
            yield node, terms.iri("geo:hasGeometry"), point
            yield point, terms.iri("rdf:type"), terms.iri("sf:Point")
            yield point, terms.iri("geo:asWKT"), terms.typed(wkt, "geo:wktLiteral")

    def of_claim(self, claim: Claim) -> Iterator[Statement]:
        """Yield the direct triple and the claim node, with links to its evidence."""
        terms, node = self.terms, self.terms.claim(claim.id)
        subject, predicate, target = terms.entity(claim.subject), terms.term(claim.predicate), self.target(claim)
        yield subject, predicate, target
        yield node, terms.iri("rdf:type"), terms.term("Claim")
        yield node, terms.iri("rdf:subject"), subject
        yield node, terms.iri("rdf:predicate"), predicate
        yield node, terms.iri("rdf:object"), target
        yield node, terms.term("confidence"), terms.decimal(claim.confidence)
        yield node, terms.term("status"), terms.term(claim.status)
        yield node, terms.term("origin"), terms.term(claim.origin)
        if claim.field:
            yield node, terms.term("field"), terms.term(claim.field)
        if claim.approximate:
            yield node, terms.term("approximate"), terms.typed("true", "xsd:boolean")
        for evidence in claim.evidence:
            source = terms.evidence(evidence.document, evidence.start, evidence.end)
            yield node, terms.iri("prov:wasDerivedFrom"), source

    def of_derived(self, fact: Derived) -> Iterator[Statement]:
        """Yield the direct triple and the claim node of a derived fact, with links to the claims it rests on."""
        terms, node = self.terms, self.terms.claim(fact.id)
        is_type = fact.predicate == TYPE
        subject = terms.entity(fact.subject)
        predicate = terms.iri("rdf:type") if is_type else terms.term(fact.predicate)
        target = terms.term(fact.object) if is_type else terms.entity(fact.object)
        yield subject, predicate, target
        yield node, terms.iri("rdf:type"), terms.term("Claim")
        yield node, terms.iri("rdf:subject"), subject
        yield node, terms.iri("rdf:predicate"), predicate
        yield node, terms.iri("rdf:object"), target
        yield node, terms.term("confidence"), terms.decimal(fact.confidence)
        yield node, terms.term("status"), terms.term(fact.status)
        yield node, terms.term("origin"), terms.term("derived")
        yield node, terms.term("rule"), terms.text(fact.rule)
        for claim in fact.basis:
            yield node, terms.iri("prov:wasDerivedFrom"), terms.claim(claim)

    def of_evidence(self, evidence: Evidence, text: str) -> Iterator[Statement]:
        """Yield a piece of evidence, with its surroundings when the document's text is at hand."""
        terms = self.terms
        node = terms.evidence(evidence.document, evidence.start, evidence.end)
        yield node, terms.iri("rdf:type"), terms.term("Evidence")
        yield node, terms.iri("rdf:type"), terms.iri("oa:TextQuoteSelector")
        yield node, terms.iri("rdf:type"), terms.iri("oa:TextPositionSelector")
        yield node, terms.iri("oa:exact"), terms.text(evidence.quote)
        yield node, terms.iri("oa:start"), terms.count(evidence.start)
        yield node, terms.iri("oa:end"), terms.count(evidence.end)
        if text:
            yield node, terms.iri("oa:prefix"), terms.text(text[max(0, evidence.start - CONTEXT) : evidence.start])
            yield node, terms.iri("oa:suffix"), terms.text(text[evidence.end : evidence.end + CONTEXT])
        yield node, terms.iri("prov:wasQuotedFrom"), terms.document(evidence.document)
        yield node, terms.term("rule"), terms.text(evidence.rule)

    def target(self, claim: Claim) -> Node:
        """Return a claim's object as a term: an entity, a number or a date."""
        if claim.object is not None:
            return self.terms.entity(claim.object)
        if isinstance(claim.value, str):
            return self.terms.date(claim.value)
        return self.terms.decimal(claim.value or 0.0)


def ontology_triples(ontology: Ontology) -> list[ox.Triple]:
    """Return the ontology's own triples in the order of its file.

    Blank nodes are renamed in the order of appearance, so that any run gives the same.
    """
    import pyoxigraph as ox

    names: dict[str, ox.BlankNode] = {}

    def stable(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(node.value, ox.BlankNode(f"b{len(names)}"))

    found = []
    for quad in ox.parse(ontology.source, format=ox.RdfFormat.TURTLE):
        subject = stable(quad.subject) if isinstance(quad.subject, ox.BlankNode) else quad.subject
        target = stable(quad.object) if isinstance(quad.object, ox.BlankNode) else quad.object
        found.append(ox.Triple(subject, quad.predicate, target))
    return found
