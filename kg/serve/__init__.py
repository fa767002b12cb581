"""The graph over HTTP: pages, a SPARQL 1.1 endpoint, addresses that dereference, reconciliation. Read-only and bounded.

The server itself only passes on; workers, forked from a process that holds one immutable snapshot of the graph, do the
work, and are killed when a request costs more than it may. Needs the extra `serve`, on Linux or macOS.
"""

from __future__ import annotations

from kg.serve.server import serve
from kg.serve.settings import Limits, Settings

__all__ = ["Limits", "Settings", "serve"]
