"""Linking: the candidates of a name, scored by reasons a reader can check; too close a call links to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer.records import LinkContext, Linking
from kg.model import Candidate

if TYPE_CHECKING:
    from kg.gazetteer.gazetteer import Gazetteer
    from kg.gazetteer.records import Name

MARGIN = 0.2
FLOOR = 0.3

_KIND_SCORES = {
    "label": 1.0, "official": 1.0, "short": 0.8, "numeral": 0.95, "prefix": 0.95, "pair": 0.8, "colloquial": 0.7, "former": 0.9,
}  # fmt: skip
_KIND_REASONS = {
    "label": "the official name in full", "official": "an official name", "short": "a short form", "numeral": "the number written another way",
    "prefix": "the name with a prefix", "pair": "named together with the unit it is one body with", "colloquial": "a colloquial name",
    "former": "a former name",
}  # fmt: skip
_EMPTY = LinkContext()


def link(gazetteer: Gazetteer, name: str, context: LinkContext = _EMPTY) -> Linking:
    """Return what `name` stands for in `context`.

    The best candidate is linked when it is good enough by itself and clearly better than the second. When none is good enough,
    the name means something the gazetteer does not hold (a town it knows only in another county); when two are too close, the
    name is ambiguous. Either way it stands for nothing. Candidates come best first, equal ones by id.
    """
    scored: dict[str, Candidate] = {}
    for identifier, spelling in gazetteer.lookup(name):
        if context.types is not None and gazetteer.seed(identifier).type not in context.types:
            continue
        candidate = _score(gazetteer, identifier, spelling, context)
        known = scored.get(identifier)
        if known is None or candidate.score > known.score:
            scored[identifier] = candidate
    candidates = tuple(sorted(scored.values(), key=lambda item: (-item.score, item.id)))
    if not candidates:
        return Linking(None, False, ())
    best = candidates[0]
    clear = len(candidates) == 1 or best.score - candidates[1].score >= MARGIN - 1e-9
    linked = best if clear and best.score >= FLOOR else None
    return Linking(linked, linked is None and best.score >= FLOOR, candidates)


def _score(gazetteer: Gazetteer, identifier: str, spelling: Name, context: LinkContext) -> Candidate:
    seed = gazetteer.seed(identifier)
    score = _KIND_SCORES.get(spelling.kind, 0.5)
    reasons = [_KIND_REASONS.get(spelling.kind, spelling.kind)]
    if spelling.kind == "pair" and seed.type in {"County", "Township"}:
        score -= 0.3
    for points, reason in (
        _validity(spelling, context),
        _beside(gazetteer, identifier, context),
        _listed(gazetteer, identifier, context),
        _near(gazetteer, identifier, context),
    ):
        if reason:
            score += points
            reasons.append(f"{reason} ({points:+.2f})")
    return Candidate(identifier, seed.zh, seed.type, round(score, 4), tuple(reasons))


def _validity(spelling: Name, context: LinkContext) -> tuple[float, str]:
    start, end, date = spelling.valid_from, spelling.valid_to, context.date
    if not start and not end:
        return 0.0, ""
    if date is None:
        return (-0.6, f"the name held until {end}") if end else (0.1, f"the name holds since {start}")
    if end and not _before(date, end):
        return -0.6, f"the name held until {end}, the document is of {date}"
    if start and _before(date, start):
        return -0.6, f"the name holds since {start}, the document is of {date}"
    return 0.2, f"the name held at {date}"


def _before(date: str, bound: str) -> bool:
    """Whether a date lies before a bound; compared as far as both are given, equal counts as not before."""
    size = min(len(date), len(bound))
    return date[:size] < bound[:size]


def _beside(gazetteer: Gazetteer, identifier: str, context: LinkContext) -> tuple[float, str]:
    if not context.beside:
        return 0.0, ""
    nearest = context.beside[-1]
    if nearest not in gazetteer:
        return 0.0, ""
    seed, name = gazetteer.seed(identifier), gazetteer.seed(nearest).zh
    if nearest == seed.member_of:
        return 1.0, f"belongs to {name}, named directly before it"
    if nearest in gazetteer.chain(identifier):
        return 1.0, f"lies in {name}, named directly before it"
    if nearest == seed.unified:
        return 0.8, f"is one body with {name}, named directly before it"
    return -0.8, f"{name} is named directly before it, and does not contain it"


def _form(gazetteer: Gazetteer, identifier: str) -> str:
    """Return which row of a list an entry would stand in: city, county, prefecture, region, or its class."""
    seed = gazetteer.seed(identifier)
    if seed.type in {"Prefecture", "County"}:
        return "city" if seed.zh.endswith("市") else "prefecture" if seed.type == "Prefecture" else "county"
    return seed.type


def _listed(gazetteer: Gazetteer, identifier: str, context: LinkContext) -> tuple[float, str]:
    forms = {_form(gazetteer, other) for other in context.listed if other in gazetteer and other != identifier}
    own = _form(gazetteer, identifier)
    if own in forms:
        return 0.5, f"the list it stands in holds another {own.lower()}"
    if own == "city" and "county" in forms and gazetteer.seed(identifier).type == "County":
        return 0.4, "the list it stands in holds units of its level"
    return 0.0, ""


def _near(gazetteer: Gazetteer, identifier: str, context: LinkContext) -> tuple[float, str]:
    """Score the nearest tie to what the document names elsewhere; only the strongest counts."""
    near = [other for other in context.near if other in gazetteer]
    if not near:
        return 0.0, ""
    if identifier in near:
        return 0.5, "named clearly elsewhere in the document"
    seed, chain = gazetteer.seed(identifier), gazetteer.chain(identifier)
    units = {other for other in near if other != "country/cn"}
    for other in near:
        if other in (seed.member_of, seed.unified):
            return 0.5, f"belongs to {gazetteer.seed(other).zh}, named elsewhere in the document"
    for depth, unit in enumerate(chain):
        kind = gazetteer.seed(unit).type
        if kind in {"Region", "Country"}:
            break
        if unit in units:
            return 0.5 - 0.05 * depth, f"lies in {gazetteer.seed(unit).zh}, named elsewhere in the document"
    best = (0.0, "")
    for other in near:
        for unit in gazetteer.chain(other):
            points = {"Township": 0.45, "County": 0.4, "Prefecture": 0.3, "Region": 0.1}.get(
                gazetteer.seed(unit).type, 0.0
            )
            if points > best[0] and (unit in chain or unit == identifier):
                best = (
                    points,
                    f"{gazetteer.seed(other).zh} in {gazetteer.seed(unit).zh} is named elsewhere in the document",
                )
    return best
