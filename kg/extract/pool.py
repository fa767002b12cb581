"""Extraction in several processes: batches are handed out and come back in order, few of them in flight at a time."""

from __future__ import annotations

from collections import deque
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.batches import extract_batches
from kg.extract.knowledge import Knowledge, load_knowledge
from kg.extract.tagger import TAGGERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

_IN_FLIGHT = 3
"""Batches a process has before it and behind it: enough that none waits, so few that memory stays flat."""


def extract_in_processes(
    batches: Iterable[pa.RecordBatch],
    jobs: int,
    *,
    gazetteer: tuple[Path, ...] = (),
    ontology: Path | None = None,
    tagger: str = TAGGERS[0],
    keep_going: bool = False,
) -> Iterator[pa.RecordBatch]:
    """Yield what `extract_batches` yields, made by several processes that each load the knowledge once.

    Args:
        batches: Documents; read as far ahead as the processes need.
        jobs: How many processes extract; with one, this process does it.
        gazetteer: Folders with further seeds, after the shipped ones.
        ontology: Folder of another ontology, or None for the shipped one.
        tagger: Name of the tagger; see `load_knowledge`.
        keep_going: Whether to go on without an extractor that fails.

    Raises:
        ExtractorError: An extractor failed and `keep_going` is off.
        InputError: A batch holds no documents, or the tagger is not installed.
        KnowledgeError: A seed row or a statement of the ontology is wrong.
    """
    if jobs <= 1:
        yield from extract_batches(batches, load_knowledge(gazetteer, ontology, tagger), keep_going=keep_going)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: libraries with threads of their own may hold a lock at the moment of a fork.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = iter(batches)
        running: deque[Future[pa.RecordBatch]] = deque()
        try:
            while True:
                for batch in islice(waiting, jobs * _IN_FLIGHT - len(running)):
                    running.append(pool.submit(_extract, batch, gazetteer, ontology, tagger, keep_going))
                if not running:
                    return
                yield running.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _extract(
    batch: pa.RecordBatch, gazetteer: tuple[Path, ...], ontology: Path | None, tagger: str, keep_going: bool
) -> pa.RecordBatch:
    (found,) = extract_batches([batch], _knowledge(gazetteer, ontology, tagger), keep_going=keep_going)
    return found


@cache
def _knowledge(gazetteer: tuple[Path, ...], ontology: Path | None, tagger: str) -> Knowledge:
    """Return the knowledge of a process of the pool, which lives for one run."""
    return load_knowledge(gazetteer, ontology, tagger)
