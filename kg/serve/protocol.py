"""The SPARQL 1.1 protocol: what a request asks, or which rule of the protocol it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kg.serve.answer import Reply, refusal

if TYPE_CHECKING:
    from kg.serve.settings import Limits

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_FIELDS = 1000
_READ_ONLY = "the graph can be read only: SELECT, ASK, CONSTRUCT and DESCRIBE are served, updates are not"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the dataset it is asked of.

    Attributes:
        sparql: The query.
        dataset: Default and named graphs, or None when the request names none.
    """

    sparql: str
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None


def read(method: str, query_string: bytes, content_type: str, body: bytes, limits: Limits) -> Asked | Reply | None:
    """Return what a request asks.

    Args:
        method: GET, HEAD or POST.
        query_string: What follows the `?`, as it was sent.
        content_type: The header, or an empty string.
        body: The body.
        limits: Bytes of a query.

    Returns:
        The query; a refusal; or None for a GET without parameters, which asks for the description of the service.
    """
    if max(len(query_string), len(body)) > limits.query_bytes:
        return refusal(413, f"the query is longer than {limits.query_bytes:,} bytes, the limit here")
    try:
        fields = parameters(query_string)
        if method in {"GET", "HEAD"}:
            if not {"query", "update"} & {name for name, _ in fields}:
                return refusal(400, "give the query as the parameter `query`") if fields else None
            return _asked(fields, None)
        media, charset = _media(content_type)
        if charset not in {"", "utf-8", "utf8"}:
            return refusal(415, f"a query is sent as UTF-8, not as {charset}")
        if media == FORM:
            return _asked(parameters(body), None)
        if media == QUERY:
            return _asked(fields, body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return refusal(400, f"the query is not UTF-8: byte {error.start + 1} cannot be read")
    except ValueError as error:
        return refusal(400, f"the parameters cannot be read: {error}")
    if media == UPDATE:
        return refusal(403, _READ_ONLY)
    return refusal(415, f"a query is sent as {QUERY} or as {FORM}, not as {media or 'a body without Content-Type'}")


def parameters(text: bytes) -> list[tuple[str, str]]:
    """Return the fields of a query string or form.

    Raises:
        UnicodeDecodeError: They are not UTF-8.
        ValueError: There are too many.
    """
    return parse_qsl(text.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)


def _asked(fields: list[tuple[str, str]], direct: str | None) -> Asked | Reply:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    if "update" in found:
        return refusal(403, _READ_ONLY)
    queries = found.get("query", []) + ([] if direct is None else [direct])
    if len(queries) != 1:
        return refusal(400, f"give one query as the parameter `query`; there are {len(queries)}")
    default, named = (tuple(found.get(f"{kind}-graph-uri", ())) for kind in ("default", "named"))
    return Asked(queries[0], (default, named) if default or named else None)


def _media(content_type: str) -> tuple[str, str]:
    media, *rest = (part.strip().lower() for part in content_type.split(";"))
    for part in rest:
        name, _, value = part.partition("=")
        if name.strip() == "charset":
            return media, value.strip().strip('"')
    return media, ""
