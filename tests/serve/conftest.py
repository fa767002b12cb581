"""A server over the sample, started once as a process of its own, and a client that speaks plain HTTP."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from kg.store import STORE_NAME, Store
from tests.samples import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import GraphRecords

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 3.0
"""The time limit of the servers of these tests."""


@dataclass(frozen=True)
class Answer:
    """What the server sent back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").split(";")[0]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a SPARQL JSON answer: variable → value."""
        found = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    host: str
    port: int
    folder: Path

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"http://{self.host}:{self.port}"

    def send(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request and return the answer."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        try:
            connection.request(method, target, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, target: str, accept: str = "*/*", **headers: str) -> Answer:
        """GET with an Accept header; further headers with `_` for `-`."""
        return self.send(
            "GET", target, None, {"Accept": accept, **{k.replace("_", "-"): v for k, v in headers.items()}}
        )

    def follow(self, target: str, accept: str = "*/*", **headers: str) -> Answer:
        """GET as a client does that goes where a thing's address sends it; exactly once."""
        way = self.get(target, accept, **headers)
        assert way.status == 303, way.status
        return self.get(way.headers["location"], accept, **headers)

    def ask(self, sparql: str, accept: str = "application/sparql-results+json", **fields: str) -> Answer:
        """POST a query as a form."""
        form = urlencode({"query": sparql, **fields}).encode()
        kind = "application/x-www-form-urlencoded"
        return self.send("POST", "/sparql", form, {"Accept": accept, "Content-Type": kind})

    def log(self, part: str = "", times: int = 1) -> str:
        """Return what it has logged, once that holds `part` often enough: a line comes after the answer it tells of."""
        for _ in range(300):
            text = (self.folder / "log.txt").read_text(encoding="utf-8")
            if text.count(part) >= times:
                return text
            time.sleep(0.1)
        raise AssertionError(f"the log does not hold {part} {times} times: {text}")


def write(folder: Path, records: GraphRecords = RECORDS) -> None:
    """Write a store as a build does: whole, by renaming."""
    with Store.create(folder / STORE_NAME) as store:
        store.write(records)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Run a server over a folder until the block ends."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", "--timeout", str(SECONDS), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment, cwd=folder)
    assert process.stdout is not None
    try:
        lines = [process.stdout.readline() for _ in range(4)]
        assert "http://" in lines[1], (folder / "log.txt").read_text(encoding="utf-8")
        host, _, port = lines[1].split("//")[1].strip().strip("/").rpartition(":")
        yield Served(process, host, int(port), folder)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        finally:
            process.kill()
            process.stdout.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server over the sample; nobody may end it."""
    folder = tmp_path_factory.mktemp("served")
    write(folder)
    with serving(folder) as running:
        yield running
