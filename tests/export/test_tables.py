"""CSV and Parquet hold every claim and every piece of evidence."""

from __future__ import annotations

import csv
import io

import pyarrow.parquet as pq

from kg.export import csv_table, parquet_table
from kg.model import GraphRecords
from tests.samples import RECORDS


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_table(RECORDS).decode(), newline="")))


def test_csv_has_one_row_a_piece_of_evidence() -> None:
    found = rows()
    assert len(found) == sum(max(1, len(one.evidence)) for one in RECORDS.claims)
    road = next(row for row in found if row["predicate"] == "lengthKm" and row["value"] == "12.5")
    assert (road["subject_label"], road["subject_type"], road["object"]) == ("兵地融合大道", "Road", "")
    assert (road["approximate"], road["confidence"], road["start"], road["published"]) == (
        "true",
        "0.9",
        "0",
        "2022-10-25",
    )
    background = next(row for row in found if row["origin"] == "gazetteer")
    assert (background["document"], background["quote"]) == ("", "")


def test_csv_keeps_awkward_characters() -> None:
    quotes = {row["quote"] for row in rows()}
    assert {one.quote for claim in RECORDS.claims for one in claim.evidence} <= quotes


def test_parquet_nests_evidence() -> None:
    table = pq.read_table(io.BytesIO(parquet_table(RECORDS)))
    found = table.to_pylist()
    assert [row["claim"] for row in found] == sorted(one.id for one in RECORDS.claims)
    by_id = {one.id: one for one in RECORDS.claims}
    for row in found:
        assert [one["quote"] for one in row["evidence"]] == [one.quote for one in by_id[row["claim"]].evidence]
    opened = next(row for row in found if row["predicate"] == "openedOn" and row["status"] == "planned")
    assert (opened["date"], opened["value"]) == ("2024-05-01", None)
    long = next(row for row in found if row["value"] == 12.5)
    assert (long["date"], long["approximate"], long["object"]) == (None, True, None)


def test_bytes_are_the_same_for_any_order() -> None:
    mixed = GraphRecords(RECORDS.documents, RECORDS.entities[::-1], RECORDS.mentions, RECORDS.claims[::-1])
    assert csv_table(mixed) == csv_table(RECORDS)
    assert parquet_table(mixed) == parquet_table(RECORDS)


def test_the_empty_graph_still_has_its_columns() -> None:
    assert csv_table(GraphRecords()).decode().startswith("claim,subject,")
    assert "evidence" in pq.read_table(io.BytesIO(parquet_table(GraphRecords()))).column_names
