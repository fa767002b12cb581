"""SHACL shapes made from the ontology: what a sound graph of claims looks like, for any SHACL engine.

Validate data together with the ontology, whose class hierarchy the shapes rely on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.ontology import Ontology, Relation

_HEAD = """# Made from kg.ttl by `python -m kg.export`; change the ontology, not this file.
# What a sound graph looks like. Validate the graph together with kg.ttl.

@prefix kg: <{namespace}> .
@prefix shape: <{base}shape/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_ENTITY = """
shape:Entity a sh:NodeShape ;
    sh:targetClass kg:Entity ;
    sh:property [ sh:path dcterms:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
    sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:datatype rdf:langString ] ;
    sh:property [
        sh:path skos:prefLabel ; sh:qualifiedValueShape [ sh:languageIn ( "zh" ) ] ; sh:qualifiedMinCount 1 ;
        sh:message "an entity needs a Chinese label"@en
    ] ;
    sh:property [
        sh:path wgs:lat ; sh:maxCount 1 ; sh:datatype xsd:decimal ; sh:minInclusive -90 ; sh:maxInclusive 90
    ] ;
    sh:property [
        sh:path wgs:long ; sh:maxCount 1 ; sh:datatype xsd:decimal ; sh:minInclusive -180 ; sh:maxInclusive 180
    ] .
"""
_CLAIM = """
shape:Claim a sh:NodeShape ;
    sh:targetClass kg:Claim ;
    sh:nodeKind sh:IRI ;
    sh:property [ sh:path rdf:subject ; sh:minCount 1 ; sh:maxCount 1 ; sh:class kg:Entity ] ;
    sh:property [ sh:path rdf:predicate ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( {relations} rdf:type ) ] ;
    sh:property [ sh:path rdf:object ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [
        sh:path kg:confidence ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ;
        sh:minInclusive 0 ; sh:maxInclusive 1
    ] ;
    sh:property [ sh:path kg:status ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( {statuses} ) ] ;
    sh:property [ sh:path kg:field ; sh:maxCount 1 ; sh:in ( {fields} ) ] ;
    sh:property [ sh:path kg:origin ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( {origins} ) ] ;
    sh:or (
        [ sh:property [ sh:path kg:origin ; sh:hasValue kg:gazetteer ] ]
        [ sh:property [ sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:class kg:Evidence ] ;
          sh:property [ sh:path kg:origin ; sh:hasValue kg:article ] ]
        [ sh:property [ sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:class kg:Claim ] ;
          sh:property [ sh:path kg:origin ; sh:hasValue kg:derived ] ]
    ) .

shape:DirectTriple a sh:NodeShape ;
    sh:targetNode kg:Claim ;
    sh:sparql [
        sh:message "the claim's direct triple is missing"@en ;
        sh:select \"\"\"SELECT $this ?value WHERE {{
            ?value a $this ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ?s ;
                <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> ?p ;
                <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ?o .
            FILTER NOT EXISTS {{ ?s ?p ?o }}
        }}\"\"\"
    ] .
"""
"""The direct triples are looked for by one query for all claims, not by one for each: `$this` is the class."""
_EVIDENCE = """
shape:Evidence a sh:NodeShape ;
    sh:targetClass kg:Evidence ;
    sh:property [ sh:path oa:exact ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:minLength 1 ] ;
    sh:property [
        sh:path oa:start ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ; sh:lessThan oa:end
    ] ;
    sh:property [ sh:path oa:end ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ;
    sh:property [ sh:path prov:wasQuotedFrom ; sh:minCount 1 ; sh:maxCount 1 ; sh:class kg:Document ] ;
    sh:property [ sh:path kg:rule ; sh:minCount 1 ; sh:datatype xsd:string ] .

shape:QuoteLength a sh:NodeShape ;
    sh:targetNode kg:Evidence ;
    sh:sparql [
        sh:message "the quote is not as long as its offsets say"@en ;
        sh:select \"\"\"SELECT $this ?value WHERE {{
            ?value a $this ; <http://www.w3.org/ns/oa#exact> ?quote ; <http://www.w3.org/ns/oa#start> ?start ;
                <http://www.w3.org/ns/oa#end> ?end .
            FILTER (STRLEN(?quote) != ?end - ?start)
        }}\"\"\"
    ] .

shape:Document a sh:NodeShape ;
    sh:targetClass kg:Document ;
    sh:property [ sh:path dcterms:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] .
"""


def shapes(ontology: Ontology) -> bytes:
    """Return the shapes as Turtle in UTF-8: general ones, one a class, one a relation."""
    lists = {
        "relations": _names(ontology.relations),
        "statuses": _names(ontology.statuses),
        "fields": _names(ontology.fields),
        "origins": _names(ontology.origins),
    }
    parts = [
        _HEAD.format(namespace=ontology.namespace, base=ontology.base),
        _ENTITY,
        _CLAIM.format(**lists),
        _EVIDENCE.format(),
        *_classes(ontology),
        *(_relation(ontology, one) for one in ontology.relations.values()),
    ]
    return "".join(parts).encode()


def _classes(ontology: Ontology) -> Iterator[str]:
    """Yield one shape a kind of entity: its IRIs begin as its ids do."""
    for kind in ontology.classes.values():
        if not kind.abstract:
            yield (
                f"\nshape:{kind.name} a sh:NodeShape ;\n    sh:targetClass kg:{kind.name} ;\n    sh:nodeKind sh:IRI ;\n"
                f'    sh:property [ sh:path dcterms:identifier ; sh:pattern "^{kind.id_prefix}/" ] .\n'
            )


def _relation(ontology: Ontology, relation: Relation) -> str:
    """Return the shape of a relation: the classes of its subjects and objects, the datatype of its values."""
    subjects = (
        f"    sh:targetSubjectsOf kg:{relation.name} ;\n    sh:or ( {_any(relation.domain, relation, ontology)} )"
    )
    head = f"\nshape:{relation.name} a sh:NodeShape ;\n{subjects}"
    if relation.datatype == "decimal":
        positive = "sh:datatype xsd:decimal ; sh:minExclusive 0"
        return f"{head} ;\n    sh:property [ sh:path kg:{relation.name} ; {positive} ] .\n"
    if relation.datatype:
        kinds = " ".join(f"[ sh:datatype xsd:{kind} ]" for kind in ("gYear", "gYearMonth", "date"))
        return f"{head} ;\n    sh:property [ sh:path kg:{relation.name} ; sh:or ( {kinds} ) ] .\n"
    targets = _any(relation.range, relation, ontology)
    return f"{head} ;\n    sh:property [ sh:path kg:{relation.name} ; sh:nodeKind sh:IRI ; sh:or ( {targets} ) ] .\n"


def _any(classes: frozenset[str], relation: Relation, ontology: Ontology) -> str:
    """Return alternatives of `sh:class`, the largest classes that hold only these; both ends when symmetric."""
    wanted = classes | relation.domain | relation.range if relation.symmetric else classes
    left, chosen = set(wanted), []
    for name in sorted(ontology.classes, key=lambda name: (-len(ontology.concrete(name)), name)):
        held = ontology.concrete(name)
        if held and held <= wanted and held & left:
            chosen.append(f"[ sh:class kg:{name} ]")
            left -= held
    return " ".join(chosen)


def _names(names: Iterable[str]) -> str:
    return " ".join(f"kg:{name}" for name in names)
