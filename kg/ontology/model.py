"""The ontology as frozen, picklable data: classes, relations, fields and statuses, and the questions asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class OntologyClass:
    """A kind of entity.

    Attributes:
        name: Local name, such as `Division`.
        parents: Local names of the direct superclasses, sorted; superclasses of other vocabularies are left out.
        ancestors: All superclasses and the class itself.
        labels: Language tag → label; holds `zh` and `en`.
        definitions: Language tag → definition; holds `zh` and `en`.
        abstract: Whether no entity may have this class as its type.
        id_prefix: What stands before the slash in the ids of its entities; empty when abstract.
        by_rule: Whether membership is concluded by a rule, never read from text.
    """

    name: str
    parents: tuple[str, ...]
    ancestors: frozenset[str]
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    abstract: bool
    id_prefix: str
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that can be said of an entity.

    Attributes:
        name: Local name, such as `builds`.
        domain: Concrete classes a subject may have, in the direction in which the relation is written.
        range: Concrete classes an object may have; empty when the relation takes a literal value.
        symmetric: Whether it holds in both directions; it is written in one.
        functional: Whether two different values of one subject are a conflict.
        datatype: "" for a relation between entities, "decimal" or "date" for one to a value.
        inverse: Local name of the inverse relation, or an empty string.
        labels: Language tag → label; holds `zh` and `en`.
        definitions: Language tag → definition; holds `zh` and `en`.
        parents: Local names of the relations it implies, sorted.
        by_rule: Whether it is concluded by a rule, never read from text.
    """

    name: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    functional: bool
    datatype: str
    inverse: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    parents: tuple[str, ...] = ()
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A value of a closed list: a field of cooperation, a status or an origin.

    Attributes:
        name: Local name, such as `transport`.
        scheme: Local name of the list, such as `fields`.
        labels: Language tag → label; holds `zh` and `en`.
        definitions: Language tag → definition; holds `zh` and `en`.
    """

    name: str
    scheme: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything `kg.ttl` says, by local name.

    Attributes:
        namespace: What the IRIs of classes, relations and concepts begin with.
        base: What the IRIs of entities, claims and documents begin with by default.
        version: The ontology's version.
        classes: Local name → class, sorted by name.
        relations: Local name → relation, sorted by name.
        concepts: Local name → concept, in the order of the lists.
        prefixes: Prefix → IRI for all that RDF and SPARQL need: the file's own prefixes and one for every id prefix.
        identifier_templates: Identifier scheme → public address with `{id}` in it, for schemes that have one.
        source: The file itself, for exports that carry the ontology along.
    """

    namespace: str
    base: str
    version: str
    classes: Mapping[str, OntologyClass]
    relations: Mapping[str, Relation]
    concepts: Mapping[str, Concept]
    prefixes: Mapping[str, str]
    identifier_templates: Mapping[str, str]
    source: str = field(repr=False)
    _concrete: Mapping[str, frozenset[str]] = field(repr=False)

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields of cooperation, in the ontology's order."""
        return self._members("fields")

    @property
    def statuses(self) -> tuple[str, ...]:
        """Statuses of a claim, in the ontology's order: from planned to done."""
        return self._members("statuses")

    @property
    def origins(self) -> tuple[str, ...]:
        """Origins of a claim, in the ontology's order."""
        return self._members("origins")

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Return whether `cls` is `ancestor` or a subclass of it; an unknown class is a subclass of nothing."""
        known = self.classes.get(cls)
        return known is not None and ancestor in known.ancestors

    def concrete(self, cls: str) -> frozenset[str]:
        """Return the classes an entity of `cls` may have as its type: concrete descendants and, if concrete, itself.

        Raises:
            KeyError: The ontology has no such class.
        """
        return self._concrete[cls]

    def admits(self, subject_type: str, predicate: str, object_type: str) -> bool:
        """Return whether such a claim may stand; a symmetric relation admits both directions.

        Args:
            subject_type: Local name of the subject's class.
            predicate: Local name of the relation.
            object_type: Local name of the object's class; an empty string for a literal value.
        """
        relation = self.relations.get(predicate)
        if relation is None:
            return False
        if relation.datatype:
            return not object_type and subject_type in relation.domain
        if subject_type in relation.domain and object_type in relation.range:
            return True
        return relation.symmetric and object_type in relation.domain and subject_type in relation.range

    def _members(self, scheme: str) -> tuple[str, ...]:
        return tuple(name for name, concept in self.concepts.items() if concept.scheme == scheme)
