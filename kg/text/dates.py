"""Dates a text states, made absolute: full dates, years, relative years, months that get a year from somewhere.

A year comes from the date itself, from the date before it (当年, or a later month of the same sentence), or from the
document's own date (今年, 去年). A date that gets none gives nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from kg.text.numerals import parse

_YEAR = r"(?:(?P<year>(?:19|20)\d\d)|(?P<hanyear>[一二]?[一二三四五六七八九〇零○]{3}))年(?!代|级|度(?!末))"
_RELATIVE = r"(?P<relative>今年|本年度?|去年|上年|前年|明年|后年|来年|同年|当年|次年|翌年|第二年|转年)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
_DAY = (
    r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
    r"(?!线|楼|桥|机|台|井|矿|渠|公路)"
)
_PART = (
    r"(?:年?(?:底|末|初(?![中级期步])|中(?![国央心学医小部华亚共])|内(?![容地蒙外部])|上半年|下半年"
    r"|春|夏|秋|冬|[上中下]旬))?"
)
_DATE = re.compile(
    rf"(?<!\d)(?P<iso>(?P<isoyear>(?:19|20)\d\d)(?P<separator>[-/.])(?P<isomonth>1[0-2]|0?[1-9])(?P=separator)"
    rf"(?P<isoday>3[01]|[12]\d|0?[1-9]))(?!\d|[-/.]\d)"
    rf"|(?<![\d一二三四五六七八九〇零])(?:{_YEAR}|{_RELATIVE})的?(?:{_MONTH}(?:{_DAY})?)?{_PART}"
    rf"|(?<![\d.一二三四五六七八九十〇每])(?P<opening>(?:19|20)\d\d)(?=(?:年?[—至到-])(?:19|20)\d\d年)"
    rf"|(?<!\d)(?<![一二三四五六七八九十每])(?P<month2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    rf"(?:(?P<day2>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])?(?:底|末|初|中|[上中下]旬)?"
    r"|(?<![^\n。，！？；：“”（）])(?P<lone>3[01]|[12]\d|[1-9])日(?=[，早上正中下傍晚当]|清晨|凌晨)"
    rf"|(?P<lastday>昨[日天])|(?P<nearmonth>本月|上个?月|下个?月)(?:(?P<day3>3[01]|[12]\d|[1-9])[日号])?(?:底|末|初|[上中下]旬)?"
)
DATE_MARK = "[年月日昨/.-]"
"""Regular expression of a character that every date holds or, at the beginning of a range, is followed by."""

_ANCHOR = re.compile(DATE_MARK)
_REACH = 12
_NEWS = 10
_NEAR = 200
_NUMBERS_KEPT = 1_024
_INSIDE = frozenset("0123456789〇零○一二三四五六七八九十年月日今本度去上前明后来同当次翌第转至到—/.-昨个的")
_BEFORE_ANCHOR = frozenset("0123456789〇零○一二三四五六七八九十今本去上前明后来同当次翌转个下")
_JOIN = re.compile(r"\s?(?:—{1,2}|至|到|-|~)\s?")
_SHIFT = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2}
_BACKWARD = {"同年": 0, "当年": 0, "次年": 1, "翌年": 1, "第二年": 1, "转年": 1}
_RECURRING = ("每年", "历年", "常年", "逐年", "往年", "每逢")
_SENTENCE_END = re.compile("[。！？!?…]|\n\n")


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text.

    Attributes:
        start: First code point.
        end: One past the last.
        value: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        note: How the year was found: "" (stated), "relative" (今年, 去年 and the document's date), "previous" (当年 and
            the date before), "sentence" (a later month in the sentence of a stated year) or "document" (a bare month
            and the document's date).
        part: "start" or "end" when it is an end of a range, else "".
    """

    start: int
    end: int
    value: str
    note: str = ""
    part: str = ""


def find_dates(text: str, published: str | None = None) -> list[Date]:
    """Return the dates of a clean text, in order.

    Args:
        text: A clean text.
        published: The document's own date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`), or None when it has none.
    """
    reader = _Reader(text, published)
    done = 0
    for anchor in _ANCHOR.finditer(text):
        start = anchor.start()
        if start >= done and _may_be_date(text, start):
            limit = max(done, start - _REACH)
            while start > limit and text[start - 1] in _INSIDE:
                start -= 1
            for found in _DATE.finditer(text, start, anchor.end() + _REACH):
                if found.start() >= anchor.end():
                    break
                reader.read(found)
                done = found.end()
    return _ranges(text, reader.dates)


class _Reader:
    """Reads one match after another and remembers the date before."""

    def __init__(self, text: str, published: str | None) -> None:
        self._text = text
        self._published = _parts(published)
        self.dates: list[Date] = []

    def read(self, found: re.Match[str]) -> None:
        stated = found["year"] or found["hanyear"]
        if stated:
            year = _number(stated)
            if year is not None and 1900 <= year <= 2100:
                self._add(found, year, found["month"], found["day"], "")
        elif found["month2"]:
            self._add_month(found)
        elif found["relative"]:
            self._add_relative(found, found["relative"])
        elif found["iso"]:
            self._add(found, int(found["isoyear"]), found["isomonth"], found["isoday"], "")
        elif found["opening"]:
            self._add(found, int(found["opening"]), None, None, "")
        elif found["lone"]:
            self._add_day(found)
        else:
            self._add_near(found)

    def _add_relative(self, found: re.Match[str], word: str) -> None:
        if word in _BACKWARD:
            if self.dates and found.start() - self.dates[-1].end <= _NEAR:
                year = int(self.dates[-1].value[:4]) + _BACKWARD[word]
                self._add(found, year, found["month"], found["day"], "previous")
        elif self._published:
            self._add(found, self._published[0] + _SHIFT[word], found["month"], found["day"], "relative")

    def _add_month(self, found: re.Match[str]) -> None:
        before = self._text[max(0, found.start() - 2) : found.start()]
        if before in _RECURRING or before.endswith(("个", "第", "周", "农历", "正")):
            return
        month = _number(found["month2"])
        if month is None or (
            not found["day2"] and self._text[found.end() : found.end() + 1] in ("亮", "饼", "台", "球")
        ):
            return
        last = self.dates[-1] if self.dates else None
        if last and last.note != "document" and self._same_sentence(last, found.start()):
            stated = int(last.value[5:7] or "0")
            if stated <= month:
                self._add(found, int(last.value[:4]), found["month2"], found["day2"], last.note or "sentence")
                return
        if self._published and len(self._published) > 1 and not (self._published[1] <= 2 and month >= 11):
            self._add(found, self._published[0], found["month2"], found["day2"], "document")

    def _add_near(self, found: re.Match[str]) -> None:
        """Read 昨日 and 上月, which need the document's day or month."""
        if len(self._published) == 3 and found["lastday"]:
            try:
                day = date(*self._published) - timedelta(days=1)
            except ValueError:
                return
            self._add(found, day.year, str(day.month), str(day.day), "relative")
        elif len(self._published) > 1 and found["nearmonth"]:
            shift = {"本": 0, "上": -1, "下": 1}[found["nearmonth"][0]]
            year, month = divmod(self._published[0] * 12 + self._published[1] - 1 + shift, 12)
            self._add(found, year, str(month + 1), found["day3"], "relative")

    def _add_day(self, found: re.Match[str]) -> None:
        """Read a day alone, as news have it, when it lies within the days before the document's own."""
        if len(self._published) == 3 and 0 <= self._published[2] - int(found["lone"]) <= _NEWS:
            self._add(found, self._published[0], str(self._published[1]), found["lone"], "document")

    def _same_sentence(self, last: Date, start: int) -> bool:
        return start - last.end <= 200 and _SENTENCE_END.search(self._text, last.end, start) is None

    def _add(self, found: re.Match[str], year: int, month: str | None, day: str | None, note: str) -> None:
        value = f"{year:04d}"
        number = _number(month) if month else None
        if number is not None and 1 <= number <= 12:
            value += f"-{number:02d}"
            number = _number(day) if day else None
            if number is not None:
                try:
                    date(year, int(value[5:7]), number)
                except ValueError:
                    return
                value += f"-{number:02d}"
        self.dates.append(Date(found.start(), found.end(), value, note))


def _may_be_date(text: str, anchor: int) -> bool:
    """Return cheaply whether the characters before 年, 月, 日, 昨 or a separator make a date possible."""
    if text[anchor] in "年月":
        return text[anchor - 1 : anchor] in _BEFORE_ANCHOR
    if text[anchor] == "日":
        return text[anchor - 1 : anchor].isdigit()
    return text[anchor] == "昨" or text[max(0, anchor - 4) : anchor].isdigit()


@lru_cache(_NUMBERS_KEPT)
def _number(text: str) -> int | None:
    value = parse(text)
    return None if value is None else int(value)


def _parts(published: str | None) -> tuple[int, ...]:
    if not published or not re.fullmatch(r"\d{4}(-\d\d){0,2}", published):
        return ()
    return tuple(int(part) for part in published.split("-"))


def _ranges(text: str, dates: list[Date]) -> list[Date]:
    """Flag two dates that 至 or a dash joins as the ends of one range."""
    for index in range(len(dates) - 1):
        first, second = dates[index], dates[index + 1]
        if second.start - first.end <= 4 and _JOIN.fullmatch(text, first.end, second.start):
            dates[index] = replace(first, part="start")
            dates[index + 1] = replace(second, part="end")
    return dates
