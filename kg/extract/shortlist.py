"""Which frames a sentence may serve, by what it holds: sets of frames as the bits of one number.

Most sentences hold nothing of what most frames need, so this is asked of every sentence and must cost little: one
look-up a symbol and one shift a need, however many frames there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The needs of numbered frames; make it with `of`.

    Attributes:
        bits: Symbol → the needs it meets. Bit `level * size + number` stands for the need `level` of frame `number`.
        none: The bits of the needs that frames do not have.
        levels: How many needs a frame has at most.
        size: How many frames there are.
    """

    bits: Mapping[str, int]
    none: int
    levels: int
    size: int

    @classmethod
    def of(cls, needs: Sequence[Sequence[frozenset[str]]]) -> Shortlist:
        """Return the shortlist of frames, each with sets of symbols of which one must occur."""
        size, levels = len(needs), max(map(len, needs), default=0)
        bits: dict[str, int] = {}
        none = 0
        for number, sets in enumerate(needs):
            for level in range(levels):
                bit = 1 << (level * size + number)
                for symbol in sets[level] if level < len(sets) else ():
                    bits[symbol] = bits.get(symbol, 0) | bit
                none |= bit if level >= len(sets) else 0
        return cls(bits, none, levels, size)

    def mask(self, present: Iterable[str]) -> int:
        """Return the frames all of whose needs are met by some symbols: bit `number` of each."""
        met, bits = self.none, self.bits
        for symbol in present:
            met |= bits.get(symbol, 0)
        left = (1 << self.size) - 1
        for _ in range(self.levels):
            left &= met
            met >>= self.size
        return left

    def numbers(self, present: Iterable[str]) -> Iterator[int]:
        """Yield the numbers of those frames, in order."""
        left = self.mask(frozenset(present))
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest
