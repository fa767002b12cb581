"""What commands share: the options that mean the same everywhere, and how things are printed."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export import Derived
    from kg.model import GraphRecords
    from kg.ontology import Ontology
    from kg.pipeline import Progress

InOption = Annotated[Path, typer.Option("--in", "-i", metavar="DIR", help="Output folder of kg build.")]
GazetteerOption = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", metavar="DIR", help="Folder with further seeds besides the shipped ones; repeatable."),
]
OntologyOption = Annotated[
    Path | None, typer.Option("--ontology", metavar="DIR", help="Folder of another ontology than the shipped one.")
]
WithoutGazetteerOption = Annotated[
    bool, typer.Option("--without-gazetteer", help="Leave out the gazetteer's claims: only what articles say.")
]
TaggerOption = Annotated[
    str,
    typer.Option(
        "--tagger", metavar="NAME", help="jieba, or lac for a second opinion on names (slower; needs the extra lac)."
    ),
]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many processes extract.")]
DerivedOption = Annotated[bool, typer.Option("--derived", help="RDF: include what the ontology's rules conclude.")]
RuleOption = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="NAME", help="RDF: include what this rule of ontology/rules concludes; repeatable."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def load_records(folder: Path, *, background: bool = True) -> GraphRecords:
    """Return the graph of an output folder, with or without what it holds from the gazetteer.

    Raises:
        StoreError: There is none, or another version wrote it.
    """
    from kg.store import Store

    with Store.open(folder) as store:
        records = store.records()
    if background:
        return records
    from kg.assemble import without_background

    return without_background(records)


def concluded(
    records: GraphRecords, known: Ontology, folder: Path | None, chosen: list[str] | None, *, derived: bool
) -> tuple[Derived, ...]:
    """Return what rules conclude from a graph: all that are not on demand with `derived`, and those chosen by name.

    Args:
        records: The graph.
        known: Its ontology.
        folder: The ontology's folder; the shipped one by default.
        chosen: Names of rules.
        derived: Whether to apply the rules that are not on demand.

    Raises:
        InputError: There is no rule of a name.
    """
    from kg.export import derive, rules

    names = [*(chosen or ()), *(name for name, rule in rules(folder).items() if derived and not rule.on_demand)]
    return derive(records, known, names, folder) if names else ()


def print_json(value: object) -> None:
    """Print a value as indented JSON, Chinese as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def warn(line: str) -> None:
    """Print a line about something that went wrong."""
    typer.echo(f"kg: {line}", err=True)


def named_path(value: str) -> Path:
    """Return a path as given; an empty one would mean the current folder, which nobody who writes "" wants.

    Raises:
        BadParameter: When it is empty, as an unset shell variable leaves it.
    """
    if not value:
        raise typer.BadParameter("an empty path; name a file or folder (is a variable unset?)")
    return Path(value)


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 document`, `2 documents`, `1,234 entities`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress | None]:
    """Give a progress callback that draws bars on standard error when it is a terminal, else None."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield show
