"""`Store`: documents go in and out one by one or in bulk, the assembled graph goes in and out whole."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.errors import StoreError
from kg.model import Extraction, GraphRecords
from kg.store import rows
from kg.store.connect import check_version, connect, translated
from kg.store.load import fetch, insert
from kg.store.schema import DOCUMENTS, SOURCE, TABLES, quoted, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType

    import duckdb

    from kg.store.rows import Cells

STORE_NAME = "kg.duckdb"
"""File name of the store in an output folder."""

_BATCH = 512  # documents read back at once

_TABLE_ROWS: Mapping[str, Callable[[Extraction | GraphRecords], Iterable[rows.Row]]] = {
    "entities": lambda one: map(rows.entity_row, one.entities),
    "mentions": lambda one: map(rows.mention_row, one.mentions),
    "claims": lambda one: map(rows.claim_row, one.claims),
    "evidence": lambda one: rows.evidence_rows(one.claims),
    "notes": lambda one: map(rows.note_row, one.notes),
}


def locate(path: Path) -> Path:
    """Return the file of a store, given that file or the output folder that holds it.

    Raises:
        StoreError: There is none.
    """
    file = path / STORE_NAME if path.is_dir() else path
    if not file.is_file():
        raise StoreError(f"{path}: holds no graph; make one with `kg build PATH --out DIR`")
    return file


class Store:
    """One DuckDB file. Use it as a context manager: leaving it keeps the changes, leaving it by an error drops them.

    A store made by `create` appears under its name only when it is closed without an error, replacing what stood there.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, made: Path | None, *, writable: bool) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = connection
        self._path = path
        self._made = made
        self._writable = writable

    @classmethod
    def create(cls, path: Path) -> Self:
        """Return a new, empty store that will stand at `path`.

        Raises:
            StoreError: The folder of `path` is missing or cannot be written.
        """
        with translated(path, "cannot write the store"):
            folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}-"))
            made = folder / path.name
            connection = connect(made, read_only=False)
            connection.execute(statements())
            connection.execute("BEGIN")
        return cls(connection, path, made, writable=True)

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> Self:
        """Return the store at `path` (its file, or the output folder that holds it), read-only unless `write`.

        Raises:
            StoreError: It is missing, no store, of another version, or locked by a writer.
        """
        file = locate(path)
        with translated(file, "cannot open the store"):
            connection = connect(file, read_only=not write)
        try:
            with translated(file, "cannot open the store"):
                check_version(connection, file)
                if write:
                    connection.execute("BEGIN")
        except BaseException:
            connection.close()
            raise
        return cls(connection, file, None, writable=write)

    def put(self, extraction: Extraction) -> None:
        """Add what was read from one document, replacing what was there of a document with the same id."""
        self.put_all((extraction,))

    def put_all(self, extractions: Iterable[Extraction]) -> None:
        """Add what was read from several documents with distinct ids; the same as `put` for each, in few statements."""
        batch = tuple(extractions)
        with self._writing() as connection:
            self._forget(connection, [one.document.id for one in batch])
            documents = ({**rows.document_row(one.document), "extracted": True, "assembled": False} for one in batch)
            insert(connection, "main", "documents", documents, self._beside)
            for table, read in _TABLE_ROWS.items():
                labelled = ({SOURCE: one.document.id, **row} for one in batch for row in read(one))
                insert(connection, "extracted", table, labelled, self._beside)

    def remove(self, document_id: str) -> None:
        """Forget everything that was read from a document.

        Raises:
            StoreError: No such document is in the store.
        """
        with self._writing() as connection:
            known = connection.execute(
                "SELECT count(*) FROM documents WHERE extracted AND id = ?", [document_id]
            ).fetchone()
            if known == (0,):
                raise StoreError(f"{self._path}: no document {document_id!r}")
            self._forget(connection, [document_id])

    def extractions(self) -> Iterator[Extraction]:
        """Yield what was read from each document, by document id."""
        with self._reading() as connection:
            ids = [
                str(id_)
                for (id_,) in connection.execute("SELECT id FROM documents WHERE extracted ORDER BY id").fetchall()
            ]
        for first in range(0, len(ids), _BATCH):
            yield from self._batch(ids[first : first + _BATCH])

    def write(self, records: GraphRecords) -> None:
        """Replace the assembled graph."""
        with self._writing() as connection:
            connection.execute("DELETE FROM documents WHERE NOT extracted; UPDATE documents SET assembled = false")
            ids = [document.id for document in records.documents]
            connection.execute("UPDATE documents SET assembled = true WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids])
            known = {id_ for (id_,) in connection.execute("SELECT id FROM documents").fetchall()}
            missing = (
                {**rows.document_row(document), "extracted": False, "assembled": True}
                for document in records.documents
                if document.id not in known
            )
            insert(connection, "main", "documents", missing, self._beside)
            for table, read in _TABLE_ROWS.items():
                connection.execute(f"DELETE FROM main.{table}")
                insert(connection, "main", table, read(records), self._beside)
            connection.execute("UPDATE meta SET value = 'yes' WHERE key = 'assembled'")

    def records(self) -> GraphRecords:
        """Return the assembled graph.

        Raises:
            StoreError: None was written since documents were last put in or removed.
        """
        with self._reading() as connection:
            state = connection.execute("SELECT value FROM meta WHERE key = 'assembled'").fetchone()
            if state != ("yes",):
                raise StoreError(
                    f"{self._path}: its documents have changed since the graph was assembled; build it again"
                )
            documents = connection.execute(
                f"SELECT {quoted(DOCUMENTS)} FROM documents WHERE assembled ORDER BY id"
            ).fetchall()
            tables = {table: fetch(connection, "main", table) for table in TABLES}
            return GraphRecords(
                documents=tuple(rows.document(cells) for cells in documents),
                entities=tuple(rows.entity(cells) for cells in tables["entities"]),
                mentions=tuple(rows.mention(cells) for cells in tables["mentions"]),
                claims=rows.claims(tables["claims"], rows.evidence(tables["evidence"])),
                notes=tuple(rows.note(cells) for cells in tables["notes"]),
            )

    def strays(self) -> tuple[str, ...]:
        """Return the ids of claims that the assembled graph has evidence for but does not hold, sorted."""
        with self._reading() as connection:
            found = connection.execute(
                "SELECT DISTINCT claim FROM main.evidence ANTI JOIN main.claims ON claim = id ORDER BY claim"
            ).fetchall()
        return tuple(str(claim) for (claim,) in found)

    def close(self) -> None:
        """Keep the changes and close; a created store takes its place now. Closing twice does nothing."""
        if self._connection is None:
            return
        with translated(self._path, "cannot write the store"):
            if self._writable:
                self._connection.execute("COMMIT")
            self._connection.close()
            self._connection = None
            if self._made is not None:
                self._made.replace(self._path)
                self._made.parent.rmdir()

    def discard(self) -> None:
        """Drop the changes and close; a created store leaves nothing behind."""
        if self._connection is None:
            return
        self._connection.close()
        self._connection = None
        if self._made is not None:
            for file in self._made.parent.iterdir():
                file.unlink()
            self._made.parent.rmdir()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close, or discard after an error."""
        if kind is None:
            self.close()
        else:
            self.discard()

    @property
    def _beside(self) -> Path:
        return (self._made or self._path).parent

    @contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if self._connection is None:
            raise StoreError(f"{self._path}: the store is closed")
        with translated(self._path, "cannot read the store"):
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if not self._writable:
            raise StoreError(f"{self._path}: the store was opened for reading only")
        with self._reading() as connection:
            yield connection

    def _forget(self, connection: duckdb.DuckDBPyConnection, ids: list[str]) -> None:
        connection.execute("UPDATE meta SET value = 'no' WHERE key = 'assembled'")
        chosen = "IN (SELECT unnest(?::VARCHAR[]))"
        connection.execute(f"DELETE FROM documents WHERE id {chosen}", [ids])
        for table in TABLES:
            connection.execute(f"DELETE FROM extracted.{table} WHERE {SOURCE} {chosen}", [ids])

    def _batch(self, ids: list[str]) -> Iterator[Extraction]:
        with self._reading() as connection:
            found = connection.execute(
                f"SELECT {quoted(DOCUMENTS)} FROM documents WHERE extracted AND id BETWEEN ? AND ? ORDER BY id",
                [ids[0], ids[-1]],
            ).fetchall()
            tables = {table: _filed(fetch(connection, "extracted", table, (ids[0], ids[-1]))) for table in TABLES}
        for cells in found:
            document = rows.document(cells)
            own = {table: filed.get(document.id, []) for table, filed in tables.items()}
            yield Extraction(
                document=document,
                entities=tuple(rows.entity(cells) for cells in own["entities"]),
                mentions=tuple(rows.mention(cells) for cells in own["mentions"]),
                claims=rows.claims(own["claims"], rows.evidence(own["evidence"])),
                notes=tuple(rows.note(cells) for cells in own["notes"]),
            )


def _filed(cells: Iterable[Cells]) -> dict[str, list[Cells]]:
    filed: dict[str, list[Cells]] = defaultdict(list)
    for source, *own in cells:
        filed[source].append(tuple(own))
    return filed
