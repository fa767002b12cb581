"""`kg explain`: one claim and every sentence that says it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import InOption, JsonOption, load_records, print_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Claim, Entity, Evidence, GraphRecords

_CONTEXT = 40  # code points shown before and after a quote
_ORIGINS = {
    "article": "stated by articles",
    "gazetteer": "background knowledge of the gazetteer, not stated by an article",
    "derived": "derived from other claims",
}


def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, or a beginning that fits only one.")],
    folder: InOption = Path("out"),
    as_json: JsonOption = False,
) -> None:
    """Show why a claim is in the graph: each evidence sentence in its context, its document and the rule that read it.

    Example:
        kg explain 3f2a --in out
    """
    records = load_records(folder)
    found = find_claim(records.claims, claim)
    if as_json:
        from kg.export import claim_dict

        print_json(claim_dict(found, {entity.id: entity for entity in records.entities}))
        return
    for line in explanation(found, records):
        typer.echo(line)


def find_claim(claims: Sequence[Claim], prefix: str) -> Claim:
    """Return the claim whose id begins so.

    Raises:
        InputError: None does, or several do.
    """
    from kg.errors import InputError

    found = [claim for claim in claims if claim.id.startswith(prefix)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"no claim has an id that begins with {prefix!r}; ids stand in claims.jsonl")
    shown = ", ".join(claim.id for claim in found[:3])
    raise InputError(f"{len(found)} claims have an id that begins with {prefix!r}: {shown}{', …' * (len(found) > 3)}")


def explanation(claim: Claim, records: GraphRecords) -> Iterator[str]:
    """Yield the lines that explain a claim to a reader."""
    entities = {entity.id: entity for entity in records.entities}
    texts = {document.id: document.text for document in records.documents}
    about = "about " * claim.approximate
    target = _name(entities[claim.object]) if claim.object is not None else f"{about}{_plain(claim.value)}"
    yield f"{_name(entities[claim.subject])} {claim.predicate} {target}"
    field = f", field {claim.field}" if claim.field else ""
    yield f"claim {claim.id}: status {claim.status}{field}, confidence {claim.confidence:.2f}"
    yield _ORIGINS.get(claim.origin, claim.origin)
    for number, one in enumerate(claim.evidence, 1):
        published = f", published {one.published}" if one.published else ""
        yield ""
        yield f"{number}. {one.document} [{one.start}, {one.end}){published}, rule {one.rule}"
        yield f"   {_in_context(one, texts.get(one.document, ''))}"


def _name(entity: Entity) -> str:
    return f"{entity.label} ({entity.id})"


def _plain(value: float | str | None) -> str:
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _in_context(evidence: Evidence, text: str) -> str:
    before = text[max(0, evidence.start - _CONTEXT) : evidence.start]
    after = text[evidence.end : evidence.end + _CONTEXT]
    opening = "…" if evidence.start > _CONTEXT else ""
    closing = "…" if evidence.end + _CONTEXT < len(text) else ""
    return " ".join(f"{opening}{before}【{evidence.quote}】{after}{closing}".split())
