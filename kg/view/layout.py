"""Where the nodes of the first view stand: stress by stochastic descent, overlaps pushed apart, components packed.

Plain arithmetic on floats and a seeded generator, so that every machine computes the same positions: array libraries
sum in an order that depends on the processor, and a layout magnifies the last bit.
"""

from __future__ import annotations

import heapq
import math
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float]
"""Width, height above the node's centre and height below it, in pixels; the label stands below."""

_EDGE = 78.0  # ideal length of an edge between two nodes of low degree, pixels
_PASSES = 24
_STEPS = 500_000  # beyond so many moves of a pair, fewer passes
_STRETCH = 1.25  # labels are wide and low, screens too
_GAP = 16.0  # between components
_ASPECT = 1.15  # width over height of the whole picture
_PACKED = 60  # beyond so many components the rest stand in rows


def positions(
    nodes: Sequence[str], edges: Iterable[tuple[str, str]], boxes: Mapping[str, Box]
) -> dict[str, tuple[int, int]]:
    """Return a position in whole pixels for every node, the same on every machine and for every order of input.

    Args:
        nodes: Node ids.
        edges: Pairs of node ids, in any direction and with repetitions; pairs that leave `nodes` are ignored.
        boxes: Node id → extent of symbol and label together.
    """
    ordered = sorted(set(nodes))
    near: dict[str, set[str]] = {node: set() for node in ordered}
    for one, other in edges:
        if one != other and one in near and other in near:
            near[one].add(other)
            near[other].add(one)
    parts = []
    for members in _components(ordered, near):
        placed = _stress(members, near)
        _separate(placed, members, boxes)
        parts.append(_frame(placed, members, boxes))
    parts.sort(key=lambda part: (-part[1] * part[2], min(part[0])))
    where: dict[str, tuple[int, int]] = {}
    for (placed, _, _), (left, top) in zip(parts, _pack([(width, height) for _, width, height in parts]), strict=True):
        for node, (x, y) in placed.items():
            where[node] = (round(x + left), round(y + top))
    return where


def _components(ordered: Sequence[str], near: Mapping[str, set[str]]) -> list[list[str]]:
    seen: set[str] = set()
    components = []
    for start in ordered:
        if start in seen:
            continue
        seen.add(start)
        members, front = [start], [start]
        while front:
            front = sorted({other for node in front for other in near[node]} - seen)
            seen.update(front)
            members.extend(front)
        components.append(sorted(members))
    return components


def _distances(members: Sequence[str], near: Mapping[str, set[str]]) -> list[tuple[int, int, float]]:
    """Return `(i, j, ideal distance)` for every pair i < j; edges at hubs are longer, for their many labels."""
    index = {node: number for number, node in enumerate(members)}
    links = [
        [
            (index[other], _EDGE + 12 * math.sqrt(max(0, len(near[node]) + len(near[other]) - 4)))
            for other in sorted(near[node])
        ]
        for node in members
    ]
    pairs: list[tuple[int, int, float]] = []
    for source in range(len(members)):
        far = [math.inf] * len(members)
        far[source] = 0.0
        heap = [(0.0, source)]
        while heap:
            reached, node = heapq.heappop(heap)
            if reached > far[node]:
                continue
            for other, length in links[node]:
                if reached + length < far[other]:
                    far[other] = reached + length
                    heapq.heappush(heap, (far[other], other))
        pairs.extend((source, other, far[other]) for other in range(source + 1, len(members)))
    return pairs


def _stress(members: Sequence[str], near: Mapping[str, set[str]]) -> dict[str, Point]:
    """Place one component so that distances on the page follow distances in the graph (Zheng, Pawar, Goodman 2019)."""
    generator = random.Random(len(members))  # noqa: S311 (a picture, no secret)
    side = _EDGE * math.sqrt(len(members))
    xs = [generator.random() * side for _ in members]
    ys = [generator.random() * side for _ in members]
    pairs = _distances(members, near)
    if pairs:
        longest = max(far for _, _, far in pairs)
        shortest = min(far for _, _, far in pairs)
        step = longest * longest
        passes = max(8, min(_PASSES, _STEPS // len(pairs)))
        # Rounded, because powers of fractions may differ in the last digit between mathematics libraries.
        decay = round((0.02 * shortest * shortest / step) ** (1 / passes), 6)
        for _ in range(passes):
            generator.shuffle(pairs)
            for i, j, far in pairs:
                dx, dy = xs[i] - xs[j], ys[i] - ys[j]
                length = math.sqrt(dx * dx + dy * dy) or 1e-3
                move = min(1.0, step / (far * far)) * (length - far) / (2 * length)
                xs[i] -= move * dx
                ys[i] -= move * dy
                xs[j] += move * dx
                ys[j] += move * dy
            step *= decay
    turned = _level(xs, ys)
    return {node: (x * _STRETCH, y) for node, (x, y) in zip(members, turned, strict=True)}


def _level(xs: Sequence[float], ys: Sequence[float]) -> list[Point]:
    """Turn the points so that their longest spread lies level; square roots only, which every machine rounds alike."""
    count = len(xs)
    mean_x, mean_y = sum(xs) / count, sum(ys) / count
    around = [(x - mean_x, y - mean_y) for x, y in zip(xs, ys, strict=True)]
    across = sum(x * x - y * y for x, y in around)
    slant = 2 * sum(x * y for x, y in around)
    strength = math.sqrt(across * across + slant * slant)
    if not strength:
        return around
    cosine = math.sqrt((1 + across / strength) / 2)
    sine = math.copysign(math.sqrt(max(0.0, (1 - across / strength) / 2)), slant)
    return [(x * cosine + y * sine, y * cosine - x * sine) for x, y in around]


def _separate(placed: dict[str, Point], members: Sequence[str], boxes: Mapping[str, Box]) -> None:
    """Push overlapping boxes apart along the shorter way, sweeping from left to right, in at most 80 passes."""
    widest = max(boxes[node][0] for node in members)
    for _ in range(80):
        moved = False
        order = sorted(members, key=lambda node: (placed[node][0], node))
        for number, one in enumerate(order):
            for other in order[number + 1 :]:
                (x1, y1), (x2, y2) = placed[one], placed[other]
                if x2 - x1 > widest + 24:
                    break
                over_x = (boxes[one][0] + boxes[other][0]) / 2 + 14 - abs(x2 - x1)
                lower, upper = (other, one) if y2 >= y1 else (one, other)
                over_y = boxes[upper][2] + boxes[lower][1] + 8 - abs(y2 - y1)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                if over_x < over_y:
                    push = over_x / 2 if x2 >= x1 else -over_x / 2
                    placed[one], placed[other] = (x1 - push, y1), (x2 + push, y2)
                else:
                    push = over_y / 2 if y2 >= y1 else -over_y / 2
                    placed[one], placed[other] = (x1, y1 - push), (x2, y2 + push)
        if not moved:
            return


def _frame(
    placed: Mapping[str, Point], members: Sequence[str], boxes: Mapping[str, Box]
) -> tuple[dict[str, Point], float, float]:
    left = min(placed[node][0] - boxes[node][0] / 2 for node in members)
    top = min(placed[node][1] - boxes[node][1] for node in members)
    right = max(placed[node][0] + boxes[node][0] / 2 for node in members)
    bottom = max(placed[node][1] + boxes[node][2] for node in members)
    return {node: (x - left, y - top) for node, (x, y) in placed.items()}, right - left, bottom - top


def _pack(sizes: Sequence[tuple[float, float]]) -> list[Point]:
    """Return the upper left corner of every rectangle, largest first, so that the whole comes near `_ASPECT`."""
    done: list[tuple[float, float, float, float]] = []
    corners: list[Point] = [(0.0, 0.0)]
    result: list[Point] = []
    for width, height in sizes[:_PACKED]:
        best: tuple[float, float, float, Point] | None = None
        for x, y in corners:
            if any(x < r and y < b and x + width > le and y + height > t for le, t, r, b in done):
                continue
            reach_x = max([x + width, *(r for _, _, r, _ in done)])
            reach_y = max([y + height, *(b for _, _, _, b in done)])
            cost = (max(reach_x / _ASPECT, reach_y), y + height, x, (x, y))
            best = cost if best is None or cost < best else best
        corner = best[3] if best else (0.0, max((b for _, _, _, b in done), default=0.0))
        result.append(corner)
        right, bottom = corner[0] + width + _GAP, corner[1] + height + _GAP
        done.append((corner[0], corner[1], right, bottom))
        corners += [(right, corner[1]), (corner[0], bottom), (right, 0.0), (0.0, bottom)]
    limit = max((r for _, _, r, _ in done), default=0.0)
    x, y, tallest = 0.0, max((b for _, _, _, b in done), default=0.0), 0.0
    for width, height in sizes[_PACKED:]:
        if x and x + width > limit:
            x, y, tallest = 0.0, y + tallest + _GAP, 0.0
        result.append((x, y))
        x, tallest = x + width + _GAP, max(tallest, height)
    return result
