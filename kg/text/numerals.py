"""Numbers as Chinese texts write them: read into exact decimals, and written back as labels need them."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = "〇零○一二两三四五六七八九"
"""Chinese digits that a number may be made of; 〇, 零 and ○ are all nought."""

_VALUE = {"〇": 0, "零": 0, "○": 0, "两": 2} | {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[〇零○一二两三四五六七八九十百千万亿点]")
_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LONGEST = 40


def parse(text: str) -> Decimal | None:
    """Return the number that `text` as a whole writes, or None when it is not one.

    Reads Arabic and Chinese numerals and mixtures: 二十一点五, 七百五十, 1.2万, 43.83亿, 1,290, 二二四 (by digits),
    一亿二千万, 两万五. Longer than 40 characters is never a number.
    """
    text = text.replace(",", "").replace("，", "")
    if not text or len(text) > _LONGEST:
        return None
    if _ARABIC.fullmatch(text):
        return Decimal(text)
    parts = _TOKEN.findall(text)
    if sum(map(len, parts)) != len(text):
        return None
    if all(part in _VALUE for part in parts):
        return Decimal("".join(str(_VALUE[part]) for part in parts))
    return _parse_units(parts)


def _parse_units(parts: list[str]) -> Decimal | None:
    total = section = Decimal(0)
    number: Decimal | None = None
    last_unit = Decimal(0)
    point: list[int] | None = None
    for index, part in enumerate(parts):
        before = parts[index - 1] if index else ""
        if part == "点":
            if number is None or point is not None:
                return None
            point = []
        elif part in _VALUE:
            digit = _VALUE[part]
            if point is not None:
                point.append(digit)
                number = (number or Decimal(0)) + Decimal(digit).scaleb(-len(point))
            else:
                number = Decimal(digit) if before not in _VALUE or number is None else number * 10 + digit
            if digit == 0 and point is None:
                last_unit = Decimal(0)
        elif part in _SMALL:
            if point is not None or before in _SMALL:
                return None
            section += (Decimal(1) if number is None or number == 0 else number) * _SMALL[part]
            last_unit, number = Decimal(_SMALL[part]), None
        elif part in "万亿":
            if point == []:
                return None
            section += number or 0
            if not section and not total:
                return None
            scale = Decimal(10_000 if part == "万" else 100_000_000)
            if part == "万" and before != "亿":
                total += section * scale
            else:
                total = (total + section) * scale
            section, number, last_unit, point = Decimal(0), None, scale, None
        else:
            if number is not None or point is not None:
                return None
            number = Decimal(part)
            last_unit = Decimal(0)
    if point == []:
        return None
    if number is not None and last_unit > 10 and point is None and number < 10 and parts[-1] in _VALUE:
        number = number * last_unit / 10  # 两万五 is 25,000, 一百四 is 140
    return total + section + (number or 0)


_PLAIN = "〇一二三四五六七八九"


def digits_to_chinese(number: int) -> str:
    """Return the digits of a non-negative integer one by one: 101 → 一〇一."""
    return "".join(_PLAIN[int(digit)] for digit in str(number))


def integer_to_chinese(number: int) -> str:
    """Return a non-negative integer below 10¹² as it is read: 37 → 三十七, 105 → 一百零五, 12 → 十二.

    Raises:
        ValueError: When the number is negative or too large.
    """
    if not 0 <= number < 10**12:
        raise ValueError("only integers from 0 to 10**12 - 1 have a spelling here")
    if number == 0:
        return "零"
    parts: list[str] = []
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if section:
            if parts and section < 1000 and not parts[-1].endswith("零"):
                parts.append("零")
            parts.append(_section(section) + name)
        elif parts and number and not parts[-1].endswith("零"):
            parts.append("零")
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _section(number: int) -> str:
    parts: list[str] = []
    gap = False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            if gap and parts:
                parts.append("零")
            parts.append(_PLAIN[digit] + name)
        gap = not digit
    return "".join(parts)
