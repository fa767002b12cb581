"""`kg build`: articles in, a folder with the graph out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import (
    GazetteerOption,
    JobsOption,
    JsonOption,
    OntologyOption,
    QuietOption,
    TaggerOption,
    counted,
    named_path,
    print_json,
    shown_progress,
    warn,
)

if TYPE_CHECKING:
    from kg.pipeline import Build


def build(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", parser=named_path, help="Articles: files, or folders of files.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write into.")] = Path("out"),
    jobs: JobsOption = 1,
    gazetteer: GazetteerOption = None,
    ontology: OntologyOption = None,
    tagger: TaggerOption = "jieba",
    with_gazetteer: Annotated[
        bool, typer.Option("--with-gazetteer", help="Add the whole gazetteer, not only the units above those named.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", "-k", help="Go on without an extractor of another package that fails.")
    ] = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read articles and write their graph: a page to open, RDF, claims and entities as JSON lines, a report, a store.

    A file that cannot be read is named on standard error and left out (exit code 1); so is a failing extractor of
    another package with --keep-going, else it is an error.

    Example:
        kg build seeds/articles --out out
    """
    from kg import pipeline

    with shown_progress(quiet=quiet or as_json) as progress:
        made = pipeline.build(
            paths,
            out,
            jobs=jobs,
            gazetteer=gazetteer or (),
            ontology=ontology,
            tagger=tagger,
            whole_gazetteer=with_gazetteer,
            skip_extractors=keep_going,
            progress=progress,
        )
    for problem in made.problems:
        warn(problem)
    if as_json:
        print_json(_summary(made, out))
    elif not quiet:
        for line in _lines(made, out):
            typer.echo(line)
    if made.problems:
        raise typer.Exit(1)


def _summary(made: Build, out: Path) -> dict[str, object]:
    from kg.pipeline import FILES

    return {
        "documents": len(made.records.documents),
        "entities": len(made.records.entities),
        "mentions": len(made.records.mentions),
        "unlinked": _unlinked(made),
        "claims": len(made.records.claims),
        "claims_of_articles": _stated(made),
        "problems": list(made.problems),
        "files": {name: str(out / name) for name in FILES},
    }


def _lines(made: Build, out: Path) -> list[str]:
    from kg.pipeline import FILES

    page, *others = FILES
    stated = _stated(made)
    background = len(made.records.claims) - stated
    lines = [
        f"{counted(len(made.records.documents), 'document')} read"
        + (f", {counted(len(made.problems), 'problem')}" if made.problems else ""),
        f"{counted(stated, 'claim')} with evidence"
        + (f", {counted(background, 'background or derived one')}" if background else "")
        + f", between {counted(len(made.records.entities), 'entity', 'entities')}",
    ]
    if _unlinked(made):
        lines.append(f"{counted(_unlinked(made), 'mention')} left unlinked, with reasons in {out / 'report.html'}")
    lines.append(f"also in {out}: {', '.join(others)}")
    lines.append(f"open {out / page}")
    return lines


def _stated(made: Build) -> int:
    return sum(claim.origin == "article" for claim in made.records.claims)


def _unlinked(made: Build) -> int:
    return sum(mention.entity is None for mention in made.records.mentions)
