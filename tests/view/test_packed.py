"""Numbers as text: nothing is lost, and the page reads what Python wrote."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from kg.view.packed import pack, steps

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unpack(text: str) -> list[int]:
    """Return the numbers of a packed text, read digit by digit."""
    numbers, number, shift = [], 0, 0
    for character in text:
        digit = DIGITS.index(character)
        number += (digit % 32) << shift
        shift += 5
        if digit < 32:
            numbers.append(number)
            number = shift = 0
    return numbers


def test_numbers_of_every_size_come_back() -> None:
    edges = [base + near for base in (0, 32, 1024, 32768, 1 << 20, (1 << 31) - 2) for near in (0, 1)]
    below = [number - 1 for number in edges if number]
    dice = random.Random(1)  # noqa: S311
    some = [dice.randrange(1 << dice.randint(1, 31)) for _ in range(2000)]
    numbers = [*edges, *below, *some]
    assert unpack(pack(numbers)) == numbers
    assert pack([]) == ""


def test_steps_are_folded_to_numbers_that_are_not_negative() -> None:
    assert steps([0, 0, -1, 1, 5, 3]) == [0, 0, 1, 4, 8, 3]
    assert steps([]) == []


def test_the_page_reads_what_python_writes(browser: Browser) -> None:
    from kg.view.render import asset

    source = asset("data.js")
    reader = source[source.index("const DIGIT") : source.index("// The names that a column")]
    numbers = [0, 31, 32, 1023, 1024, 32768, 7, (1 << 30) - 1, 5, 5]
    tab = browser.new_page()
    back, summed = tab.evaluate(
        f"([text, stepped]) => {{ {reader}; return [Array.from(unpack(text)), Array.from(sums(unpack(stepped)))]; }}",
        [pack(numbers), pack(steps(numbers))],
    )
    tab.close()
    assert back == numbers
    assert summed == numbers
