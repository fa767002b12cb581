"""From paths to documents, one after another; what cannot be read is a value beside them, never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Document
from kg.read.encodings import NotTextError, decode
from kg.read.files import DOCUMENTS, ReadProblem, Source, find_files
from kg.read.rows import read_rows
from kg.text.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ROWS = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})


def read(paths: Sequence[Path]) -> Iterator[Document | ReadProblem]:
    """Yield the documents under `paths` in the order of their files' ids, and a problem for whatever gives none.

    Folders are read with their folders; hidden files, READMEs, what a build wrote and files of other kinds are passed
    over. Problems with the paths themselves come first. Of two documents with one id the second is a problem.

    Args:
        paths: Files and folders; their order changes nothing.
    """
    sources, problems = find_files(paths)
    yield from problems
    seen: set[str] = set()
    for source in sources:
        for item in _read_source(source):
            if isinstance(item, Document):
                if item.id in seen:
                    yield ReadProblem(source.id, f"has a second document with the id {item.id!r}")
                    continue
                seen.add(item.id)
            yield item


def _read_source(source: Source) -> Iterator[Document | ReadProblem]:
    suffix = source.path.suffix.lower()
    if suffix in DOCUMENTS:
        yield ReadProblem(source.id, f"{suffix} is not supported; save it as text or HTML")
        return
    try:
        if suffix in _ROWS:
            yield from read_rows(source)
        else:
            yield _read_text(source, page=suffix in _PAGES)
    except NotTextError as error:
        yield ReadProblem(source.id, str(error))
    except OSError as error:
        yield ReadProblem(source.id, f"cannot be read: {error.strerror or error}")
    except (ValueError, ArithmeticError, RecursionError) as error:
        yield ReadProblem(source.id, f"cannot be read: {' '.join(str(error).split())}")


def _read_text(source: Source, *, page: bool) -> Document | ReadProblem:
    text = decode(source.path.read_bytes(), html=page)
    if not text.strip("\ufeff\0 \t\r\n\u3000"):
        return ReadProblem(source.id, "is empty")
    if page:
        from kg.read.pages import document_of_page

        return document_of_page(source, text)
    said = metadata(text)
    return Document(source.id, text, said.title, said.published, said.publisher)
