"""Evaluation: how well a graph says what careful readers say the same articles say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.evaluate.compare import compare
from kg.evaluate.gold import read_gold
from kg.evaluate.scores import DocumentScores, Mistake, Scores, Tally
from kg.evaluate.stated import document_name, stated_by_files, stated_by_records

if TYPE_CHECKING:
    from kg.model import GraphRecords
    from kg.ontology import Ontology

__all__ = ["DocumentScores", "Mistake", "Scores", "Tally", "evaluate"]


def evaluate(gold_dir: Path, graph: GraphRecords | Path, ontology: Ontology) -> Scores:
    """Return the scores of a graph against gold files, by the section "Scores" of the vocabulary.

    A claim is right when subject, predicate and object are right, a value when it is equal, an entity when label and
    class are right. Every gold document counts, also one the graph has not read. Optional gold changes no score.

    Args:
        gold_dir: Folder with `NAME.gold.json` files.
        graph: Assembled records, or a folder that holds `claims.jsonl` and `entities.jsonl`.
        ontology: Tells which relations are symmetric.

    Raises:
        InputError: A file is missing or not as described.
    """
    golds = read_gold(gold_dir)
    stated = stated_by_files(graph) if isinstance(graph, Path) else stated_by_records(graph)
    symmetric = frozenset(name for name, relation in ontology.relations.items() if relation.symmetric)
    return Scores(
        tuple(
            compare(
                gold,
                [fact for fact in stated.facts if fact.document == document_name(gold.document)],
                [entity for entity in stated.entities if entity.document == document_name(gold.document)],
                symmetric.__contains__,
            )
            for gold in golds
        )
    )
