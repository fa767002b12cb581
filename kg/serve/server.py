"""Running the server: load, say where it is, answer until told to end, and end in order."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import uvicorn

    from kg.serve.settings import Settings
    from kg.view.drawing import Json

    Ready = Callable[[str, dict[str, Json]], None]

_ENDING = (signal.SIGINT, signal.SIGTERM)
_BACKLOG = 512  # connections that may wait to be accepted


def serve(settings: Settings, ready: Ready | None = None) -> None:
    """Serve a graph until the process is told to end (SIGINT, SIGTERM); what is asked by then is still answered.

    At the end SIGINT becomes a KeyboardInterrupt, and SIGTERM is passed on to whoever handled it before.

    Args:
        settings: What to serve and how.
        ready: Called with the server's address and what is known of the graph, once it can be asked.

    Raises:
        InputError: The address cannot be used, or the packages of the extra `serve` are missing.
        KgError: The graph cannot be loaded.
    """
    try:
        import starlette  # noqa: F401 (tells at once what is missing)
        import uvicorn
    except ImportError as error:
        raise InputError(f"the package {error.name} is missing: pip install 'kg[serve]'") from error
    with _listening(settings.host, settings.port) as sock:
        config = uvicorn.Config(
            "",
            log_level="error",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=int(settings.limits.seconds) + 2,
        )
        before = {one: signal.getsignal(one) for one in _ENDING}
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            told = runner.run(_serve(settings, config, sock, ready))
        for one, handler in before.items():
            signal.signal(one, handler)
    if told is signal.SIGINT:
        raise KeyboardInterrupt  # raised, not signalled: a process in the background may have been started to ignore it
    if told is not None:
        signal.raise_signal(told)


async def _serve(
    settings: Settings, config: uvicorn.Config, sock: socket.socket, ready: Ready | None
) -> signal.Signals | None:
    import uvicorn

    from kg.serve.app import application
    from kg.serve.generation import Current
    from kg.serve.log import say

    class Server(uvicorn.Server):
        """A server that leaves signals to its owner."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    told: list[signal.Signals] = []
    server = Server(config)
    loop = asyncio.get_running_loop()
    loading = asyncio.ensure_future(Current.open(settings, say if settings.log else lambda _: None))

    def end(one: signal.Signals) -> None:
        server.force_exit = bool(told)  # told twice: do not wait
        server.should_exit = True
        told.append(one)
        loading.cancel()

    for one in _ENDING:
        loop.add_signal_handler(one, end, one)
    try:
        current = await loading
    except asyncio.CancelledError:
        return told[0] if told else None
    watching = asyncio.ensure_future(current.watch())
    try:
        config.app = application(current, settings)
        if ready is not None:
            ready(_address(sock), current.now.about)
        await server.serve(sockets=[sock])
    finally:
        watching.cancel()
        await current.close(hurry=server.force_exit)
    return told[0] if told else None


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Give a socket that listens.

    Raises:
        InputError: The address is not ours or is taken.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"--host {host} --port {port}: cannot listen there: {reason}") from error
    with sock:
        yield sock


def _address(sock: socket.socket) -> str:
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
