"""`python -m tests.bench.gazetteer`: loading the gazetteer, and finding its names, beside jieba with the same names.

Times are CPU seconds of this process, the best of some rounds; memory is the growth of the resident set of a process
of its own (Linux).
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES = Path(__file__).parents[1] / "gold"
_ROUNDS = 5
_MEMORY = """
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
before = resident()
from kg import gazetteer
known = gazetteer.load()
list(known.find("乌鲁木齐"))
print(resident() - before)
"""


def seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Return the least CPU seconds that `work` took."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def corpus(size: int) -> str:
    """Return `size` characters of the articles with gold, over and over."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(ARTICLES.rglob("*.txt")))
    return (text * (size // len(text) + 1))[:size]


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.gazetteer", description=__doc__)
    parser.add_argument("--size", type=int, default=2_000_000, help="characters of text to search")
    size = parser.parse_args(arguments).size

    import jieba

    from kg import gazetteer

    text = corpus(size)
    loading = seconds(gazetteer.load)
    memory = float(subprocess.run([sys.executable, "-c", _MEMORY], capture_output=True, text=True, check=True).stdout)
    known = gazetteer.load()
    finding = seconds(lambda: sum(1 for _ in known.find(text)), 3)
    names = {name.surface for entry in known.entries.values() for name in entry.names}
    jieba.setLogLevel(logging.ERROR)
    peer = jieba.Tokenizer()
    peer.initialize()
    for name in sorted(names):
        peer.add_word(name)
    sample = text[: size // 10]
    cutting = seconds(lambda: sum(1 for _ in peer.cut(sample)), 1)
    ours, theirs = len(text) / finding, len(sample) / cutting
    lines = (
        ("load, CPU s", f"{loading:.3f}", "at most 0.25"),
        ("load, MB", f"{memory:.0f}", "at most 150"),
        ("find, characters per CPU s", f"{ours:,.0f}", "at least 5,000,000"),
        ("jieba.cut with the same names, characters per CPU s", f"{theirs:,.0f}", "peer"),
        ("ratio", f"{ours / theirs:.1f}", ""),
    )
    for what, figure, asked in lines:
        sys.stdout.write(f"{what:52} {figure:>14}  {asked}\n".rstrip() + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
