"""What ties a candidate to its surroundings: the unit before it, the list it stands in, the rest of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer.neighbours import Neighbours

if TYPE_CHECKING:
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
    others = _neighbours(gazetteer, context.near)
    if not others:
        return NOTHING
    chain = gazetteer.chain(identifier)
    if identifier in others.place:
        return _NAMED_BEFORE, "named clearly elsewhere in the document"
    owners = [others.place[owner] for owner in _owners(gazetteer, identifier) if owner in others.place]
    if owners:
        owner = gazetteer.seed(others[min(owners)])
        return _NAMED_BEFORE, f"belongs to {owner.zh}, named elsewhere in the document"
    for depth, unit in enumerate(chain):
        above = gazetteer.seed(unit)
        # A municipality is a region to its districts, and yet as near to them as a prefecture.
        if above.type in _OUTSIDE and not above.zh.endswith("市"):
            break
        if unit in others.place:
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
    others = (_neighbours(gazetteer, context.near), _neighbours(gazetteer, context.listed))
    why = f"{seed.namesakes} namesakes elsewhere in China, and the document names"
    if seed.unified:
        if any(named.corps for named in others):
            return NOTHING
        return _STRANGE - tie, f"{why} no corps unit"
    regions = [unit for unit in gazetteer.chain(identifier) if gazetteer.seed(unit).type == "Region"]
    if any(region in named.place or region in named.inside for named in others for region in regions):
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


def _shared(gazetteer: Gazetteer, own: tuple[str, ...], others: Neighbours) -> Reason:
    """Score the nearest unit that holds both a candidate and something named elsewhere; the first named tells."""
    ties = [
        (-_SHARED.get(gazetteer.seed(unit).type, 0.0), others.inside[unit], unit)
        for unit in own
        if unit in others.inside
    ]
    points, (place, _), unit = min(ties, default=(0.0, (0, 0), ""))
    if not points:
        return NOTHING
    name = gazetteer.seed(others[place]).zh
    return -points, f"{name}, named elsewhere in the document, lies in {gazetteer.seed(unit).zh} too"


def _neighbours(gazetteer: Gazetteer, ids: tuple[str, ...]) -> Neighbours:
    return ids if isinstance(ids, Neighbours) else Neighbours.of(gazetteer, ids)
