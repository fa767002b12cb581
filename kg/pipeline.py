"""The main job: read, extract, assemble, and write the output folder whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Document, Extraction, GraphRecords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.extract import Knowledge
    from kg.ontology import Ontology

    Progress = Callable[[str, int, int], None]

FILES = ("graph.html", "graph.ttl", "claims.jsonl", "entities.jsonl", "report.html", "kg.duckdb")
"""What a build writes, the page to open first."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made.

    Attributes:
        records: The assembled graph.
        extractions: What was read from each document, by document id.
        ontology: The ontology it was made with.
        problems: One line for each input that could not be read; empty when all could.
    """

    records: GraphRecords
    extractions: tuple[Extraction, ...]
    ontology: Ontology
    problems: tuple[str, ...] = ()


def build(
    paths: Sequence[Path],
    out: Path | None = None,
    *,
    jobs: int = 1,
    gazetteer: Sequence[Path] = (),
    ontology: Path | None = None,
    tagger: str = "jieba",
    whole_gazetteer: bool = False,
    keep_going: bool = True,
    skip_extractors: bool = False,
    progress: Progress | None = None,
) -> Build:
    """Build the graph of some articles.

    The result depends only on the documents and the knowledge: not on the order of `paths`, nor on `jobs`.

    Args:
        paths: Files and folders with articles.
        out: Folder to write `FILES` into, or None to write nothing. Other files in it stay.
        jobs: How many processes extract.
        gazetteer: Folders with further seeds, after the shipped ones.
        ontology: Folder of another ontology, or None for the shipped one.
        tagger: "lac" to hear a second opinion on names, which needs the extra `lac`; with "jieba" nobody is asked.
        whole_gazetteer: Whether the graph holds all of the gazetteer, not only what lies above the entities found.
        keep_going: Whether to leave out inputs that cannot be read (they are in `Build.problems`) as long as one can.
        skip_extractors: Whether to go on without a registered extractor that fails (it is in `Build.problems`).
        progress: Called with the stage ("read", "extract", "assemble" or "write"), how much of it is done and how much
            there is, 0 when that is not known.

    Raises:
        ExtractorError: A registered extractor failed and `skip_extractors` is off.
        InputError: No input could be read, or one could not and `keep_going` is off, the tagger is not installed, or
            `out` cannot be written.
        KnowledgeError: A seed row or a statement of the ontology is wrong.
    """
    report = progress or _silent
    work = _Work(jobs, tuple(gazetteer), ontology, tagger, whole_gazetteer, keep_going, skip_extractors)
    if out is None:
        return _make(paths, work, report)
    with _beside(out) as folder:
        made = _make(paths, work, report)
        report("write", 0, 1)
        with _writing(out):
            _write(folder, made.records, made.extractions, made.ontology, ontology)
        report("write", 1, 1)
    return made


def write(
    out: Path,
    records: GraphRecords,
    ontology: Ontology,
    extractions: Iterable[Extraction] = (),
    ontology_dir: Path | None = None,
) -> None:
    """Write the files of a build into a folder; other files in it stay.

    Args:
        out: The folder, made when missing.
        records: The assembled graph.
        ontology: The ontology it was made with.
        extractions: What was read from each document, kept in the store so that documents can be added and removed.
        ontology_dir: Folder of that ontology, or None for the shipped one.

    Raises:
        InputError: The folder cannot be written.
    """
    with _beside(out) as folder, _writing(out):
        _write(folder, records, extractions, ontology, ontology_dir)


@dataclass(frozen=True, slots=True)
class _Work:
    """How a build is to be done; see `build`."""

    jobs: int
    gazetteer: tuple[Path, ...]
    ontology: Path | None
    tagger: str
    whole_gazetteer: bool
    keep_going: bool
    skip_extractors: bool


def _make(paths: Sequence[Path], work: _Work, progress: Progress) -> Build:
    from kg.assemble import assemble

    documents, problems = _read(paths, progress)
    if problems and not (work.keep_going and documents):
        raise InputError("\n".join(problems))
    knowledge = _knowledge(work.gazetteer, work.ontology, work.tagger)
    extractions = []
    for extraction in _extract(documents, knowledge, work):
        extractions.append(extraction)
        progress("extract", len(extractions), len(documents))
    progress("assemble", 0, 1)
    records = assemble(extractions, knowledge, whole_gazetteer=work.whole_gazetteer)
    progress("assemble", 1, 1)
    return Build(records, tuple(extractions), knowledge.ontology, (*problems, *_failures(extractions)))


def _failures(extractions: Sequence[Extraction]) -> Iterator[str]:
    """Yield one line for each way in which an extractor failed, in order of first occurrence."""
    found: dict[str, list[str]] = {}
    for extraction in extractions:
        for note in extraction.notes:
            if note.kind == "extractor":
                found.setdefault(note.text, []).append(note.document)
    for text, documents in found.items():
        more = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
        yield f"{text} ({documents[0]}{more}); left out there"


def _read(paths: Sequence[Path], progress: Progress) -> tuple[list[Document], list[str]]:
    from kg.read import read

    documents: list[Document] = []
    problems: list[str] = []
    for number, item in enumerate(read(paths), 1):
        if isinstance(item, Document):
            documents.append(item)
        else:
            problems.append(str(item))
        progress("read", number, 0)
    return sorted(documents, key=lambda document: document.id), problems


def _knowledge(gazetteer: tuple[Path, ...], ontology: Path | None, tagger: str) -> Knowledge:
    """Return the knowledge to work with; a user's own folders are read each time, for they may have changed."""
    from kg.extract import load_knowledge

    return load_knowledge(gazetteer, ontology, tagger) if gazetteer or ontology else _kept_knowledge(tagger)


@cache
def _kept_knowledge(tagger: str) -> Knowledge:
    from kg.extract import load_knowledge

    return load_knowledge(tagger=tagger)


def _extract(documents: list[Document], knowledge: Knowledge, work: _Work) -> Iterator[Extraction]:
    from kg.extract import extract

    if min(work.jobs, len(documents)) <= 1:
        for document in documents:
            yield extract(document, knowledge, keep_going=work.skip_extractors)
        return
    from kg.extract.batches import document_batches, extractions
    from kg.extract.pool import extract_in_processes

    batches = document_batches(documents, max(1, min(64, len(documents) // (4 * work.jobs))))
    for batch in extract_in_processes(
        batches,
        work.jobs,
        gazetteer=work.gazetteer,
        ontology=work.ontology,
        tagger=work.tagger,
        keep_going=work.skip_extractors,
    ):
        yield from extractions(batch)


def _write(
    folder: Path,
    records: GraphRecords,
    extractions: Iterable[Extraction],
    ontology: Ontology,
    ontology_dir: Path | None,
) -> None:
    from kg import export, view
    from kg.store import STORE_NAME, Store

    contents = {
        "graph.html": view.page(records, ontology, ontology_dir=ontology_dir).encode(),
        "graph.ttl": export.turtle(records, ontology),
        "claims.jsonl": export.claims_jsonl(records),
        "entities.jsonl": export.entities_jsonl(records),
        "report.html": view.report(records, ontology).encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with Store.create(folder / STORE_NAME) as store:
        store.put_all(extractions)
        store.write(records)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Give a passing folder next to `out`; its files move into `out` at the end, or vanish on an error."""
    if out.exists() and not out.is_dir():
        raise InputError(f"{out}: is a file; --out takes a folder")
    existing = next(folder for folder in (out, *out.absolute().parents) if folder.is_dir())
    # Named before it is made, so that no signal comes between the making and the `try`.
    folder = existing / f".kg-{secrets.token_hex(8)}"
    try:
        with _writing(out):
            folder.mkdir(mode=0o700)
        yield folder
        with _writing(out):
            out.mkdir(parents=True, exist_ok=True)
            for file in folder.iterdir():
                if (out / file.name).is_dir():
                    raise InputError(f"{out / file.name}: is a folder; move it away, a file of this name is written")
            for file in sorted(folder.iterdir()):
                file.replace(out / file.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror or error}") from error


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
