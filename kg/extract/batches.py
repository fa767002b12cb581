"""Extraction over Arrow record batches: documents come in, what was read of them goes out, a batch at a time.

Nothing is kept between batches, so memory does not grow with the corpus, and any engine that hands batches to a
function (a process pool, `mapInArrow`) runs the same code. One row is one document, with lists of its entities,
mentions, claims (each with its evidence) and notes; `tables` deals a batch out to flat tables, `extractions` gives the
records back.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.extract.document import extract
from kg.model import Candidate, Claim, Document, Entity, Evidence, Extraction, Mention, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from kg.extract.knowledge import Knowledge

TABLES = ("entities", "mentions", "claims", "evidence", "notes")
"""What `tables` gives besides the documents themselves."""

_REQUIRED = ("id", "text")
_BATCH = 256
_NAMES: Mapping[type, tuple[str, ...]] = {
    record: tuple(field.name for field in fields(record))
    for record in (Candidate, Claim, Document, Entity, Evidence, Mention, Note)
}


def document_batches(documents: Iterable[Document], size: int = _BATCH) -> Iterator[pa.RecordBatch]:
    """Yield documents as record batches of so many rows, in order; one column a field of `Document`."""
    import pyarrow as pa

    rows: list[dict[str, Any]] = []
    for document in documents:
        rows.append({name: getattr(document, name) for name in _NAMES[Document]})
        if len(rows) == size:
            yield pa.RecordBatch.from_pylist(rows, schema=_schemas()["documents"])
            rows = []
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=_schemas()["documents"])


def extract_batches(
    batches: Iterable[pa.RecordBatch], knowledge: Knowledge, *, keep_going: bool = False
) -> Iterator[pa.RecordBatch]:
    """Yield for each batch of documents one with what was read of them, row by row, in order.

    Args:
        batches: Documents, with the columns `id` and `text` and any of `title`, `published`, `publisher` and `url`.
        knowledge: What to read with.
        keep_going: Whether to go on without an extractor that fails, with a note of kind "extractor".

    Yields:
        Batches with the columns `document` (a struct), `entities`, `mentions`, `claims` and `notes` (lists of structs).

    Raises:
        ExtractorError: An extractor failed and `keep_going` is off.
        InputError: A batch lacks a column, or a document has no id or no text.
    """
    import pyarrow as pa

    for batch in batches:
        found = [extract(document, knowledge, keep_going=keep_going) for document in documents(batch)]
        schema = _schemas()["extractions"]
        columns = [_array(_column(found, field.name), field.type) for field in schema]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def documents(batch: pa.RecordBatch) -> Iterator[Document]:
    """Yield the documents of a batch, in order.

    Raises:
        InputError: It lacks a column, or a document has no id or no text.
    """
    missing = [name for name in _REQUIRED if name not in batch.schema.names]
    if missing:
        raise InputError(f"a batch of documents lacks the column {missing[0]!r}; it has {batch.schema.names}")
    wanted = [name for name in _NAMES[Document] if name in batch.schema.names]
    for number, row in enumerate(batch.select(wanted).to_pylist()):
        if any(not isinstance(row[name], str) for name in _REQUIRED):
            raise InputError(f"row {number} of a batch of documents has no id or no text")
        yield Document(**{**row, "title": row.get("title") or ""})


def extractions(batch: pa.RecordBatch) -> Iterator[Extraction]:
    """Yield the records that a batch of `extract_batches` holds, in order, as `extract` returned them."""
    for row in batch.to_pylist():
        yield Extraction(
            Document(**row["document"]),
            tuple(_entity(one) for one in row["entities"]),
            tuple(_mention(one) for one in row["mentions"]),
            tuple(_claim(one) for one in row["claims"]),
            tuple(Note(**one) for one in row["notes"]),
        )


def tables(batch: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
    """Deal a batch of `extract_batches` out to flat tables: entities, mentions, claims, evidence and notes.

    Claims and entities have the document they were found in as `document`, evidence its claim as `claim`.
    """
    import pyarrow as pa

    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for row in batch.to_pylist():
        document = row["document"]["id"]
        rows["entities"] += ({"document": document, **one} for one in row["entities"])
        rows["mentions"] += row["mentions"]
        rows["notes"] += row["notes"]
        for claim in row["claims"]:
            rows["evidence"] += ({"claim": claim["id"], **one} for one in claim.pop("evidence"))
            rows["claims"].append({"document": document, **claim})
    return {name: pa.RecordBatch.from_pylist(found, schema=_schemas()[name]) for name, found in rows.items()}


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return records, tuples of them, pairs or plain values as an array: column by column, not record by record."""
    import pyarrow as pa

    if pa.types.is_struct(kind):
        fields = [kind.field(number) for number in range(kind.num_fields)]
        columns = [_array(_column(values, field.name), field.type) for field in fields]
        return pa.StructArray.from_arrays(columns, fields=fields)
    if not pa.types.is_list(kind) and not pa.types.is_map(kind):
        return pa.array(values, kind)
    offsets = pa.array(list(accumulate(map(len, values), initial=0)), pa.int32())
    flat = list(chain.from_iterable(values))
    if pa.types.is_list(kind):
        return pa.ListArray.from_arrays(offsets, _array(flat, kind.value_type), type=kind)
    keys = pa.array([pair[0] for pair in flat], kind.key_type)
    items = pa.array([pair[1] for pair in flat], kind.item_type)
    return pa.MapArray.from_arrays(offsets, keys, items, type=kind)


def _column(records: Sequence[Any], name: str) -> list[Any]:
    """Return a field of records; the value of a claim stands in `number` or in `date`."""
    if name == "number":
        return [None if isinstance(claim.value, str) else claim.value for claim in records]
    if name == "date":
        return [claim.value if isinstance(claim.value, str) else None for claim in records]
    return list(map(attrgetter(name), records))


def _entity(row: Mapping[str, Any]) -> Entity:
    pairs = {name: tuple((key, value) for key, value in row[name]) for name in ("labels", "identifiers")}
    return Entity(**{**row, **pairs, "aliases": tuple(row["aliases"])})


def _mention(row: Mapping[str, Any]) -> Mention:
    candidates = tuple(Candidate(**{**one, "reasons": tuple(one["reasons"])}) for one in row["candidates"])
    return Mention(**{**row, "reasons": tuple(row["reasons"]), "candidates": candidates})


def _claim(row: Mapping[str, Any]) -> Claim:
    cells = {name: row[name] for name in _NAMES[Claim] if name not in ("value", "evidence")}
    value = row["number"] if row["date"] is None else row["date"]
    return Claim(**cells, value=value, evidence=tuple(Evidence(**one) for one in row["evidence"]))


@cache
def _schemas() -> Mapping[str, pa.Schema]:
    """Return the schema of each table, and `extractions` of what `extract_batches` yields."""
    import pyarrow as pa

    kinds = {
        **dict.fromkeys(("start", "end"), pa.int64()),
        **dict.fromkeys(("lat", "lon", "score", "confidence", "number"), pa.float64()),
        **dict.fromkeys(("aliases", "reasons"), pa.list_(pa.string())),
        **dict.fromkeys(("labels", "identifiers"), pa.map_(pa.string(), pa.string())),
        "approximate": pa.bool_(),
        "text": pa.large_string(),
    }

    def columns(names: Iterable[str]) -> list[tuple[str, pa.DataType]]:
        return [(name, kinds.get(name, pa.string())) for name in names]

    kinds["candidates"] = pa.list_(pa.struct(columns(_NAMES[Candidate])))
    claim = [*(name for name in _NAMES[Claim] if name not in ("value", "evidence")), "number", "date"]
    evidence = pa.struct(columns(_NAMES[Evidence]))
    nested = {
        "entities": columns(_NAMES[Entity]),
        "mentions": columns(_NAMES[Mention]),
        "claims": [*columns(claim), ("evidence", pa.list_(evidence))],
        "notes": columns(_NAMES[Note]),
    }
    document = columns(_NAMES[Document])
    lists = [(name, pa.list_(pa.struct(given))) for name, given in nested.items()]
    return {
        "documents": pa.schema(document),
        "entities": pa.schema(columns(["document", *_NAMES[Entity]])),
        "mentions": pa.schema(nested["mentions"]),
        "claims": pa.schema(columns(["document", *claim])),
        "evidence": pa.schema(columns(["claim", *_NAMES[Evidence]])),
        "notes": pa.schema(nested["notes"]),
        "extractions": pa.schema([("document", pa.struct(document)), *lists]),
    }
