"""`kg export`: a built graph in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import (
    DerivedOption,
    OntologyOption,
    QuietOption,
    RuleOption,
    WithoutGazetteerOption,
    concluded,
    load_records,
)


def export(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="File to write; - for standard output.")],
    folder: Annotated[Path, typer.Option("--in", "-i", metavar="DIR", help="Output folder of kg build.")] = Path("out"),
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="ttl, nt, nq, trig, jsonld, rdfxml, dataset, claims, entities, graphml, gexf, csv or parquet;"
            " by default what the file's name means.",
        ),
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", metavar="IRI", help="RDF: what the IRIs of entities and claims begin with.")
    ] = None,
    with_ontology: Annotated[bool, typer.Option("--with-ontology", help="RDF: put the ontology in front.")] = False,
    derived: DerivedOption = False,
    rule: RuleOption = None,
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="RDF: claims, rdf12 (triple terms) or nanopub.")
    ] = "claims",
    without_gazetteer: WithoutGazetteerOption = False,
    ontology: OntologyOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the graph as RDF, as a network for Gephi or Cytoscape, or as a table.

    Example:
        kg export --in out --format graphml --out graph.graphml

    Example:
        kg export --out graph.nt --base https://data.example.org/
    """
    from kg import export as exports
    from kg import ontology as ontologies
    from kg.errors import InputError

    name = form or exports.format_of(out)
    if name is None:
        raise InputError(f"{out}: its name does not tell the format; give --format: {', '.join(exports.FORMATS)}")
    known = ontologies.load(ontology)
    records = load_records(folder, background=not without_gazetteer)
    facts = concluded(records, known, ontology, rule, derived=derived)
    pieces = exports.stream(
        records, known, name, base=base, with_ontology=with_ontology, derived=facts, profile=profile
    )
    if str(out) == "-":
        for piece in pieces:
            typer.echo(piece, nl=False)
        return
    size = exports.write(out, pieces)
    if not quiet:
        typer.echo(f"{out}: {exports.FORMATS[name].about}, {size:,} bytes")
