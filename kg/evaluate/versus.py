"""What a change won and lost: this run's scores against those of a saved one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.evaluate.scores import Scores

    Item = tuple[str, str, str, tuple[str, ...]]

PARTS = ("entities", "claims", "values")


@dataclass(frozen=True, slots=True)
class Change:
    """How one part of the scores moved, old figure first; a figure is a share between 0 and 1."""

    part: str
    precision: tuple[float, float]
    recall: tuple[float, float]
    f1: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the same documents.

    Attributes:
        changes: Entities, claims and values.
        won: Mistakes that are gone, each `(document, item, kind, parts)`, sorted.
        lost: Mistakes that are new, sorted.
        left_out: Documents that only one of the runs scored, sorted; their mistakes are in neither list.
    """

    changes: tuple[Change, ...]
    won: tuple[Item, ...]
    lost: tuple[Item, ...]
    left_out: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the comparison for JSON."""
        return {
            "changes": {
                one.part: {"precision": one.precision, "recall": one.recall, "f1": one.f1} for one in self.changes
            },
            "won": [_item(one) for one in self.won],
            "lost": [_item(one) for one in self.lost],
            "left_out": list(self.left_out),
        }


def versus(scores: Scores, saved: Path) -> Comparison:
    """Compare scores with a run saved by `kg evaluate … --json --errors`.

    Raises:
        InputError: The file cannot be read, or was saved without `--errors`.
    """
    try:
        old: dict[str, Any] = json.loads(saved.read_text(encoding="utf-8"))
        before = {(one["document"], one["item"], one["kind"], tuple(map(str, one["parts"]))) for one in old["mistakes"]}
        documents = set(old["documents"])
        new: dict[str, Any] = scores.as_dict()
        changes = tuple(_change(part, old[part], new[part]) for part in PARTS if part in old)
    except OSError as error:
        raise InputError(f"{saved}: cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{saved}: is no saved run; make one with kg evaluate GOLD_DIR --json --errors") from error
    now = {(one.document, one.item, one.kind, one.parts) for each in scores.documents for one in each.mistakes}
    both = documents & {one.document for one in scores.documents}
    return Comparison(
        changes,
        _of(both, before - now),
        _of(both, now - before),
        tuple(sorted(documents ^ {one.document for one in scores.documents})),
    )


def _change(part: str, old: dict[str, float], new: dict[str, float]) -> Change:
    return Change(part, (old["precision"], new["precision"]), (old["recall"], new["recall"]), (old["f1"], new["f1"]))


def _of(documents: set[str], items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(item for item in items if item[0] in documents))


def _item(item: Item) -> dict[str, object]:
    return {"document": item[0], "item": item[1], "kind": item[2], "parts": list(item[3])}
