"""Arrow record batches: what goes in as documents comes out as records, the same however many processes make them."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from kg.errors import InputError
from kg.extract import Knowledge, extract
from kg.extract.batches import document_batches, extract_batches, extractions, tables
from kg.extract.pool import extract_in_processes
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLD = Path(__file__).resolve().parents[1] / "gold"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    files = sorted(GOLD.glob("d*.txt"))
    texts = [Document(file.name, file.read_text(encoding="utf-8"), published="2023-05-01") for file in files]
    return [*texts, Document("empty.txt", "", "标题", None, "出版者", "https://a.example/b")]


def test_a_batch_gives_back_what_extract_returns(documents: list[Document], knowledge: Knowledge) -> None:
    found = [one for batch in extract_batches(document_batches(documents, 4), knowledge) for one in extractions(batch)]
    assert found == [extract(document, knowledge) for document in documents]
    assert any(claim.value is not None for one in found for claim in one.claims)
    assert any(mention.candidates for one in found for mention in one.mentions)


def test_several_processes_give_the_same_batches_in_the_same_order(documents: list[Document]) -> None:
    batches = list(document_batches(documents, 2))
    alone = list(extract_in_processes(batches, 1))
    assert list(extract_in_processes(batches, 2)) == alone
    assert sum(batch.num_rows for batch in alone) == len(documents)


def test_flat_tables_hold_every_record_once(documents: list[Document], knowledge: Knowledge) -> None:
    (batch,) = extract_batches(document_batches(documents), knowledge)
    flat = tables(batch)
    found = list(extractions(batch))
    claims = [claim for one in found for claim in one.claims]
    assert flat["claims"].num_rows == len(claims) > 100
    assert flat["evidence"].num_rows == sum(len(claim.evidence) for claim in claims)
    assert flat["entities"].num_rows == sum(len(one.entities) for one in found)
    assert set(flat["evidence"]["claim"].to_pylist()) == {claim.id for claim in claims}
    texts = {document.id: document.text for document in documents}
    for row in flat["evidence"].to_pylist():
        assert texts[row["document"]][row["start"] : row["end"]] == row["quote"]


def test_batches_are_read_as_they_are_needed(knowledge: Knowledge) -> None:
    asked = count()

    def endless() -> Iterator[Document]:
        while True:
            yield Document(f"{next(asked)}.txt", "第六师与奇台县共同修建吉彩公路。")

    stream = extract_batches(document_batches(endless(), 3), knowledge)
    for _ in range(4):
        assert next(stream).num_rows == 3
    assert next(asked) == 12


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"id": ["a"]}, "lacks the column 'text'"),
        ({"id": ["a", None], "text": ["b", "c"]}, "row 1 of a batch of documents has no id or no text"),
    ],
)
def test_a_batch_without_documents_is_refused(columns: dict[str, list[str]], reason: str, knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match=reason):
        list(extract_batches([pa.RecordBatch.from_pydict(columns)], knowledge))
