"""Whether a claim of an extractor of another package may stand: known things, admitted relation, exact quotes."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.knowledge import Knowledge
    from kg.extract.linking import Referent
    from kg.model import Claim, Document


def why_not(
    claim: Claim, subject: Referent | None, object_: Referent | None, document: Document, knowledge: Knowledge
) -> str:
    """Return in one clause why a claim may not stand, or an empty string.

    Args:
        claim: The claim.
        subject: What the gazetteer or the document knows of its subject, or None.
        object_: The same of its object.
        document: The document it was found in.
        knowledge: Whose ontology decides.
    """
    ontology = knowledge.ontology
    relation = ontology.relations.get(claim.predicate)
    if relation is None:
        return f"the ontology has no relation {claim.predicate!r}"
    if (claim.object is None) == (claim.value is None):
        return "a claim has an object or a value, and not both"
    if subject is None or (claim.object is not None and object_ is None):
        unknown = claim.subject if subject is None else claim.object
        return f"{unknown!r} is no entity of the gazetteer or of the document's mentions"
    if not ontology.admits(subject.type, claim.predicate, object_.type if object_ else ""):
        return f"{subject.type} {claim.predicate} {object_.type if object_ else 'a value'} is outside domain and range"
    if object_ is None and not _is_value(claim.value, relation.datatype):
        return f"{claim.value!r} is no {relation.datatype}"
    if claim.status not in ontology.statuses or (claim.field is not None and claim.field not in ontology.fields):
        return f"the ontology has no status {claim.status!r} or no field {claim.field!r}"
    if not 0 <= claim.confidence <= 1:
        return f"a confidence of {claim.confidence} is not between 0 and 1"
    return _misquoted(claim, document)


def _is_value(value: object, datatype: str) -> bool:
    if datatype == "date":
        return isinstance(value, str)
    return isinstance(value, int | float) and isfinite(value)


def _misquoted(claim: Claim, document: Document) -> str:
    if not claim.evidence:
        return "a claim without evidence cannot stand"
    for one in claim.evidence:
        inside = 0 <= one.start < one.end <= len(document.text)
        if one.document != document.id or not inside or document.text[one.start : one.end] != one.quote:
            return f"its evidence [{one.start}, {one.end}) is no quote of the document"
    return ""
