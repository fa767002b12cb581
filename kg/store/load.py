"""Whole tables in and out, each in one statement.

Rows go in through a file of JSON lines next to the store. That is the quickest of the ways measured (rows one by one,
lists as parameters, Arrow tables) up to 100,000 nested rows, has exact types, and needs no further import.
"""

from __future__ import annotations

import json
import tempfile
from typing import TYPE_CHECKING

from kg.store.schema import SOURCE, columns, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import duckdb

    from kg.store.rows import Cells

_LARGEST = 16 * 1024 * 1024  # DuckDB's default for one JSON line, in bytes


def insert(
    connection: duckdb.DuckDBPyConnection, schema: str, table: str, rows: Iterable[Mapping[str, object]], beside: Path
) -> int:
    """Insert rows into a table.

    Args:
        connection: An open connection that may write.
        schema: "main" or "extracted".
        table: Name of a table of `kg.store.schema`.
        rows: Dicts keyed by column; columns left out become NULL.
        beside: Folder for the passing file.

    Returns:
        How many rows were inserted.
    """
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    count, largest = 0, _LARGEST
    with tempfile.NamedTemporaryFile("wb", dir=beside, prefix=".rows-", suffix=".jsonl") as file:
        for row in rows:
            line = encode(row).encode() + b"\n"
            largest = max(largest, len(line))
            file.write(line)
            count += 1
        file.flush()
        if count:
            names = columns(schema, table)
            kinds = ", ".join(f"\"{name}\": '{kind}'" for name, kind in names.items())
            source = (
                f"SELECT {quoted(names)} FROM read_json(?, format = 'newline_delimited',"
                f" maximum_object_size = {largest}, columns = {{{kinds}}})"
            )
            connection.execute(f"INSERT INTO {schema}.{table} {source}", [file.name])
    return count


def fetch(
    connection: duckdb.DuckDBPyConnection, schema: str, table: str, sources: tuple[str, str] | None = None
) -> list[Cells]:
    """Return the rows of a table in the order they were put in, with the columns of the schema.

    Args:
        connection: An open connection.
        schema: "main" or "extracted".
        table: Name of a table of `kg.store.schema`.
        sources: First and last id of the documents wanted (both included), for tables of "extracted".
    """
    where = "" if sources is None else f"WHERE {SOURCE} BETWEEN ? AND ?"
    query = f"SELECT {quoted(columns(schema, table))} FROM {schema}.{table} {where} ORDER BY rowid"
    return connection.execute(query, list(sources or ())).fetchall()
