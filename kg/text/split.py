"""Sentences of a clean text: ends at terminators and hard breaks, never at commas, over soft breaks where need be."""

from __future__ import annotations

import re

from kg.text.characters import CLOSERS, TERMINATORS
from kg.text.layout import ends_sentence

LONGEST = 2_000
"""A sentence of more code points than this is cut at the best boundary."""

_END = re.compile(f"[{re.escape(TERMINATORS)}][{re.escape(TERMINATORS + CLOSERS)}]*|\n+")
_UNITS = "个条座名家公平里米年月日时分秒团师连路号万亿亩多余元人户辆次天届期种项岁度级线"
_ITEM = re.compile(
    r"[•·●■◆▪▶►○□◇★☆*+\-–—]\s?(?=\S)|\d{1,3}[.、．)）](?!\d)|[（(]\d{1,3}[）)]|[（(]?[一二三四五六七八九十]{1,3}[)）、]"
    r"|[\u2460-\u249b\u2776-\u2793]|第[一二三四五六七八九十]{1,3}[，：、]|[^\n]{0,200}\t|[^\n|｜]{0,80}[|｜]"
    r"|P\d{1,2}(?!\d)|图[一二三四五六七八九十\d]{1,3}(?=\n|$)"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{0,2}} ?(?![{_UNITS}])[\u4e00-\u9fff]{{2,8}}(?=\n|$)"
)
_LABEL = re.compile(r"[^，。：；、！？\n]{1,14}：")
_RUNNING_ON = ("，", "、", "；", "：", ",", ";")
_BOUNDARIES = ("\n", "；", "，", "、", " ")


def sentences(text: str, cut: list[tuple[int, int]] | None = None) -> list[tuple[int, int]]:
    """Return the sentences of a clean text as `[start, end)`, in order, without white space at either end.

    Args:
        text: A clean text.
        cut: Gets `[start, end)` of each stretch that is too long for a sentence and was cut into several.
    """
    result: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        mark = found[0]
        if mark[0] == "\n":
            if len(mark) == 1 and not _breaks(text, start, found.start(), found.end()):
                continue
        elif text[found.end() : found.end() + 1] in _RUNNING_ON or _inside_word(text, *found.span()):
            continue
        _append(text, start, found.end(), result, cut)
        start = found.end()
    _append(text, start, len(text), result, cut)
    return result


def _breaks(text: str, start: int, end: int, following: int) -> bool:
    """Return whether the soft break at `end` separates list items or table rows (a terminator has broken before)."""
    line_start = max(text.rfind("\n", max(start, end - LONGEST), end) + 1, start)
    if line_start >= end:
        return True
    if ends_sentence(text[max(line_start, end - 12) : end]):
        return True
    if _ITEM.match(text, line_start, end) or _ITEM.match(text, following):
        return True
    return bool(_LABEL.match(text, line_start, end) and _LABEL.match(text, following))


def _inside_word(text: str, start: int, end: int) -> bool:
    """Return whether an ASCII mark stands inside of an address or a foreign word."""
    return (
        text[start] in "?!"
        and text[start - 1 : start].isascii()
        and text[end : end + 1].isascii()
        and text[end : end + 1].isalnum()
    )


def _append(
    text: str, start: int, end: int, result: list[tuple[int, int]], cut_up: list[tuple[int, int]] | None
) -> None:
    if cut_up is not None and end - start > LONGEST:
        cut_up.append((start, end))
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = next((window.rfind(mark) + 1 for mark in _BOUNDARIES if window.rfind(mark) >= LONGEST // 2), LONGEST)
        _trim(text, start, start + cut, result)
        start += cut
    _trim(text, start, end, result)


def _trim(text: str, start: int, end: int, result: list[tuple[int, int]]) -> None:
    if not text[start : start + 1].isspace() and not text[end - 1 : end].isspace():
        if start < end:
            result.append((start, end))
        return
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        result.append((start + left, start + right))
