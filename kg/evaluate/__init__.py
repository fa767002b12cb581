"""Evaluation: how well a graph says what careful readers say the same articles say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.evaluate.calibrate import calibrate, confidence_table
from kg.evaluate.compare import compare
from kg.evaluate.gold import read_gold, texts_of
from kg.evaluate.page import evaluation_page
from kg.evaluate.scores import DocumentScores, Judged, Mistake, Scores, Tally
from kg.evaluate.stated import document_name, stated_by_files, stated_by_records
from kg.evaluate.versus import Comparison, versus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evaluate.stated import StatedEntity, StatedFact
    from kg.model import GraphRecords
    from kg.ontology import Ontology

__all__ = [
    "Comparison",
    "DocumentScores",
    "Judged",
    "Mistake",
    "Scores",
    "Tally",
    "calibrate",
    "confidence_table",
    "evaluate",
    "evaluation_page",
    "texts_of",
    "versus",
]


def evaluate(gold_dirs: Path | Sequence[Path], graph: GraphRecords | Path, ontology: Ontology) -> Scores:
    """Return the scores of a graph against gold files, by the section "Scores" of the vocabulary.

    A claim is right when subject, predicate and object are right, a value when it is equal, an entity when label and
    class are right. Every gold document counts, also one the graph has not read. Optional gold changes no score.

    Args:
        gold_dirs: Folder with `NAME.gold.json` files, or several.
        graph: Assembled records, or a folder that holds `claims.jsonl` and `entities.jsonl`.
        ontology: Tells which relations are symmetric.

    Raises:
        InputError: A file is missing or not as described.
    """
    golds = read_gold((gold_dirs,) if isinstance(gold_dirs, Path) else gold_dirs)
    stated = stated_by_files(graph) if isinstance(graph, Path) else stated_by_records(graph)
    facts: dict[str, list[StatedFact]] = {}
    entities: dict[str, list[StatedEntity]] = {}
    for fact in stated.facts:
        facts.setdefault(fact.document, []).append(fact)
    for entity in stated.entities:
        entities.setdefault(entity.document, []).append(entity)
    symmetric = frozenset(name for name, relation in ontology.relations.items() if relation.symmetric)
    return Scores(
        tuple(
            compare(
                gold,
                facts.get(document_name(gold.document), ()),
                entities.get(document_name(gold.document), ()),
                symmetric.__contains__,
            )
            for gold in golds
        )
    )
