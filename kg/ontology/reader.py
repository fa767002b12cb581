"""Reading `kg.ttl` with pyoxigraph, and refusing it at the door when it does not hold together.

Only the annotation names below are known here; every class, relation, field and status comes from the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError, Problem
from kg.ontology.model import Concept, Ontology, OntologyClass, Relation
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FILE = "kg.ttl"
LANGUAGES = ("zh", "en")
DATATYPES = ("decimal", "date")
ROOT = "Entity"
RECORD_PREFIXES = ("claim", "document")
SCHEMES = ("fields", "statuses", "origins")

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_VANN_NAMESPACE = "http://purl.org/vocab/vann/preferredNamespaceUri"
_ID_PREFIX = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")


def load(folder: Path | None = None) -> Ontology:
    """Read the ontology of a folder, the shipped one by default.

    Args:
        folder: The folder that holds `kg.ttl`.

    Raises:
        KnowledgeError: The file is missing, does not parse (with line and column), or contradicts itself (every fault,
            with the line on which the term is declared).
    """
    path = (folder or ontology_dir()) / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror or "cannot be read" if isinstance(error, OSError) else "is not UTF-8"
        raise KnowledgeError([Problem(str(path), 0, "", f"the ontology cannot be read: {reason}")]) from error
    reader = _Reader(str(path), text)
    return reader.ontology()


class _Reader:
    """The statements of one file, by subject and predicate, and the faults found in them."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.prefixes: dict[str, str] = {}
        self.values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.texts: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        self._parse()
        self.iri = next((s for s, p in self.values.items() if _OWL + "Ontology" in p[_RDF_TYPE]), "")
        self.namespace = self._header(_VANN_NAMESPACE, "vann:preferredNamespaceUri")
        self.base = self._header(self.namespace + "base", "kg:base")
        self._stop_on_problems()

    def ontology(self) -> Ontology:
        """Return the checked ontology."""
        classes = self._classes()
        self._stop_on_problems()
        concrete = {
            name: frozenset(c.name for c in classes.values() if not c.abstract and name in c.ancestors)
            for name in classes
        }
        relations = self._relations(classes, concrete)
        concepts = self._concepts()
        self._stop_on_problems()
        own = {*RECORD_PREFIXES, *(c.id_prefix for c in classes.values() if c.id_prefix)}
        for c in classes.values():
            if c.id_prefix in self.prefixes or c.id_prefix in RECORD_PREFIXES:
                self._problem(c.name, f"has the kg:idPrefix {c.id_prefix!r}, which is taken by a prefix of that name")
        self._stop_on_problems()
        prefixes = self.prefixes | {prefix: f"{self.base}{prefix}/" for prefix in own}
        return Ontology(
            namespace=self.namespace,
            base=self.base,
            version=next(iter(self.values[self.iri][_OWL + "versionInfo"]), ""),
            classes=classes,
            relations=relations,
            concepts=concepts,
            prefixes=dict(sorted(prefixes.items())),
            identifier_templates={
                name: self._one(name, self.namespace + "uriTemplate")
                for name in sorted(self._declared(_RDFS + "Datatype"))
                if self._one(name, self.namespace + "uriTemplate")
            },
            source=self.text,
            _concrete=concrete,
        )

    def _parse(self) -> None:
        import pyoxigraph as ox

        parser = ox.parse(self.text, format=ox.RdfFormat.TURTLE)
        try:
            for quad in parser:
                subject, predicate, value = quad.subject, quad.predicate.value, quad.object
                if not isinstance(subject, ox.NamedNode):
                    continue
                if isinstance(value, ox.Literal) and value.language:
                    self.texts[subject.value][predicate].setdefault(value.language, value.value)
                elif isinstance(value, ox.NamedNode | ox.Literal):
                    self.values[subject.value][predicate].append(value.value)
        except SyntaxError as error:
            reason = re.sub(r"^Parser error at line \d+ [^:]*: ", "", error.msg)
            column = f"column {error.offset}" if error.offset else ""
            raise KnowledgeError([Problem(self.file, error.lineno or 0, column, reason)]) from error
        self.prefixes = dict(parser.prefixes)

    def _classes(self) -> dict[str, OntologyClass]:
        parents = {
            name: sorted(self._names(name, _RDFS + "subClassOf")) for name in sorted(self._declared(_OWL + "Class"))
        }
        for name, above in parents.items():
            for parent in above:
                if parent not in parents:
                    self._problem(name, f"subclass of {parent}, which is not declared")
        if ROOT not in parents:
            self._problem("", f"the class {ROOT}, from which all kinds of entity descend, is not declared")
        self._stop_on_problems()
        ancestors = {name: self._ancestors(name, parents) for name in parents}
        classes = {}
        for name, above in parents.items():
            if ROOT not in ancestors[name]:
                continue
            abstract, prefix = self._true(name, "abstract"), self._one(name, self.namespace + "idPrefix")
            if not abstract and not _ID_PREFIX.fullmatch(prefix):
                self._problem(name, f"kg:idPrefix {prefix!r} is not lower-case ASCII letters, digits and hyphens")
            labels, definitions = self._labels(name, _RDFS + "label"), self._labels(name, _SKOS + "definition")
            classes[name] = OntologyClass(
                name, tuple(above), ancestors[name], labels, definitions, abstract, prefix, self._true(name, "byRule")
            )
        return classes

    def _ancestors(self, name: str, parents: Mapping[str, Iterable[str]]) -> frozenset[str]:
        seen: set[str] = set()
        todo = list(parents[name])
        while todo:
            parent = todo.pop()
            if parent == name:
                self._problem(name, "is a subclass of itself")
                break
            if parent not in seen:
                seen.add(parent)
                todo.extend(parents[parent])
        return frozenset(seen | {name})

    def _relations(
        self, classes: Mapping[str, OntologyClass], concrete: Mapping[str, frozenset[str]]
    ) -> dict[str, Relation]:
        objects, literals = self._declared(_OWL + "ObjectProperty"), self._declared(_OWL + "DatatypeProperty")
        relations = {}
        for name in sorted(objects | literals):
            domain = self._one(name, _RDFS + "domain")
            if self._local(domain) not in classes:
                if domain.startswith(self.namespace) and self._local(domain) not in self._declared(_OWL + "Class"):
                    self._problem(name, f"has the domain {self._local(domain)}, which is not declared")
                continue
            symmetric = _OWL + "SymmetricProperty" in self.values[self.namespace + name][_RDF_TYPE]
            datatype = self._one(name, self.namespace + "datatype")
            if name in literals and datatype not in DATATYPES:
                self._problem(name, f"kg:datatype {datatype!r} is none of {', '.join(DATATYPES)}")
            subjects = concrete[self._end(name, "subjectClass", "domain", classes)]
            targets = concrete[self._end(name, "objectClass", "range", classes)] if name in objects else frozenset()
            if symmetric and self._one(name, _RDFS + "range") != domain:
                self._problem(name, "is symmetric, so its domain and range must be the same class")
            above = sorted(self._names(name, _RDFS + "subPropertyOf"))
            inverse = next(iter(self._names(name, _OWL + "inverseOf")), "")
            for other in (*above, *([inverse] if inverse else [])):
                if other not in objects | literals:
                    self._problem(name, f"refers to the relation {other}, which is not declared")
            relations[name] = Relation(
                name=name,
                domain=subjects,
                range=targets,
                symmetric=symmetric,
                functional=self._true(name, "singleValued"),
                datatype=datatype,
                inverse=inverse or self._stated_inverse(name, objects),
                labels=self._labels(name, _RDFS + "label"),
                definitions=self._labels(name, _SKOS + "definition"),
                parents=tuple(above),
                by_rule=self._true(name, "byRule"),
            )
        return relations

    def _end(self, name: str, narrow: str, wide: str, classes: Mapping[str, OntologyClass]) -> str:
        found = [self._local(v) for v in self.values[self.namespace + name][_RDFS + wide]]
        if len(found) != 1:
            self._problem(name, f"has {len(found)} statements of its {wide}; it needs exactly one (use a named class)")
        chosen = self._names(name, self.namespace + narrow) or found
        for cls in chosen:
            if cls not in classes:
                self._problem(name, f"has the {wide} {cls}, which is no class of entities")
                return ROOT
        return chosen[0] if chosen else ROOT

    def _stated_inverse(self, name: str, objects: Iterable[str]) -> str:
        return next((other for other in sorted(objects) if name in self._names(other, _OWL + "inverseOf")), "")

    def _concepts(self) -> dict[str, Concept]:
        found: list[tuple[int, float, str, Concept]] = []
        for name in self._declared(_SKOS + "Concept"):
            scheme = self._local(self._one(name, _SKOS + "inScheme"))
            if scheme not in SCHEMES:
                self._problem(name, f"is in no concept scheme of {', '.join(SCHEMES)}")
                continue
            notation = self._one(name, _SKOS + "notation")
            if not notation.isdigit():
                self._problem(name, "has no skos:notation, the number that gives its place in the list")
            labels, definitions = self._labels(name, _SKOS + "prefLabel"), self._labels(name, _SKOS + "definition")
            order = int(notation) if notation.isdigit() else 0
            found.append((SCHEMES.index(scheme), order, name, Concept(name, scheme, labels, definitions)))
        return {name: concept for _, _, name, concept in sorted(found, key=lambda row: row[:3])}

    def _declared(self, kind: str) -> set[str]:
        return {
            subject.removeprefix(self.namespace)
            for subject, stated in self.values.items()
            if subject.startswith(self.namespace) and kind in stated.get(_RDF_TYPE, ())
        }

    def _names(self, name: str, predicate: str) -> list[str]:
        stated = self.values[self.namespace + name][predicate]
        return [self._local(iri) for iri in stated if iri.startswith(self.namespace)]

    def _local(self, iri: str) -> str:
        return iri.removeprefix(self.namespace)

    def _one(self, name: str, predicate: str) -> str:
        return next(iter(self.values[self.namespace + name][predicate]), "")

    def _true(self, name: str, annotation: str) -> bool:
        return self._one(name, self.namespace + annotation) == "true"

    def _labels(self, name: str, predicate: str) -> dict[str, str]:
        found = self.texts[self.namespace + name][predicate]
        for language in LANGUAGES:
            if not found.get(language):
                what = "definition" if predicate.endswith("definition") else "label"
                self._problem(name, f"has no {what} in the language {language}")
        return dict(sorted(found.items()))

    def _header(self, predicate: str, shown: str) -> str:
        stated = next(iter(self.values[self.iri][predicate]), "") if self.iri else ""
        if not stated:
            self._problem("", f"the owl:Ontology header does not state {shown}")
        return stated

    def _problem(self, name: str, reason: str) -> None:
        line = 0
        if name:
            place = re.search(rf"^\s*\w*:{re.escape(name)}\s", self.text, re.MULTILINE)
            line = self.text.count("\n", 0, place.end()) + 1 if place else 0
        self.problems.append(Problem(self.file, line, "", f"{name} {reason}".strip()))

    def _stop_on_problems(self) -> None:
        if self.problems:
            raise KnowledgeError(sorted(set(self.problems), key=lambda p: (p.line, p.reason)))
