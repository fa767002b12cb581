"""`kg evaluate`: the scores of a graph against gold files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import GazetteerOption, JobsOption, JsonOption, OntologyOption, print_json, shown_progress, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evaluate import Scores, Tally


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with NAME.gold.json and NAME.txt.")],
    folder: Annotated[
        Path | None,
        typer.Option("--in", "-i", "--out", metavar="DIR", help="Score the graph in this output folder, build none."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every missed and every wrong item.")] = False,
    jobs: JobsOption = 1,
    gazetteer: GazetteerOption = None,
    ontology: OntologyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare a graph with what careful readers wrote down: precision, recall and F1 of entities, claims and values.

    Without --in the texts of the folder are read first; nothing is written.

    Example:
        kg evaluate tests/gold --errors
    """
    from kg import evaluate as evaluation
    from kg import ontology as words
    from kg.errors import InputError

    problems: tuple[str, ...] = ()
    if folder is not None:
        scores = evaluation.evaluate(gold, folder, words.load(ontology))
    else:
        from kg import pipeline

        texts = sorted(gold.glob("*.txt"))
        if not texts:
            raise InputError(f"{gold}: holds no texts (NAME.txt); give a gold corpus, or a graph with --in")
        with shown_progress(quiet=as_json) as progress:
            made = pipeline.build(texts, jobs=jobs, gazetteer=gazetteer or (), ontology=ontology, progress=progress)
        problems = made.problems
        scores = evaluation.evaluate(gold, made.records, made.ontology)
    for problem in problems:
        warn(problem)
    if as_json:
        mistakes = [mistake.as_dict() for one in scores.documents for mistake in one.mistakes]
        print_json(scores.as_dict() | ({"mistakes": mistakes} if errors else {}))
    else:
        for line in _lines(scores, errors=errors):
            typer.echo(line)
    if problems:
        raise typer.Exit(1)


def _lines(scores: Scores, *, errors: bool) -> Iterator[str]:
    yield f"{'':18} {'precision':>9} {'recall':>7} {'F1':>7} {'right':>6} {'wrong':>6} {'missed':>6}"
    for name, tally in (("entities", scores.entities), ("claims", scores.claims), ("values", scores.values)):
        yield _row(name, tally)
    yield f"claims, mean of F1 over {len(scores.documents)} documents: {scores.macro_f1:.3f}"
    yield ""
    for name, tally in scores.predicates.items():
        yield _row(name, tally)
    yield ""
    for one in scores.documents:
        yield _row(one.document, one.claims)
    if errors:
        for one in scores.documents:
            for mistake in one.mistakes:
                quote = f"  “{' '.join(mistake.quote.split())}”" if mistake.quote else ""
                yield f"{mistake.document}: {mistake.kind} {mistake.item}: {' '.join(mistake.parts)}{quote}"


def _row(name: str, tally: Tally) -> str:
    figures = f"{tally.precision:>9.3f} {tally.recall:>7.3f} {tally.f1:>7.3f}"
    return f"{name:18} {figures} {tally.right:>6} {tally.wrong:>6} {tally.missed:>6}"
