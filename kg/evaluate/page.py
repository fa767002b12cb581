"""The page that shows each article with right, wrong and missed claims marked in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.view.pieces import Mark, pieces
from kg.view.render import asset, render, script
from kg.view.words import load_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.evaluate.scores import DocumentScores, Judged, Scores, Tally
    from kg.ontology import Ontology

VERDICTS = ("missed", "wrong", "right", "optional")
"""In the order in which they are listed."""


def evaluation_page(scores: Scores, texts: Mapping[str, str], ontology: Ontology, *, language: str = "zh") -> str:
    """Return the page, in the order of the documents.

    What is missed is marked where the gold's evidence first stands in the text.

    Args:
        scores: What was judged.
        texts: File name of a document → its text as received; a document without one is shown without.
        ontology: Labels of relations.
        language: Language in which the page opens, `zh` or `en`.
    """
    words = load_words()
    return render(
        "evaluation.html",
        scripts=(script("report.js"),),
        styles=(asset("base.css"), asset("report.css"), asset("evaluation.css")),
        values={
            "language": language,
            "words": {**words["page"], **words["report"], **words["evaluation"]},
            "parts": [(name, _figures(getattr(scores, name))) for name in ("entities", "claims", "values")],
            "macro": f"{scores.macro_f1:.3f}",
            "links": {
                "right": scores.links.right,
                "linked": scores.links.right + scores.links.wrong,
                "share": f"{scores.links.precision:.3f}",
            },
            "chapters": [_chapter(one, texts.get(one.document), ontology) for one in scores.documents],
        },
    )


def _figures(tally: Tally) -> dict[str, object]:
    shares = {name: f"{getattr(tally, name):.3f}" for name in ("precision", "recall", "f1")}
    return shares | {"right": tally.right, "wrong": tally.wrong, "missed": tally.missed}


def _chapter(one: DocumentScores, text: str | None, ontology: Ontology) -> dict[str, object]:
    judged = sorted(one.judged, key=lambda item: VERDICTS.index(item.verdict))
    rows = [_row(number, item, ontology) for number, item in enumerate(judged)]
    entities = [(mistake.kind, " ".join(mistake.parts)) for mistake in one.mistakes if mistake.item == "entity"]
    return {
        "document": one.document,
        "claims": _figures(one.claims),
        "values": _figures(one.values),
        "rows": rows,
        "entities": entities,
        "text": None if text is None else pieces(text, _marks(text, judged)),
    }


def _row(number: int, item: Judged, ontology: Ontology) -> dict[str, object]:
    subject, predicate, target = item.parts
    labels = ontology.relations[predicate].labels if predicate in ontology.relations else {}
    return {
        "number": number,
        "verdict": item.verdict,
        "subject": subject,
        "relation": {language: labels.get(language) or predicate for language in ("zh", "en")},
        "target": target,
        "quote": item.quote,
        "rules": ", ".join(sorted({rule for _, _, rule in item.places})),
    }


def _marks(text: str, judged: Sequence[Judged]) -> list[Mark]:
    marks: list[Mark] = []
    for number, item in enumerate(judged):
        found = text.find(item.quote) if item.verdict == "missed" and item.quote else -1
        places = [(start, end) for start, end, _ in item.places] or [(found, found + len(item.quote))]
        marks += [Mark(start, end, item.verdict, " ".join(item.parts), str(number)) for start, end in places]
    return marks
