"""The endpoint beside `oxigraph serve`: lookups a second over 8 connections, and small queries beside hostile ones.

    python -m tests.bench.serve [--size 100000] [--seconds 5] [--oxigraph PATH]

Both serve the same triples on this machine in the same run. The client is a process of its own that speaks HTTP over
kept connections and asks for another entity each time. `oxigraph` is the command of the package of that name on PyPI;
without it, only our own figures are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from kg import ontology
from kg.export import ntriples
from kg.store import STORE_NAME, Store
from tests.bench.graphs import graph

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECTIONS = 8
HOSTILE = {
    "count of a cross product": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "order of a cross product": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c LIMIT 1",
    "alternatives without end": "SELECT (COUNT(*) AS ?n) WHERE { ?a (kg:builds|^kg:builds|a|^a|!kg:x|^!kg:x)* ?b }",
    "a huge graph": "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
}


@dataclass(frozen=True)
class Load:
    """What a client saw: answers a second, and how long they took, in milliseconds."""

    rate: float
    median: float
    p99: float
    failed: int


def lookup(entity: str) -> str:
    """Return a query for what is known of one entity."""
    return f"SELECT ?p ?o WHERE {{ <https://kg.example/{entity}> ?p ?o }}"


def target(path: str, sparql: str) -> bytes:
    """Return a request for a query."""
    address = f"{path}?query={quote(sparql)}"
    return f"GET {address} HTTP/1.1\r\nHost: x\r\nAccept: application/sparql-results+json\r\n\r\n".encode()


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    lower = head.lower()
    mark = lower.find(b"content-length:")
    if mark >= 0:
        await reader.readexactly(int(lower[mark + 15 : lower.index(b"\r\n", mark)]))
    else:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head[9:12])


async def _drive(port: int, path: str, seconds: float, known: list[str], connections: int) -> Load:
    times: list[float] = []
    failed = 0
    end = time.perf_counter() + seconds

    async def one(first: int) -> None:
        nonlocal failed
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        number = first
        while (now := time.perf_counter()) < end:
            number += connections
            failed += await _exchange(reader, writer, target(path, lookup(known[number % len(known)]))) != 200
            times.append(1000 * (time.perf_counter() - now))
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(connections)))
    passed = time.perf_counter() - begun
    times.sort()
    return Load(len(times) / passed, times[len(times) // 2], times[int(0.99 * (len(times) - 1))], failed)


def _client(port: int, path: str, seconds: float, known: list[str], connections: int) -> Load:
    return asyncio.run(_drive(port, path, seconds, known, connections))


def drive(port: int, path: str, seconds: float, known: list[str], connections: int = CONNECTIONS) -> Load:
    """Ask for `seconds` from a process of its own and return what it saw."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_client, (port, path, seconds, known, connections))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


@contextlib.contextmanager
def started(command: list[str], port: int, path: str) -> Iterator[int]:
    """Run a server until the block ends; give its process id once it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}?query=ASK%7B%7D", timeout=5).read()
                break
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {process.returncode}")
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def hostile(port: int, limit: float) -> Iterator[tuple[str, int, float]]:
    """Send each hostile query once, all together; yield name, status and seconds."""
    from concurrent.futures import ThreadPoolExecutor

    def one(name: str) -> tuple[str, int, float]:
        begun = time.perf_counter()
        body = urlencode({"query": HOSTILE[name]}).encode()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql", body, timeout=4 * limit + 10) as answer:
                answer.read()
                status = int(answer.status)
        except urllib.error.HTTPError as error:
            status = error.code
        return name, status, time.perf_counter() - begun

    with ThreadPoolExecutor(len(HOSTILE)) as pool:
        yield from pool.map(one, HOSTILE)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--limit", type=float, default=2.0)
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph"))
    chosen = parser.parse_args()
    made = graph(chosen.size, ontology.load())
    known = [entity.id for entity in made.entities]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.create(folder / STORE_NAME) as store:
            store.write(made)
        triples = ntriples(made, ontology.load())
        lines = len(triples.splitlines())
        _say(f"{lines:,} triples, {os.cpu_count()} cores, {CONNECTIONS} connections")
        port = free_port()
        ours = [sys.executable, "-m", "kg", "serve", str(folder), "--port", str(port), "--quiet"]
        with started([*ours, "--timeout", str(chosen.limit)], port, "/sparql"):
            drive(port, "/sparql", 1, known)
            load = drive(port, "/sparql", chosen.seconds, known)
            _print("kg serve", load)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                beside = pool.apply_async(_client, (port, "/sparql", 2 * chosen.limit, known, 2))
                time.sleep(0.3)
                for label, status, passed in hostile(port, chosen.limit):
                    _say(f"  {label:28} {status} after {passed:.2f} s (limit {chosen.limit:g})")
                _print("  small queries meanwhile", beside.get())
        if not chosen.oxigraph:
            _say("no `oxigraph` command: pip install oxigraph, or give --oxigraph PATH, to compare")
            return
        (folder / "graph.nt").write_bytes(triples)
        place = str(folder / "oxigraph")
        subprocess.run(
            [chosen.oxigraph, "load", "--location", place, "--file", str(folder / "graph.nt")],
            check=True, capture_output=True,
        )  # fmt: skip
        port = free_port()
        peer = [chosen.oxigraph, "serve-read-only", "--location", place, "--bind", f"127.0.0.1:{port}"]
        with started(peer, port, "/query"):
            drive(port, "/query", 1, known)
            other = drive(port, "/query", chosen.seconds, known)
            _print("oxigraph serve-read-only", other)
        _say(json.dumps({"ratio": round(load.rate / other.rate, 2)}))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _print(name: str, load: Load) -> None:
    _say(
        f"{name:28} {load.rate:7.0f} requests/s, median {load.median:.1f} ms, p99 {load.p99:.1f} ms,"
        f" {load.failed} failed"
    )


if __name__ == "__main__":
    main()
