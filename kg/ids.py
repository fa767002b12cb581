"""Identifiers: ASCII, stable, independent of the order of input; the only place where they are made."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

_UNSAFE = re.compile(r"[^a-z0-9]+")


def claim_id(subject: str, predicate: str, target: str, qualifiers: tuple[str, ...] = ()) -> str:
    """Return the id of a claim: 16 hexadecimal digits of a SHA-256 over what is said.

    Args:
        subject: Entity id of the subject.
        predicate: Local name of the relation.
        target: Entity id of the object, or the literal in its canonical spelling.
        qualifiers: What tells two claims with the same three parts apart, in a fixed order.
    """
    payload = "\x1f".join((subject, predicate, target, *qualifiers))
    return hashlib.sha256(payload.encode()).hexdigest()[:16]


def evidence_id(document: str, start: int, end: int) -> str:
    """Return `document#char=start,end` (RFC 5147), the document percent-encoded, `[start, end)` in code points."""
    return quote(document) + fragment(start, end)


def fragment(start: int, end: int) -> str:
    """Return what is behind the document in the id of evidence: `#char=start,end`."""
    return f"#char={start},{end}"


def slug(text: str) -> str:
    """Return `text` (romanised, any case) as lower-case ASCII letters and digits joined by single hyphens."""
    return _UNSAFE.sub("-", text.lower()).strip("-")
