"""The scores that must not drop, in `baseline.json`; `python -m tests.evaluate.baseline` renews them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import pipeline
from kg.evaluate import evaluate

if TYPE_CHECKING:
    from kg.evaluate import Scores

TESTS = Path(__file__).resolve().parent.parent
FILE = Path(__file__).with_name("baseline.json")
FOLDERS = {"tests/gold": TESTS / "gold", "tests/gold/dev": TESTS / "gold" / "dev"}
"""The development corpus, in two parts; the articles held out are none of it."""


@cache
def scores(*folders: str) -> Scores:
    """Return the scores of the rules on folders of the development corpus, by name."""
    paths = [FOLDERS[name] for name in folders]
    made = pipeline.build([file for path in paths for file in sorted(path.glob("*.txt"))])
    return evaluate(paths, made.records, made.ontology)


def figures(name: str) -> dict[str, float]:
    """Return the figures of one folder that are kept: micro scores, the mean over documents, linking accuracy."""
    found = scores(name)
    kept = {"claims, mean over documents": found.macro_f1, "linking accuracy": found.links.precision}
    for part, tally in (("entities", found.entities), ("claims", found.claims), ("values", found.values)):
        kept |= {
            f"{part}, precision": tally.precision,
            f"{part}, recall": tally.recall,
            f"{part}, F1": tally.f1,
        }
    return {part: round(figure, 4) for part, figure in sorted(kept.items())}


def main() -> None:
    """Write the file anew."""
    text = json.dumps({name: figures(name) for name in FOLDERS}, indent=2)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
