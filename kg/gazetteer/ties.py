"""What ties a candidate to its surroundings: the unit before it, the list it stands in, the rest of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gazetteer.gazetteer import Gazetteer
    from kg.gazetteer.records import LinkContext

Reason = tuple[float, str]
"""Points and the reason for them; no points and no words where there is nothing to say."""

NOTHING: Reason = (0.0, "")
_CONTAINED = 1.0
_PARTNER = 0.8
_ELSEWHERE = -0.8
_SAME_ROW = 0.5
_SAME_LEVEL = 0.4
_NAMED_BEFORE = 0.5
_SHARED = {"Township": 0.45, "County": 0.4, "Prefecture": 0.3, "Region": 0.1}
# A tie weaker than this (another unit of the same region) does not tell one village from its namesakes elsewhere.
_LOCAL_TIE = 0.3
_STRANGE = -0.72
_CORPS = frozenset({"Corps", "Division", "Regiment"})
_OUTSIDE = frozenset({"Region", "Country"})


def beside(gazetteer: Gazetteer, identifier: str, context: LinkContext) -> Reason:
    """Score against the unit named directly before: a town after a county is no town of another county."""
    nearest = next((other for other in reversed(context.beside) if other in gazetteer), None)
    if nearest is None:
        return NOTHING
    seed, before = gazetteer.seed(identifier), gazetteer.seed(nearest)
    if nearest in _owners(gazetteer, identifier):
        return _CONTAINED, f"belongs to {before.zh}, named directly before it"
    if nearest in gazetteer.chain(identifier):
        return _CONTAINED, f"lies in {before.zh}, named directly before it"
    if before.unified == identifier or (before.unified and before.unified in gazetteer.chain(identifier)):
        return _PARTNER, f"goes with {before.zh}, named directly before it"
    if seed.type == "Regiment" and before.type in {"County", "Prefecture"}:
        return NOTHING
    return _ELSEWHERE, f"{before.zh}, named directly before it, does not contain it"


def listed(gazetteer: Gazetteer, identifier: str, context: LinkContext) -> Reason:
    """Score against the other members of a list: a short name is a city among cities, a prefecture among those."""
    others = [other for other in context.listed if other in gazetteer and other != identifier]
    own = _row(gazetteer, identifier)
    for other in others:
        if _row(gazetteer, other) == own:
            return _SAME_ROW, f"stands in a list with {gazetteer.seed(other).zh}"
    if own == "city" and gazetteer.seed(identifier).type == "County":
        for other in others:
            if gazetteer.seed(other).type == "County":
                return _SAME_LEVEL, f"stands in a list with {gazetteer.seed(other).zh}, of its level"
    return NOTHING


def near(gazetteer: Gazetteer, identifier: str, context: LinkContext) -> Reason:
    """Score the strongest tie to what the document names elsewhere; at equal strength the earlier one tells."""
    others = [other for other in context.near if other in gazetteer]
    if not others:
        return NOTHING
    chain = gazetteer.chain(identifier)
    if identifier in others:
        return _NAMED_BEFORE, "named clearly elsewhere in the document"
    owners = _owners(gazetteer, identifier)
    for other in others:
        if other in owners:
            return _NAMED_BEFORE, f"belongs to {gazetteer.seed(other).zh}, named elsewhere in the document"
    named = frozenset(others)
    for depth, unit in enumerate(chain):
        above = gazetteer.seed(unit)
        # A municipality is a region to its districts, and yet as near to them as a prefecture.
        if above.type in _OUTSIDE and not above.zh.endswith("市"):
            break
        if unit in named:
            return _NAMED_BEFORE - 0.05 * depth, f"lies in {above.zh}, named elsewhere in the document"
    return _shared(gazetteer, (identifier, *chain), others)


def surroundings(gazetteer: Gazetteer, identifier: str, context: LinkContext, tie: float) -> Reason:
    """Score what speaks against a name that is common in the country when nothing near it says where we are.

    A village needs a tie to its prefecture once the document names other places; a town with namesakes elsewhere in
    China needs a word of its region, and the town of a regiment a word of the corps.
    """
    seed = gazetteer.seed(identifier)
    if seed.type not in {"Village", "Township"} or context.beside:
        return NOTHING
    if seed.type == "Village":
        if context.near and tie < _LOCAL_TIE:
            return _STRANGE - tie, "nothing named in the document lies in its prefecture"
        return NOTHING
    if not seed.namesakes or tie >= _LOCAL_TIE:
        return NOTHING
    others = (*context.near, *context.listed)
    why = f"{seed.namesakes} namesakes elsewhere in China, and the document names"
    if seed.unified:
        if _speaks_of_corps(gazetteer, others):
            return NOTHING
        return _STRANGE - tie, f"{why} no corps unit"
    if _shares_region(gazetteer, identifier, others):
        return NOTHING
    return _STRANGE - tie, f"{why} nothing of its region"


def _row(gazetteer: Gazetteer, identifier: str) -> str:
    """Return which row of a list an entry would stand in: city, county, prefecture, or its class."""
    seed = gazetteer.seed(identifier)
    if seed.type in {"Prefecture", "County"}:
        return "city" if seed.zh.endswith("市") else "prefecture" if seed.type == "Prefecture" else "county"
    return seed.type


def _owners(gazetteer: Gazetteer, identifier: str) -> frozenset[str]:
    """Return what an entry belongs to: its owner, what it is one body with, and its owner (a town's division)."""
    seed = gazetteer.seed(identifier)
    owners = {seed.member_of, seed.unified}
    if seed.unified:
        owners.add(gazetteer.seed(seed.unified).member_of)
    return frozenset(owners - {""})


def _shared(gazetteer: Gazetteer, own: tuple[str, ...], others: Iterable[str]) -> Reason:
    best = NOTHING
    for other in others:
        for unit in gazetteer.chain(other):
            shared = gazetteer.seed(unit)
            points = _SHARED.get(shared.type, 0.0)
            if points > best[0] and unit in own:
                name = gazetteer.seed(other).zh
                best = (points, f"{name}, named elsewhere in the document, lies in {shared.zh} too")
    return best


def _speaks_of_corps(gazetteer: Gazetteer, others: Iterable[str]) -> bool:
    for other in others:
        seed = gazetteer.seed(other) if other in gazetteer else None
        if seed and (seed.type in _CORPS or (seed.unified and gazetteer.seed(seed.unified).type in _CORPS)):
            return True
    return False


def _shares_region(gazetteer: Gazetteer, identifier: str, others: Iterable[str]) -> bool:
    regions = {unit for unit in gazetteer.chain(identifier) if gazetteer.seed(unit).type == "Region"}
    return any(other in regions or regions & set(gazetteer.chain(other)) for other in others)
