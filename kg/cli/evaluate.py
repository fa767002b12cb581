"""`kg evaluate`: the scores of a graph against gold files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import (
    GazetteerOption,
    JobsOption,
    JsonOption,
    OntologyOption,
    TaggerOption,
    print_json,
    shown_progress,
    warn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evaluate import Comparison, Scores, Tally


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD_DIR", help="Folders with NAME.gold.json and NAME.txt.")],
    folder: Annotated[
        Path | None,
        typer.Option("--in", "-i", "--out", metavar="DIR", help="Score the graph in this output folder, build none."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every missed and every wrong item.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with every article, marked.")
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option("--compare", metavar="RUN", help="Say what was won and lost since a saved --json --errors."),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option("--calibrate", metavar="FILE", help="Write how often each rule is right: confidence.csv."),
    ] = None,
    jobs: JobsOption = 1,
    gazetteer: GazetteerOption = None,
    ontology: OntologyOption = None,
    tagger: TaggerOption = "jieba",
    as_json: JsonOption = False,
) -> None:
    """Compare a graph with what careful readers wrote down: precision, recall and F1 of entities, claims and values.

    Without --in the texts of the folders are read first.

    Example:
        kg evaluate tests/gold --errors

    Example:
        kg evaluate tests/gold tests/gold/dev --calibrate ontology/confidence.csv
    """
    from kg import evaluate as evaluation
    from kg import export as exports
    from kg import ontology as words

    problems: tuple[str, ...] = ()
    if folder is not None:
        known = words.load(ontology)
        scores = evaluation.evaluate(gold, folder, known)
    else:
        from kg import pipeline

        texts = _texts(gold)
        with shown_progress(quiet=as_json) as progress:
            made = pipeline.build(
                texts, jobs=jobs, gazetteer=gazetteer or (), ontology=ontology, tagger=tagger, progress=progress
            )
        problems, known = made.problems, made.ontology
        scores = evaluation.evaluate(gold, made.records, known)
    compared = evaluation.versus(scores, run) if run else None
    for problem in problems:
        warn(problem)
    if html is not None:
        page = evaluation.evaluation_page(scores, evaluation.texts_of(gold), known)
        exports.write(html, page.encode())
    if table is not None:
        exports.write(table, evaluation.confidence_table(scores, gold).encode())
    if as_json:
        mistakes = [mistake.as_dict() for one in scores.documents for mistake in one.mistakes]
        print_json(
            scores.as_dict()
            | ({"mistakes": mistakes} if errors else {})
            | ({"compared": compared.as_dict()} if compared else {})
        )
    else:
        for line in (*_lines(scores, errors=errors), *(_changes(compared) if compared else ())):
            typer.echo(line)
    if problems:
        raise typer.Exit(1)


def _texts(folders: list[Path]) -> list[Path]:
    from kg.errors import InputError

    texts: list[Path] = []
    for folder in folders:
        own = sorted(folder.glob("*.txt"))
        if not own:
            raise InputError(f"{folder}: holds no texts (NAME.txt); give a gold corpus, or a graph with --in")
        texts += own
    return texts


def _changes(compared: Comparison) -> Iterator[str]:
    yield ""
    for one in compared.changes:
        pairs = (("precision", one.precision), ("recall", one.recall), ("F1", one.f1))
        yield f"{one.part:18} " + "  ".join(f"{name} {old:.3f} → {new:.3f}" for name, (old, new) in pairs)
    for word, items in (("won", compared.won), ("lost", compared.lost)):
        for document, item, kind, parts in items:
            yield f"{word}: {document}: {kind} {item}: {' '.join(parts)}"
    yield f"{len(compared.won)} won, {len(compared.lost)} lost"
    if compared.left_out:
        yield f"not in both runs: {', '.join(compared.left_out)}"


def _lines(scores: Scores, *, errors: bool) -> Iterator[str]:
    yield f"{'':18} {'precision':>9} {'recall':>7} {'F1':>7} {'right':>6} {'wrong':>6} {'missed':>6}"
    for name, tally in (("entities", scores.entities), ("claims", scores.claims), ("values", scores.values)):
        yield _row(name, tally)
    yield f"claims, mean of F1 over {len(scores.documents)} documents: {scores.macro_f1:.3f}"
    linked = scores.links.right + scores.links.wrong
    yield f"names linked to what the gold says: {scores.links.right} of {linked} ({scores.links.precision:.3f})"
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
