"""Where an open-class name begins: a search to the left of its class word, token by token.

It ends at punctuation, a name, a cue word or a verb, by jieba's words and the tags of its dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.tools import FOREIGN, NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.tools import ClassWordHit, Search, Tools

LONGEST_CORE = 14
_MARGIN = 8
_LONGEST_ALONE = 8
_TOWN_WIDTHS = (4, 3)
_QUOTED_CORE = range(3, 13)

# Characters of the grammar, each a class of its own and the same for any text: conjunctions that may stand inside a
# name, characters that no short name begins with or holds, numerals that count and never name.
_JOINERS = "和与至到及"
_NEVER_FIRST = "的和与在这那该各每其某由"
_DEMONSTRATIVES = frozenset("这那该")
_VAGUE = "两几多数"
_COUNTING = frozenset("十百千万两几多数")
_PARTICLES = ("的", "了")

_OPENS, _ENDS_LINE, _CLOSES = "\n【《“：、。的", "\n。的", "\n，：】》”（、｜"
_STOP_TAGS = ("v", "d", "p", "c", "u", "r", "q", "y", "e", "o", "t", "f", "i", "l", "z", "m")
_NAME_TAGS = ("vn", "ns", "nz", "n", "j", "a", "b", "s")
_NUMBERED = ("Bridge", "Tunnel", "Waterway", "Facility")
_FUNCTION_TAGS = ("u", "p", "c", "r", "d", "y", "f")


def core_start(search: Search, hit: ClassWordHit) -> tuple[int, bool]:
    """Return where the core before a class word begins, and whether that boundary is beyond doubt."""
    return _alone(search, hit) or core_start_by_tokens(search, hit)


def core_start_by_tokens(search: Search, hit: ClassWordHit) -> tuple[int, bool]:
    """Return the same as `core_start` from the words alone, whatever punctuation stands around the name."""
    tools = search.tools
    town = _town_over_unit(search, hit)
    if town is not None:
        return town, True
    low = max(0, hit.start - LONGEST_CORE - _MARGIN)
    for span in (search.index.last_before(hit.start), search.last_found(hit.start)):
        if span is not None:
            low = max(low, span.end)
    segment = search.text[low : hit.start]
    if segment.endswith("”"):
        opening = segment.rfind("“")
        if opening >= 0 and len(segment) - opening in _QUOTED_CORE:
            return low + opening, True
        return hit.start, False
    cuts = [found.end() for found in FOREIGN.finditer(segment)]
    hard = cuts[-1] if cuts else 0
    for width in range(min(4, len(segment) - hard), 1, -1):
        if tools.complete(segment[-width:])[1] == "Township" and not tools.is_word(segment[-width:]):
            return hit.start - width, True  # 大河沿镇 → 大河沿水库
    hard = max(hard, segment.rfind("“") + 1, segment.rfind("”") + 1)
    tokens = list(tools.cut(segment[hard:]))
    position = hit.start
    accepted: list[str] = []
    while tokens:
        token = tokens[-1]
        if not _accept(token, tokens[:-1], accepted, hit, tools):
            return position, tools.bounds(token)
        accepted.append(token)
        tokens.pop()
        position -= len(token)
    return position, True


def _town_over_unit(search: Search, hit: ClassWordHit) -> int | None:
    """Return where a town without its class word begins that holds another name: 金银川镇 → 金银川大桥, not 金|银川."""
    span = search.index.covering(hit.start - 1)
    if span is None or span.end != hit.start:
        return None
    for width in _TOWN_WIDTHS:
        start = hit.start - width
        if 0 <= start < span.start and search.tools.complete(search.text[start : hit.start])[1] == "Township":
            return start
    return None


def _alone(search: Search, hit: ClassWordHit) -> tuple[int, bool] | None:
    """Read a short stretch between the start of a line or bracket and punctuation as a name (a title, a list item)."""
    text, tools = search.text, search.tools
    start = hit.start
    while start > 0 and hit.start - start <= _LONGEST_ALONE and "\u4e00" <= text[start - 1] <= "\u9fff":
        if search.ending_at(start) is not None or text[start - 1] == _PARTICLES[0]:
            break
        start -= 1
    before = text[start - 1] if start else "\n"
    after = text[hit.end] if hit.end < len(text) else "\n"
    core = text[start : hit.start]
    follows = (after in _CLOSES and before != _PARTICLES[0]) or (
        before in _ENDS_LINE and text.startswith(tools.wording.after_subject, hit.end)
    )
    if before not in _OPENS or not follows or not 2 <= len(core) <= _LONGEST_ALONE:
        return None
    if any(tools.bounds(token) for token in tools.cut(core) if len(token) > 1):
        return None
    if "的" in core or core[0] in _NEVER_FIRST or not _DEMONSTRATIVES.isdisjoint(core) or NUMBER.fullmatch(core[0]):
        return None
    return start, True


def _accept(token: str, before: Sequence[str], after: Sequence[str], hit: ClassWordHit, tools: Tools) -> bool:
    """Return whether a token may stand inside the name.

    Args:
        token: The token.
        before: Tokens to its left, in the order of the text.
        after: Tokens to its right that were accepted, nearest last.
        hit: The class word.
        tools: Dictionary, wording and ontology.
    """
    right = after[-1] if after else ""
    if token in tools.wording.generic:
        return True
    if NUMBER.fullmatch(token):
        return _number_names(token, before, right, hit, tools)
    if len(token) == 1 and token in _JOINERS:
        return _joiner_inside(before, right, tools)
    if tools.bounds(token):
        return False
    tag = tools.tag(token)
    if len(token) == 1:
        if len(after) > 1 and all(len(one) == 1 for one in after) and not (before and len(before[-1]) == 1):
            return True  # 别列孜克河: the first sound of a foreign name may look like a function word
        counted = bool(before) and _counts(before[-1], tools) and token in tools.wording.classifiers
        return tag not in _FUNCTION_TAGS and not counted and not (tag == "v" and not right and not before)
    if len(token) == 2 and not after and _is_street(hit, tools) and _at_edge(before, tools):
        return True  # 同心路, 振兴大道: a verb may be the whole name
    if len(token) == 2 and after and tag.startswith("v") and before and before[-1] in _PARTICLES:
        return True  # 兴办了丰收农机服务中心
    if tag.startswith(_NAME_TAGS) or not tag:
        nouns = tools.wording.references
        return not (tag == "n" and token in nouns and not after and hit.word in nouns)
    return not tag.startswith(_STOP_TAGS)


def _number_names(token: str, before: Sequence[str], right: str, hit: ClassWordHit, tools: Tools) -> bool:
    """Return whether a number is part of a name and does not count what follows."""
    wording = tools.wording
    if right:
        return not tools.tag(right).startswith("q") and right not in wording.references and token not in _VAGUE
    if len(token) == 1:
        if any(tools.ontology.is_a(hit.type, kind) for kind in _NUMBERED):
            return True  # 塔河三桥, 二干渠
        left = before[-1] if before else ""
        if len(left) == 1 and left not in wording.classifiers:
            return not _counts(left, tools) and left not in wording.boundary  # 昌五快速路
    return len(token) == 2 and _COUNTING.isdisjoint(token) and not token.isdigit()  # 五一新区


def _is_street(hit: ClassWordHit, tools: Tools) -> bool:
    return any(tools.ontology.is_a(hit.type, kind) for kind in ("Road", "Waterway", "Bridge"))


def _at_edge(before: Sequence[str], tools: Tools) -> bool:
    return not before or before[-1] in tools.wording.boundary or before[-1] in tools.verbs


def _counts(token: str, tools: Tools) -> bool:
    return bool(NUMBER.fullmatch(token)) or token in tools.wording.pointing or token in tools.wording.counting


def _joiner_inside(before: Sequence[str], right: str, tools: Tools) -> bool:
    """Return whether a joiner is part of the name: only where no conjunct can stand before it (阿和公路)."""
    if not before or len(before[-1]) != 1:
        return False
    if len(right) > 1 and tools.is_word(right) and right not in tools.wording.generic:
        return False
    return len(before) == 1 or _at_edge(before[:-1], tools)
