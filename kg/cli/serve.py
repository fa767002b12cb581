"""`kg serve`: a built graph over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import GazetteerOption, OntologyOption, QuietOption, WithoutGazetteerOption, counted, named_path

if TYPE_CHECKING:
    from kg.view.drawing import Json

_MB = 1024 * 1024


def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", parser=named_path, help="Output folder of kg build.")] = Path(
        "out"
    ),
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 0.0.0.0 serves the whole network.")
    ] = "127.0.0.1",
    base: Annotated[
        str | None, typer.Option("--base", metavar="IRI", help="What the IRIs of entities and claims begin with.")
    ] = None,
    derived: Annotated[bool, typer.Option("--derived", help="Include what the ontology's rules conclude.")] = False,
    seconds: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a request may take.")] = 10.0,
    rows: Annotated[int, typer.Option("--rows", min=1, help="Rows that an answer may have.")] = 100_000,
    memory: Annotated[
        int, typer.Option("--memory", min=64, help="Megabytes that a request may take besides the graph.")
    ] = 1024,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes for quick requests; as many for slow ones.")
    ] = None,
    queue: Annotated[int, typer.Option("--queue", min=1, help="Requests that may wait; more get 503.")] = 64,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", metavar="ORIGIN", help="Whose pages may read answers; * (default), none, or repeat it."),
    ] = None,
    without_gazetteer: WithoutGazetteerOption = False,
    gazetteer: GazetteerOption = None,
    ontology: OntologyOption = None,
    quiet: QuietOption = False,
) -> None:
    """Serve a graph: its page, SPARQL at /sparql with an editor, every entity and claim at its own address.

    Example:
        kg serve out --port 8000
    """
    from kg.errors import InputError
    from kg.serve import Limits, Settings
    from kg.serve import serve as run

    if base is not None and not base.startswith(("http://", "https://")):
        raise InputError(f"--base {base}: give an IRI that begins with http:// or https:// and ends in / or #")
    limits = Limits(seconds=seconds, rows=rows, memory_bytes=memory * _MB, queue=queue)
    if workers is not None:
        limits = Limits(seconds=seconds, rows=rows, memory_bytes=memory * _MB, queue=queue, workers=workers)
    origins = tuple(one for one in cors or ["*"] if one != "none")
    settings = Settings(
        folder=folder,
        host=host,
        port=port,
        base=base if base is None or base.endswith(("/", "#")) else base + "/",
        derived=derived,
        background=not without_gazetteer,
        ontology=ontology,
        gazetteer=tuple(gazetteer or ()),
        cors=origins,
        log=not quiet,
        limits=limits,
    )

    def ready(address: str, about: dict[str, Json]) -> None:
        typer.echo(f"{counted(int(str(about['triples'])), 'triple')} of {folder}; end with Ctrl-C")
        typer.echo(f"graph      {address}/")
        typer.echo(f"SPARQL     {address}/sparql")
        typer.echo(f"reconcile  {address}/reconcile")

    run(settings, None if quiet else ready)
