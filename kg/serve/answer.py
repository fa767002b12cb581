"""A query of the SPARQL protocol, answered whole inside a worker: bytes in the negotiated format, or why not."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, TYPE_CHECKING, cast

from kg.errors import QueryError
from kg.export.serialise import NOT_XML, XML_RETURN
from kg.query import Result, told
from kg.serve.negotiate import GRAPHS, ROWS

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.query import QueryGraph
    from kg.serve.negotiate import Offers
    from kg.serve.settings import Limits

_ENGINE = {"json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answers.

    Attributes:
        status: HTTP status.
        media: Media type, without parameters.
        body: The whole answer.
        rows: How many rows or triples it holds; None where that means nothing.
        limit: Which limit was met: "rows", "bytes", "time", "memory", "queue"; empty when none.
        headers: Further headers.
    """

    status: int
    media: str
    body: bytes
    rows: int | None = None
    limit: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def refusal(status: int, message: str, limit: str = "", **headers: str) -> Reply:
    """Return a refusal: one line of text that says what was wrong and what to do."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, "text/plain", message.rstrip().encode("utf-8", "replace") + b"\n", None, limit, named)


def not_acceptable(*offers: Offers) -> Reply:
    """Return the answer to an `Accept` header that admits nothing of what there is."""
    known = ", ".join(dict.fromkeys(types[0] for one in offers for types in one.values()))
    return refusal(406, f"no format that the Accept header admits; there are: {known}")


def answer(
    graph: QueryGraph,
    sparql: str,
    dataset: tuple[list[str], list[str]] | None,
    forms: tuple[str | None, str | None],
    limits: Limits,
) -> Reply:
    """Answer one query.

    Args:
        graph: What is asked.
        sparql: The query.
        dataset: Default and named graphs that the request names, or None.
        forms: The negotiated format for rows and truth values, and for graphs; None where none is acceptable.
        limits: Rows and bytes of the answer.
    """
    import pyoxigraph as ox

    try:
        if dataset is not None:
            known = {node.value for node in graph.store.named_graphs() if isinstance(node, ox.NamedNode)}
            strange = sorted({*dataset[0], *dataset[1]} - known)
            if strange:
                return refusal(400, f"no graph <{strange[0]}>; named graphs: {', '.join(sorted(known))}")
        found = graph.start(sparql, dataset)
        if isinstance(found, ox.QueryTriples):
            return not_acceptable(GRAPHS) if forms[1] is None else _triples(graph, sparql, found, forms[1], limits)
        if forms[0] is None:
            return not_acceptable(ROWS)
        if isinstance(found, ox.QueryBoolean):
            text = Result("truth", ("answer",), (), bool(found), graph.prefixes).write(forms[0])
            return Reply(200, ROWS[forms[0]][0], text.encode())
        return _rows(sparql, found, forms[0], limits)
    except QueryError as error:
        return refusal(400, str(error))


def _rows(sparql: str, found: ox.QuerySolutions, form: str, limits: Limits) -> Reply:
    import pyoxigraph as ox

    sink = _Sink(limits.answer_bytes)
    try:
        with told(sparql):
            found.serialize(cast("IO[bytes]", sink), format=getattr(ox.QueryResultsFormat, _ENGINE[form]))
    except _FullError:
        return _too_long("bytes", f"{limits.answer_bytes:,} bytes")
    body = b"".join(sink.parts)
    if form == "xml":
        body = _sound_xml(body)
    rows = count_rows(body, form)
    if rows > limits.rows:
        return _too_long("rows", f"{limits.rows:,} rows")
    return Reply(200, ROWS[form][0], body, rows)


def _triples(graph: QueryGraph, sparql: str, found: ox.QueryTriples, form: str, limits: Limits) -> Reply:
    with told(sparql):
        some = Result.of_graph(islice(found, limits.rows + 1), graph.prefixes)
        if len(some) > limits.rows or next(found, None) is not None:
            return _too_long("rows", f"{limits.rows:,} triples")
    body = some.write(form).encode()
    if len(body) > limits.answer_bytes:
        return _too_long("bytes", f"{limits.answer_bytes:,} bytes")
    return Reply(200, GRAPHS[form][0], body, len(some))


def _too_long(limit: str, size: str) -> Reply:
    return refusal(503, f"the answer would have more than {size}, the limit here: add LIMIT, or ask for less", limit)


def count_rows(body: bytes, form: str) -> int:
    """Return how many rows an answer to SELECT holds, counted in what the engine wrote.

    Inside JSON strings a quote is escaped and inside XML text a `<` is, so what is counted is never data. Rows of JSON
    that bind nothing are not counted.
    """
    if form == "json":
        return body.count(b'}},{"') + (0 if b'"bindings":[]' in body[-40:] else 1)
    if form == "xml":
        return body.count(b"<result>")
    if form == "tsv":
        return body.count(b"\n") - 1
    if b'"' not in body:
        return body.count(b"\n") - 1
    return sum(1 for _ in csv.reader(io.StringIO(body.decode()), strict=True)) - 1


def _sound_xml(body: bytes) -> bytes:
    """Return XML in which characters that XML cannot hold are U+FFFD and carriage returns are kept."""
    text = body.decode()
    if NOT_XML.search(text) or "\r" in text:
        return NOT_XML.sub("\ufffd", text).encode().replace(b"\r", XML_RETURN)
    return body


class _FullError(Exception):
    """Raised by a sink that holds as much as it may."""


class _Sink:
    """What the engine writes into, up to a limit."""

    def __init__(self, limit: int) -> None:
        self.parts: list[bytes] = []
        self._left = limit

    def write(self, part: bytes) -> int:
        """Keep a part."""
        self._left -= len(part)
        if self._left < 0:
            raise _FullError
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: everything is kept already."""
