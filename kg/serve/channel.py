"""The server's end of a worker: one job at a time goes out, its answer comes back or the worker is gone."""

from __future__ import annotations

import asyncio
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.serve.frames import unpack

if TYPE_CHECKING:
    import socket

    from kg.view.drawing import Json

    Frame = tuple[dict[str, Json], bytes]


class GoneError(Exception):
    """Raised when a worker ends before it has answered."""


class Channel(asyncio.Protocol):
    """A socket to a worker.

    Attributes:
        pid: Its process, once it has said so.
        alive: Whether it can be asked.
        cpu: Seconds of CPU time it had used when it last said something.
    """

    def __init__(self) -> None:
        self.pid = 0
        self.alive = True
        self.cpu = 0.0
        self._data = bytearray()
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[Frame] = self._loop.create_future()
        self._transport: asyncio.WriteTransport | None = None

    @classmethod
    async def open(cls, sock: socket.socket) -> Channel:
        """Return a channel over a connected socket, whose other end a worker is about to take."""
        loop = asyncio.get_running_loop()
        sock.setblocking(False)
        _, channel = await loop.create_unix_connection(cls, sock=sock)
        return channel

    async def greeted(self) -> None:
        """Wait until the worker has said that it is there.

        Raises:
            GoneError: It ended before.
        """
        head, _ = await self._answer
        self.pid = int(str(head["pid"]))

    def ask(self, frame: bytes) -> asyncio.Future[Frame]:
        """Send a job and return where its answer will be; it fails with `GoneError` when the worker ends."""
        self._answer = self._loop.create_future()
        if self._transport is None or not self.alive:
            self._answer.set_exception(GoneError())
        else:
            self._transport.write(frame)
        return self._answer

    def worked(self) -> float:
        """Return the seconds of CPU time spent on the job it was asked last; infinity where that cannot be known."""
        try:
            fields = (
                Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            )
        except OSError:
            return math.inf
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") - self.cpu

    def close(self) -> None:
        """Let the worker end, once it has done what it does."""
        self.alive = False
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Collect data until an answer is whole."""
        self._data += data
        frame = unpack(self._data)
        if frame is not None:
            head, body, size = frame
            del self._data[:size]
            self.cpu = float(str(head["cpu"]))
            if not self._answer.done():
                self._answer.set_result((head, body))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (why it went does not matter)
        """Tell whoever waits."""
        self.alive = False
        if not self._answer.done():
            self._answer.set_exception(GoneError())
            self._answer.exception()  # nobody may be waiting; that is no error
