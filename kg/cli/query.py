"""`kg query`: a SPARQL query, or a question that is shipped, answered from a built graph."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import (
    DerivedOption,
    OntologyOption,
    RuleOption,
    WithoutGazetteerOption,
    concluded,
    load_records,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 200  # columns of a table that does not go to a terminal


def query(
    sparql: Annotated[str | None, typer.Argument(metavar="[SPARQL]", help="The query; prefixes are supplied.")] = None,
    folder: Annotated[Path, typer.Option("--in", "-i", metavar="DIR", help="Output folder of kg build.")] = Path("out"),
    file: Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="A file with the query.")] = None,
    named: Annotated[str | None, typer.Option("--named", "-n", metavar="NAME", help="A shipped question.")] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the shipped question; repeatable."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table, csv, tsv, json, xml; for graphs also ttl, nt.")
    ] = "table",
    listed: Annotated[bool, typer.Option("--list", help="List the shipped questions.")] = False,
    derived: DerivedOption = False,
    rule: RuleOption = None,
    without_gazetteer: WithoutGazetteerOption = False,
    ontology: OntologyOption = None,
) -> None:
    """Ask the graph with SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE. Ctrl-C stops a slow query at once.

    Example:
        kg query 'SELECT ?road ?km WHERE { ?road kg:lengthKm ?km }' --in out

    Example:
        kg query --named shared-projects --param division=第六师
    """
    if listed:
        typer.echo(_list(ontology))
        return
    text = _text(sparql, file, named, param or [], ontology)
    from kg import ontology as ontologies
    from kg.query import open_graph

    known = ontologies.load(ontology)
    records = load_records(folder, background=not without_gazetteer)
    with _stoppable():
        facts = concluded(records, known, ontology, rule, derived=derived)
        answer = open_graph(records, known, derived=facts).query(text)
    typer.echo(answer.write(form, _width()), nl=False)


def _text(
    sparql: str | None, file: Path | None, named: str | None, parameters: list[str], ontology: Path | None
) -> str:
    from kg.errors import InputError
    from kg.query import shipped

    if sum(given is not None for given in (sparql, file, named)) != 1:
        raise InputError("give one query: as an argument, with --file, or with --named (kg query --list shows them)")
    if parameters and named is None:
        raise InputError("--param goes with --named")
    if named is not None:
        return shipped(named, _parameters(parameters), ontology)
    if file is None:
        return sparql or ""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: is not UTF-8 text") from error


def _parameters(given: list[str]) -> dict[str, str]:
    from kg.errors import InputError

    values = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise InputError(f"--param {one!r} is not NAME=VALUE")
        values[name.strip()] = value
    return values


def _list(ontology: Path | None) -> str:
    from kg.query import shipped_queries

    lines = []
    for question in shipped_queries(ontology).values():
        lines += [question.name, f"  {question.questions['zh']}", f"  {question.questions['en']}"]
        for parameter in question.parameters:
            default = f" (default: {parameter.default})" if parameter.default else ""
            lines.append(f"  --param {parameter.name}=…  {parameter.about}{default}")
        lines.append("")
    return "\n".join(lines).rstrip()


def _width() -> int:
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the process at once: the engine does not come back to Python while it works."""
    before = {one: signal.signal(one, signal.SIG_DFL) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
