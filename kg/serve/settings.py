"""What the server is told: what to serve, to whom, and how much one request may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may cost, and how many may wait.

    Attributes:
        seconds: Time from a request's arrival to its answer, waiting included.
        rows: Rows or triples of one answer.
        answer_bytes: Bytes of one answer before compression.
        query_bytes: Bytes of one request: its query string or its body.
        memory_bytes: What a worker may take besides the graph itself.
        workers: Processes that answer quick requests; as many again work on slow ones.
        queue: Requests that may wait for a worker, in each of the two lanes.
        quick_seconds: From here on a request is slow and leaves the quick lane.
    """

    seconds: float = 10.0
    rows: int = 100_000
    answer_bytes: int = 64 * 1024 * 1024
    query_bytes: int = 1024 * 1024
    memory_bytes: int = 1024 * 1024 * 1024
    workers: int = field(default_factory=lambda: max(2, min(4, os.cpu_count() or 2)))
    queue: int = 64
    quick_seconds: float = 0.05


@dataclass(frozen=True, slots=True)
class Settings:
    """What to serve and how.

    Attributes:
        folder: Output folder of a build, or its store file.
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        base: What the IRIs of entities, claims and documents begin with; None for the ontology's own.
        derived: Whether to include what the ontology's rules conclude.
        background: Whether to include what the graph holds from the gazetteer.
        ontology: Folder of another ontology, or None for the shipped one.
        gazetteer: Folders with further seeds, after the shipped ones.
        cors: Origins whose pages may read answers; `("*",)` for all, empty for none.
        log: Whether to write one line of JSON on standard error for each request.
        limits: What one request may cost.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base: str | None = None
    derived: bool = False
    background: bool = True
    ontology: Path | None = None
    gazetteer: tuple[Path, ...] = ()
    cors: tuple[str, ...] = ("*",)
    log: bool = True
    limits: Limits = field(default_factory=Limits)
