"""Forms: what the statements of many subjects have in common, so that a million of them are written by filling gaps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Pair = tuple[str, str]
"""The address of a predicate, or `A`; and the term it points to."""

A = ""
"""The predicate that says the class of a subject; sorts before all others."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The statements of one subject in the order in which they are written.

    Attributes:
        pairs: Predicate and object; a number stands for the value of that place, which differs from subject to subject.
        filled: Whether there are no such gaps, so that the form is that of one subject only.
    """

    pairs: Sequence[tuple[str, str | int]]
    filled: bool = False

    def fill(self, values: Sequence[str]) -> Iterable[Pair]:
        """Return the statements with values in their gaps."""
        if self.filled:
            return cast("Sequence[Pair]", self.pairs)
        return ((predicate, values[one] if isinstance(one, int) else one) for predicate, one in self.pairs)


Block = tuple[str, Form, "Sequence[str]"]
"""A subject, the form of its statements, and the values for its gaps."""


def form(pairs: Iterable[tuple[str, str | int]]) -> Form:
    """Return statements as a form, sorted by predicate and object; gaps of one predicate follow their numbers.

    >>> form([("b", 1), (A, "z"), ("b", 0), (A, "c")]).pairs
    [('', 'c'), ('', 'z'), ('b', 0), ('b', 1)]
    """
    return Form(sorted(pairs, key=lambda pair: (pair[0], *_rank(pair[1]))))


def filled(subject: str, pairs: Iterable[Pair]) -> Block:
    """Return a block whose statements are none of many alike, sorted, each once."""
    order = sorted(pairs)
    return subject, Form([pair for before, pair in pairwise((("", ""), *order)) if pair != before], filled=True), ()


def _rank(target: str | int) -> tuple[int, str]:
    return (target, "") if isinstance(target, int) else (-1, target)
