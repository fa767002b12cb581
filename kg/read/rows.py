"""Tables to documents: JSON lines, CSV and Parquet with one document a row."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from kg.model import Document
from kg.read.encodings import decode
from kg.read.files import ReadProblem
from kg.text.metadata import date_in_address, iso_date, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.read.files import Source

COLUMNS = {
    "id": ("id", "_id", "doc_id", "编号"),
    "text": ("text", "content", "body", "article", "正文", "内容", "全文"),
    "title": ("title", "headline", "标题", "题目"),
    "published": ("published", "date", "publish_date", "pubdate", "time", "发布时间", "发布日期", "日期", "时间"),
    "publisher": ("publisher", "source", "site", "media", "来源", "媒体", "发布单位"),
    "url": ("url", "link", "href", "网址", "链接"),
}
"""Field of a document → names of the columns it is looked for in, first come first served; case does not matter."""

_LARGEST_FIELD = 1 << 30
_BATCH = 500
_TEXTLESS = "has no column 'text'"


def read_rows(source: Source) -> Iterator[Document | ReadProblem]:
    """Yield a document for each row, in order; a row without text or with a fault is a problem.

    Of rows that lack the column of the text, as all rows of another table do, the first is told, the rest are counted.

    A row's document is called by its `id` column, or else `file/number`, numbers counted from 1.
    """
    suffix = source.path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        rows = _json_rows(source.path)
    elif suffix == ".parquet":
        rows = _parquet_rows(source.path)
    else:
        rows = _csv_rows(source.path, "\t" if suffix == ".tsv" else ",")
    count = textless = 0
    for count, row in enumerate(rows, 1):
        if isinstance(row, str):
            yield ReadProblem(f"{source.id}:{count}", row)
        elif row is not None:
            item = document_of_row(row, f"{source.id}/{count}", f"{source.id}:{count}")
            textless += isinstance(item, ReadProblem) and item.reason == _TEXTLESS
            if textless <= 1 or isinstance(item, Document) or item.reason != _TEXTLESS:
                yield item
    if textless > 1:
        yield ReadProblem(source.id, f"{textless - 1} further rows like that")
    if not count:
        yield ReadProblem(source.id, "holds no rows")


def document_of_row(row: Mapping[str, object], name: str, place: str) -> Document | ReadProblem:
    """Return the document of one row, called `name` unless the row has an id, or a problem at `place`."""
    lowered = {str(key).strip().lower(): value for key, value in row.items() if key is not None}
    fields = {
        field: next((lowered[key] for key in keys if lowered.get(key) not in (None, "")), None)
        for field, keys in COLUMNS.items()
    }
    if not any(key in lowered for key in COLUMNS["text"]):
        return ReadProblem(place, _TEXTLESS)
    text = sound(str(fields["text"] or ""))
    if not text.strip():
        return ReadProblem(place, "is empty")
    said = metadata(text)
    url = _string(fields["url"])
    return Document(
        id=sound(str(fields["id"])) if fields["id"] is not None else name,
        text=text,
        title=sound(str(fields["title"] or said.title)),
        published=iso_date(str(fields["published"] or "")) or said.published or date_in_address(url or ""),
        publisher=_string(fields["publisher"]) or said.publisher,
        url=url,
    )


def sound(text: str) -> str:
    """Return `text` with lone surrogates, which no file can hold, as U+FFFD; the length stays."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _is_torn(text) else text


def _is_torn(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _string(value: object) -> str | None:
    return sound(str(value)) if value not in (None, "") else None


def _json_rows(path: Path) -> Iterator[Mapping[str, object] | str | None]:
    with path.open("rb") as lines:
        for line in lines:
            if not line.strip():
                yield None
                continue
            try:
                row = json.loads(decode(line))
            except (ValueError, RecursionError) as error:
                yield f"is no JSON: {error}"
                continue
            yield row if isinstance(row, dict) else "is no JSON object"


def _csv_rows(path: Path, delimiter: str) -> Iterator[Mapping[str, object] | str | None]:
    csv.field_size_limit(_LARGEST_FIELD)  # the module's own limit is shorter than some articles
    yield from csv.DictReader(io.StringIO(decode(path.read_bytes()), newline=""), delimiter=delimiter)


def _parquet_rows(path: Path) -> Iterator[Mapping[str, object] | str | None]:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        wanted = {key for keys in COLUMNS.values() for key in keys}
        columns = [name for name in file.schema_arrow.names if name.strip().lower() in wanted]
        for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
            yield from batch.to_pylist()
