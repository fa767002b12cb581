"""Linking: the candidates of a name, scored by reasons a reader can check; too close a call links to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer.records import LinkContext, Linking
from kg.gazetteer.ties import beside, listed, near, surroundings
from kg.model import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.gazetteer.gazetteer import Gazetteer
    from kg.gazetteer.records import Name

MARGIN = 0.2
"""How much better than the second the best candidate must be."""

FLOOR = 0.3
"""What the best candidate must reach by itself."""

DOUBT = 0.25
"""From here on a candidate may be meant, though something unknown may be meant as well."""

_KINDS = {
    "label": (1.0, "the official name in full"),
    "official": (1.0, "an official name"),
    "numeral": (0.95, "the number written another way"),
    "prefix": (0.95, "the name with a prefix"),
    "former": (0.9, "a former name"),
    "short": (0.8, "a short form"),
    "pair": (0.8, "named as one with the unit it is one body with"),
    "colloquial": (0.7, "a colloquial name"),
}
# Where division and city are named as one, the division acts; so does the regiment before its town.
_SECOND_IN_PAIR = 0.3
_OVERRIDE = 2.0
_OUT_OF_DATE = -0.6
_IN_DATE = 0.2
_DATED = frozenset({"label", "official", "former"})
_EMPTY = LinkContext()


def link(gazetteer: Gazetteer, name: str, context: LinkContext = _EMPTY) -> Linking:
    """Return what `name` stands for in `context`.

    The best candidate is linked when it is good enough by itself and clearly better than the second. When two are too
    close, or the best is as likely as a namesake elsewhere, the name is ambiguous. When all are ruled out, it means
    something the gazetteer does not hold (a town it knows only in another county). Either way it stands for nothing.

    Returns:
        The outcome, candidates best first, equal ones by id.
    """
    scored: dict[str, Candidate] = {}
    for identifier, spelling in gazetteer.lookup(name):
        if context.types is not None and gazetteer.seed(identifier).type not in context.types:
            continue
        candidate = _score(gazetteer, identifier, spelling, context)
        known = scored.get(identifier)
        if known is None or candidate.score > known.score:
            scored[identifier] = candidate
    override = gazetteer.override(name, context.source)
    if override:
        identifier, why = override
        seed, known = gazetteer.seed(identifier), scored.get(identifier)
        reasons = (*(known.reasons if known else ()), f"override: {why} ({_OVERRIDE:+.2f})")
        score = round((known.score if known else 0.0) + _OVERRIDE, 4)
        scored[identifier] = Candidate(identifier, seed.zh, seed.type, score, reasons)
    candidates = tuple(sorted(scored.values(), key=lambda item: (-item.score, item.id)))
    if not candidates:
        return Linking(None, False, ())
    best = candidates[0]
    # Scores are sums of decimal fractions: a hair below the margin is the margin.
    clear = len(candidates) == 1 or best.score - candidates[1].score >= MARGIN - 1e-9
    linked = best if clear and best.score >= FLOOR - 1e-9 else None
    return Linking(linked, linked is None and best.score >= DOUBT, candidates)


def _score(gazetteer: Gazetteer, identifier: str, spelling: Name, context: LinkContext) -> Candidate:
    seed = gazetteer.seed(identifier)
    score, reason = _KINDS[spelling.kind]
    reasons = [f"{reason} ({score:.2f})"]
    for points, why in _reasons(gazetteer, identifier, spelling, context):
        if why:
            score += points
            reasons.append(f"{why} ({points:+.2f})")
    return Candidate(identifier, seed.zh, seed.type, round(score, 4), tuple(reasons))


def _reasons(
    gazetteer: Gazetteer, identifier: str, spelling: Name, context: LinkContext
) -> Iterator[tuple[float, str]]:
    """Yield (points, reason) of everything that speaks for or against a candidate, in a fixed order."""
    if spelling.kind == "pair" and gazetteer.seed(identifier).type in {"County", "Township"}:
        yield -_SECOND_IN_PAIR, "in such a pair the corps unit acts"
    yield _validity(gazetteer, identifier, spelling, context)
    yield beside(gazetteer, identifier, context)
    yield listed(gazetteer, identifier, context)
    tie = near(gazetteer, identifier, context)
    yield tie
    yield surroundings(gazetteer, identifier, context, tie[0])


def _validity(gazetteer: Gazetteer, identifier: str, spelling: Name, context: LinkContext) -> tuple[float, str]:
    """Score whether the name held at the document's date, today for a document without one."""
    start, end, date = spelling.valid_from, spelling.valid_to, context.date
    if not start and not end:
        return _existence(gazetteer, identifier, date)
    if date is None:
        return (_OUT_OF_DATE, f"the name held until {end}") if end else (0.1, f"the name holds since {start}")
    if end and not _before(date, end):
        return _OUT_OF_DATE, f"the name held until {end}, the document is of {date}"
    if start and _before(date, start):
        return _OUT_OF_DATE, f"the name holds since {start}, the document is of {date}"
    # A short form outlives the change of its suffix, and namesakes elsewhere held it too: that it held tells nothing.
    tells = spelling.kind in _DATED and not gazetteer.seed(identifier).namesakes
    return (_IN_DATE, f"the name held at {date}") if tells else (0.0, "")


def _existence(gazetteer: Gazetteer, identifier: str, date: str | None) -> tuple[float, str]:
    """Score whether the thing itself existed at the document's date; without a date this tells nothing."""
    seed = gazetteer.seed(identifier)
    if date is not None and seed.valid_to and not _before(date, seed.valid_to):
        return _OUT_OF_DATE, f"existed until {seed.valid_to}, the document is of {date}"
    if date is not None and seed.valid_from and _before(date, seed.valid_from):
        return _OUT_OF_DATE, f"exists since {seed.valid_from}, the document is of {date}"
    return 0.0, ""


def _before(date: str, bound: str) -> bool:
    """Whether a date lies before a bound; compared as far as both are given, equal counts as not before."""
    size = min(len(date), len(bound))
    return date[:size] < bound[:size]
