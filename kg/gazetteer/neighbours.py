"""What a document names elsewhere, gone through once, so that linking one more name costs the same in any document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gazetteer.gazetteer import Gazetteer

_CORPS = frozenset({"Corps", "Division", "Regiment"})


class Neighbours(tuple[str, ...]):
    """Ids of entries in the order in which a document names them, with what linking asks of them; make it with `of`.

    Attributes:
        place: Id → its first place in the order.
        inside: Unit → the place of the first entry that it contains, and how far up it stands from there.
        corps: Whether one of them is a corps unit or one body with one.
    """

    place: dict[str, int]
    inside: dict[str, tuple[int, int]]
    corps: bool

    @classmethod
    def of(cls, gazetteer: Gazetteer, ids: Iterable[str]) -> Neighbours:
        """Return the neighbours of these ids; ids the gazetteer does not hold are left out."""
        made = cls(identifier for identifier in ids if identifier in gazetteer)
        made.place, made.inside, made.corps = {}, {}, False
        for at, identifier in enumerate(made):
            made.place.setdefault(identifier, at)
            for height, unit in enumerate(gazetteer.chain(identifier)):
                made.inside.setdefault(unit, (at, height))
            seed = gazetteer.seed(identifier)
            unified = gazetteer.seed(seed.unified).type if seed.unified else ""
            made.corps = made.corps or seed.type in _CORPS or unified in _CORPS
        return made
