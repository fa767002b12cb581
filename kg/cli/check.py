"""`kg check`: is a built graph sound, and is every quote still what its source says?"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DerivedOption, JsonOption, OntologyOption, concluded, counted, print_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.check import Finding
    from kg.model import GraphRecords

_SHOWN = 20  # findings of one check that are listed


def check(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Output folder of kg build.")] = Path("out"),
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            "--sources", "-s", metavar="PATH", help="What it was built from: read again and compare; repeatable."
        ),
    ] = None,
    shacl: Annotated[
        bool, typer.Option("--shacl", help="Check ontology/shapes.ttl too (needs the extra kg[shacl]).")
    ] = False,
    derived: DerivedOption = False,
    ontology: OntologyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a built graph: quotes, offsets, ids, classes, relations, values. Leaves with 1 when something is wrong.

    Every quote is cut anew from the text of its document as it was received.

    Example:
        kg check out

    Example:
        kg check out --sources seeds/articles --shacl --json
    """
    from kg import ontology as ontologies
    from kg.check import check_files, check_records, check_shapes, check_sources
    from kg.errors import InputError
    from kg.store import Store, locate

    if derived and not shacl:
        raise InputError("--derived goes with --shacl")
    known = ontologies.load(ontology)
    with Store.open(folder) as store:
        records, strays = store.records(), store.strays()
    findings = [*check_records(records, known), *(_stray(claim) for claim in strays)]
    if not any(one.check == "dangling" for one in findings):  # what leads nowhere cannot be written either
        findings += check_files(locate(folder).parent, records)
    if sources:
        findings += check_sources(sources, records)
    if shacl:
        findings += check_shapes(records, known, concluded(records, known, ontology, None, derived=derived))
    counts = _counts(records)
    if as_json:
        problems = [{"check": one.check, "where": one.where, "what": one.what} for one in findings]
        print_json({"sound": not findings, "checked": counts, "shacl": shacl, "problems": problems})
    else:
        for line in _lines(folder, counts, findings):
            typer.echo(line)
    if findings:
        raise typer.Exit(1)


def _stray(claim: str) -> Finding:
    from kg.check import Finding

    return Finding("evidence", f"claim {claim}", "has evidence in the store but is not there itself")


def _counts(records: GraphRecords) -> dict[str, int]:
    return {
        "documents": len(records.documents),
        "entities": len(records.entities),
        "mentions": len(records.mentions),
        "claims": len(records.claims),
        "evidence": sum(len(claim.evidence) for claim in records.claims),
    }


def _lines(folder: Path, counts: dict[str, int], findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the report for people: what was checked, then the faults by check."""
    from kg.check import CHECKS

    told = ", ".join(
        (
            counted(counts["documents"], "document"),
            counted(counts["entities"], "entity", "entities"),
            counted(counts["mentions"], "mention"),
            counted(counts["claims"], "claim"),
            f"{counted(counts['evidence'], 'quote')}",
        )
    )
    yield f"{folder}: {told}"
    for name, group in groupby(sorted(findings), key=lambda one: one.check):
        same = list(group)
        yield ""
        yield f"{name}: {CHECKS[name]}"
        for one in same[:_SHOWN]:
            yield f"  {one.where}: {one.what}"
        if len(same) > _SHOWN:
            yield f"  … and {len(same) - _SHOWN:,} more; --json lists all"
    if not findings:
        yield "sound: no problems"
        return
    yield ""
    by_check = Counter(one.check for one in findings)
    shares = ", ".join(f"{number:,} {name}" for name, number in sorted(by_check.items()))
    yield f"{counted(len(findings), 'problem')}: {shares}"
