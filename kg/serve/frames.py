"""How server and workers talk: frames of a JSON head and a body of bytes, over a local socket."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

    from kg.view.drawing import Json

_SIZES = struct.Struct("!II")


def pack(head: dict[str, Json], body: bytes = b"") -> bytes:
    """Return a frame: two sizes, the head as JSON, the body."""
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode()
    return _SIZES.pack(len(text), len(body)) + text + body


def unpack(data: bytes | bytearray) -> tuple[dict[str, Json], bytes, int] | None:
    """Return the head, the body and the size of the first frame in `data`, or None while it is incomplete."""
    if len(data) < _SIZES.size:
        return None
    head, body = _SIZES.unpack_from(data)
    middle, end = _SIZES.size + head, _SIZES.size + head + body
    if len(data) < end:
        return None
    return json.loads(data[_SIZES.size : middle]), bytes(data[middle:end]), end


def receive(channel: socket.socket) -> tuple[dict[str, Json], bytes] | None:
    """Return the next frame of a blocking socket, or None when the other side has closed it."""
    sizes = _exactly(channel, _SIZES.size)
    if sizes is None:
        return None
    head, body = _SIZES.unpack(sizes)
    text = _exactly(channel, head)
    rest = _exactly(channel, body)
    return None if text is None or rest is None else (json.loads(text), rest)


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = channel.recv(min(size - len(data), 1 << 20))
        if not part:
            return None
        data += part
    return bytes(data)
