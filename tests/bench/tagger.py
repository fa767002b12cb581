"""A second opinion on names beside none: scores, and characters per CPU second, in the same run.

    python -m tests.bench.tagger                     # tests/gold/dev
    python -m tests.bench.tagger FOLDER …            # other articles with gold; one table each

Needs the extra `lac`. Without it one line says so and the exit code is 2.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg import pipeline
from kg.errors import KgError
from kg.evaluate import evaluate
from kg.extract import extract, load_knowledge
from kg.extract.tagger import TAGGERS, load_tagger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evaluate import Scores
    from kg.model import Document

DEV = Path(__file__).parents[1] / "gold" / "dev"


def scored(folder: Path, tagger: str) -> tuple[Scores, tuple[Document, ...]]:
    """Return the scores of a folder of articles with gold, read with a tagger, and the articles."""
    made = pipeline.build(sorted(folder.glob("*.txt")), tagger=tagger)
    return evaluate([folder], made.records, made.ontology), made.records.documents


def rate(documents: Sequence[Document], tagger: str) -> float:
    """Return how many characters are extracted in a CPU second, the first document aside, which loads what is lazy."""
    knowledge = load_knowledge(tagger=tagger)
    extract(documents[0], knowledge)
    start = time.process_time()
    for document in documents[1:]:
        extract(document, knowledge)
    return sum(len(document.text) for document in documents[1:]) / (time.process_time() - start)


def main(arguments: list[str] | None = None) -> int:
    """Print a table for each folder."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.tagger", description="A second opinion on names beside none."
    )
    parser.add_argument("folders", nargs="*", type=Path, default=[DEV], metavar="FOLDER")
    parser.add_argument("--taggers", nargs="+", default=TAGGERS, metavar="NAME", help="the first is the peer")
    given = parser.parse_args(arguments)
    try:
        for tagger in given.taggers:
            load_tagger(tagger)
        for folder in given.folders:
            _table(folder, given.taggers)
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _table(folder: Path, taggers: Sequence[str]) -> None:
    peer, documents = scored(folder, taggers[0])
    speed = rate(documents, taggers[0])
    characters = sum(len(document.text) for document in documents)
    sys.stdout.write(f"{folder}: {len(documents)} articles, {characters:,} characters\n")
    _say("", "", "precision", "recall", "F1", "F1 ±", "right ±", "wrong ±")
    for tagger in taggers:
        scores = peer if tagger == taggers[0] else scored(folder, tagger)[0]
        for part in ("entities", "claims", "values"):
            ours, theirs = getattr(scores, part), getattr(peer, part)
            figures = [f"{figure:.3f}" for figure in (ours.precision, ours.recall, ours.f1)]
            changes = [
                f"{ours.f1 - theirs.f1:+.3f}",
                f"{ours.right - theirs.right:+}",
                f"{ours.wrong - theirs.wrong:+}",
            ]
            _say(tagger, part, *figures, *changes)
    for tagger in taggers:
        own = speed if tagger == taggers[0] else rate(documents, tagger)
        _say(tagger, "chars/s", f"{own:,.0f}", f"{speed / own:.1f} ×")


def _say(*cells: str) -> None:
    sys.stdout.write((f"{cells[0]:8}{cells[1]:10}" + "".join(f"{cell:>10}" for cell in cells[2:])).rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
