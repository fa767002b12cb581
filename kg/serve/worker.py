"""A worker: a process that holds the graph, can open neither file nor socket, and answers one request after another."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.errors import KgError
from kg.serve.answer import Reply, answer, refusal
from kg.serve.frames import pack, receive

if TYPE_CHECKING:
    import socket

    from kg.query import QueryGraph
    from kg.serve.pages import Pages
    from kg.serve.reconcile import Reconciler
    from kg.serve.settings import Limits
    from kg.view.drawing import Json

_GZIP_FROM = 1024  # bytes; what is shorter does not get shorter
_GZIP_LEVEL = 4


class Desk:
    """Answers every kind of job from the graph and the gazetteer."""

    def __init__(self, graph: QueryGraph, pages: Pages, reconciler: Reconciler, limits: Limits) -> None:
        self._graph = graph
        self._pages = pages
        self._reconciler = reconciler
        self._limits = limits

    def reply(self, job: dict[str, Json], body: bytes) -> Reply:
        """Return the answer to a job; whatever fails becomes a refusal."""
        try:
            return self._reply(job, body)
        except KgError as error:
            return refusal(400, str(error))
        except MemoryError:
            return refusal(503, "the answer needs more memory than one request may take: ask for less", "memory")
        except RecursionError:
            return refusal(400, "the request is nested too deeply")
        except Exception:  # noqa: BLE001 (a fault of ours ends this request, not the worker; the log gets the trace)
            traceback.print_exc()
            return refusal(500, "the server has a fault here; its log says more")

    def _reply(self, job: dict[str, Json], body: bytes) -> Reply:
        task = job["task"]
        text = body.decode("utf-8")
        if task == "sparql":
            dataset = cast("tuple[list[str], list[str]] | None", job["dataset"])
            rows, graphs = cast("list[str | None]", job["forms"])
            return answer(self._graph, text, dataset, (rows, graphs), self._limits)
        form = None if job.get("form") is None else str(job["form"])
        language = str(job.get("language") or "zh")
        if task == "describe":
            return self._pages.describe(text, form, language, chosen=bool(job.get("chosen")))
        if task == "ontology":
            return self._pages.ontology(form, language)
        if task == "preview":
            return self._pages.preview(text, self._reconciler.known(text), language)
        if task == "manifest":
            found = self._reconciler.manifest(text)
        elif task == "reconcile":
            found = self._reconciler.batch(_json(text))
        else:
            found = self._reconciler.suggest(str(job["what"]), text, int(str(job.get("cursor") or 0)))
        return Reply(200, "application/json", json.dumps(found, ensure_ascii=False).encode())


def _json(text: str) -> Json:
    try:
        found: Json = json.loads(text)
    except ValueError as error:
        return str(error)
    return found


def work(channel: socket.socket, desk: Desk, limits: Limits) -> None:
    """Answer jobs until the server closes the channel; the process ends with it.

    Args:
        channel: A blocking socket to the server.
        desk: What answers.
        limits: Memory and time of this process.
    """
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)  # the server says when to end: a Ctrl-C goes to the whole group
    confine(limits.memory_bytes)
    channel.sendall(pack({"pid": os.getpid(), "cpu": time.process_time()}))
    while (frame := receive(channel)) is not None:
        job, body = frame
        _bound_time(limits.seconds)
        reply = desk.reply(job, body)
        if job.get("gzip") and len(reply.body) >= _GZIP_FROM and reply.status == 200:
            packed = gzip.compress(reply.body, _GZIP_LEVEL, mtime=0)
            reply = replace(reply, body=packed, headers={**reply.headers, "Content-Encoding": "gzip"})
        head: dict[str, Json] = {
            "status": reply.status,
            "media": reply.media,
            "rows": reply.rows,
            "limit": reply.limit,
            "headers": dict(reply.headers),
            "cpu": time.process_time(),
        }
        channel.sendall(pack(head, reply.body))


def confine(memory_bytes: int) -> None:
    """Take from this process the ways to do harm: no further file or socket, no more memory than given.

    Whatever a query made the engine do, there is no descriptor left to do it with.

    Args:
        memory_bytes: Address space on top of what the process has now; only Linux tells and keeps it.
    """
    if sys.platform == "linux":
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, taken + memory_bytes)
    _lower(resource.RLIMIT_CORE, 0)
    lowest = os.dup(0)
    os.close(lowest)
    _lower(resource.RLIMIT_NOFILE, lowest)


def _lower(what: int, limit: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (limit, limit if hard == resource.RLIM_INFINITY else min(limit, hard)))


def _bound_time(seconds: float) -> None:
    """Let the system end this process when it works far beyond its time, even if the server no longer can."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + 2 * seconds) + 2, hard))
