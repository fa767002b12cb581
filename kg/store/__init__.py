"""The store: one DuckDB file that holds what was read from each document and the graph assembled from it."""

from __future__ import annotations

from kg.store.store import STORE_NAME, Store, locate

__all__ = ["STORE_NAME", "Store", "locate"]
