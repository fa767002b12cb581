"""What the first view shows, and which works are shared: both worked out from claims, classes and `style.toml`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Claim, GraphRecords
    from kg.ontology import Ontology
    from kg.view.style import Style

FIRST_VIEW = 160
"""How many nodes the first view draws at most: with more, labels of important ones find no room."""

FIRST_LINES = 240
"""How many claims it draws between them at most: with more, no line can be followed."""

MOST = 50_000
"""How many entities a page carries at most."""

_WEIGHTS = {"article": 1.0, "derived": 0.5, "gazetteer": 0.0}


def narrowed(records: GraphRecords, limit: int = MOST) -> GraphRecords:
    """Return the part of a graph that a page can carry: the `limit` entities of most claims, and the claims between.

    Claims of sources count before background; ties are broken by id. A graph within the limit is returned as it is.
    """
    if len(records.entities) <= limit:
        return records
    score: dict[str, float] = defaultdict(float)
    for claim in records.claims:
        for end in (claim.subject, claim.object):
            if end is not None:
                score[end] += 1e-6 + _WEIGHTS.get(claim.origin, 0.0)
    chosen = sorted(records.entities, key=lambda entity: (-score[entity.id], entity.id))[:limit]
    kept = {entity.id for entity in chosen}
    return replace(
        records,
        entities=tuple(entity for entity in records.entities if entity.id in kept),
        claims=tuple(c for c in records.claims if c.subject in kept and (c.object is None or c.object in kept)),
    )


def first_view(
    records: GraphRecords, ontology: Ontology, style: Style, limit: int = FIRST_VIEW, lines: int = FIRST_LINES
) -> tuple[str, ...]:
    """Return the ids of the entities to draw first, sorted: those that sources say most of, weighed by class.

    Background facts count only when there is nothing else. An entity without a partner in the selection is left to
    search, and the next one taken.

    Args:
        records: The graph.
        ontology: Gives classes their ancestors.
        style: Gives classes their ranks.
        limit: How many entities at most.
        lines: How many claims between them at most.
    """
    types = {entity.id: entity.type for entity in records.entities}
    ranks = {name: style.look_of(name, ontology).rank for name in set(types.values())}
    links = [
        (claim.subject, claim.object, _WEIGHTS.get(claim.origin, 0.0))
        for claim in records.claims
        if claim.object is not None
        and claim.subject in types
        and claim.object in types
        and claim.subject != claim.object
    ]
    if not any(weight for _, _, weight in links):
        links = [(one, other, 1.0) for one, other, _ in links]
    score: dict[str, float] = defaultdict(float)
    for one, other, weight in links:
        if weight:
            score[one] += weight * ranks[types[one]]
            score[other] += weight * ranks[types[other]]
    near: dict[str, list[str]] = defaultdict(list)
    faint: dict[str, list[str]] = defaultdict(list)
    for one, other, weight in links:
        tied = near if weight else faint
        tied[one].append(other)
        tied[other].append(one)
    # In a large graph the best rarely touch each other: go on until enough of them do.
    chosen: set[str] = set()
    kept: set[str] = set()
    drawn = 0
    for node in sorted(score, key=lambda node: (-score[node], node)):
        chosen.add(node)
        partners = chosen.intersection(near[node])
        more = kept | partners | {node} if partners else kept
        fresh = more - kept
        # A claim between two fresh ones is met from either side.
        ends = [end for one in fresh for tied in (near, faint) for end in tied.get(one, ())]
        drawn += sum(end in more for end in ends) - sum(end in fresh for end in ends) // 2
        if len(more) > limit or (kept and drawn > lines):
            break
        kept = more
    return tuple(sorted(kept))


def told(claims: Iterable[Claim], ontology: Ontology) -> list[Claim]:
    """Return the claims between entities without background facts that a source of the graph states as well."""
    pairs = [claim for claim in claims if claim.object is not None]

    def ends(claim: Claim) -> tuple[str, str, str]:
        relation = ontology.relations.get(claim.predicate)
        one, other = claim.subject, claim.object or ""
        if relation is not None and relation.symmetric:
            one, other = min(one, other), max(one, other)
        return one, claim.predicate, other

    stated = {ends(claim) for claim in pairs if _WEIGHTS.get(claim.origin, 1.0)}
    return [claim for claim in pairs if _WEIGHTS.get(claim.origin, 1.0) or ends(claim) not in stated]


def shared(records: GraphRecords, ontology: Ontology, style: Style) -> Mapping[str, tuple[str, ...]]:
    """Return the shared works: entity id → ids of the agents that share it, sorted; ids in order.

    A work is shared when agents of every family in `[shared] sides` take part in it. What `[shared] same` joins to an
    agent of the first side counts on that side.
    """
    family = {entity.id: style.look_of(entity.type, ontology).family for entity in records.entities}
    rules = style.shared
    sides, by, same = rules.get("sides", ()), set(rules.get("by", ())), set(rules.get("same", ()))
    works = set(rules.get("family", ()))
    side = dict(family)
    parties: dict[str, set[str]] = defaultdict(set)
    for claim in records.claims:
        if claim.object is None:
            continue
        if claim.predicate in same and sides:
            ends = (claim.subject, claim.object)
            if any(family.get(end) == sides[0] for end in ends):
                side.update(dict.fromkeys(ends, sides[0]))
        elif claim.predicate in by and family.get(claim.object) in works:
            parties[claim.object].add(claim.subject)
    return {
        work: tuple(sorted(agents))
        for work, agents in sorted(parties.items())
        if sides and {side.get(agent) for agent in agents} >= set(sides)
    }
