"""Blocks of statements as the text of N-Triples or Turtle, yielded piece by piece so that memory stays small."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kg.export.forms import A, Form
from kg.export.iris import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pyoxigraph as ox
    from _typeshed import WriteableBuffer

    from kg.export.forms import Block
    from kg.export.iris import Terms

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PIECE = 500  # blocks a piece: some hundred kilobytes


def ntriples_text(blocks: Iterable[Block]) -> Iterator[bytes]:
    """Yield blocks, made with `Terms`, as N-Triples in UTF-8."""
    spelled = Made[str, str](lambda predicate: f" <{predicate or _TYPE}> ")

    def whole(subject: str, pairs: Iterable[tuple[str, str]]) -> str:
        return "".join([f"{subject}{spelled[predicate]}{target} .\n" for predicate, target in pairs])

    return _text(blocks, whole)


def turtle_text(blocks: Iterable[Block], terms: Terms) -> Iterator[bytes]:
    """Yield blocks, made with `TurtleTerms`, as Turtle in UTF-8 without prefixes, an empty line before each.

    Args:
        blocks: Subjects with their statements.
        terms: Those that made the blocks; they spell predicates.
    """
    spelled = Made[str, str](lambda one: " ;\n\ta " if one == A else f" ;\n\t{terms.named(one)} ")

    def whole(subject: str, pairs: Iterable[tuple[str, str]]) -> str:
        parts: list[str] = []
        last = None
        for predicate, target in pairs:
            parts += (" , " if predicate == last else spelled[predicate], target)
            last = predicate
        parts[0] = parts[0][4:]
        return f"\n{subject} {''.join(parts)} .\n"

    return _text(blocks, whole)


def _text(blocks: Iterable[Block], whole: Callable[[str, Iterable[tuple[str, str]]], str]) -> Iterator[bytes]:
    """Yield blocks as text in UTF-8, given how a subject with all its statements is written."""

    def template(form: Form) -> Callable[..., str]:
        gaps = [f"\0{number + 1}\1" for number in range(len(form.pairs))]
        text = whole("\0000\1", form.fill(gaps)).replace("{", "{{").replace("}", "}}")
        return text.replace("\0", "{").replace("\1", "}").format

    templates = Made[Form, "Callable[..., str]"](template)
    piece: list[str] = []
    for count, (subject, form, values) in enumerate(blocks, 1):
        piece.append(whole(subject, form.fill(values)) if form.filled else templates[form](subject, *values))
        if count % _PIECE == 0:
            yield "".join(piece).encode()
            piece.clear()
    yield "".join(piece).encode()


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
