"""Texts broken into lines as pages, mails and bulletins break them, for tests."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z0-9.,%]+|.")
_NOT_FIRST, _NOT_LAST = "，。、；：！？）”》〉】…%％", "（“《〈【"


def at_characters(line: str, width: int) -> list[str]:
    """Return the pieces of a line of `width` code points each, the last shorter."""
    return [line[start : start + width] for start in range(0, len(line), width)]


def at_columns(line: str, width: int) -> list[str]:
    """Return the pieces of a line, numbers kept whole, no mark first, no bracket last; Chinese takes two columns."""
    pieces: list[str] = []
    piece, used = "", 0
    for word in _WORD.findall(line):
        size = sum(1 if character.isascii() else 2 for character in word)
        if piece and used + size > width and word not in _NOT_FIRST:
            kept = piece.rstrip(_NOT_LAST)
            carried = piece[len(kept) :] if kept else ""
            pieces.append(kept or piece)
            piece, used = carried, 2 * len(carried)
        piece, used = piece + word, used + size
    return [*pieces, piece] if piece else pieces


def wrapped(text: str, width: int, style: str) -> str:
    """Return an article with all lines wrapped that are longer than `width` Chinese characters.

    Args:
        text: The article, one paragraph a line.
        width: Characters to a line.
        style: "characters", "columns", "indented" (two wide blanks before a paragraph), "padded" (four blanks before
            any line) or "html" (a tag at each break).
    """
    lines: list[str] = []
    for received in text.split("\n"):
        line = received.strip()
        if len(line) <= width:
            lines.append(received)
        elif style == "columns":
            lines += at_columns(line, 2 * width)
        elif style == "indented":
            lines += at_columns("\u3000\u3000" + line, 2 * width)
        elif style == "padded":
            lines += ["    " + piece for piece in at_characters(line, width)]
        elif style == "html":
            lines.append("<br>".join(at_characters(line, width)))
        else:
            lines += at_characters(line, width)
    return "\n".join(lines)
