"""How often each rule is right on articles with gold, as the table that extraction reads its confidence from."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kg.evaluate.scores import Tally
from kg.extract.confidence import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.evaluate.scores import Scores

_HEADER = """\
# How many claims and values each rule got right and wrong, counted once a document; what the gold leaves open counts as
# neither. Made on {documents} articles by: kg evaluate {folders} --calibrate FILE
# kg.extract.confidence turns the counts into the confidence of a claim. Change the rules, not the counts.
"""


def calibrate(scores: Scores) -> dict[str, Tally]:
    """Return for each rule, by name, how many distinct claims and values it got right and wrong in all documents."""
    counts: dict[str, Tally] = {}
    for document in scores.documents:
        for one in document.judged:
            gain = {"right": Tally(right=1), "wrong": Tally(wrong=1)}.get(one.verdict, Tally())
            for rule in sorted({rule for _, _, rule in one.places}):
                counts[rule] = counts.get(rule, Tally()) + gain
    return dict(sorted(counts.items()))


def confidence_table(scores: Scores, folders: Sequence[Path]) -> str:
    """Return the text of `confidence.csv`: comments, the columns `rule,right,wrong`, one rule a line by name.

    Args:
        scores: What the rules made of the articles.
        folders: Where these lie, to be named in the comment.
    """
    text = io.StringIO()
    text.write(_HEADER.format(documents=len(scores.documents), folders=" ".join(one.as_posix() for one in folders)))
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(_rows(calibrate(scores)))
    return text.getvalue()


def _rows(counts: Mapping[str, Tally]) -> list[tuple[str, int, int]]:
    return [(rule, tally.right, tally.wrong) for rule, tally in counts.items()]
