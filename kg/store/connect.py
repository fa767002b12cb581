"""Connections to DuckDB files: settings, version check, and DuckDB's errors in the words of the house."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.store.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb


def connect(file: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Return a connection that never reaches for the network."""
    import duckdb

    return duckdb.connect(
        file, read_only=read_only, config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )


def check_version(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Refuse a file that is no store of this version.

    Raises:
        StoreError: The file holds other tables, or tables of another version.
    """
    import duckdb

    try:
        found = connection.execute("SELECT value FROM main.meta WHERE key = 'version'").fetchone()
    except duckdb.CatalogException:
        found = None
    if found is None:
        raise StoreError(f"{file}: is a DuckDB file but holds no graph of kg")
    if found != (str(VERSION),):
        raise StoreError(f"{file}: has version {found[0]}, this kg reads {VERSION}; build the graph again")


@contextmanager
def translated(path: Path, failure: str) -> Iterator[None]:
    """Turn errors of DuckDB and of the file system into a StoreError of one line.

    Args:
        path: The store, as the user knows it.
        failure: What could not be done, as a clause.

    Raises:
        StoreError: The body failed in one of these ways.
    """
    import duckdb

    try:
        yield
    except (duckdb.Error, OSError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise StoreError(f"{path}: {failure}: {reason}") from error
