"""Lengths, areas and sums of money with their units, made one: kilometres, square kilometres, yuan; exact decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.text.characters import any_of
from kg.text.numerals import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN_NUMBER = "[〇零○一二两三四五六七八九十百千万亿]{1,24}+(?:点[〇零○一二三四五六七八九]{1,12}+)?"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}+|\d{{1,15}}+)(?:\.\d{{1,12}}+)?|{_HAN_NUMBER}"
_SCALE = "[十百千]?[万亿]{0,2}"
_SPACES = " \u00a0\u2009\u202f"
_GAP = f"[{_SPACES}]?"  # papers set a space between a figure and its unit
_UNITS: dict[str, tuple[str, Decimal]] = {
    "平方公里": ("area", Decimal(1)),
    "平方千米": ("area", Decimal(1)),
    "km²": ("area", Decimal(1)),
    "km2": ("area", Decimal(1)),
    "㎢": ("area", Decimal(1)),
    "公顷": ("area", Decimal("0.01")),
    "hm²": ("area", Decimal("0.01")),
    "hm2": ("area", Decimal("0.01")),
    "平方米": ("area", Decimal("0.000001")),
    "㎡": ("area", Decimal("0.000001")),
    "m²": ("area", Decimal("0.000001")),
    "亩": ("area", Decimal(1) / 1500),
    "公里": ("length", Decimal(1)),
    "千米": ("length", Decimal(1)),
    "华里": ("length", Decimal("0.5")),
    "km": ("length", Decimal(1)),
    "KM": ("length", Decimal(1)),
    "㎞": ("length", Decimal(1)),
    "里": ("length", Decimal("0.5")),
    "米": ("length", Decimal("0.001")),
    "元": ("money", Decimal(1)),
}
_UNIT = any_of(_UNITS)
_MEASURE = re.compile(
    rf"(?<!\d,)(?<![\d.*\ufffd□■▢点〇零○一二两三四五六七八九十百千万亿])(?P<number>{_NUMBER})(?P<more>[余多来])?{_GAP}(?P<scale>{_SCALE})(?P<more2>[余多来])?"
    rf"(?P<unit1>(?:{_UNIT}|美元)?)(?:(?P<to>{_GAP}[至到~～—–-]{_GAP})(?:约|近)?(?P<number2>{_NUMBER})(?P<more3>[余多])?{_GAP}(?P<scale2>{_SCALE})(?P<more4>[余多])?"
    rf"(?P<unit2>{_UNIT}))?(?P<after>左右|上下|以上|以内|余|多)?"
)
MEASURE_MARK = f"{_UNIT}|[万亿]"
"""Regular expression of what every measure holds: a unit, or the scale of a sum without one."""

_ANY_UNIT = re.compile(_UNIT)
_ENDS_NUMBER = frozenset("0123456789〇零○一二两三四五六七八九十百千万亿余多来")
_INSIDE = _ENDS_NUMBER | frozenset(f"{_SPACES}.,点至到~～—–-约近") | frozenset("".join(_UNITS))
_BACK, _AHEAD = 48, 40
_APPROXIMATE = ("约", "约为", "近", "逾", "超", "超过", "突破", "不足", "不到", "大概")
_RATE_BEFORE = re.compile(r"每[^，。；、：]{0,12}$|时速[^，。；、\d]{0,4}$|单价[^，。；、]{0,6}$")
_RATE_AFTER = re.compile(r"[/／每](?:小?时|[吨亩人天日月户斤株张次座秒度辆克]|平方|立方|公[里斤顷]|千[米瓦]|米)")
_BARE_SUM = re.compile(
    rf"(?:投资|造价|耗资|斥资|出资|概算)[额约近逾超为达了：]{{0,3}}(?P<number>{_NUMBER})(?P<scale>[余多]?[万亿]?)"
    r"(?=[，。、；：！？）\s的来去修建用，]|$)"
)
_RATES = ("每", "时速", "单价")
_VAGUE_BEFORE = ("数", "几", "若")
_NOT_MONEY_AFTER = "旦月宵老帅素件谋"
_AFTER_LI = re.compile(r"[，。、；：！？）”\s的路远宽]|长(?![街河城征江桥堤])|$")
_ADJACENT_DIGITS = re.compile("[一二两三四五六七八九]{2}")


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity in a text.

    Attributes:
        start: First code point of the number.
        end: One past the unit.
        quantity: "length", "area" or "money".
        value: In km, km² or CNY; of a range its lower end.
        approximate: Whether the text marks it so (约, 近, 逾, 超, 多, 余, 左右).
        is_range: Whether it is two numbers (12亿至13亿元, 七八公里), which give no value of anything.
        unit: The unit as written, without the scale; empty for a sum said without it.
    """

    start: int
    end: int
    quantity: str
    value: float
    approximate: bool
    is_range: bool
    unit: str


def find_measures(text: str) -> list[Measure]:
    """Return the measures of a clean text, in order.

    A figure that was lost or censored, a price or rate for each of something, a speed and a volume give nothing.
    """
    measures: list[Measure] = []
    done = 0
    for anchor in _ANY_UNIT.finditer(text):
        start = anchor.start()
        if start and text[start - 1] in _SPACES:
            start -= 1
        if start < done or text[start - 1 : start] not in _ENDS_NUMBER:
            continue
        limit = max(done, start - _BACK)
        while start > limit and text[start - 1] in _INSIDE:
            start -= 1
        for match in _MEASURE.finditer(text, start, anchor.end() + _AHEAD):
            if match.start() >= anchor.end():
                break
            measure = _measure(text, match)
            done = match.end()
            if measure is not None:
                measures.append(measure)
    return sorted([*measures, *_bare_sums(text)], key=lambda measure: measure.start)


def _bare_sums(text: str) -> Iterator[Measure]:
    """Yield sums said without their unit, as people do: 投资2.4亿."""
    for match in _BARE_SUM.finditer(text):
        start, end = match.start("number"), match.end("scale")
        more = match["scale"].strip("万亿")
        number = parse(match["number"] + match["scale"].strip("余多"))
        if number is not None and text[end - 1] in "万亿":
            approximate = bool(more) or text[max(0, start - 2) : start].endswith(_APPROXIMATE)
            yield Measure(start, end, "money", float(number), approximate, False, "")


def _measure(text: str, match: re.Match[str]) -> Measure | None:
    unit = match["unit2"] or match["unit1"]
    if not unit or unit not in _UNITS or (match["unit2"] and match["unit1"] == "美元"):
        return None
    quantity, factor = _UNITS[unit]
    end = match.end("unit2") if match["unit2"] else match.end("unit1")
    start = match.start()
    before, after = text[max(0, start - 16) : start].rstrip(), text[end : end + 6]
    if not _fits(unit, before, after):
        return None
    is_range = bool(match["number2"])
    scale = match["scale"]
    if is_range and not scale and not match["unit1"]:
        scale = match["scale2"]
    number = parse(match["number"] + scale)
    if number is None or (match["number"][0] in "百千" and not before.endswith((*_APPROXIMATE, "上"))):
        return None
    if not match["number"][0].isdigit() and _ADJACENT_DIGITS.search(match["number"]) and _is_vague(match["number"]):
        is_range = True
    more = any(match[name] for name in ("more", "more2", "more3", "more4"))
    factor1 = _UNITS[match["unit1"]][1] if match["unit1"] else factor
    approximate = more or bool(match["after"]) or before.endswith(_APPROXIMATE) or match["number"][0] in "百千"
    return Measure(start, end, quantity, float(number * factor1), approximate, is_range, unit)


def _fits(unit: str, before: str, after: str) -> bool:
    """Return whether the figure is a plain quantity of this unit in its surroundings."""
    if before.endswith(_VAGUE_BEFORE) or _RATE_AFTER.match(after):
        return False
    if any(rate in before for rate in _RATES) and _RATE_BEFORE.search(before):
        return False
    if unit == "元":
        return after[:1] not in _NOT_MONEY_AFTER or not after
    if unit == "里":
        return _AFTER_LI.match(after) is not None
    if unit == "米":
        return not after.startswith(("粒", "饭", "粉", "线", "兰", "每"))
    return True


def _is_vague(number: str) -> bool:
    """Return whether neighbouring digits mean "seven or eight": 七八, 三五十, 一千三四百."""
    return len(number) <= 2 or (any(unit in number for unit in "十百千万亿") and "点" not in number)
