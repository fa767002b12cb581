"""The access log: one line of JSON on standard error for each request and for each event of the server."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.view.drawing import Json

_TARGET = 500  # characters kept of an address with its query string


def say(line: dict[str, Json]) -> None:
    """Write a line, with the time in front."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    sys.stderr.write(json.dumps({"time": now, **line}, ensure_ascii=False) + "\n")
    sys.stderr.flush()


class AccessLog:
    """Wraps an application; writes when a request is answered: who, what, status, bytes, time, the limit met.

    A handler adds what it knows under `scope["state"]["log"]`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        seen: dict[str, Json] = {"status": 500, "bytes": 0}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
            elif message["type"] == "http.response.body":
                seen["bytes"] = int(str(seen["bytes"])) + len(message.get("body", b""))
            await send(message)

        more: dict[str, Json] = {}
        scope.setdefault("state", {})["log"] = more
        try:
            await self._app(scope, receive, watched)
        finally:
            target = scope["raw_path"].decode("latin-1")
            if scope["query_string"]:
                target += "?" + scope["query_string"].decode("latin-1")
            client = scope.get("client")
            say(
                {
                    "client": client[0] if client else "",
                    "method": scope["method"],
                    "target": target[:_TARGET],
                    **seen,
                    "ms": round(1000 * (time.perf_counter() - begun), 1),
                    **more,
                }
            )
