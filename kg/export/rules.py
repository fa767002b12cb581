"""Derived facts: what the rules of `ontology/rules/*.rq` conclude from the claims of a graph.

A rule is a SPARQL query that selects `?subject ?predicate ?object ?basis`: a fact and one claim that it rests on; a
fact that rests on several claims stands in several rows. Its first comment lines say the rule in Chinese and in English
(`# zh: …`, `# en: …`); `# demand: why` keeps it out unless it is asked for by name. Rules see what sources say, not
what other rules conclude, so their order does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kg.errors import InputError, KnowledgeError, Problem
from kg.export.iris import Terms
from kg.export.rdf import TYPE, Derived, ontology_triples, triples
from kg.ids import claim_id
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyoxigraph as ox

    from kg.model import Claim, GraphRecords
    from kg.ontology import Ontology

_HEADER = re.compile(r"#\s*(zh|en|demand)\s*:\s*(.+?)\s*$", re.MULTILINE)
_COLUMNS = ("subject", "predicate", "object", "basis")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `ontology/rules/`.

    Attributes:
        name: The file's name without `.rq`.
        says: Language tag → the rule in words; holds `zh` and `en`.
        on_demand: Whether it is applied only when asked for by name.
        sparql: The query.
        file: Where it stands.
    """

    name: str
    says: Mapping[str, str]
    on_demand: bool
    sparql: str
    file: str


def rules(folder: Path | None = None) -> dict[str, Rule]:
    """Return the rules by name, sorted.

    Args:
        folder: The ontology's folder; the shipped one by default.

    Raises:
        KnowledgeError: A rule does not say itself in zh and en.
    """
    found: dict[str, Rule] = {}
    problems = []
    for file in sorted(((folder or ontology_dir()) / "rules").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        says = dict(_HEADER.findall(text))
        problems += [
            Problem(str(file), 1, "", f"has no line `# {language}: …` that says the rule")
            for language in ("zh", "en")
            if language not in says
        ]
        found[file.stem] = Rule(file.stem, says, "demand" in says, text, str(file))
    if problems:
        raise KnowledgeError(problems)
    return found


def derive(
    records: GraphRecords, ontology: Ontology, names: Sequence[str] | None = None, folder: Path | None = None
) -> tuple[Derived, ...]:
    """Return what rules conclude from a graph, sorted by id, without what a source says itself.

    A conclusion is as sure as the least sure claim it rests on, and as far as the least advanced.

    Args:
        records: The graph.
        ontology: Its classes and relations.
        names: Rules to apply; by default all that are not on demand.
        folder: The ontology's folder with the rules; the shipped one by default.

    Raises:
        InputError: There is no rule of a name.
        KnowledgeError: A rule does not parse or lacks a column.
    """
    import pyoxigraph as ox

    known = rules(folder)
    for name in names or ():
        if name not in known:
            raise InputError(f"there is no rule {name!r}; there are: {', '.join(known)}")
    chosen = [rule for rule in known.values() if (rule.name in names if names is not None else not rule.on_demand)]
    terms = Terms(ontology)
    store = ox.Store()
    for found in (ontology_triples(ontology), triples(records, ontology)):
        store.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in found)
    claims = {claim.id: claim for claim in records.claims}
    said = {(claim.subject, claim.predicate, claim.object) for claim in records.claims}
    conclusions: dict[tuple[str, str, str, str], set[str]] = {}
    for rule in chosen:
        for row in _rows(rule, store):
            subject, basis = (unquote(row[n].removeprefix(terms.base)) for n in (0, 3))
            predicate = TYPE if row[1] == terms.expand("rdf:type") else row[1].removeprefix(ontology.namespace)
            space = ontology.namespace if predicate == TYPE else terms.base
            target = unquote(row[2].removeprefix(space))
            if subject != target and (subject, predicate, target) not in said:
                conclusions.setdefault((rule.name, subject, predicate, target), set()).add(basis.removeprefix("claim/"))
    derived = (_derived(key, [claims[one] for one in sorted(basis)], ontology) for key, basis in conclusions.items())
    return tuple(sorted(derived, key=lambda one: (one.id, one.rule)))


def _rows(rule: Rule, store: ox.Store) -> list[tuple[str, ...]]:
    import pyoxigraph as ox

    try:
        found = store.query(rule.sparql)
    except SyntaxError as error:
        raise KnowledgeError([Problem(rule.file, 0, "", f"the rule does not parse: {error}")]) from error
    columns = tuple(one.value for one in found.variables) if isinstance(found, ox.QuerySolutions) else ()
    if not isinstance(found, ox.QuerySolutions) or columns != _COLUMNS:
        wanted = " ".join(f"?{name}" for name in _COLUMNS)
        raise KnowledgeError([Problem(rule.file, 0, "", f"a rule selects {wanted}")])
    rows = (tuple(solution[name] for name in _COLUMNS) for solution in found)
    return [tuple(term.value for term in row) for row in rows if all(isinstance(term, ox.NamedNode) for term in row)]


def _derived(key: tuple[str, str, str, str], basis: Sequence[Claim], ontology: Ontology) -> Derived:
    rule, subject, predicate, target = key
    statuses = ontology.statuses
    status = min((claim.status for claim in basis), key=statuses.index, default=statuses[-1])
    return Derived(
        id=claim_id(subject, predicate, target, ("derived",)),
        subject=subject,
        predicate=predicate,
        object=target,
        status=status,
        confidence=min((claim.confidence for claim in basis), default=1.0),
        rule=rule,
        basis=tuple(claim.id for claim in basis),
    )
