"""The workers of one snapshot, in two lanes: what takes longer than a moment leaves the quick lane to the next.

Each request has one deadline, waiting included. A worker that has not answered by then is killed; so is one whose
client has gone. A slow request is worked on by its own process, at lower priority; when all slow places are taken it
is stopped, and begins anew when one is free. What was slow once goes to the slow lane directly.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from kg.serve.answer import Reply, refusal
from kg.serve.channel import Channel, GoneError
from kg.serve.frames import pack

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from kg.serve.settings import Limits
    from kg.view.drawing import Json

    Gone = Callable[[], Awaitable[None]]

_REMEMBERED = 1000  # queries known to be slow
_SPAWN_SECONDS = 10.0
_RETRY_AFTER = "2"  # seconds
CLIENT_GONE = 499
"""What the log says of a request whose client left; nobody reads the answer."""


class _Lane:
    """Places that are free or waited for."""

    def __init__(self, queue: int) -> None:
        self.waiting: deque[asyncio.Future[None]] = deque()
        self._queue = queue

    async def wait(self, deadline: float) -> bool:
        """Wait for a place; False when too many wait already or the deadline passes."""
        if len(self.waiting) >= self._queue:
            return False
        loop = asyncio.get_running_loop()
        place: asyncio.Future[None] = loop.create_future()
        self.waiting.append(place)
        timer = loop.call_at(deadline, _settle, place)
        try:
            await place
        finally:
            timer.cancel()
            with contextlib.suppress(ValueError):
                self.waiting.remove(place)
        return loop.time() < deadline

    def wake(self) -> None:
        """Let the one that has waited longest look for a place again."""
        while self.waiting:
            place = self.waiting.popleft()
            if not place.done():
                place.set_result(None)
                return


class Pool:
    """Runs jobs in the workers of one snapshot process.

    Attributes:
        running: How many jobs it has taken and not yet answered.
    """

    def __init__(self, orders: socket.socket, limits: Limits) -> None:
        self.running = 0
        self._orders = orders
        self._limits = limits
        self._idle: deque[Channel] = deque()
        self._quick, self._slow = _Lane(limits.queue), _Lane(limits.queue)
        self._slow_free = limits.workers
        self._known_slow: OrderedDict[int, None] = OrderedDict()
        self._hired: set[asyncio.Task[None]] = set()
        self._empty = asyncio.Event()

    async def start(self) -> None:
        """Fork the workers of the quick lane."""
        self._idle.extend(await asyncio.gather(*(self._fork() for _ in range(self._limits.workers))))

    async def drain(self) -> None:
        """Wait until every job is answered."""
        while self.running:
            self._empty.clear()
            await self._empty.wait()

    async def run(self, job: dict[str, Json], body: bytes, gone: Gone | None = None) -> Reply:
        """Return the answer to a job, by the deadline.

        Args:
            job: What to do, for `kg.serve.worker.Desk`.
            body: Its text.
            gone: Returns when the client has left; asked only about slow jobs.
        """
        deadline = asyncio.get_running_loop().time() + self._limits.seconds
        frame = pack(job, body)
        key = hash(frame)
        self.running += 1
        try:
            if key not in self._known_slow:
                reply = await self._run_quick(frame, deadline, gone)
                if reply is not None:
                    return reply
                self._known_slow[key] = None
                if len(self._known_slow) > _REMEMBERED:
                    self._known_slow.popitem(last=False)
            return await self._run_slow(frame, deadline, gone)
        finally:
            self.running -= 1
            if not self.running:
                self._empty.set()

    async def _run_quick(self, frame: bytes, deadline: float, gone: Gone | None) -> Reply | None:
        """Run a job in the quick lane; None when it turned out slow and no slow place is free."""
        while not self._idle:
            if not await self._quick.wait(deadline):
                return _busy()
        worker = self._idle.popleft()
        kept = replaced = False
        try:
            answer = worker.ask(frame)
            moment = self._limits.quick_seconds
            while not await _within(answer, moment) and self._in_time(deadline):
                # On a machine that is busy with other things, a quick job may not have had its turn yet.
                if worker.worked() >= moment:
                    break
            if answer.done():
                kept = worker.alive
                return _reply(answer)
            if not self._slow_free:
                return None
            self._hire()
            replaced = True
            self._slow_free -= 1
            return await self._finish(worker, answer, deadline, gone)
        finally:
            if kept:
                self._idle.append(worker)
                self._quick.wake()
            else:
                self._dismiss(worker)
                if not replaced:
                    self._hire()

    async def _run_slow(self, frame: bytes, deadline: float, gone: Gone | None) -> Reply:
        while not self._slow_free:
            if not await self._slow.wait(deadline):
                return _busy()
        self._slow_free -= 1
        try:
            worker = await self._fork()
        except (GoneError, TimeoutError, OSError):
            self._leave_slow()
            return _busy()
        before = worker.cpu
        try:
            return await self._finish(worker, worker.ask(frame), deadline, gone)
        finally:
            if 0 < worker.cpu - before < self._limits.quick_seconds:
                self._known_slow.pop(hash(frame), None)  # it was not the query that was slow
            self._dismiss(worker)

    async def _finish(
        self, worker: Channel, answer: asyncio.Future[tuple[dict[str, Json], bytes]], deadline: float, gone: Gone | None
    ) -> Reply:
        """Wait for a slow answer until the deadline or until the client has left, then leave its slow place."""
        self._order("nice", worker)
        leaving = asyncio.ensure_future(gone()) if gone is not None else None
        try:
            waited: set[asyncio.Future[object]] = {answer}  # type: ignore[arg-type]  # futures are not covariant
            if leaving is not None:
                waited.add(leaving)  # type: ignore[arg-type]  # likewise
            left = deadline - asyncio.get_running_loop().time()
            await asyncio.wait(waited, timeout=max(0.0, left), return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return _reply(answer)
            if leaving is not None and leaving.done():
                return refusal(CLIENT_GONE, "the client has gone")
            return refusal(
                503, f"the query was stopped after {self._limits.seconds:g} s, the limit here: ask for less", "time"
            )
        finally:
            if leaving is not None:
                leaving.cancel()
            self._leave_slow()

    def _leave_slow(self) -> None:
        self._slow_free += 1
        self._slow.wake()

    def _in_time(self, deadline: float) -> bool:
        return asyncio.get_running_loop().time() < deadline

    def _hire(self) -> None:
        """Fork another worker for the quick lane, in the background."""

        async def hire() -> None:
            with contextlib.suppress(GoneError, TimeoutError, OSError):
                self._idle.append(await self._fork())
            self._quick.wake()

        task = asyncio.ensure_future(hire())
        self._hired.add(task)
        task.add_done_callback(self._hired.discard)

    async def _fork(self) -> Channel:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._orders, [pack({"order": "fork"})], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        channel = await Channel.open(ours)
        await asyncio.wait_for(channel.greeted(), _SPAWN_SECONDS)
        return channel

    def _dismiss(self, worker: Channel) -> None:
        self._order("kill", worker)
        worker.close()

    def _order(self, what: str, worker: Channel) -> None:
        with contextlib.suppress(OSError):  # the snapshot has ended, and its workers with it
            self._orders.sendall(pack({"order": what, "pid": worker.pid}))


async def _within(answer: asyncio.Future[tuple[dict[str, Json], bytes]], seconds: float) -> bool:
    """Wait for an answer; False when it takes longer. Cheaper than `asyncio.wait`, which counts here."""
    loop = asyncio.get_running_loop()
    waiter: asyncio.Future[None] = loop.create_future()

    def settle(_: object) -> None:
        _settle(waiter)

    timer = loop.call_later(seconds, _settle, waiter)
    answer.add_done_callback(settle)
    try:
        await waiter
    finally:
        timer.cancel()
        answer.remove_done_callback(settle)
    return answer.done()


def _settle(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


def _reply(answer: asyncio.Future[tuple[dict[str, Json], bytes]]) -> Reply:
    try:
        head, body = answer.result()
    except GoneError:
        return _broken()
    rows, headers = head["rows"], head["headers"]
    return Reply(
        int(str(head["status"])),
        str(head["media"]),
        body,
        rows if isinstance(rows, int) else None,
        str(head["limit"]),
        {name: str(value) for name, value in headers.items()} if isinstance(headers, dict) else {},
    )


def _broken() -> Reply:
    message = "the request took more memory than one request may, or is nested too deeply: ask for less"
    return refusal(503, message, "memory")


def _busy() -> Reply:
    return refusal(503, "the server is busy: try again in a moment", "queue", Retry_After=_RETRY_AFTER)
