"""`kg view`: the page of a graph that was built before, written anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import InOption, OntologyOption, QuietOption, WithoutGazetteerOption, load_records


def view(
    folder: InOption = Path("out"),
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Page to write.")] = Path("graph.html"),
    title: Annotated[str, typer.Option("--title", help="Title of the page.")] = "",
    language: Annotated[str, typer.Option("--language", help="Language in which the page opens: zh or en.")] = "zh",
    with_text: Annotated[
        bool | None,
        typer.Option("--with-text/--without-text", help="Pack the articles' text; by default when it is short."),
    ] = None,
    without_gazetteer: WithoutGazetteerOption = False,
    ontology: OntologyOption = None,
    show: Annotated[bool, typer.Option("--show", help="Open the page in the browser.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Write the page that shows a graph: one HTML file that needs no network.

    Example:
        kg view --in out --out graph.html --language en
    """
    from kg import export, view
    from kg import ontology as ontologies
    from kg.errors import InputError

    if language not in view.LANGUAGES:
        raise InputError(f"--language {language}: choose one of {', '.join(view.LANGUAGES)}")
    known = ontologies.load(ontology)
    records = load_records(folder, background=not without_gazetteer)
    page = view.page(records, known, title=title, with_text=with_text, language=language, ontology_dir=ontology)
    export.write(out, page.encode())
    if not quiet:
        typer.echo(f"open {out}")
    if show:
        import webbrowser

        webbrowser.open(out.resolve().as_uri())
