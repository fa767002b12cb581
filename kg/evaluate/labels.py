"""When two labels are spelled alike: the spelling rules of the vocabulary, as keys that are equal or not.

- Width, spaces, quotation marks and middle dots do not matter; all dashes are one.
- A number before a class word is read: 一四七团 = 147团 = 一百四十七团.
- State and provincial roads have one form (331国道 = 国道331 = G331), so have bus lines (62路公交 = 62路).
- A described project, `kind（name、name）`, is its kind and the set of its bracketed names.
- A namesake carries its division in brackets and is accepted without: 红旗农场（第六师） = 红旗农场.
"""

from __future__ import annotations

import re
import unicodedata

LabelKey = str | tuple[str, frozenset[str]]
"""A plain spelling, or the kind of a described project (its last two characters) with its bracketed names."""

_DIGITS = {character: digit for digit, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_POWERS = {"十": 10, "百": 100}

_NOISE = re.compile(r"[\s·•・“”\"'《》]")
_DASHES = re.compile(r"[-–—―~～]+")
_NUMBERED = re.compile(r"第?([0-9〇○零一二三四五六七八九十百两]+)(?=团|师|连|路|号|国道|省道|县道|中|小)")
_STATE_ROAD = re.compile(r"(?:国道)?G(\d+)(?:线|国道)?$|国道(\d+)(?:线)?$|(\d+)国道$")
_PROVINCIAL_ROAD = re.compile(r"^(?:省道)?S(\d+)(?:线|省道)?$|^省道(\d+)(?:线)?$|^(\d+)省道$")
_BUS_LINE = re.compile(r"([A-Z]?\d+)路(?:公交|公交车|大站快线|城际公交|公交线|专线|班线|快线)?$")
_BRACKETED = re.compile(r"^(.+?)[(（](.+)[)）]$")
_NAMESAKE = re.compile(r"^(.+?)[(（](第[一二三四五六七八九十]+师)[)）]$")
_SEPARATORS = re.compile(r"[、,，;；]")
_KIND_LENGTH = 2


def label_key(label: str) -> LabelKey:
    """Return the key of a label; two labels are spelled alike when their keys are equal."""
    bracketed = _BRACKETED.match(unicodedata.normalize("NFKC", label))
    if bracketed is None:
        return _spelling(label)
    names = frozenset(_spelling(name) for name in _SEPARATORS.split(bracketed[2]))
    return _spelling(bracketed[1])[-_KIND_LENGTH:], names


def accepted_keys(label: str) -> tuple[LabelKey, ...]:
    """Return the keys under which a label in a graph is accepted: as it stands first, then without its division."""
    namesake = _NAMESAKE.match(label)
    return (label_key(label), _spelling(namesake[1])) if namesake else (label_key(label),)


def _spelling(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = _DASHES.sub("—", _NOISE.sub("", text))
    text = _NUMBERED.sub(lambda match: _figures(match[1]), text)
    text = _STATE_ROAD.sub(lambda match: f"G{_present(match)}", text)
    bus_line = _BUS_LINE.search(text)
    if bus_line:
        return f"bus:{bus_line[1]}"
    return _PROVINCIAL_ROAD.sub(lambda match: f"S{_present(match)}", text)


def _present(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _figures(numeral: str) -> str:
    """Return a numeral in Arabic figures without leading zeros: digit by digit, or with 十 and 百."""
    if not any(power in numeral for power in _POWERS):
        return str(int("".join(str(_DIGITS.get(character, character)) for character in numeral)))
    total = digit = 0
    for character in numeral:
        if character in _POWERS:
            total += (digit or 1) * _POWERS[character]
            digit = 0
        else:
            digit = _DIGITS.get(character, digit)
    return str(total + digit)
