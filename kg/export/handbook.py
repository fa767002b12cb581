"""The ontology as a page for readers: every class, relation and closed list in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.ontology import Ontology, Relation

_HEAD = """# The ontology

This page is made from `kg.ttl` by `python -m kg.export`; change the ontology, not the page.

`kg.ttl` says what exists and what can be said of it (OWL 2; version {version}, namespace `{namespace}`).
`relations/` says how Chinese text expresses each relation, `queries/` holds questions to ask the graph with
`kg query --named NAME`, `rules/` says what follows from claims (`kg query --derived`, `kg export --derived`;
`--rule NAME` for one alone, on demand or not),
`shapes.ttl` says in SHACL what a sound graph looks like, `context.jsonld` gives JSON-LD its short names, and
`confidence.csv` counts how often each rule was right (`kg evaluate --calibrate`).

A new class or relation needs no Python: declare it in `kg.ttl` with a label and a definition in Chinese and in English,
a class with a superclass and an id prefix, a relation with one domain and one range, and run the command above.
"""


def handbook(ontology: Ontology) -> bytes:
    """Return the page as Markdown in UTF-8."""
    return "\n".join(_lines(ontology)).encode() + b"\n"


def _lines(ontology: Ontology) -> Iterator[str]:
    yield _HEAD.format(version=ontology.version, namespace=ontology.namespace)
    yield "## Kinds of entity\n"
    yield "| class | 中文 | ids | is a | |\n| --- | --- | --- | --- | --- |"
    for kind in ontology.classes.values():
        if not kind.abstract:
            ids, above = f"`{kind.id_prefix}/…`", ", ".join(f"`{name}`" for name in kind.parents)
            yield _row(f"`{kind.name}`", kind.labels["zh"], ids, above, _about(kind.definitions))
    yield "\n## Classes that group them\n"
    yield "| class | 中文 | holds | |\n| --- | --- | --- | --- |"
    for kind in ontology.classes.values():
        if kind.abstract:
            held = ", ".join(f"`{name}`" for name in sorted(ontology.concrete(kind.name))) or "concluded by a rule"
            yield _row(f"`{kind.name}`", kind.labels["zh"], held, _about(kind.definitions))
    yield "\n## Relations between entities\n"
    yield "| relation | 中文 | from | to | |\n| --- | --- | --- | --- | --- |"
    yield from (_between(ontology, one) for one in ontology.relations.values() if not one.datatype and not one.by_rule)
    yield "\n## Relations to a value\n"
    yield "| relation | 中文 | from | value | |\n| --- | --- | --- | --- | --- |"
    for one in ontology.relations.values():
        if one.datatype:
            yield _row(
                f"`{one.name}`", one.labels["zh"], _ends(ontology, one.domain), one.datatype, _about(one.definitions)
            )
    yield "\n## Relations that are concluded, never read\n"
    yield "| relation | 中文 | |\n| --- | --- | --- |"
    for one in ontology.relations.values():
        if one.by_rule:
            yield _row(f"`{one.name}`", one.labels["zh"], _about(one.definitions))
    for scheme, title in (("fields", "Fields of cooperation"), ("statuses", "Statuses"), ("origins", "Origins")):
        yield f"\n## {title}\n"
        yield "| name | 中文 | |\n| --- | --- | --- |"
        for concept in ontology.concepts.values():
            if concept.scheme == scheme:
                yield _row(f"`{concept.name}`", concept.labels["zh"], _about(concept.definitions))


def _between(ontology: Ontology, relation: Relation) -> str:
    name = f"`{relation.name}`" + (" (both ways)" if relation.symmetric else "")
    domain, target = _ends(ontology, relation.domain), _ends(ontology, relation.range)
    return _row(name, relation.labels["zh"], domain, target, _about(relation.definitions))


def _ends(ontology: Ontology, concrete: frozenset[str]) -> str:
    """Return the name of the class that holds exactly these, or the names of the largest that hold only these."""
    left, named = set(concrete), []
    for name in sorted(ontology.classes, key=lambda name: (-len(ontology.concrete(name)), name)):
        held = ontology.concrete(name)
        if held and held <= concrete and held & left:
            named.append(f"`{name}`")
            left -= held
    return ", ".join(named)


def _about(definitions: Mapping[str, str]) -> str:
    return f"{definitions['en']} {definitions['zh']}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
