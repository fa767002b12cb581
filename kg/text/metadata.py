"""What a page says of itself: headline, date and publisher, from the lines that are furniture to the article."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from typing import NamedTuple

from kg.text.characters import HAN
from kg.text.furniture import Furniture, load_furniture
from kg.text.layout import ends_sentence
from kg.text.normalise import normalise

_EDGE = 4_000
_TITLE = 60
_DATE = re.compile(r"([0-9]{4})(?:[-/.年 ]{0,2}([0-9]{1,2})(?:[-/.月 ]{0,2}([0-9]{1,2}))?)?(?![0-9])")
_ADDRESS = re.compile(
    r"(?<![0-9])(20[0-2][0-9])[-/_]?(0[1-9]|1[0-2])(?:[-/_]?(0[1-9]|[12][0-9]|3[01]))?(?![0-9])", re.ASCII
)
_BEGINS_WITH_DATE = re.compile(r"[\s（(—\-]+((?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)")
_FULL = r"((?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|([-/.])[0-9]{1,2}\2[0-9]{1,2}))(?![0-9起至前后的])"
_HOLDS_DATE = re.compile(_FULL)
_OF_AGENCY = re.compile(r"(?:讯|电|报道|消息)[】）)\]]?[ \u3000]{0,2}" + _FULL)
_TO_AGENCY = re.compile(_FULL + r"[电讯]")
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,40}?[，, ]((?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?)[）)]")
_LEAD = 40
_BYLINE = 40
_EVENT = re.compile(r"通车|开工|建|开通|竣工|成立|投|施工|运营|工期|时间|日期|[。；！？]")
"""What a line about a thing holds, and a line about the article does not."""

_DATED_LINES = 6
_HAN = re.compile(f"[{HAN}]")


class Metadata(NamedTuple):
    """Headline (or an empty string), date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (or None), publisher (or None)."""

    title: str
    published: str | None
    publisher: str | None


def metadata(text: str, furniture: Furniture | None = None) -> Metadata:
    """Return what the first and last lines of a page tell about it; only the ends of a long text are looked at."""
    rules = furniture or load_furniture()
    head = normalise(text[:_EDGE]).text
    tail = normalise(text[max(_EDGE, len(text) - _EDGE) :]).text
    fields = rules.fields(head)
    for name, value in rules.fields(tail).items():
        fields.setdefault(name, value)
    published = iso_date(fields.get("published", "")) or _dated_line(head, tail)
    return Metadata(fields.get("title", "") or _headline(head, rules), published, fields.get("publisher"))


def _dated_line(head: str, tail: str) -> str | None:
    """Return the full date of a line about the article: （2024年10月20日）, 双河日报 2024-10-28."""
    first = [line for line in head.split("\n") if line.strip()][:_DATED_LINES]
    last = [line for line in (tail or head).split("\n") if line.strip()][-_DATED_LINES // 2 :]
    for line in (*first, *reversed(last)):
        found = _BEGINS_WITH_DATE.match(line)
        if found:
            return iso_date(found[1])
    for line in first:
        lead = line[:_LEAD]
        found = _OF_AGENCY.search(lead) or _TO_AGENCY.search(lead) or _IN_BRACKETS.fullmatch(line.strip())
        if not found and len(line) <= _BYLINE and not _EVENT.search(line):
            found = _HOLDS_DATE.search(line)
        if found:
            return iso_date(found[1])
    return None


def iso_date(text: str) -> str | None:
    """Return a date in figures (2022/10/25, 2022年10月, 2022-10-25T08:00) as `YYYY[-MM[-DD]]`, or None."""
    found = _DATE.match(text.strip())
    if not found or not 1900 <= int(found[1]) <= 2100:
        return None
    year, month, day = found[1], found[2] or "", found[3] or ""
    if not month or not 1 <= int(month) <= 12:
        return year
    with contextlib.suppress(ValueError):
        return date(int(year), int(month), int(day or "x")).isoformat()
    return f"{year}-{int(month):02d}"


def date_in_address(url: str) -> str | None:
    """Return the date that the address of a page holds (/2022/10-25/, /20221025/, /t20221025_1.html), or None."""
    found = _ADDRESS.search(url)
    return iso_date("-".join(part for part in found.groups() if part)) if found else None


def _headline(head: str, rules: Furniture) -> str:
    """Return the first line that is no furniture, when it looks like a headline: short, Chinese, not a sentence."""
    whole = {(start, end) for start, end, _ in rules.find(head)}
    position = 0
    for line in head.split("\n"):
        span = (position, position + len(line))
        position = span[1] + 1
        if not line or span in whole or any(start <= span[0] and span[1] <= end for start, end in whole):
            continue
        if len(line) <= _TITLE and _HAN.search(line) and not (ends_sentence(line) and line[-1] == "。"):
            return line
        return ""
    return ""
