"""Extraction beside jieba.posseg: characters per CPU second and peak memory, from cleaning to claims, in one process.

    python -m tests.bench.extract                      # 2, 20 and 200 MB of mixed news, then each kind alone
    python -m tests.bench.extract --sizes 2 --share 1  # 2 MB of articles about the Corps and nothing else

Each size is read by a process of its own as a stream of record batches, with the peer before and after it on a sample
of the same kind of text, so that a machine that slows down slows both.
"""

from __future__ import annotations

import argparse
import gc
import resource
import subprocess
import sys
import time
import warnings
from itertools import islice

from kg.extract import load_knowledge
from kg.extract.batches import document_batches, extract_batches
from tests.bench.news import SHARE, articles

_BYTES = 2.85
"""UTF-8 bytes of a character of the corpus, about."""
_SAMPLE = 60_000
_OURS, _PEER = 1_200_000, 20
_HEAD = ("MB", "corps", "claims", "CPU s", "chars/s", "posseg", "ratio", "peak MB")


def main() -> None:
    """Measure each size in a process of its own and print a line for it."""
    parser = argparse.ArgumentParser(description="Extraction beside jieba.posseg.")
    parser.add_argument("--sizes", type=float, nargs="+", default=[2, 20, 200], metavar="MB")
    parser.add_argument("--share", type=float, default=None, help=f"articles about the Corps, 0 to 1; default {SHARE}")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _measure(given.sizes[0], given.share)
        return
    runs = [(size, SHARE if given.share is None else given.share) for size in given.sizes]
    if given.share is None:
        runs += [(2, 0.0), (2, 1.0)]
    _say(*_HEAD)
    for size, share in runs:
        command = [sys.executable, "-W", "ignore", "-m", "tests.bench.extract", "--one"]
        subprocess.run([*command, "--sizes", str(size), "--share", str(share)], check=True)
    sys.stdout.write(f"wanted: {_OURS:,} chars/s, ratio {_PEER}, the same peak for any size\n")


def _measure(megabytes: float, share: float) -> None:
    gc.set_threshold(100_000, 50, 100)  # as the command does
    wanted = int(megabytes * 1e6 / _BYTES)
    sample = "\n".join(document.text for document in articles(_SAMPLE, share, seed=2))
    before = _posseg(sample)
    knowledge = load_knowledge()
    list(extract_batches(document_batches(articles(50_000, share, seed=3)), knowledge))  # compiles frames, fills caches
    gc.freeze()
    size = claims = characters = 0
    spent = 0.0
    stream = document_batches(articles(wanted, share))
    for batch in stream:
        size += sum(len(text.as_py().encode()) for text in batch["text"])
        characters += sum(len(text.as_py()) for text in batch["text"])
        start = time.process_time()
        for found in extract_batches([batch], knowledge):
            claims += sum(len(cell) for cell in found["claims"])
        spent += time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peer = (before + _posseg(sample)) / 2
    rate = characters / spent
    figures = (f"{size / 1e6:.1f}", f"{share:.0%}", f"{claims:,}", f"{spent:.1f}", f"{rate:,.0f}", f"{peer:,.0f}")
    _say(*figures, f"{rate / peer:.1f}", f"{peak:.0f}")


def _say(*cells: str) -> None:
    sys.stdout.write("".join(f"{cell:>10}" for cell in cells) + "\n")
    sys.stdout.flush()


def _posseg(text: str) -> float:
    """Return how many characters jieba.posseg tags in a CPU second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg

    jieba.setLogLevel(60)
    list(islice(jieba.posseg.cut(text[:100]), 10))
    start = time.process_time()
    for _ in jieba.posseg.cut(text):
        pass
    return len(text) / (time.process_time() - start)


if __name__ == "__main__":
    main()
