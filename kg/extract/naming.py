"""Ids and labels of things that are in no gazetteer: made of their kind, their name and what contains them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.ids import slug
from kg.text.pinyin import syllables

if TYPE_CHECKING:
    from kg.extract.spans import Span
    from kg.ontology import Ontology


_NAMES_KEPT = 16_384


@lru_cache(_NAMES_KEPT)
def romanise(text: str) -> str:
    """Return `text` in pinyin without tones, words of other scripts unchanged, ready for a slug."""
    return slug(" ".join(syllables(text)))


def open_referent(span: Span, inner_label: str, inner_id: str, ontology: Ontology) -> tuple[str, str]:
    """Return `(id, label)` of a span that is in no gazetteer.

    Args:
        span: An open-class, route, company or place span.
        inner_label: Canonical label of the unit in front of it, for a company or a place, or "".
        inner_id: Its id, or "".
        ontology: Gives the first part of the id.
    """
    prefix = ontology.classes[span.type].id_prefix
    if span.kind == "company" and span.inner:
        number = span.label[len(span.inner[-1].surface) :]
        tail = inner_id.partition("/")[2] or romanise(span.inner[-1].surface)
        return f"{prefix}/{tail}-{romanise(number)}", f"{inner_label or span.inner[-1].surface}{number}"
    if span.kind == "place" and span.inner:
        tail = inner_id.partition("/")[2] or romanise(span.inner[-1].surface)
        return f"{prefix}/{tail}-{romanise(span.label)}", span.label
    return f"{prefix}/{romanise(span.label)}", span.label


def described_referent(noun: str, type_: str, parties: tuple[str, ...], ontology: Ontology) -> tuple[str, str]:
    """Return `(id, label)` of a thing that the source describes: 兵地融合示范区（第十三师、哈密市）.

    Args:
        noun: The generic noun phrase.
        type_: Its ontology class.
        parties: Labels of the participants or end points, in the order of the text.
        ontology: Gives the first part of the id.
    """
    prefix = ontology.classes[type_].id_prefix
    return f"{prefix}/{romanise(noun)}-{romanise('-'.join(parties))}", f"{noun}（{'、'.join(parties)}）"
