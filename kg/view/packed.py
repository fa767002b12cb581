"""Columns of whole numbers as text: six bits a character, so that a large graph fits into a page and opens fast.

Each number is written in base 32, lowest digit first; a character is one of 64, its sixth bit says that more follow (as
in source maps, without their sign). Text that is compressed would be smaller, but its bytes depend on the library that
compresses, and the page must be the same on every machine.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def pack(numbers: Iterable[int]) -> str:
    """Return numbers, none negative and all below 2**31, as one text."""
    short, column = _short(), list(numbers)
    try:
        return "".join(map(short.__getitem__, column))
    except IndexError:
        return "".join([short[number] if number < len(short) else _digits(number) for number in column])


@cache
def _short() -> list[str]:
    """Return the digits of the numbers up to 32 ** 3, which are nearly all there are."""
    last, more = _DIGITS[:32], _DIGITS[32:]
    two = [low + high for high in last for low in more][32:]
    three = [low + middle + high for high in last for middle in more for low in more][1024:]
    return [*last, *two, *three]


def _digits(number: int) -> str:
    text = ""
    while number >= 32:
        text += _DIGITS[32 + number % 32]
        number //= 32
    return text + _DIGITS[number]


def steps(numbers: Iterable[int]) -> list[int]:
    """Return how far each number is from the one before, the first from 0; n is told as 2n, and -n as 2n - 1."""
    return [2 * step if step >= 0 else -2 * step - 1 for step in (b - a for a, b in pairwise(chain((0,), numbers)))]
