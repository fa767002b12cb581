"""Blocks of statements as the text of N-Triples or Turtle, yielded piece by piece so that memory stays small."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.export.iris import Made
from kg.export.rdf import A

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox
    from _typeshed import WriteableBuffer

    from kg.export.iris import Terms
    from kg.export.rdf import Block

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PIECE = 500  # blocks a piece: some hundred kilobytes
_SHORT = 64  # statements of a block up to which its layout is kept for others of the same predicates


def ntriples_text(blocks: Iterable[Block]) -> Iterator[bytes]:
    """Yield blocks, made with `Terms`, as N-Triples in UTF-8."""
    layouts = _Layouts(
        lambda predicates: [part for one in predicates for part in ("", f" <{one or _TYPE}> ", "", " .\n")]
    )
    piece: list[str] = []
    for count, (subject, pairs) in enumerate(blocks, 1):
        predicates, targets = zip(*pairs, strict=True)
        lines = layouts[predicates].copy()
        lines[::4] = [subject] * len(targets)
        lines[2::4] = targets
        piece += lines
        if count % _PIECE == 0:
            yield "".join(piece).encode()
            piece.clear()
    yield "".join(piece).encode()


def turtle_text(blocks: Iterable[Block], terms: Terms) -> Iterator[bytes]:
    """Yield blocks, made with `TurtleTerms`, as Turtle in UTF-8 without prefixes, an empty line before each.

    Args:
        blocks: Subjects with their statements.
        terms: Those that made the blocks; they spell predicates.
    """
    spelled = Made[str, str](lambda predicate: "a" if predicate == A else terms.named(predicate))

    def layout(predicates: tuple[str, ...]) -> list[str]:
        parts = ["\n", "", f" {spelled[predicates[0]]} ", ""]
        for last, one in pairwise(predicates):
            parts += (" , " if one == last else f" ;\n\t{spelled[one]} ", "")
        return [*parts, " .\n"]

    layouts = _Layouts(layout)
    piece: list[str] = []
    for count, (subject, pairs) in enumerate(blocks, 1):
        predicates, targets = zip(*pairs, strict=True)
        text = layouts[predicates].copy()
        text[1] = subject
        text[3:-1:2] = targets
        piece += text
        if count % _PIECE == 0:
            yield "".join(piece).encode()
            piece.clear()
    yield "".join(piece).encode()


class _Layouts(Made[tuple[str, ...], list[str]]):
    """Predicates of a block → its text in parts, with gaps for its terms: many blocks have the same predicates."""

    def __missing__(self, predicates: tuple[str, ...]) -> list[str]:
        return super().__missing__(predicates) if len(predicates) <= _SHORT else self._make(predicates)


def turtle_head(prefixes: Mapping[str, str]) -> bytes:
    """Return the declarations of prefixes, sorted."""
    return "".join(sorted(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items())).encode()


class _Pieces(io.RawIOBase):
    """The pieces of a text as one file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces = iter(pieces)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as one piece goes; 0 is the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        target = memoryview(buffer)
        count = min(len(target), len(self._left))
        target[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def as_file(pieces: Iterable[bytes]) -> io.BufferedReader:
    """Return the pieces of a text as one file to read, for parsers; a piece is made when it is read."""
    return io.BufferedReader(_Pieces(pieces))


def parsed(text: Iterable[bytes]) -> Iterator[ox.Triple]:
    """Yield the triples of N-Triples that were written here, in their order."""
    import pyoxigraph

    syntax = pyoxigraph.RdfFormat.N_TRIPLES
    return (quad.triple for quad in pyoxigraph.parse(as_file(text), format=syntax, lenient=True))
