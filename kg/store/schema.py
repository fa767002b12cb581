"""The tables of the store, as data: names, columns in order and DuckDB types.

The schema `main` holds the assembled graph, `extracted` what each document alone gave; the same table has the same
columns in both, except that in `extracted` every row also names the document it was read from. A text is kept once, in
`main.documents`: `extracted` says whether the document takes part in `Store.extractions`, `assembled` whether it takes
part in `Store.records`. Rows of one table keep the order in which they were put in.
"""

from __future__ import annotations

VERSION = 1
"""Raised whenever a table changes; a store of another version is refused."""

Columns = dict[str, str]

_CANDIDATES = "STRUCT(id VARCHAR, label VARCHAR, type VARCHAR, score DOUBLE, reasons VARCHAR[])[]"

DOCUMENTS: Columns = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "title": "VARCHAR",
    "published": "VARCHAR",
    "publisher": "VARCHAR",
    "url": "VARCHAR",
}
ENTITIES: Columns = {
    "id": "VARCHAR",
    "type": "VARCHAR",
    "label": "VARCHAR",
    "labels": "MAP(VARCHAR, VARCHAR)",
    "aliases": "VARCHAR[]",
    "identifiers": "MAP(VARCHAR, VARCHAR)",
    "lat": "DOUBLE",
    "lon": "DOUBLE",
}
MENTIONS: Columns = {
    "document": "VARCHAR",
    "start": "BIGINT",
    "end": "BIGINT",
    "surface": "VARCHAR",
    "type": "VARCHAR",
    "entity": "VARCHAR",
    "reasons": "VARCHAR[]",
    "candidates": _CANDIDATES,
}
CLAIMS: Columns = {
    "id": "VARCHAR",
    "subject": "VARCHAR",
    "predicate": "VARCHAR",
    "object": "VARCHAR",
    "number": "DOUBLE",
    "date": "VARCHAR",
    "status": "VARCHAR",
    "field": "VARCHAR",
    "confidence": "DOUBLE",
    "origin": "VARCHAR",
    "approximate": "BOOLEAN",
}
EVIDENCE: Columns = {
    "claim": "VARCHAR",
    "document": "VARCHAR",
    "start": "BIGINT",
    "end": "BIGINT",
    "quote": "VARCHAR",
    "rule": "VARCHAR",
    "published": "VARCHAR",
}
NOTES: Columns = {
    "document": "VARCHAR",
    "kind": "VARCHAR",
    "start": "BIGINT",
    "end": "BIGINT",
    "text": "VARCHAR",
}
TABLES: dict[str, Columns] = {
    "entities": ENTITIES,
    "mentions": MENTIONS,
    "claims": CLAIMS,
    "evidence": EVIDENCE,
    "notes": NOTES,
}
"""The tables that stand in both schemas; `documents` stands only in `main`."""

SOURCE = "source"
"""Column of every table of `extracted`: the document the row was read from."""


def columns(schema: str, table: str) -> Columns:
    """Return the columns of a table, in order; those of `extracted` begin with the source."""
    if table == "documents":
        return DOCUMENTS | {"extracted": "BOOLEAN", "assembled": "BOOLEAN"}
    return TABLES[table] if schema == "main" else {SOURCE: "VARCHAR"} | TABLES[table]


def statements() -> str:
    """Return the SQL that lays out an empty store, in one script."""
    script = ["CREATE SCHEMA extracted", "CREATE TABLE meta (key VARCHAR, value VARCHAR)"]
    script.append(_create("main", "documents"))
    script += [_create(schema, table) for schema in ("main", "extracted") for table in TABLES]
    script.append(f"INSERT INTO meta VALUES ('version', '{VERSION}'), ('assembled', 'no')")
    return ";\n".join(script)


def quoted(names: Columns) -> str:
    """Return the column names as an SQL list, each in double quotes (`end` and `start` are words of SQL)."""
    return ", ".join(f'"{name}"' for name in names)


def _create(schema: str, table: str) -> str:
    body = ", ".join(f'"{name}" {kind}' for name, kind in columns(schema, table).items())
    return f"CREATE TABLE {schema}.{table} ({body})"
