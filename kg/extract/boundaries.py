"""Where an open-class name begins: a search to the left of its class word, token by token.

It ends at punctuation, a name, a cue word or a verb, by jieba's words and the tags of its dictionary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.tools import FOREIGN, NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.tools import ClassWordHit, Search, Tools

LONGEST_CORE = 14
_MARGIN = 8
_LONGEST_ALONE = 8
_TOWN_WIDTHS = (4, 3)
_LONGEST_TOWN = 6
_QUOTED_CORE = range(3, 13)

# Characters of the grammar, each a class of its own and the same for any text: conjunctions that may stand inside a
# name, characters that no short name begins with or holds, numerals that count and never name.
JOINERS = "和与至到及于"
_AND = "和与"
_NEVER_FIRST = "的和与在这那该各每其某由"
_NEVER_INSIDE = frozenset("这那该的与我你她们去看带")
_VAGUE = "两几多数"
_COUNTING = frozenset("十百千万两几多数")
_FEW = frozenset("一二三四五六七八九")
_ADJECTIVES = frozenset("大小新老旧长短好高低")
_LEAST_CUE = 3
_TOWARD = frozenset("于至到自在往向达")
_LONG_WORD = 3
_SIDES = frozenset("上下前后")
_COUNTS_ALL = "个"
_ORDINAL = "第"
_ENUMERATOR = re.compile(r"\n[0-9]{1,2}[.．、] ?$")
_LIST_MARK = "、"
_PARTICLES = ("的", "了")

_OPENS, _ENDS_LINE, _CLOSES = "\n【《“：、。；的", "\n。；的", "\n，：】》”（、｜"
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
    for width in range(min(_LONGEST_TOWN, len(segment) - hard), 1, -1):
        name = segment[-width:]
        if tools.complete(name)[1] == "Township" and (not tools.is_word(name) or tools.tag(name).startswith("ns")):
            return hit.start - width, True  # 大河沿镇 → 大河沿水库
    hard = max(hard, segment.rfind("“") + 1, segment.rfind("”") + 1)
    tokens = _split(list(tools.cut(segment[hard:])), tools)
    listed = segment[hard - 1 : hard] == _LIST_MARK
    position = hit.start
    accepted: list[str] = []
    while tokens:
        token = tokens[-1]
        if not _accept(token, tokens[:-1], accepted, hit, tools, listed=listed):
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
    listed = _ENUMERATOR.search(text, max(0, start - 5), start)
    before = text[start - 1] if start and not listed else "\n"
    after = text[hit.end] if hit.end < len(text) else "\n"
    core = text[start : hit.start]
    follows = (after in _CLOSES and before != _PARTICLES[0]) or (
        before in _ENDS_LINE and text.startswith(tools.wording.after_subject, hit.end)
    )
    if before not in _OPENS or not follows or not 2 <= len(core) <= _LONGEST_ALONE:
        return None
    tokens = tools.cut(core)
    if any(tools.bounds(token) and tools.tag(token).startswith("v") for token in tokens[1:]):
        return None  # 半道|有|座|塔什萨依
    if any(tools.bounds(token) for token in tokens if len(token) > 1) or _begins_with_cue(core, tools):
        return None
    if (
        core[0] in _NEVER_FIRST
        or core[0] in tools.wording.leading
        or not _NEVER_INSIDE.isdisjoint(core)
        or NUMBER.fullmatch(core[0])
    ):
        return None
    return start, True


def _begins_with_cue(core: str, tools: Tools) -> bool:
    """Return whether a core begins with a word of the relation frames that the segmenter may cut up: 团属企业|有…."""
    toward = core[:2] in tools.cues and core[1] in _TOWARD
    return toward or any(core[:width] in tools.cues for width in range(_LEAST_CUE, len(core)))


def _split(tokens: list[str], tools: Tools) -> list[str]:
    """Split what the segmenter joins: a verb of going before an unknown name (走|苏塘), a measure word (三|道|河)."""
    parts: list[str] = []
    for token in tokens:
        verb = len(token) > 1 and token[0] in tools.wording.leading and not tools.is_word(token)
        verb = verb or (len(token) == 2 and token[0] in tools.wording.leading and tools.tag(token) == "t")
        measured = len(token) == 2 and bool(NUMBER.match(token)) and tools.wording.measures(token[1])
        parts += [token[0], token[1:]] if verb or measured else [token]
    return parts


def _accept(
    token: str, before: Sequence[str], after: Sequence[str], hit: ClassWordHit, tools: Tools, *, listed: bool
) -> bool:
    """Return whether a token may stand inside the name.

    Args:
        token: The token.
        before: Tokens to its left, in the order of the text.
        after: Tokens to its right that were accepted, nearest last.
        hit: The class word.
        tools: Dictionary, wording and ontology.
        listed: Whether the mark of a list stands before all of it.
    """
    right = after[-1] if after else ""
    if token in tools.wording.leading_verbs and hit.type != "Enterprise" and _is_distinctive(after, tools):
        return False  # 园区内|建设|昆泉冷链物流中心
    if token in tools.wording.generic:
        return True
    if token[0] == _ORDINAL and NUMBER.fullmatch(token, 1):
        return True
    if token in tools.wording.sizes and before and NUMBER.fullmatch(before[-1]) and len(before) > 1:
        return True  # 金穗|十万|锭|纺纱基地
    if NUMBER.fullmatch(token):
        if right in tools.wording.sizes:
            return True
        return _number_names(token, before, right, hit, tools)
    if len(token) == 1 and token in JOINERS:
        if hit.type == "Enterprise" and token in _AND and len(right) == 1 and _only_generic(after, tools):
            return True  # 哈密市|和兴乳业有限公司: no firm is called 兴乳业
        return (listed and not before and len(right) == 1) or _joiner_inside(token, before, right, tools)
    if hit.type == "Enterprise" and _trades(token, before, after, tools):
        return True
    if _sounds(token, before, after, tools):
        return True
    if tools.bounds(token):
        return False
    tag = tools.tag(token)
    if len(token) == 1:
        if len(after) == 1 and len(right) == 1 and _is_line(hit, tools) and not tag.startswith(_FUNCTION_TAGS[:3]):
            return True  # 走|特昭公路: no road is called 昭公路
        if len(after) > 1 and all(len(one) == 1 for one in after) and not (before and len(before[-1]) == 1):
            return True  # 别列孜克河: the first sound of a foreign name may look like a function word
        if token in tools.wording.syllables:  # 塔什萨依, 恰甫其海: so may any other
            near = (before[-1][-1] if before else "", right[:1])
            if not tools.wording.syllables.isdisjoint(near):
                return True
        counted = _counted(token, before, after, hit, tools)
        return tag not in _FUNCTION_TAGS and not counted and not (tag == "v" and not right and not before)
    if len(token) == 2 and not after and _is_street(hit, tools) and _at_edge(before, tools):
        return True  # 同心路, 振兴大道: a verb may be the whole name
    if (
        len(token) == 2
        and (after or len(hit.word) > _LONG_WORD)
        and tag.startswith("v")
        and before
        and before[-1] in _PARTICLES
    ):
        return True  # 兴办了丰收农机服务中心
    if tag.startswith(_NAME_TAGS) or not tag:
        nouns = tools.wording.references
        return not (tag == "n" and token in nouns and not after and hit.word in nouns)
    return not tag.startswith(_STOP_TAGS)


def _is_distinctive(after: Sequence[str], tools: Tools) -> bool:
    """Return whether what was accepted holds a word of two characters and more that is no generic modifier."""
    core = "".join(one for one in after if one not in tools.wording.generic)
    return len(core) > 1 and not NUMBER.fullmatch(core)


def _sounds(token: str, before: Sequence[str], after: Sequence[str], tools: Tools) -> bool:
    """Return whether a function character is the first of a name: 也木勒干渠, 下野地二干渠 behind 的."""
    if len(token) > 1 or not after:
        return False
    if token in tools.wording.syllables and before and before[-1][-1] in tools.wording.syllables:
        return True  # 恰甫其海
    if token in tools.wording.first_syllables:
        core = [one for one in after if one not in tools.wording.generic]
        return bool(core) and all(character in tools.wording.syllables for one in core for character in one)
    return token in _SIDES and (not before or before[-1] in _PARTICLES) and after[-1] not in tools.wording.generic


def _trades(token: str, before: Sequence[str], after: Sequence[str], tools: Tools) -> bool:
    """Return whether a verb is part of a firm's name: 通达客运公司, 唐布拉兴建建材有限公司."""
    if before and before[-1] in _PARTICLES:
        return False
    if token in tools.wording.trade:
        return True
    foreign = bool(before) and len(before[-1]) > 1 and tools.tag(before[-1]) in ("", "nrt", "nrfg")
    return foreign and len(token) == 2 and bool(after) and all(one in tools.wording.generic for one in after)


def _only_generic(after: Sequence[str], tools: Tools) -> bool:
    """Return whether all that was accepted but the last is generic, and the last is not."""
    return after[-1] not in tools.wording.generic and tools.is_generic("".join(reversed(after[:-1])))


def _counted(token: str, before: Sequence[str], after: Sequence[str], hit: ClassWordHit, tools: Tools) -> bool:
    """Return whether a token is a measure word that counts what follows: 三座|桥, 修个|水库, not 三道河|大桥."""
    if token not in tools.wording.classifiers:
        return False
    if not before or before[-1] in tools.wording.boundary or before[-1] in tools.verbs:
        return bool(after)
    if not _counts(before[-1], tools):
        return False
    told = len(after) == 1 and len(after[0]) == 1 and after[0] not in _ADJECTIVES and len(hit.word) > 1
    river = not after and token != _COUNTS_ALL and tools.ontology.is_a(hit.type, "River")
    return not ((told or river) and token in tools.wording.naming_measures and before[-1] in _FEW)


def _number_names(token: str, before: Sequence[str], right: str, hit: ClassWordHit, tools: Tools) -> bool:
    """Return whether a number is part of a name and does not count what follows."""
    wording = tools.wording
    if right:
        if token in _FEW and right in wording.naming_measures and right not in wording.references:
            return True  # 五台工业园区, 三道河大桥: the measure word was seen to count nothing
        return not tools.tag(right).startswith("q") and right not in wording.references and token not in _VAGUE
    if len(token) == 1:
        if any(tools.ontology.is_a(hit.type, kind) for kind in _NUMBERED):
            return True  # 塔河三桥, 二干渠
        left = before[-1] if before else ""
        if len(left) == 1 and left not in wording.classifiers:
            return not _counts(left, tools) and left not in wording.boundary  # 昌五快速路
    return len(token) == 2 and _COUNTING.isdisjoint(token) and not token.isdigit()  # 五一新区


def _is_line(hit: ClassWordHit, tools: Tools) -> bool:
    return len(hit.word) > 1 and any(tools.ontology.is_a(hit.type, kind) for kind in ("Road", "Railway"))


def _is_street(hit: ClassWordHit, tools: Tools) -> bool:
    return any(tools.ontology.is_a(hit.type, kind) for kind in ("Road", "Waterway", "Bridge"))


def _at_edge(before: Sequence[str], tools: Tools) -> bool:
    return not before or before[-1] in tools.wording.boundary or before[-1] in tools.verbs


def _counts(token: str, tools: Tools) -> bool:
    return bool(NUMBER.fullmatch(token)) or token in tools.wording.pointing or token in tools.wording.counting


def _joiner_inside(joiner: str, before: Sequence[str], right: str, tools: Tools) -> bool:
    """Return whether a joiner is part of the name: only where no conjunct can stand before it (阿和公路)."""
    if not before or len(before[-1]) != 1 or (joiner in _TOWARD and before[-1] + joiner in tools.cues):
        return False  # 止于|柳沟湾水库
    if len(right) > 1 and tools.is_word(right) and right not in tools.wording.generic:
        return False
    return len(before) == 1 or _at_edge(before[:-1], tools)
