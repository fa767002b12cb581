"""The graph as RDF triples: the direct triple once, one node a claim, one a piece of evidence, one a document.

No blank nodes, no duplicates, one order: by subject, the type first, then predicate and object. Everything stands in
the default graph; where a claim comes from is said by its `kg:origin`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kg.export.forms import A, Form, filled, form
from kg.export.iris import Made, Terms
from kg.model import Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyoxigraph as ox

    from kg.export.forms import Block, Pair
    from kg.model import Document, Entity, Evidence, GraphRecords
    from kg.ontology import Ontology

    _Part = tuple[str, Callable[[Any], Block], object]

_ClaimKind = tuple[str, str, str, "str | None", bool, str, int]
"""Relation, status, origin, field, whether approximate, rule, how many it is derived from."""
_EvidenceKind = tuple[tuple[str, ...], int, bool]
"""Rules, how many quotes, whether its surroundings are known."""

CONTEXT = 32
"""Code points of the document kept before and after a quote, so that the quote can be found again in a changed page."""

VOCABULARIES = frozenset(("dcterms", "geo", "kg", "oa", "prov", "rdf", "rdfs", "schema", "sf", "skos", "wgs", "xsd"))
"""Prefixes of the vocabularies that statements are made with."""
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
        self._claims = Made[_ClaimKind, Form](self._claim_form)
        self._evidence = Made[_EvidenceKind, Form](self._evidence_form)
        self._documents = Made[str, str](terms.document)
        self._counts = Made[int, str](terms.count)
        self._values = Made["str | float | None", str](self._value)

    def blocks(self, records: GraphRecords, derived: Iterable[Derived] = ()) -> Iterator[Block]:
        """Yield the blocks of a graph, sorted by subject."""
        parts = sorted(self._parts(records, derived), key=itemgetter(0))
        before = ""
        block: Block = "", Form(()), ()
        for address, make, about in parts:
            if address == before:
                more = make(about)
                block = filled(more[0], [*block[1].fill(block[2]), *more[1].fill(more[2])])
                continue
            if before:
                yield block
            before, block = address, make(about)
        if before:
            yield block

    def _parts(self, records: GraphRecords, derived: Iterable[Derived]) -> Iterator[_Part]:
        """Yield subject, maker and what to make its statements of; nothing is made yet, so that memory stays small."""
        terms, relation, target_of = self.terms, self._relations, self._target
        texts = {document.id: document.text for document in records.documents}
        sources: dict[tuple[str, int, int], tuple[str, list[Evidence]]] = {}
        direct: dict[str, list[Pair]] = defaultdict(list)
        named: dict[str, set[str]] = defaultdict(set)
        of_claim, of_derived, of_entity, of_evidence = self.of_claim, self.of_derived, self.of_entity, self.of_evidence
        for claim in records.claims:
            target = target_of(claim)
            direct[claim.subject].append((relation[claim.predicate], target))
            places = []
            for one in claim.evidence:
                place = one.document, one.start, one.end
                source = sources.get(place)
                if source is None:
                    source = sources[place] = terms.address_of_evidence(*place), []
                source[1].append(one)
                places.append(source[0])
            yield terms.address_of_claim(claim.id), of_claim, (claim, target, places)
        for fact in derived:
            target = target_of(fact)
            direct[fact.subject].append((relation[fact.predicate], target))
            yield terms.address_of_claim(fact.id), of_derived, (fact, target)
        for mention in records.mentions:
            if mention.entity is not None:
                named[mention.document].add(mention.entity)
        for document in records.documents:
            yield terms.address_of_document(document.id), self.of_document, (document, named.pop(document.id, ()))
        for document_id, entities in named.items():
            yield terms.address_of_document(document_id), self.of_mentions, (document_id, entities)
        for entity in records.entities:
            address = terms.address_of(entity.id)
            yield address, of_entity, (entity, direct.pop(entity.id, ()))
            if entity.lat is not None and entity.lon is not None:
                yield f"{address}#point", self.of_point, (f"{address}#point", entity.lat, entity.lon)
        for entity_id, said in direct.items():
            yield terms.address_of(entity_id), self.of_direct, (entity_id, said)
        for place, (address, same) in sources.items():
            yield address, of_evidence, (address, same, texts.get(place[0], ""))

    def of_document(self, found: tuple[Document, Iterable[str]]) -> Block:
        """Return what is known of an article, given with the entities it mentions; its text is left out."""
        (document, entities), terms, predicate = found, self.terms, self._is
        pairs = [
            (A, terms.iri("schema:NewsArticle")),
            (A, terms.term("Document")),
            (predicate["dcterms:identifier"], terms.text(document.id)),
            *self._mentions(entities),
        ]
        if document.title:
            pairs.append((predicate["schema:headline"], terms.text(document.title, "zh")))
        if document.published:
            pairs.append((predicate["schema:datePublished"], terms.date(document.published)))
        if document.publisher:
            pairs.append((predicate["schema:publisher"], terms.text(document.publisher, "zh")))
        if document.url:
            pairs.append((predicate["schema:url"], terms.web(document.url)))
        return filled(self._documents[document.id], pairs)

    def of_mentions(self, found: tuple[str, Iterable[str]]) -> Block:
        """Return which entities an article mentions, given its id."""
        return filled(self._documents[found[0]], self._mentions(found[1]))

    def of_entity(self, found: tuple[Entity, Sequence[Pair]]) -> Block:
        """Return an entity's class, names, identifiers and position, and the direct triples of what is said of it."""
        (entity, said), terms, predicate = found, self.terms, self._is
        labels = [terms.text(text, language) for language, text in ({"zh": entity.label} | dict(entity.labels)).items()]
        # Nearly in the order in which they will be sorted, which makes that quick.
        pairs = [(A, terms.term(entity.type)), (predicate["dcterms:identifier"], terms.text(entity.id))]
        if entity.lat is not None and entity.lon is not None:
            pairs += [
                (predicate["geo:hasGeometry"], terms.named(f"{terms.address_of(entity.id)}#point")),
                (predicate["wgs:lat"], terms.decimal(entity.lat)),
                (predicate["wgs:long"], terms.decimal(entity.lon)),
            ]
        pairs += [(predicate["rdfs:label"], label) for label in labels]
        for alias in entity.aliases:
            pairs.append((predicate["skos:altLabel"], terms.text(alias, "" if alias.isascii() else "zh")))
        for scheme, identifier in entity.identifiers:
            pairs.append((predicate["skos:notation"], terms.typed(identifier, f"kg:{scheme}")))
            template = self._templates.get(scheme)
            if template:
                pairs.append((predicate["schema:sameAs"], terms.web(template.replace("{id}", identifier))))
        pairs += [(predicate["skos:prefLabel"], label) for label in labels]
        pairs += said
        return filled(terms.entities[entity.id], pairs)

    def of_point(self, found: tuple[str, float, float]) -> Block:
        """Return a point, given its address and its latitude and longitude in degrees (WGS 84)."""
        address, lat, lon = found
        wkt = self.terms.typed(f"POINT({lon!r} {lat!r})", "geo:wktLiteral")
        return filled(self.terms.named(address), [(A, self.terms.iri("sf:Point")), (self._is["geo:asWKT"], wkt)])

    def of_direct(self, found: tuple[str, Sequence[Pair]]) -> Block:
        """Return the direct triples of a subject that has no entity, given its id."""
        return filled(self.terms.entities[found[0]], found[1])

    def of_claim(self, found: tuple[Claim, str, Sequence[str]]) -> Block:
        """Return a claim node, given with its object as a term and the addresses of its evidence."""
        (claim, target, places), terms = found, self.terms
        sources = sorted({f"<{place}>" for place in places}) if len(places) > 1 else [f"<{place}>" for place in places]
        kind = (claim.predicate, claim.status, claim.origin, claim.field, claim.approximate, "", len(sources))
        values = (terms.entities[claim.subject], target, terms.decimals[claim.confidence], *sources)
        return terms.claim(claim.id), self._claims[kind], values

    def of_derived(self, found: tuple[Derived, str]) -> Block:
        """Return the claim node of a derived fact, given with its object as a term; it links to what it rests on."""
        (fact, target), terms = found, self.terms
        basis = sorted(set(map(terms.claim, fact.basis)))
        kind = (fact.predicate, fact.status, "derived", None, False, fact.rule, len(basis))
        values = (terms.entities[fact.subject], target, terms.decimals[fact.confidence], *basis)
        return terms.claim(fact.id), self._claims[kind], values

    def of_evidence(self, found: tuple[str, Sequence[Evidence], str]) -> Block:
        """Return one place in a document, given its address, all evidence there, and the text, empty if not at hand."""
        address, same, text = found
        one, terms = same[0], self.terms
        start, end = one.start, one.end
        values = [self._counts[start], self._counts[end], self._documents[one.document]]
        if text:
            values += [terms.text(text[max(0, start - CONTEXT) : start]), terms.text(text[end : end + CONTEXT])]
        if len(same) == 1:
            rules: tuple[str, ...] = (one.rule,)
            quotes = [terms.text(one.quote)]
        else:
            rules = tuple(sorted({other.rule for other in same}))
            quotes = sorted(map(terms.text, {other.quote for other in same}))
        return f"<{address}>", self._evidence[rules, len(quotes), bool(text)], values + quotes

    def _mentions(self, entities: Iterable[str]) -> list[Pair]:
        mentions, entity = self._is["schema:mentions"], self.terms.entities
        return [(mentions, entity[one]) for one in entities]

    def _claim_form(self, kind: _ClaimKind) -> Form:
        """Return the form of a claim node; its gaps are subject, object, confidence and what it is derived from."""
        relation, status, origin, field, approximate, rule, sources = kind
        terms, predicate = self.terms, self._is
        pairs: list[tuple[str, str | int]] = [
            (A, terms.term("Claim")),
            (predicate["rdf:subject"], 0),
            (predicate["rdf:predicate"], terms.word(self._relations[relation] or terms.expand("rdf:type"))),
            (predicate["rdf:object"], 1),
            (predicate["kg:confidence"], 2),
            (predicate["kg:status"], terms.term(status)),
            (predicate["kg:origin"], terms.term(origin)),
        ]
        pairs += [(predicate["prov:wasDerivedFrom"], number) for number in range(3, 3 + sources)]
        if field:
            pairs.append((predicate["kg:field"], terms.term(field)))
        if approximate:
            pairs.append((predicate["kg:approximate"], terms.typed("true", "xsd:boolean")))
        if rule:
            pairs.append((predicate["kg:rule"], terms.text(rule)))
        return form(pairs)

    def _evidence_form(self, kind: _EvidenceKind) -> Form:
        """Return the form of evidence; its gaps are start, end, document, the surroundings, if any, and quotes."""
        rules, quotes, surrounded = kind
        terms, predicate = self.terms, self._is
        gaps = ["oa:start", "oa:end", "prov:wasQuotedFrom"]
        gaps += ["oa:prefix", "oa:suffix"] if surrounded else []
        gaps += ["oa:exact"] * quotes
        classes = (terms.term("Evidence"), terms.iri("oa:TextQuoteSelector"), terms.iri("oa:TextPositionSelector"))
        return form(
            [
                *((A, one) for one in classes),
                *((predicate[gap], number) for number, gap in enumerate(gaps)),
                *((predicate["kg:rule"], terms.text(rule)) for rule in rules),
            ]
        )

    def _target(self, said: Claim | Derived) -> str:
        """Return what is said of the subject as a term: an entity, a class, a number or a date."""
        if said.object is None:
            return self._values[said.value if isinstance(said, Claim) else None]
        return self.terms.entities[said.object] if said.predicate != TYPE else self.terms.term(said.object)

    def _value(self, value: str | float | None) -> str:
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
        yield opening, Form([(predicate, spelled(target)) for predicate, target in predicates], filled=True), ()


def ontology_triples(ontology: Ontology) -> list[ox.Triple]:
    """Return the ontology's own triples in the order of its file."""
    from kg.export.notation import ntriples_text, parsed

    return list(parsed(ntriples_text(ontology_blocks(ontology, Terms(ontology)))))
