"""What goes into a store comes out equal; a store is there whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pytest

from kg.errors import StoreError
from kg.model import Extraction, GraphRecords
from kg.store import STORE_NAME, Store
from tests.store.conftest import extraction

if TYPE_CHECKING:
    from pathlib import Path


def test_records_come_back_equal(tmp_path: Path, records: GraphRecords) -> None:
    path = tmp_path / STORE_NAME
    with Store.create(path) as store:
        store.write(records)
    with Store.open(path) as store:
        assert store.records() == records


def test_extractions_come_back_equal_by_document_id(tmp_path: Path) -> None:
    put = [extraction(f"{name}.txt") for name in ("b", "c", "a")]
    with Store.create(tmp_path / STORE_NAME) as store:
        store.put_all(put)
        assert list(store.extractions()) == sorted(put, key=lambda one: one.document.id)


def test_more_documents_than_one_batch_come_back(tmp_path: Path) -> None:
    put = [Extraction(replace(extraction("x").document, id=f"{number:04}")) for number in range(1300)]
    with Store.create(tmp_path / STORE_NAME) as store:
        store.put_all(put)
        assert list(store.extractions()) == put


def test_putting_a_document_again_replaces_it(tmp_path: Path) -> None:
    old, new = extraction("a.txt"), replace(extraction("a.txt"), claims=(), notes=())
    with Store.create(tmp_path / STORE_NAME) as store:
        store.put_all((old, extraction("b.txt")))
        store.put(new)
        assert list(store.extractions()) == [new, extraction("b.txt")]


def test_removing_a_document_leaves_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    with Store.create(path) as store:
        store.put_all((extraction("a.txt"), extraction("b.txt")))
        store.remove("a.txt")
        assert list(store.extractions()) == [extraction("b.txt")]
    rows = duckdb.connect(path, read_only=True)
    for table in ("entities", "mentions", "claims", "evidence", "notes"):
        assert rows.table(f"extracted.{table}").project("source").distinct().fetchall() == [("b.txt",)]
    rows.close()


def test_removing_an_unknown_document_is_an_error(tmp_path: Path) -> None:
    with Store.create(tmp_path / STORE_NAME) as store, pytest.raises(StoreError, match=r"no document 'a\.txt'"):
        store.remove("a.txt")


@pytest.mark.parametrize("change", ["put", "remove", "nothing written"])
def test_a_graph_older_than_its_documents_is_not_served(tmp_path: Path, records: GraphRecords, change: str) -> None:
    with Store.create(tmp_path / STORE_NAME) as store:
        store.put(extraction("a.txt"))
        if change != "nothing written":
            store.write(records)
            assert store.records() == records
        if change == "put":
            store.put(extraction("b.txt"))
        if change == "remove":
            store.remove("a.txt")
        with pytest.raises(StoreError, match="build it again"):
            store.records()


def test_writing_again_replaces_the_graph_and_keeps_the_extractions(tmp_path: Path, records: GraphRecords) -> None:
    smaller = GraphRecords(entities=records.entities[:1])
    with Store.create(tmp_path / STORE_NAME) as store:
        store.put_all((extraction("a.txt"), extraction("b.txt")))
        store.write(replace(records, documents=(*records.documents, extraction("c.txt").document)))
        store.write(smaller)
        assert store.records() == smaller
        assert len(list(store.extractions())) == 2


def test_a_created_store_appears_only_when_closed(tmp_path: Path, records: GraphRecords) -> None:
    path = tmp_path / STORE_NAME
    with Store.create(path) as store:
        store.write(records)
        assert not path.exists()
    assert [file.name for file in tmp_path.iterdir()] == [STORE_NAME]


def test_an_error_while_creating_leaves_the_old_store(tmp_path: Path, records: GraphRecords) -> None:
    path = tmp_path / STORE_NAME
    with Store.create(path) as store:
        store.write(records)
    before = path.read_bytes()

    def fail() -> None:
        with Store.create(path) as store:
            store.put(extraction("b.txt"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [STORE_NAME]


def test_an_error_while_changing_changes_nothing(tmp_path: Path, records: GraphRecords) -> None:
    path = tmp_path / STORE_NAME
    with Store.create(path) as store:
        store.put(extraction("a.txt"))
        store.write(records)

    def fail() -> None:
        with Store.open(path, write=True) as store:
            store.remove("a.txt")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with Store.open(path) as store:
        assert store.records() == records


def test_a_change_is_kept(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    with Store.create(path) as store:
        store.put(extraction("a.txt"))
    with Store.open(path, write=True) as store:
        store.put(extraction("b.txt"))
    with Store.open(path) as store:
        assert [one.document.id for one in store.extractions()] == ["a.txt", "b.txt"]


def test_the_folder_of_a_store_names_it(tmp_path: Path, records: GraphRecords) -> None:
    with Store.create(tmp_path / STORE_NAME) as store:
        store.write(records)
    with Store.open(tmp_path) as store:
        assert store.records() == records


def test_a_reader_cannot_write(tmp_path: Path, records: GraphRecords) -> None:
    path = tmp_path / STORE_NAME
    Store.create(path).close()
    with Store.open(path) as store, pytest.raises(StoreError, match="reading only"):
        store.write(records)


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.create(tmp_path / STORE_NAME)
    store.close()
    store.close()
    store.discard()
    with pytest.raises(StoreError, match="closed"):
        store.records()


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        Store.open(tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    path.write_text("not a database")
    with pytest.raises(StoreError, match="cannot open the store") as caught:
        Store.open(path)
    assert "\n" not in str(caught.value)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    duckdb.connect(path).close()
    with pytest.raises(StoreError, match="holds no graph of kg"):
        Store.open(path)


def test_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    Store.create(path).close()
    database = duckdb.connect(path)
    database.execute("UPDATE meta SET value = '999' WHERE key = 'version'")
    database.close()
    with pytest.raises(StoreError, match="version 999"):
        Store.open(path)


def test_a_store_in_a_missing_folder_cannot_be_created(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot write the store"):
        Store.create(tmp_path / "missing" / STORE_NAME)


def test_a_store_that_was_cut_short_is_refused(tmp_path: Path, records: GraphRecords) -> None:
    path = tmp_path / STORE_NAME
    with Store.create(path) as store:
        store.write(records)
    path.write_bytes(path.read_bytes()[: 3 * 4096 + 10])
    with pytest.raises(StoreError, match="cannot open the store"):
        Store.open(path)
