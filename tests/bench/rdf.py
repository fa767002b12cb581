"""RDF and SPARQL beside rdflib: `python -m tests.bench.rdf [--size TRIPLES …] [--shipped]`.

Makes a graph of the real shape, loads it, writes it and asks it, with kg and with rdflib in the same run, and prints
CPU seconds and ratios. Both must give the same answers, as multisets of rows, or it ends with exit code 1. Ten million
triples take rdflib some 13 GB and half an hour; `--alone` leaves it out.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg.export import ntriples
from kg.export.iris import Terms
from kg.export.serialise import turtle_pieces
from kg.ontology import load
from kg.query import open_graph, shipped, shipped_queries
from tests.bench.graphs import graph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import rdflib

    from kg.model import GraphRecords
    from kg.ontology import Ontology
    from kg.query import QueryGraph

T = TypeVar("T")
Rows = Counter[tuple[tuple[str, str, str] | None, ...]]
EVIDENCE = "evidence of an edge"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_XSD_STRING = f"{_XSD}string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_ENOUGH = 0.1  # CPU seconds after which a query is not asked again


@dataclass(frozen=True, slots=True)
class Timing:
    """CPU seconds of one thing.

    Attributes:
        name: What was done.
        memory: kg, triples in memory.
        disk: kg, triples on disk; the same as `memory` where that makes no difference.
        peer: rdflib, in memory; 0 when it was left out.
    """

    name: str
    memory: float
    disk: float
    peer: float


def questions(records: GraphRecords, base: str) -> dict[str, str]:
    """Return the eight questions by name, about things in the midst of the graph."""
    links = [claim for claim in records.claims if claim.object and claim.evidence]
    edge = links[len(links) // 2]
    subject, target = f"<{base}{edge.subject}>", f"<{base}{edge.object}>"
    within = next(str(claim.object) for claim in records.claims if claim.predicate == "locatedIn")
    roads = [entity.id for entity in records.entities if entity.type == "Road"]
    road = f"<{base}{roads[len(roads) // 2]}>"
    return {
        "star of one thing": f"SELECT ?p ?o WHERE {{ {road} ?p ?o }}",
        EVIDENCE: f"""SELECT ?sentence ?start ?document WHERE {{
            ?claim rdf:subject {subject} ; rdf:predicate kg:{edge.predicate} ; rdf:object {target} ;
              prov:wasDerivedFrom ?evidence .
            ?evidence oa:exact ?sentence ; oa:start ?start ; prov:wasQuotedFrom/dcterms:identifier ?document }}""",
        "two hops": "SELECT ?a ?c WHERE { ?a kg:builds ?b . ?b kg:crosses ?c }",
        "count by class": "SELECT ?class (COUNT(?thing) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class",
        "count by relation and status": """SELECT ?p ?status (COUNT(*) AS ?n) WHERE {
            ?claim rdf:predicate ?p ; kg:status ?status } GROUP BY ?p ?status""",
        "a word in sentences": 'SELECT ?e WHERE { ?e oa:exact ?text . FILTER CONTAINS(?text, "吉彩红旗") }',
        "planned and rather sure": """SELECT ?claim ?name WHERE {
            ?claim kg:status kg:planned ; kg:confidence ?sure ; rdf:predicate kg:builds ; rdf:object ?work .
            ?work skos:prefLabel ?name FILTER (?sure > 0.9 && LANG(?name) = "zh") }""",
        "all that lies within": f"SELECT ?thing WHERE {{ ?thing kg:locatedIn+ <{base}{within}> }}",
    }


def ours(rows: Sequence[Sequence[object]]) -> Rows:
    """Return kg's rows so that they can be compared."""
    return Counter(tuple(_term(term) for term in row) for row in rows)


def theirs(rows: Sequence[Sequence[object]]) -> Rows:
    """Return rdflib's rows so that they can be compared."""
    return Counter(tuple(_peer_term(term) for term in row) for row in rows)


def run(size: int, ontology: Ontology, *, all_shipped: bool = False, alone: bool = False) -> tuple[list[Timing], bool]:
    """Measure at one size.

    Args:
        size: About how many triples.
        ontology: The shipped one.
        all_shipped: Whether to compare the answers to every shipped query too.
        alone: Whether to leave rdflib out.

    Returns:
        What was measured, and whether all answers agree.
    """
    import rdflib

    records = graph(size, ontology)
    timings, agree = [], True
    with tempfile.TemporaryDirectory() as folder:
        memory, quick = _timed(lambda: open_graph(records, ontology))
        disk, slow = _timed(lambda: open_graph(records, ontology, disk=Path(folder) / "store"))
        _say(f"{len(memory):,} triples: {len(records.documents):,} documents, {len(records.entities):,} entities, ")
        _say(f"{len(records.claims):,} claims\n")
        peer, took = rdflib.Graph(bind_namespaces="none"), 0.0
        text = ntriples(records, ontology, with_ontology=True)
        if not alone:
            _, took = _timed(partial(peer.parse, data=text, format="nt"))
        timings.append(Timing("load N-Triples", _loaded(text), _loaded(text, Path(folder) / "other"), took))
        timings.append(Timing("the same from records", quick, slow, took))
        peer.query("ASK {}")  # its grammar is made at the first query
        for prefix, iri in Terms(ontology).prefixes.items():
            peer.bind(prefix, iri)
        _, written = _timed(lambda: sum(map(len, turtle_pieces(records, ontology))))
        _, took = (None, 0.0) if alone else _timed(lambda: len(peer.serialize(format="turtle", encoding="utf-8")))
        timings.append(Timing("write Turtle", written, written, took))
        asked = {name: (sparql, True) for name, sparql in questions(records, ontology.base).items()}
        if all_shipped:
            asked |= {f"shipped: {name}": (shipped(name), False) for name in shipped_queries()}
        for name, (sparql, timed) in asked.items():
            mine, fast = _timed(partial(_asked, memory, sparql), again=True)
            from_disk, slow = _timed(partial(_asked, disk, sparql), again=True)
            wanted, took = ([], 0.0) if alone else _timed(partial(_answered, peer, sparql), again=timed)
            if ours(mine) != ours(from_disk) or (not alone and ours(mine) != theirs(wanted)):
                agree = False
                _say(f"{name}: the answers differ\n")
            timings.append(Timing(name, fast, slow, took))
    return timings, agree


def report(timings: list[Timing]) -> str:
    """Return the timings as a table, with the geometric mean over the eight questions."""
    lines = [f"{'CPU seconds':<30}{'rdflib':>11}{'memory':>11}{'ratio':>8}{'disk':>11}{'ratio':>8}"]
    for one in timings:
        times = f"{one.peer:>11.4f}{one.memory:>11.5f}{one.peer / one.memory:>7.1f}x"
        lines.append(f"{one.name:<30}{times}{one.disk:>11.5f}{one.peer / one.disk:>7.1f}x")
    eight = [one for one in timings[3:] if not one.name.startswith("shipped: ")]
    in_memory, on_disk = (
        math.exp(sum(math.log(max(one.peer, 1e-9) / time) for one, time in zip(eight, times, strict=True)) / len(eight))
        for times in ([one.memory for one in eight], [one.disk for one in eight])
    )
    lines.append(f"{'geometric mean of the eight':<30}{'':>22}{in_memory:>7.1f}x{'':>11}{on_disk:>7.1f}x")
    return "\n".join(lines) + "\n"


def _loaded(text: bytes, folder: Path | None = None) -> float:
    """Return the CPU seconds that kg's engine takes to load N-Triples, as rdflib does."""
    import pyoxigraph as ox

    store = ox.Store(folder)
    load = store.load if folder is None else store.bulk_load
    return _timed(partial(load, text, ox.RdfFormat.N_TRIPLES, lenient=True))[1]


def _asked(answer: QueryGraph, sparql: str) -> Sequence[Sequence[object]]:
    return answer.query(sparql).rows


def _answered(peer: rdflib.Graph, sparql: str) -> Sequence[Sequence[object]]:
    rows: Any = peer.query(sparql)
    return list(rows)


def _timed(work: Callable[[], T], *, again: bool = False) -> tuple[T, float]:
    """Return what work gives and the CPU seconds it took; the least of several runs when it may be done again."""
    spent, best = 0.0, math.inf
    while True:
        before = time.process_time()
        done = work()
        took = time.process_time() - before
        spent += took
        if took > 0:  # on a virtual machine the clock may stand still for a moment
            best = min(best, took)
        if not again or spent > _ENOUGH:
            return done, best if best < math.inf else time.get_clock_info("process_time").resolution


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and return the exit code: 1 when answers differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, action="append", help="triples; repeatable; default 100000 and 1000000")
    parser.add_argument("--shipped", action="store_true", help="ask every shipped query too")
    parser.add_argument("--alone", action="store_true", help="leave rdflib out")
    chosen = parser.parse_args(arguments)
    gc.set_threshold(100_000, 50, 100)  # as `kg` does
    sound = True
    for size in chosen.size or (100_000, 1_000_000):
        timings, agree = run(size, load(), all_shipped=chosen.shipped, alone=chosen.alone)
        _say(report(timings) + "\n")
        sound = sound and agree
    return 0 if sound else 1


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _term(term: object) -> tuple[str, str, str] | None:
    import pyoxigraph as ox

    if term is None:
        return None
    if isinstance(term, ox.Literal):
        return term.value, term.language or "", _kind(term.datatype.value)
    return str(getattr(term, "value", term)), "", ""


def _peer_term(term: object) -> tuple[str, str, str] | None:
    import rdflib

    if term is None:
        return None
    if isinstance(term, rdflib.Literal):
        return str(term), term.language or "", "" if term.language else _kind(str(term.datatype or ""))
    return str(term), "", ""


def _kind(datatype: str) -> str:
    """Return a datatype to compare by: the engine keeps every kind of integer as `xsd:integer`."""
    return {_XSD_STRING: "", _LANGUAGE: "", f"{_XSD}nonNegativeInteger": f"{_XSD}integer"}.get(datatype, datatype)


if __name__ == "__main__":
    sys.exit(main())
