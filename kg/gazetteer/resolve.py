"""Names as people type them: cleaned, and read from the left when several stand together (owner and owned)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.gazetteer.linker import link
from kg.gazetteer.records import LinkContext, Linking

if TYPE_CHECKING:
    from kg.gazetteer.gazetteer import Gazetteer


def resolve(gazetteer: Gazetteer, name: str, context: LinkContext | None = None) -> Linking:
    """Return what a name stands for, one that is written after its owner or its containing units too.

    Args:
        gazetteer: What is known.
        name: A name in simplified or traditional characters; blanks around it do not count.
        context: What surrounds it.
    """
    from kg.text import clean

    context = context or LinkContext()
    plain = clean(name).text.strip()
    if gazetteer.lookup(plain):
        return link(gazetteer, plain, context)
    beside = list(context.beside)
    outcome = Linking(None, False, ())
    end = 0
    for match in gazetteer.find(plain):
        if match.nested:
            continue
        if match.start != end:
            return Linking(None, False, ())
        outcome = link(gazetteer, match.surface, replace(context, beside=tuple(beside)))
        beside += [outcome.linked.id] if outcome.linked else []
        end = match.end
    return outcome if end == len(plain) else Linking(None, False, ())


def identify(gazetteer: Gazetteer, name: str) -> tuple[str, ...]:
    """Return the ids that a name given as context may mean: itself when it is an id, else what it stands for."""
    if name in gazetteer:
        return (name,)
    outcome = resolve(gazetteer, name)
    if outcome.linked:
        return (outcome.linked.id,)
    return tuple(candidate.id for candidate in outcome.candidates)
