"""Traditional characters to simplified ones, by OpenCC, and only where there are any."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.text.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Callable

_BOTH_SCRIPTS = "乾後於徵夥麽摺菸麴榘拚捱"


@cache
def common() -> str:
    """Return the Chinese characters of GB 2312 that traditional texts do not use for another word."""
    rows = bytes(byte for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for byte in (high, low))
    return "".join(sorted(set(rows.decode("gb2312", "ignore")) - set(_BOTH_SCRIPTS)))


@cache
def _traditional() -> re.Pattern[str]:
    """Return what matches a Chinese character outside GB 2312, which texts in simplified script hardly ever have.

    The test may be wrong for rare names, which OpenCC then leaves as they are; it only saves loading OpenCC.
    """
    simplified = frozenset(common())
    others = "".join(chr(code) for code in range(0x4E00, 0xA000) if chr(code) not in simplified)
    return re.compile(f"[{others}\u3400-\u4dbf]")


@cache
def _converter() -> Callable[[str], str]:
    """Return OpenCC's conversion, loaded once a process: loading costs as much as converting a long article."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def is_traditional(text: str) -> bool:
    """Return whether `text` holds a character that simplified texts do not use."""
    return _traditional().search(text) is not None


def simplify(text: str) -> str:
    """Return `text` in simplified script, of the same length.

    Where OpenCC's phrases would change the length of a line, that line is converted character by character.
    """
    if not is_traditional(text):
        return text
    convert = _converter()
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    lines = []
    for line in text.split("\n"):
        simple = convert(line)
        if len(simple) != len(line):
            simple = re.sub(f"[{HAN}]", lambda found: _same_length(found[0], convert(found[0])), line)
        lines.append(simple)
    return "\n".join(lines)


def _same_length(character: str, converted: str) -> str:
    return converted if len(converted) == 1 else character
