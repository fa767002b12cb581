"""The background graph: containment, membership and unity as claims of origin `gazetteer`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.ids import claim_id
from kg.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.gazetteer.gazetteer import Gazetteer

ORIGIN = "gazetteer"
_UNITY = frozenset({"Division", "County"})


def facts_of(gazetteer: Gazetteer, ids: Iterable[str]) -> tuple[Claim, ...]:
    """Return the claims about `ids` and all units above them, sorted by id; unknown ids say nothing.

    `locatedIn` for each step of containment (the country, being of no class of the ontology, is left out), `partOf` for
    each step of membership, `unifiedWith` for a division and its city, `headquarteredIn` for a regiment and its town.
    """
    claims: dict[str, Claim] = {}
    pending = [identifier for identifier in ids if identifier in gazetteer]
    seen = set(pending)
    while pending:
        identifier = pending.pop()
        for claim, following in _steps(gazetteer, identifier):
            claims[claim.id] = claim
            if following not in seen:
                seen.add(following)
                pending.append(following)
    return tuple(claims[key] for key in sorted(claims))


def _steps(gazetteer: Gazetteer, identifier: str) -> Iterator[tuple[Claim, str]]:
    seed = gazetteer.seed(identifier)
    if seed.parent and gazetteer.seed(seed.parent).type != "Country":
        yield _claim(identifier, "locatedIn", seed.parent), seed.parent
    if seed.member_of:
        yield _claim(identifier, "partOf", seed.member_of), seed.member_of
    if seed.type == "Regiment" and seed.unified:
        yield _claim(identifier, "headquarteredIn", seed.unified), seed.unified
    if seed.unified and {seed.type, gazetteer.seed(seed.unified).type} == _UNITY:
        # A symmetric relation is stored once, the smaller id first.
        first, second = sorted((identifier, seed.unified))
        yield _claim(first, "unifiedWith", second), seed.unified


def _claim(subject: str, predicate: str, target: str) -> Claim:
    return Claim(
        id=claim_id(subject, predicate, target, (ORIGIN,)),
        subject=subject,
        predicate=predicate,
        object=target,
        value=None,
        status="done",
        field=None,
        confidence=1.0,
        origin=ORIGIN,
    )
