"""Hostile queries end at their limit, none reaches out of the machine, and small ones are answered meanwhile."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery

from kg.query.service import service_at
from kg.serve.worker import confine
from tests.serve.conftest import serving, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serve.conftest import Served

SMALL = "SELECT ?p ?o WHERE { <https://kg.example/division/6> ?p ?o }"
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
ENDLESS = {
    "count": f"SELECT (COUNT(*) AS ?n) WHERE {{ {ALL} }}",
    "order": f"SELECT * WHERE {{ {ALL} }} ORDER BY ?l ?f ?c LIMIT 1",
    "paths": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<x:p>|^!<x:p>)* ?b . ?c (!<x:p>|^!<x:p>)* ?d . ?e (!<x:p>)* ?f }",
    "regex": f"SELECT (COUNT(*) AS ?n) WHERE {{ {ALL} "
    'FILTER REGEX(CONCAT(STR(?c), STR(?f), STR(?i), STR(?l)), "(a?){40}a{40}(.*)*b") }',
    "distinct": f"SELECT DISTINCT ?l WHERE {{ {ALL} FILTER (?c != ?f && ?f = ?nothing) }}",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_does_not_end_is_ended(served: Served, name: str) -> None:
    answer = served.ask(ENDLESS[name])
    assert answer.status == 503
    assert answer.text.startswith(("the query was stopped after 3 s", "the request took more memory"))


def test_small_queries_are_answered_while_hostile_ones_run(served: Served) -> None:
    with ThreadPoolExecutor(8) as pool:
        hostile = [pool.submit(served.ask, query + f" # {number}") for number in range(2) for query in ENDLESS.values()]
        answered = 0
        while not all(one.done() for one in hostile):
            assert served.ask(SMALL).status == 200
            answered += 1
        assert answered > len(hostile)
        assert {one.result().status for one in hostile} == {503}
    assert served.ask(SMALL).status == 200


def test_a_long_answer_is_refused_whole(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path, "--rows", "50") as few:
        for accept in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"):
            assert few.ask("SELECT * WHERE { ?s ?p ?o } LIMIT 50", accept).status == 200
            refused = few.ask("SELECT * WHERE { ?s ?p ?o } LIMIT 51", accept)
            assert (refused.status, refused.media) == (503, "text/plain")
            assert "more than 50 rows" in refused.text
        assert "more than 50 triples" in few.ask("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle").text
        assert few.log('"limit": "rows"')


def test_a_huge_graph_is_refused(served: Served) -> None:
    answer = served.ask("CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "text/turtle")
    assert answer.status == 503


def test_a_megabyte_of_query_is_too_long_or_ends(served: Served) -> None:
    assert served.ask("SELECT * WHERE { " + "?s ?p ?o . " * 100_000 + "}").status == 413
    assert served.get("/sparql?query=" + "x" * 60_000).status == 400
    for long in (
        "SELECT * WHERE { " + "?s ?p ?o . " * 80_000 + "}",
        "ASK " + "{" * 900_000,
        "ASK { FILTER (" + "(" * 400_000 + "1" + ")" * 400_000 + ") }",
        "SELECT * WHERE { VALUES ?x { " + '"x" ' * 200_000 + "} }",
    ):
        kind = {"Content-Type": "application/sparql-query"}
        assert served.send("POST", "/sparql", long.encode(), kind).status in {400, 503}
    assert served.ask(SMALL).status == 200


def test_more_than_can_wait_is_sent_away_with_a_time_to_come_back(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path, "--workers", "1", "--queue", "1") as narrow, ThreadPoolExecutor(6) as pool:
        queries = [ENDLESS["count"] + f" # {number}" for number in range(6)]
        found = [one.result() for one in [pool.submit(narrow.ask, query) for query in queries]]
        assert {one.status for one in found} == {503}
        busy = [one for one in found if "busy" in one.text]
        assert busy
        assert all(one.headers["retry-after"].isdecimal() for one in busy)
        assert narrow.ask(SMALL).status == 200


@pytest.mark.parametrize("address", ["/sparql", "/reconcile"])
def test_a_body_that_never_comes_is_not_waited_for(served: Served, address: str) -> None:
    with socket.create_connection((served.host, served.port), timeout=15) as slow:
        slow.sendall(
            f"POST {address} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            "Content-Length: 100\r\n\r\nqueries=".encode()
        )
        assert slow.recv(12) == b"HTTP/1.1 408"


def test_memory_is_bounded(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path, "--memory", "64", "--timeout", "20") as small:
        answer = small.ask("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f")
        assert answer.status == 503
        assert small.log('"limit": "memory"')
        assert small.ask(SMALL).status == 200


@pytest.fixture
def trap() -> Iterator[tuple[int, list[str]]]:
    """Listen; give the port and who came."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as sock:
        sock.settimeout(0.2)

        def wait() -> None:
            while not came or came[-1] != "end":
                try:
                    connection, _ = sock.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                with connection:
                    came.append(connection.recv(100).decode("latin-1"))

        waiting = Thread(target=wait, daemon=True)
        waiting.start()
        yield int(sock.getsockname()[1]), came
        came.append("end")
        waiting.join()


CALLS = (
    "SELECT * WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { service<URL>{?s ?p ?o} }",
    "SELECT * WHERE { SeRvIcE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { # a comment\nSERVICE # another\n<URL> { ?s ?p ?o } }",
    'SELECT * WHERE { BIND ("# no comment" AS ?x) SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * WHERE { BIND ('''a'' # \\''' b''' AS ?x) SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * WHERE { ?s <x:#a> ?o . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s :a.b ?o . FILTER (1<2) SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * WHERE { ?s :p ?o .SERVICE : { ?s ?p ?o } }",
    "ASK { FILTER EXISTS { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { OPTIONAL { MINUS { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * WHERE { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * WHERE { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * WHERE { FILTER(1<2)SERVICE:x#>\n{ ?s ?p ?o } }",
    "SELECT * WHERE { SERVICEsilent<URL>{?s ?p ?o} }",
    "SELECT * WHERE { ?s ?p ?o OPTIONAL { BIND (1 AS ?x) FILTER (?x=1)SERVICE<URL>{?s ?p ?o} } }",
    "SELECT * FROM <URL> WHERE { ?s ?p ?o }",
    "SELECT * WHERE { GRAPH <URL> { ?s ?p ?o } }",
    "LOAD <URL>",
    "DESCRIBE <URL>",
)


@pytest.mark.parametrize("call", CALLS)
def test_no_query_reaches_out(served: Served, trap: tuple[int, list[str]], call: str) -> None:
    port, came = trap
    query = call.replace("URL", f"http://127.0.0.1:{port}/sparql")
    answer = served.ask(query, "application/sparql-results+json, text/turtle")
    assert came == []
    with contextlib.suppress(SyntaxError):
        if service_at(query) is None:
            return
        assert answer.status == 400
        assert "SERVICE is not served: queries stay on this machine" in answer.text


def test_the_guard_sees_what_a_parser_sees() -> None:
    """Rdflib cannot parse them all."""
    parsed = {}
    for call in ("PREFIX : <x:> " + one.replace("URL", "x:y") for one in CALLS):
        with contextlib.suppress(ParseException):
            parsed[call] = "ServiceGraphPattern" in str(parseQuery(call))
    assert len(parsed) >= 10
    assert {call for call, served in parsed.items() if served} == {
        call for call in parsed if service_at(call) is not None
    }


def test_words_that_only_look_like_it_are_answered(served: Served) -> None:
    query = 'SELECT ?service WHERE { BIND ("SERVICE <x:y> {}" AS ?service) } # SERVICE <x:y> {}'
    assert served.ask(query).rows == [{"service": "SERVICE <x:y> {}"}]


def test_no_process_of_the_server_makes_a_connection_of_its_own(served: Served) -> None:
    """The server's process holds what clients opened; of those below it none holds a network socket."""
    assert served.ask(SMALL).status == 200
    addressed = {line.split()[9] for name in ("tcp", "tcp6", "udp", "udp6") for line in _table(name)}
    below = [pid for pid in _descendants(served.process.pid) if pid != served.process.pid]
    assert len(below) >= 3  # the snapshot and its workers
    held = {str(file.readlink())[8:-1] for pid in below for file in Path(f"/proc/{pid}/fd").iterdir()}
    assert not held & addressed


def _table(name: str) -> list[str]:
    file = Path("/proc/net") / name
    return file.read_text(encoding="ascii").splitlines()[1:] if file.exists() else []


def _descendants(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(one) for one in file.read_text(encoding="ascii").split()]
    return [pid, *(one for child in children for one in _descendants(child))]


def test_a_worker_that_is_killed_is_replaced(served: Served) -> None:
    """As the kernel does when memory runs out."""
    for pid in _descendants(served.process.pid)[2:]:
        os.kill(pid, signal.SIGKILL)
    assert [served.ask(SMALL + f" # {number}").status for number in range(8)][-1] == 200


def test_a_confined_process_opens_neither_file_nor_socket_and_has_bounded_memory() -> None:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            confine(64 * 1024 * 1024)
            status = sum(_refused(one) for one in (_open_socket, _open_file, _take_memory))
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (3 if sys.platform == "linux" else 2)


def _refused(act: object) -> bool:
    assert callable(act)
    try:
        act()
    except (OSError, MemoryError):
        return True
    return False


def _open_socket() -> None:
    socket.socket().close()


def _open_file() -> None:
    os.close(os.open("/dev/null", os.O_RDONLY))


def _take_memory() -> None:
    bytearray(256 * 1024 * 1024)
