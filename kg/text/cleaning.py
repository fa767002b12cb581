"""From the text as received to the text of the article: one spelling, no furniture, breaks that mean something."""

from __future__ import annotations

import dataclasses

from kg.text.furniture import Furniture, load_furniture
from kg.text.layout import settle
from kg.text.normalise import normalise
from kg.text.offsets import CleanText, Dropped, Edit


def clean(text: str, furniture: Furniture | None = None) -> CleanText:
    r"""Return the article's text with the map back to the text as received.

    In the result "\\n" is a soft break (the sentence may run on), "\\n\\n" a hard one, "\\t" a wide gap within a line;
    punctuation between Chinese characters is full-width, script simplified, readings, tags and blanks gone.

    Args:
        text: Any text at all.
        furniture: What to leave out; by default the shipped rules.
    """
    return settle(_without(normalise(text), furniture or load_furniture()))


def _without(clean: CleanText, furniture: Furniture) -> CleanText:
    """Leave out what is furniture; a whole line leaves a hard break behind, a part of one leaves nothing."""
    text = clean.text
    found = furniture.find(text)
    if not found:
        return clean
    edits: list[Edit] = []
    dropped: list[Dropped] = []
    for start, end, kind in found:
        dropped.append(Dropped(*clean.to_original(start, end), kind))
        whole = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
        edits.append((start, end, "\n\n\n" if whole else ""))
    edited = clean.edited(edits)
    return dataclasses.replace(edited, dropped=tuple(dropped))
