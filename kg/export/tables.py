"""Tables of claims: CSV with one row a piece of evidence, Parquet with one row a claim and its evidence nested."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kg.export.iris import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from kg.model import Claim, Entity, Evidence, GraphRecords

CLAIM_COLUMNS = (
    "claim",
    "subject",
    "subject_label",
    "subject_type",
    "predicate",
    "object",
    "object_label",
    "object_type",
    "value",
    "status",
    "field",
    "confidence",
    "origin",
    "approximate",
)
EVIDENCE_COLUMNS = ("document", "start", "end", "quote", "rule", "published")


def csv_table(records: GraphRecords) -> bytes:
    """Return the claims as CSV (RFC 4180, UTF-8, header): one row a piece of evidence, one for a claim without any.

    The first columns describe the claim and repeat from row to row; the last describe the evidence.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*CLAIM_COLUMNS, *EVIDENCE_COLUMNS))
    for claim, row in _rows(records):
        for evidence in claim.evidence or (None,):
            writer.writerow([_cell(value) for value in (*row.values(), *_evidence(evidence))])
    return text.getvalue().encode()


def parquet_table(records: GraphRecords) -> bytes:
    """Return the claims as Parquet, one row a claim; `evidence` is a list of structs.

    A number stands in `value`, a date in `date`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = []
    for claim, row in _rows(records):
        value = row.pop("value")
        row["value"] = value if not isinstance(value, str) else None
        row["date"] = value if isinstance(value, str) else None
        row["evidence"] = [dict(zip(EVIDENCE_COLUMNS, _evidence(one), strict=True)) for one in claim.evidence]
        rows.append(row)
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=_schema()), sink, compression="zstd")
    return sink.getvalue()


def _rows(records: GraphRecords) -> Iterator[tuple[Claim, dict[str, object]]]:
    entities = {entity.id: entity for entity in records.entities}
    for claim in sorted(records.claims, key=lambda one: one.id):
        target = entities[claim.object] if claim.object is not None else None
        ends = (*_end(entities[claim.subject]), claim.predicate, *_end(target))
        rest = (claim.value, claim.status, claim.field, claim.confidence, claim.origin, claim.approximate)
        yield claim, dict(zip(CLAIM_COLUMNS, (claim.id, *ends, *rest), strict=True))


def _end(entity: Entity | None) -> tuple[str | None, str | None, str | None]:
    return (entity.id, entity.label, entity.type) if entity is not None else (None, None, None)


def _evidence(evidence: Evidence | None) -> tuple[object, ...]:
    if evidence is None:
        return (None,) * len(EVIDENCE_COLUMNS)
    published = evidence.published or None
    return (evidence.document, evidence.start, evidence.end, evidence.quote, evidence.rule, published)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value) if isinstance(value, float) else value


def _schema() -> pa.Schema:
    import pyarrow as pa

    kinds = {"value": pa.float64(), "confidence": pa.float64(), "approximate": pa.bool_()}
    evidence = pa.struct([(name, pa.int64() if name in {"start", "end"} else pa.string()) for name in EVIDENCE_COLUMNS])
    columns = [(name, kinds.get(name, pa.string())) for name in CLAIM_COLUMNS]
    return pa.schema([*columns, ("date", pa.string()), ("evidence", pa.list_(evidence))])
