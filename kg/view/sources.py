"""The claims and the evidence behind them as columns, in the order in which the sources tell them."""

from __future__ import annotations

import base64
import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.view.packed import pack, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Claim, Evidence, GraphRecords
    from kg.view.drawing import Json

_HASHES = re.compile(r"(?:[0-9a-f]{16})*")

_PLACE = attrgetter("document", "start", "end", "rule")

Inside = tuple[int, int, str]


def claim_columns(
    records: GraphRecords, row: Mapping[str, int], document_row: Mapping[str, int]
) -> tuple[dict[str, Json], dict[str, Json]]:
    """Return the columns of the claims, and what stands behind them: `id`, `cited`, `evidence` and `quotes`.

    Claims stand in the order of their first evidence, those without behind, by id. `cited` is one packed text:
    for each claim the number of its evidence; for each of these its row as a step from the one named before,
    how many marks follow, and for each mark where it starts after the end of the one before (folded) and twice its
    length, plus one where it marks the object. Marks are in code points of the quote.

    Args:
        records: The graph.
        row: Entity id → row. Claims that name others are left out.
        document_row: Document id → row.
    """
    claims = [
        claim for claim in records.claims if claim.subject in row and (claim.object is None or claim.object in row)
    ]
    every = [one for claim in claims for one in claim.evidence]
    citing = [claim.id for claim in claims for _ in claim.evidence]
    places = list(map(_PLACE, every))
    evidence: list[Evidence] = []
    cited: dict[str, list[int]] = {claim.id: [] for claim in claims}
    before: object = None
    for number in sorted(range(len(every)), key=places.__getitem__):
        if places[number] != before:
            before = places[number]
            evidence.append(every[number])
        here = cited[citing[number]]
        if not here or here[-1] != len(evidence) - 1:
            here.append(len(evidence) - 1)
    claims.sort(key=lambda claim: (cited[claim.id][0] if cited[claim.id] else len(evidence), claim.id))
    return _claims(claims, row), {
        "id": _ids(claims),
        "cited": pack(_cited(claims, cited, evidence, records)),
        **_evidence(evidence, document_row),
    }


def _ids(claims: Sequence[Claim]) -> Json:
    ids = "".join(claim.id for claim in claims)
    hashed = all(len(claim.id) == 16 for claim in claims) and _HASHES.fullmatch(ids)
    return base64.b64encode(bytes.fromhex(ids)).decode() if hashed else [claim.id for claim in claims]


def _claims(claims: Sequence[Claim], row: Mapping[str, int]) -> dict[str, Json]:
    return {
        "s": pack(row[claim.subject] for claim in claims),
        "p": _coded(claim.predicate for claim in claims),
        # Row 0 stands for a claim with a value.
        "o": pack(0 if claim.object is None else 1 + row[claim.object] for claim in claims),
        "value": {str(n): claim.value for n, claim in enumerate(claims) if claim.object is None},
        "approximate": [n for n, claim in enumerate(claims) if claim.approximate],
        "status": _coded(claim.status for claim in claims),
        "field": _coded(claim.field or "" for claim in claims),
        "confidence": pack(max(0, round(1000 * claim.confidence)) for claim in claims),
        "origin": _coded(claim.origin for claim in claims),
    }


def _coded(words: Iterable[str]) -> list[Json]:
    """Return the different words, sorted, and the number of each word among them."""
    column = list(words)
    names = sorted(set(column))
    numbers = {name: number for number, name in enumerate(names)}
    return [list(names), pack([numbers[word] for word in column])]


def _evidence(evidence: Sequence[Evidence], document_row: Mapping[str, int]) -> dict[str, Json]:
    quotes: dict[str, int] = {}
    for one in evidence:
        quotes.setdefault(one.quote, len(quotes))
    documents = [document_row.get(one.document, -1) for one in evidence]
    dates = [one.published or "" for one in evidence]
    # Nearly all evidence of a document has the document's date; only its changes are told.
    changes = [n for n, date in enumerate(dates) if date != (dates[n - 1] if n else "")]
    return {
        "evidence": {
            "document": pack(steps(documents)),
            "path": {str(n): one.document for n, one in enumerate(evidence) if documents[n] < 0},
            "start": pack(steps(one.start for one in evidence)),
            "length": pack(max(0, one.end - one.start) for one in evidence),
            "quote": pack(steps(quotes[one.quote] for one in evidence)),
            "rule": _coded(one.rule for one in evidence),
            "published": [pack(steps(changes)), [dates[n] for n in changes]],
        },
        "quotes": list(quotes),
    }


def _cited(
    claims: Sequence[Claim], cited: Mapping[str, Sequence[int]], evidence: Sequence[Evidence], records: GraphRecords
) -> list[int]:
    inside = _inside(evidence, records)
    numbers: list[int] = []
    before = 0
    for claim in claims:
        ends = (claim.subject, claim.object)
        rows = cited[claim.id]
        numbers.append(len(rows))
        for number in rows:
            step = number - before
            before = number
            marks = [mark for mark in inside[number] if mark[2] in ends]
            numbers += (2 * step if step >= 0 else -2 * step - 1, len(marks))
            at = 0
            for start, end, entity in marks:
                numbers += (2 * (start - at) if start >= at else 2 * (at - start) - 1, 2 * max(0, end - start))
                numbers[-1] += entity != claim.subject
                at = end
    return numbers


def _inside(evidence: Sequence[Evidence], records: GraphRecords) -> list[list[Inside]]:
    """Return for each evidence the linked names that begin in its quote: `[start, end)` there, and the entity."""
    spans: dict[str, list[Inside]] = {}
    for mention in records.mentions:
        if mention.entity is not None:
            spans.setdefault(mention.document, []).append((mention.start, mention.end, mention.entity))
    starts: dict[str, list[int]] = {}
    for document, places in spans.items():
        places.sort()
        starts[document] = [start for start, _, _ in places]
    made: list[list[Inside]] = []
    for one in evidence:
        here = spans.get(one.document, [])
        first = bisect_left(starts.get(one.document, []), one.start)
        last = bisect_left(starts.get(one.document, []), one.end)
        made.append(
            [(start - one.start, min(end, one.end) - one.start, entity) for start, end, entity in here[first:last]]
        )
    return made
