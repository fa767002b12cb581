"""The snapshot: a process that loads a graph once and forks workers that share its memory.

`python -m kg.serve.snapshot REPORT ORDERS`, where both are descriptors of local sockets, started by `kg.serve.pool`.
Nothing of it is ever written: a rebuilt graph is another process. It has no threads, so that a fork is a whole copy.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.serve.frames import pack, unpack
from kg.serve.settings import Limits, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.serve.worker import Desk
    from kg.view.drawing import Json

_REAP_EVERY = 1.0  # seconds
_NICE = 10  # how far slow work stands back


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A loaded graph.

    Attributes:
        desk: Answers jobs from it.
        about: What the server has to know of it.
        pages: Pages that are the same for everybody: name → bytes.
    """

    desk: Desk
    about: dict[str, Json]
    pages: dict[str, bytes]


def load(settings: Settings) -> Snapshot:
    """Load the graph of an output folder, the gazetteer and the pages.

    Raises:
        KgError: The store is missing, of another version or locked; or seeds or ontology are wrong.
    """
    import pyoxigraph as ox

    from kg import __version__, export, gazetteer, ontology, view
    from kg.assemble import without_background
    from kg.export.rdf import ontology_triples
    from kg.query import open_graph
    from kg.resources import ontology_dir
    from kg.serve.describe import Thing
    from kg.serve.pages import Pages
    from kg.serve.reconcile import Reconciler
    from kg.serve.worker import Desk
    from kg.store import Store

    known = ontology.load(settings.ontology)
    with Store.open(settings.folder) as store:
        records = store.records()
    if not settings.background:
        records = without_background(records)
    derived = export.derive(records, known, folder=settings.ontology) if settings.derived else ()
    graph = open_graph(records, known, settings.base, derived)
    home = ox.NamedNode(known.namespace.rstrip("#/"))
    graph.store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, home) for t in ontology_triples(known))
    shapes = (settings.ontology or ontology_dir()) / "shapes.ttl"
    if shapes.is_file():
        shape = ox.NamedNode((settings.base or known.base) + "shapes")
        quads = ox.parse(shapes.read_bytes(), format=ox.RdfFormat.TURTLE)
        graph.store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, shape) for quad in quads)
    base = settings.base or known.base
    pages = Pages(Thing(graph, base), known, settings.ontology)
    places = gazetteer.load(settings.gazetteer)
    desk = Desk(graph, pages, Reconciler(places, known, base), settings.limits)
    about: dict[str, Json] = {
        "version": __version__,
        "base": base,
        "namespace": known.namespace,
        "ontology": known.version,
        "triples": sum(1 for _ in graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph())),
        "documents": len(records.documents),
        "entities": len(records.entities),
        "claims": len(records.claims),
        "named_graphs": [*sorted(str(node.value) for node in graph.store.named_graphs())],
    }
    shown = {f"sparql.{language}": page for language, page in pages.editor.items()}
    for language in view.LANGUAGES:
        page = view.page(records, known, ontology_dir=settings.ontology, language=language)
        shown[f"graph.{language}"] = page.encode()
    warm(desk, base, [*islice(places.ids(), 1)])
    return Snapshot(desk, about, shown)


def warm(desk: Desk, base: str, places: Sequence[str]) -> None:
    """Do each kind of job once, so that nothing is left to be imported by a worker, which can open no file.

    Args:
        desk: What answers.
        base: What the IRIs of entities begin with.
        places: Ids of the gazetteer, at least one.
    """
    select_, construct = "SELECT * WHERE { ?s ?p ?o } LIMIT 2", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2"
    for rows in ("json", "xml", "csv", "tsv"):
        for query in (select_, "ASK { ?s ?p ?o }", 'SELECT ?x WHERE { VALUES ?x { "a\\"\\r\\n" } }'):
            desk.reply({"task": "sparql", "dataset": None, "forms": [rows, None]}, query.encode())
    for graphs in ("ttl", "nt", "json", "xml"):
        desk.reply({"task": "sparql", "dataset": None, "forms": [None, graphs]}, construct.encode())
        desk.reply({"task": "ontology", "form": graphs}, b"")
    things = "SELECT ?x WHERE { { ?x a kg:Claim } UNION { ?x a kg:Document } UNION { ?c rdf:subject ?x } } LIMIT 1000"
    found = json.loads(desk.reply({"task": "sparql", "dataset": None, "forms": ["json", None]}, things.encode()).body)
    paths = [row["x"]["value"].removeprefix(base) for row in found["results"]["bindings"]]
    for path in {one.partition("/")[0]: one for one in paths}.values():
        for form in ("html", "ttl"):
            for chosen in (True, False):
                desk.reply({"task": "describe", "form": form, "language": "zh", "chosen": chosen}, path.encode())
    desk.reply({"task": "preview"}, places[0].encode())
    for bad in ("SELECT", "ASK { x:y ?p ?o }", "ASK { SERVICE <x:y> { ?s ?p ?o } }", "DROP ALL"):
        desk.reply({"task": "sparql", "dataset": None, "forms": ["json", "ttl"]}, bad.encode())
    for what in ("entity", "type", "property"):
        desk.reply({"task": "suggest", "what": what}, b"a")
    suggested = json.loads(desk.reply({"task": "suggest", "what": "entity"}, places[0].encode()).body)
    twice = 2 * str(suggested["result"][0]["name"])  # a name after its owner: found by the matcher
    batch = {"q": {"query": twice, "properties": [{"pid": "near", "v": twice}]}}
    desk.reply({"task": "reconcile"}, json.dumps(batch).encode())
    desk.reply({"task": "reconcile"}, b'{"q": {"query": "\\u8fb2"}}')  # a traditional character
    desk.reply({"task": "reconcile"}, b"{")
    desk.reply({"task": "manifest"}, b"http://localhost")


def main() -> int:
    """Load what the first order names, report, and fork workers as ordered until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    report, orders = (socket.socket(fileno=int(number)) for number in sys.argv[1:3])
    first = _Orders(orders)
    order = first.next()
    if order is None:
        return 0
    settings = _settings(order[0])
    try:
        snapshot = load(settings)
    except KgError as error:
        report.sendall(pack({"error": str(error)}))
        return 2
    about: dict[str, Json] = {**snapshot.about, "pages": {name: len(page) for name, page in snapshot.pages.items()}}
    report.sendall(pack(about, b"".join(snapshot.pages.values())))
    gc.collect()
    gc.freeze()
    gc.disable()  # a collection would touch, and so copy, memory that is shared
    _obey(first, report, snapshot.desk, settings.limits)
    return 0


def _obey(orders: _Orders, report: socket.socket, desk: Desk, limits: Limits) -> None:
    from kg.serve.worker import work

    children: set[int] = set()
    while (order := orders.next(children)) is not None:
        head, channel = order
        pid = head.get("pid")
        if channel is not None:
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    report.close()
                    orders.close()
                    gc.enable()
                    work(channel, desk, limits)
                    status = 0
                finally:
                    os._exit(status)
            children.add(child)
            channel.close()
        elif isinstance(pid, int) and pid in children:
            # A child that has ended keeps its number until it is reaped here, so this can hit nobody else.
            if head.get("order") == "kill":
                os.kill(pid, signal.SIGKILL)
            else:
                os.setpriority(os.PRIO_PROCESS, pid, _NICE)
    for child in children:
        os.kill(child, signal.SIGKILL)


class _Orders:
    """Orders as they come in: a head, and a socket with those that want a worker."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._data = bytearray()
        self._sockets: list[int] = []

    def close(self) -> None:
        self._channel.close()

    def next(self, children: set[int] | None = None) -> tuple[dict[str, Json], socket.socket | None] | None:
        """Return the next order, reaping children while there is none; None when the server is gone."""
        while True:
            _reap(children)
            frame = unpack(self._data)
            if frame is not None:
                head, _, size = frame
                del self._data[:size]
                sent = head.get("order") == "fork" and self._sockets
                return head, socket.socket(fileno=self._sockets.pop(0)) if sent else None
            if not select.select([self._channel], [], [], _REAP_EVERY)[0]:
                continue
            data, descriptors, _, _ = socket.recv_fds(self._channel, 1 << 16, 16)
            if not data:
                return None
            self._data += data
            self._sockets += descriptors


def _reap(children: set[int] | None) -> None:
    for child in sorted(children or ()):
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(child, os.WNOHANG)[0] and children:
                children.discard(child)


def _settings(order: dict[str, Json]) -> Settings:
    limits = Limits(**order["limits"])  # type: ignore[arg-type]  # packed by `pool.order_of` from the same class
    folders = tuple(Path(str(one)) for one in order["gazetteer"])  # type: ignore[union-attr]  # likewise a list
    return Settings(
        folder=Path(str(order["folder"])),
        base=str(order["base"]) if order["base"] is not None else None,
        derived=bool(order["derived"]),
        background=bool(order["background"]),
        ontology=Path(str(order["ontology"])) if order["ontology"] is not None else None,
        gazetteer=folders,
        limits=limits,
    )


if __name__ == "__main__":
    # Not `sys.exit`: frozen objects are never torn down, of which libraries would complain.
    os._exit(main())
