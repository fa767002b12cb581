"""Which frames a sentence may serve, by what it holds and in which order: sets of frames as the bits of one number.

Most sentences hold nothing of what most frames need, so this is asked of every sentence and must cost little: one
look-up and one shift a symbol, however many frames there are. All frames climb their ladders of needs at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_KEPT = 4_096
"""So many sets of classes named together are kept with the frames that they fill."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The needs of numbered frames; make it with `of`.

    Bit `rung * size + number` says that frame `number` stands on a rung of its ladder; a frame with fewer needs than
    another begins higher up, so that all ladders end on the same rung.

    Attributes:
        rungs: Symbol → the rungs that it lets frames climb to.
        begin: The rungs on which the frames begin.
        top: How far the last rung is shifted.
        size: How many frames there are.
    """

    rungs: Mapping[str, int]
    begin: int
    top: int
    size: int

    @classmethod
    def of(cls, needs: Sequence[Sequence[frozenset[str]]]) -> Shortlist:
        """Return the shortlist of frames, each with sets of symbols of which one must occur, in this order."""
        size, height = len(needs), max(map(len, needs), default=0)
        rungs: dict[str, int] = {}
        begin = 0
        for number, sets in enumerate(needs):
            first = height - len(sets)
            begin |= 1 << (first * size + number)
            for rung, symbols in enumerate(sets, first + 1):
                bit = 1 << (rung * size + number)
                for symbol in symbols:
                    rungs[symbol] = rungs.get(symbol, 0) | bit
        return cls(rungs, begin, height * size, size)

    def mask(self, code: Iterable[str]) -> int:
        """Return the frames all of whose needs are met in their order by some symbols: bit `number` of each."""
        reached, rungs, size = self.begin, self.rungs, self.size
        for symbol in code:
            if symbol in rungs:
                reached |= (reached << size) & rungs[symbol]
        return reached >> self.top


@dataclass(frozen=True, slots=True)
class Fillable:
    """What numbered frames must find in what was said, because their patterns may leave it out; make it with `of`.

    Attributes:
        wanted: Classes of which one must have been named → the frames that want one of them, as bits.
        all: The bits of all frames.
    """

    wanted: Mapping[frozenset[str], int]
    all: int
    _known: dict[frozenset[str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, frames: Sequence[Iterable[frozenset[str]]]) -> Fillable:
        """Return what frames must find, given the classes of each of their slots that may be left out."""
        wanted: dict[frozenset[str], int] = {}
        for number, slots in enumerate(frames):
            for classes in slots:
                wanted[classes] = wanted.get(classes, 0) | 1 << number
        return cls(wanted, (1 << len(frames)) - 1)

    def mask(self, named: frozenset[str]) -> int:
        """Return the frames that can be filled where things of some classes were named: bit `number` of each."""
        left = self._known.get(named)
        if left is None:
            left = self.all
            for wanted, frames in self.wanted.items():
                if named.isdisjoint(wanted):
                    left &= ~frames
            if len(self._known) < _KEPT:
                self._known[named] = left
        return left


def numbers(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits of a mask, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
