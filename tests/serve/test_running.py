"""From start to end: a rebuilt graph swapped in under load, the log, an orderly end, one line when it fails."""

from __future__ import annotations

import dataclasses
import json
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import duckdb
import pytest

from kg.cli import main
from kg.store import STORE_NAME
from tests.samples import RECORDS
from tests.serve.conftest import serving, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serve.conftest import Served

ENTITIES = (
    "SELECT (COUNT(?x) AS ?n) WHERE { ?x dcterms:identifier ?id ; skos:prefLabel ?name FILTER (LANG(?name) = 'zh') }"
)
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def until(served: Served, generation: int) -> None:
    for _ in range(300):
        if json.loads(served.get("/health").body)["generation"] >= generation:
            return
        time.sleep(0.1)
    raise AssertionError(served.log())


def test_a_rebuilt_graph_is_swapped_in_without_dropping_a_request(tmp_path: Path) -> None:
    write(tmp_path)
    smaller = dataclasses.replace(RECORDS, entities=RECORDS.entities[:5], claims=(), mentions=())
    with serving(tmp_path) as served, ThreadPoolExecutor(5) as pool:
        stop = Event()

        def ask() -> list[str]:
            seen = []
            while not stop.is_set():
                answer = served.ask(ENTITIES)
                assert answer.status == 200, answer.text
                seen.append(answer.rows[0]["n"])
            return seen

        asking = [pool.submit(ask) for _ in range(4)]
        slow = pool.submit(served.ask, SLOW)  # begun on the old graph; its time runs out there
        time.sleep(0.3)
        write(tmp_path, smaller)
        until(served, 2)
        stop.set()
        for one in asking:
            counts = [int(count) for count in one.result()]
            assert counts[0] == len(RECORDS.entities)
            assert counts == sorted(counts, reverse=True)  # the old, then the new, never a mixture
        assert served.ask(ENTITIES).rows[0]["n"] == "5"
        assert slow.result().status == 503
        assert '"event": "reloaded"' in served.log()


def test_a_store_that_cannot_be_read_leaves_the_old_graph(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path) as served:
        (tmp_path / "broken").write_text("no store", encoding="utf-8")
        (tmp_path / "broken").replace(tmp_path / STORE_NAME)
        for _ in range(200):
            if "reload failed" in served.log():
                break
            time.sleep(0.1)
        assert '"event": "reload failed"' in served.log()
        assert served.ask(ENTITIES).rows[0]["n"] == str(len(RECORDS.entities))
        write(tmp_path)
        until(served, 2)


def test_told_to_end_it_answers_what_it_was_asked(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path) as served, ThreadPoolExecutor(1) as pool:
        slow = pool.submit(served.ask, SLOW)
        time.sleep(0.5)
        served.process.send_signal(signal.SIGTERM)
        assert slow.result().status == 503  # at its limit, not cut off
        assert served.process.wait(20) == 143
        assert "Traceback" not in served.log()


def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path) as served:
        assert served.ask(ENTITIES).status == 200
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(20) == 130


def test_a_client_that_leaves_frees_its_place(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path, "--workers", "1", "--queue", "1") as served:
        for _ in range(3):
            with socket.create_connection((served.host, served.port)) as sock:
                body = f"query={SLOW}".encode()
                sock.sendall(
                    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                time.sleep(0.5)
        for _ in range(50):
            if served.log().count('"status": 499') == 3:
                break
            time.sleep(0.1)
        assert served.log().count('"status": 499') == 3


def test_each_request_is_a_line_of_the_log(tmp_path: Path) -> None:
    write(tmp_path)
    with serving(tmp_path) as served:
        served.ask(ENTITIES)
        served.get("/division/5?format=ttl")
        lines = [json.loads(line) for line in served.log().splitlines()]
        assert [(one["method"], one["target"], one["status"]) for one in lines] == [
            ("POST", "/sparql", 200),
            ("GET", "/division/5?format=ttl", 200),
        ]
        assert lines[0]["rows"] == 1
        assert lines[0]["bytes"] > 50
        assert lines[0]["time"].endswith("Z")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> object:
    def run(*arguments: str) -> tuple[int, str]:
        return main(["serve", *arguments]), capfd.readouterr().err

    return run


def test_what_cannot_be_served_is_said_in_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def failed(*arguments: str) -> str:
        assert main(["serve", "--port", "0", *arguments]) == 2
        lines = capfd.readouterr().err.splitlines()
        assert len(lines) == 1
        return lines[0]

    assert "holds no graph; make one with `kg build PATH --out DIR`" in failed(str(tmp_path / "none"))
    write(tmp_path)
    with duckdb.connect(str(tmp_path / STORE_NAME)) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'version'")
    assert "has version 0, this kg reads" in failed(str(tmp_path))
    assert "build the graph again" in failed(str(tmp_path))
    assert "--base x: give an IRI" in failed(str(tmp_path), "--base", "x")
    with socket.create_server(("127.0.0.1", 0)) as sock:
        taken = str(sock.getsockname()[1])
        assert f"--port {taken}: cannot listen there" in failed(str(tmp_path), "--port", taken)


def test_only_this_machine_is_served_unless_told_otherwise(served: Served) -> None:
    assert served.host == "127.0.0.1"
