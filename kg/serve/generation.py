"""One snapshot process with its pool; and the one that is served now, replaced when the graph is rebuilt."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import socket
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

from kg.errors import KgError, StoreError
from kg.serve.frames import pack
from kg.serve.pool import Pool
from kg.store import locate

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.serve.settings import Settings
    from kg.view.drawing import Json

    Signature = tuple[int, int, int]
    Say = Callable[[dict[str, Json]], None]

LOOK_EVERY = 0.5
"""How often the store is looked at, in seconds."""


class Generation:
    """A loaded graph that is served.

    Attributes:
        about: What the snapshot tells of itself: counts, versions, base.
        pages: Name → bytes of the pages that are the same for everybody.
        pool: Its workers.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        orders: socket.socket,
        about: dict[str, Json],
        pages: dict[str, bytes],
        pool: Pool,
    ) -> None:
        self.about = about
        self.pages = pages
        self.pool = pool
        self._process = process
        self._orders = orders

    @classmethod
    async def open(cls, settings: Settings) -> Generation:
        """Start a snapshot process and its workers.

        Raises:
            KgError: The graph cannot be loaded; the message is the snapshot's.
        """
        report, their_report = socket.socketpair()
        orders, their_orders = socket.socketpair()
        with their_report, their_orders:
            numbers = [their_report.fileno(), their_orders.fileno()]
            command = [sys.executable, "-m", "kg.serve.snapshot", *map(str, numbers)]
            process = subprocess.Popen(  # noqa: S603 (our own module)
                command, pass_fds=numbers, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        try:
            orders.sendall(pack(_order(settings)))
            about, body = await _reported(report)
            if "error" in about:
                raise StoreError(str(about["error"]))
            pool = Pool(orders, settings.limits)
            await pool.start()
        except BaseException:
            orders.close()
            await asyncio.to_thread(process.wait)
            raise
        pages: dict[str, bytes] = {}
        sizes = about.pop("pages")
        assert isinstance(sizes, dict)  # noqa: S101 (packed by `kg.serve.snapshot`)
        for name, size in sizes.items():
            pages[name], body = body[: int(str(size))], body[int(str(size)) :]
        return cls(process, orders, about, pages, pool)

    @property
    def alive(self) -> bool:
        """Whether the snapshot process still runs."""
        return self._process.poll() is None

    async def close(self, *, hurry: bool = False) -> None:
        """Answer what is asked already, unless in a hurry, then end the processes."""
        if not hurry:
            await self.pool.drain()
        self._orders.close()
        await asyncio.to_thread(self._process.wait)


class Current:
    """The generation that is served now.

    Attributes:
        number: How many generations there have been.
    """

    def __init__(self, settings: Settings, first: Generation, signature: Signature, say: Say) -> None:
        self.number = 1
        self._settings = settings
        self._now = first
        self._signature = signature
        self._say = say
        self._closing: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, settings: Settings, say: Say) -> Current:
        """Load the first generation.

        Args:
            settings: What to serve.
            say: Writes a line of the log.

        Raises:
            KgError: The graph cannot be loaded.
        """
        signature = look(settings)
        return cls(settings, await Generation.open(settings), signature, say)

    @property
    def now(self) -> Generation:
        """The generation to ask; hold on to it for the whole of one request."""
        return self._now

    async def watch(self) -> None:
        """Load the graph anew whenever its store has changed, for ever; the old one answers until the new one can."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            with contextlib.suppress(KgError):  # it is being replaced at this moment
                signature = look(self._settings)
                if signature != self._signature or not self._now.alive:
                    await self._swap(signature)

    async def close(self, *, hurry: bool = False) -> None:
        """End every process."""
        await asyncio.gather(self._now.close(hurry=hurry), *self._closing)

    async def _swap(self, signature: Signature) -> None:
        self._signature = signature
        try:
            new = await Generation.open(self._settings)
        except (KgError, OSError) as error:
            self._say({"event": "reload failed", "reason": str(error), "kept": self.number})
            return
        old, self._now = self._now, new
        self.number += 1
        self._say({"event": "reloaded", "generation": self.number, "triples": new.about["triples"]})
        task = asyncio.ensure_future(old.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def look(settings: Settings) -> Signature:
    """Return what tells one state of the store from the next.

    Raises:
        StoreError: There is no store.
    """
    file = locate(settings.folder)
    try:
        found = file.stat()
    except OSError as error:
        raise StoreError(f"{file}: cannot be read: {error.strerror or error}") from error
    return found.st_mtime_ns, found.st_size, found.st_ino


def _order(settings: Settings) -> dict[str, Json]:
    return {
        "folder": os.fspath(settings.folder),
        "base": settings.base,
        "derived": settings.derived,
        "background": settings.background,
        "ontology": os.fspath(settings.ontology) if settings.ontology else None,
        "gazetteer": [os.fspath(folder) for folder in settings.gazetteer],
        "limits": dataclasses.asdict(settings.limits),
    }


async def _reported(report: socket.socket) -> tuple[dict[str, Json], bytes]:
    from json import loads

    report.setblocking(False)
    reader, writer = await asyncio.open_unix_connection(sock=report)
    try:
        head, body = struct.unpack("!II", await reader.readexactly(8))
        about: dict[str, Json] = loads(await reader.readexactly(head))
        return about, await reader.readexactly(body)
    except asyncio.IncompleteReadError as error:
        raise StoreError("the graph could not be loaded: the process that loads it ended") from error
    finally:
        writer.close()
