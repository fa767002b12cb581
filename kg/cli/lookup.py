"""`kg lookup`: what a name stands for, its candidates, and the reasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import GazetteerOption, JsonOption, print_json

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer, Linking

_DATE = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")
_SHOWN = 10


def lookup(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, alone or after its owner.")],
    near: Annotated[
        list[str] | None,
        typer.Option("--near", metavar="NAME", help="A name or id elsewhere in the document; repeatable."),
    ] = None,
    beside: Annotated[
        list[str] | None,
        typer.Option("--beside", metavar="NAME", help="A name or id directly before it, outermost first; repeatable."),
    ] = None,
    listed: Annotated[
        list[str] | None, typer.Option("--listed", metavar="NAME", help="A name or id in the same list; repeatable.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", "-d", metavar="DATE", help="Date of the document: 2012, 2012-05, 2012-05-01."),
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", "-t", metavar="CLASS", help="A class it may be of; repeatable.")
    ] = None,
    gazetteer: GazetteerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a name stands for: the candidates, their scores and the reasons; a close call links to nothing.

    Example:
        kg lookup 朝阳区 --near 北京市

    Example:
        kg lookup 吐鲁番市 --date 2012-05-01
    """
    from kg.errors import InputError
    from kg.gazetteer import LinkContext, load, resolve

    if not name.strip():
        raise InputError("give a name to look up")
    if date is not None and not _DATE.match(date):
        raise InputError(f"--date {date}: write YYYY, YYYY-MM or YYYY-MM-DD")
    known = load(gazetteer or ())
    context = LinkContext(
        date=date,
        beside=_ids(known, "--beside", beside),
        listed=_ids(known, "--listed", listed),
        near=_ids(known, "--near", near),
        types=_classes(known, types) if types else None,
    )
    outcome = resolve(known, name, context)
    if as_json:
        print_json(linking_dict(name, outcome))
        return
    for line in _lines(name, outcome):
        typer.echo(line)


def linking_dict(name: str, outcome: Linking) -> dict[str, object]:
    """Return the outcome as `--json` prints it."""
    linked = outcome.linked
    return {
        "name": name,
        "linked": {"id": linked.id, "label": linked.label, "type": linked.type} if linked else None,
        "ambiguous": outcome.ambiguous,
        "candidates": [
            {
                "id": candidate.id,
                "label": candidate.label,
                "type": candidate.type,
                "score": candidate.score,
                "reasons": list(candidate.reasons),
            }
            for candidate in outcome.candidates
        ],
    }


def _classes(gazetteer: Gazetteer, names: list[str]) -> frozenset[str]:
    """Return the classes named and all below them; the gazetteer may hold one that the ontology does not."""
    from kg import ontology
    from kg.errors import InputError

    known = ontology.load()
    found: set[str] = set()
    for name in names:
        if name in known.classes:
            found |= known.concrete(name)
        elif any(entry.type == name for entry in gazetteer.entries.values()):
            found.add(name)
        else:
            raise InputError(f"--type {name}: the ontology has no such class; there are: {', '.join(known.classes)}")
    return frozenset(found)


def _ids(known: Gazetteer, option: str, names: list[str] | None) -> tuple[str, ...]:
    """Return the ids of names given as context; one that may mean several things counts as all of them."""
    from kg.errors import InputError
    from kg.gazetteer import identify

    found: list[str] = []
    for name in names or ():
        ids = identify(known, name)
        if not ids:
            raise InputError(f"{option} {name}: the gazetteer holds no such name or id")
        found += ids
    return tuple(found)


def _lines(name: str, outcome: Linking) -> list[str]:
    if outcome.linked:
        lines = [f"{name} → {outcome.linked.label} ({outcome.linked.id}, {outcome.linked.type})"]
    elif outcome.ambiguous:
        lines = [f"{name}: ambiguous, linked to nothing"]
    elif outcome.candidates:
        lines = [f"{name}: none of what bears the name fits, linked to nothing"]
    else:
        lines = [f"{name}: not in the gazetteer"]
    for candidate in outcome.candidates[:_SHOWN]:
        lines.append(f"  {candidate.score:5.2f}  {candidate.label} ({candidate.id}, {candidate.type})")
        lines += [f"         {reason}" for reason in candidate.reasons]
    if len(outcome.candidates) > _SHOWN:
        lines.append(f"  and {len(outcome.candidates) - _SHOWN} more; --json shows all")
    return lines
