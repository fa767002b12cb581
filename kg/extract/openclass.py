"""Open-class names: 石玛大桥, 霍尔果斯兵地融合发展示范区, found by their class word and a search for where they begin.

The class word at the end is sure; the left boundary is not. It is searched token by token (jieba, its dictionary tags)
up to punctuation, a gazetteer name, a cue word or a verb. What is left decides: a core with something distinctive is a
proper name, a core of generic modifiers is a description, an empty core is a noun that may point back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.spans import Span, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.extract.wording import NameWording
    from kg.ontology import Ontology

_LONGEST_CORE = 14
_HARD = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff〇0-9A-Za-z·“”]|(?<=[0-9])[年月日号时分]")
_NUMBER = re.compile(r"[0-9〇零一二三四五六七八九十百千万两几多数]+")
_STOP_TAGS = ("v", "d", "p", "c", "u", "r", "q", "y", "e", "o", "t", "f", "i", "l", "z")
_JOINERS = "和与至到及"
_ENDS_JOIN = re.compile(r"至|到|—+|和|与|、|及")
_UNFINISHED = re.compile(r"(?:至|到|—)([\u4e00-\u9fff]{2,4})$")
_PLAIN_NOUN = re.compile(r"(?:的)?(?:[\u4e00-\u9fff]{0,6})$")


@dataclass(frozen=True, slots=True)
class ClassWordHit:
    """A class word in the text: `[start, end)` and its ontology class."""

    start: int
    end: int
    word: str
    type: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What the search for a left boundary needs besides the text.

    Attributes:
        wording: The wording of names.
        ontology: The ontology.
        cut: Segments a string into words.
        tag: Dictionary tag of a word.
        is_word: Whether the dictionary knows a word.
        cues: Words of the relation frames that cannot stand inside a name.
        verbs: All words of the relation frames.
        complete: Full name and class of a unit whose class word was left out.
    """

    wording: NameWording
    ontology: Ontology
    cut: Callable[[str], Sequence[str]]
    tag: Callable[[str], str]
    is_word: Callable[[str], bool]
    cues: frozenset[str]
    verbs: frozenset[str]
    complete: Callable[[str], tuple[str, str]]


def class_word_hits(
    text: str, find: Callable[[str], Iterator[tuple[int, int]]], wording: NameWording
) -> Iterator[ClassWordHit]:
    """Yield class words in order, without those that begin another word (大桥镇, 公路局)."""
    for start, end in find(text):
        word = text[start:end]
        if not wording.goes_on(text, end, word):
            yield ClassWordHit(start, end, word, wording.class_words[word])


def open_names(text: str, hits: Sequence[ClassWordHit], index: SpanIndex, tools: Tools) -> Iterator[Span]:
    """Yield open-class names and descriptions in order of position."""
    found: dict[int, Span] = {}
    begins = {hit.start for hit in hits}
    for hit in hits:
        if hit.type in ("Township", "Village") and not _said_again(text, hit, index, tools):
            continue  # else found only behind their unit: see places.py
        if hit.end in begins and hit.word in tools.wording.generic:
            continue  # 公交|集团: the first word is a modifier of the second
        covering = index.covering(hit.start)
        if covering is not None and covering.end >= hit.end:
            continue
        # A gazetteer name that ends inside the class word was cut wrongly (…市|区 …): leave such text alone.
        if covering is not None:
            continue
        span = _name(text, hit, index, found, tools)
        if span is not None:
            found[span.end] = span
            yield span


def _said_again(text: str, hit: ClassWordHit, index: SpanIndex, tools: Tools) -> bool:
    """Whether an unlisted place is named twice with a sure boundary, so that it can be trusted without its unit."""
    start, certain = _core_start(text, hit, index, {}, tools)
    core = text[start : hit.start]
    if not certain or not 2 <= len(core) <= 7 or core in tools.wording.generic or index.by_end.get(start) is not None:
        return False
    tokens = tools.cut(core)
    foreign = len(core) > 2 and all(len(token) == 1 or not tools.tag(token) for token in tokens)
    if foreign and not set(core) & set("的和与在是有为被从向将把于及等了不这那"):
        return True
    return text.count(core + hit.word) > 1 and not tools.is_word(core + hit.word)


def _name(text: str, hit: ClassWordHit, index: SpanIndex, found: dict[int, Span], tools: Tools) -> Span | None:
    linear = _with_end_points(text, hit, index, found, tools)
    if linear is not None:
        return linear
    alone = _alone(text, hit, index, found, tools)
    core_start, certain = alone or _core_start(text, hit, index, found, tools)
    core = text[core_start : hit.start]
    prefix = _prefix(core_start, index, found)
    wording = tools.wording
    if not core and prefix is None:
        return _indefinite(text, hit, tools)
    if wording.not_core.search(core) or core.startswith(wording.demonstratives):
        return None
    trimmed = _without_leading_verbs(core, tools)
    if trimmed != core:
        core_start, core, certain, prefix = hit.start - len(trimmed), trimmed, True, None
    generic = _is_generic(core, tools) and not (
        hit.word in wording.naming and len(core) > 1 and not text.endswith(wording.indefinite, 0, core_start)
    )
    whole = core + hit.word
    figure = whole in wording.not_names and (prefix is None or not _Kinds(tools.ontology).natural(prefix))
    if core and (figure or (prefix is None and len(core) == 1 and _is_weak(hit, tools))):
        return None
    if core and not generic and not _distinctive(core, hit, certain, prefix, tools):
        return None
    if generic and prefix is None:
        if wording.pointed(text, core_start):
            return None
        return Span(core_start, hit.end, text[core_start : hit.end], "described", hit.type, whole, certain=certain)
    if prefix is not None:
        return _with_prefix(text, core_start, core, generic, prefix, hit, index, found, tools)
    return Span(core_start, hit.end, text[core_start : hit.end], "open", hit.type, _unquoted(whole), certain=certain)


def _indefinite(text: str, hit: ClassWordHit, tools: Tools) -> Span | None:
    """A bare class word describes a new thing where it is introduced (一座水库) or brings its modifier along (光伏电站)."""
    introduced = any(text.endswith(word, 0, hit.start) for word in tools.wording.indefinite)
    shorter = (hit.word[cut:] for cut in range(1, len(hit.word) - 1))
    compound = any(w in tools.wording.class_words and _is_generic(hit.word[: -len(w)], tools) for w in shorter)
    clause = re.split(r"[，。；：！？\n]", text[max(0, hit.start - 30) : hit.start])[-1]
    if (
        "是" in clause
        or tools.wording.pointed(text, hit.start)
        or hit.word in tools.wording.weak
        or not (introduced or compound)
    ):
        return None
    return Span(hit.start, hit.end, hit.word, "described", hit.type, hit.word)


def _without_leading_verbs(core: str, tools: Tools) -> str:
    """Drop verbs that are also generic modifiers from the front: 建设|小海子, 合作建设|天北; a core of such words stays."""
    rest = core
    while True:
        for length in range(min(4, len(rest) - 1), 1, -1):
            if rest[:length] in tools.wording.leading_verbs:
                rest = rest[length:]
                break
        else:
            return rest


def _unquoted(name: str) -> str:
    return name.replace("“", "").replace("”", "")


def _is_weak(hit: ClassWordHit, tools: Tools) -> bool:
    return hit.word in tools.wording.weak


def _is_generic(core: str, tools: Tools) -> bool:
    """Return whether a core is made of generic modifiers only (an empty one is)."""
    core = _unquoted(core)
    reach = {0}
    for position in range(len(core)):
        if position not in reach:
            continue
        number = _NUMBER.match(core, position)
        if number and not (position == 0 and number.end() == len(core) > 1):
            reach.add(number.end())
        for length in range(1, min(8, len(core) - position) + 1):
            if core[position : position + length] in tools.wording.generic:
                reach.add(position + length)
    return len(core) in reach


def _distinctive(core: str, hit: ClassWordHit, certain: bool, prefix: Span | None, tools: Tools) -> bool:
    """Return whether a core can be a proper name before this class word."""
    if len(core) > _LONGEST_CORE:
        return False
    if tools.ontology.is_a(hit.type, "NaturalFeature"):
        tags = [tools.tag(token) for token in tools.cut(core)]
        return 2 <= len(core) <= 6 and all(not t or t.startswith(("ns", "nz", "nr")) or t == "n" for t in tags)
    if not _is_weak(hit, tools):
        return len(core) >= 2 or prefix is not None or certain
    if (
        prefix is None
        and tools.is_word(core + hit.word)
        and not tools.tag(core + hit.word).startswith(("ns", "nz", "nt"))
    ):
        return False
    return 2 <= len(core) <= 8 or (prefix is not None and len(core) >= 1)


def _core_start(
    text: str, hit: ClassWordHit, index: SpanIndex, found: dict[int, Span], tools: Tools
) -> tuple[int, bool]:
    """Return where the core before a class word begins, and whether that boundary is beyond doubt."""
    for width in (4, 3):
        name = text[hit.start - width : hit.start] if hit.start >= width else ""
        span = index.covering(hit.start - 1)
        longer = span is not None and hit.start - width < span.start and span.end == hit.start
        if name and longer and tools.complete(name)[1] == "Township":
            return hit.start - width, True  # 金银川镇 → 金银川大桥, not 金|银川
    low = max(0, hit.start - _LONGEST_CORE - 8)
    left = index.last_before(hit.start)
    if left is not None:
        low = max(low, left.end)
    low = max([low, *(end for end in found if end <= hit.start)])
    segment = text[low : hit.start]
    if segment.endswith("”"):
        opening = segment.rfind("“")
        if opening >= 0 and 3 <= len(segment) - opening <= 12:
            return low + opening, True
        return hit.start, False
    cuts = [m.end() for m in _HARD.finditer(segment)]
    hard = cuts[-1] if cuts else 0
    for width in range(min(4, len(segment) - hard), 1, -1):
        if tools.complete(segment[-width:])[1] in ("Township",) and not tools.is_word(segment[-width:]):
            return hit.start - width, True  # 大河沿镇 → 大河沿水库
    segment = segment[hard:].replace("“", "\n").replace("”", "\n")
    last_break = segment.rfind("\n") + 1
    low, segment = low + hard + last_break, segment[last_break:]
    tokens = list(tools.cut(segment))
    position = hit.start
    accepted: list[str] = []
    while tokens:
        token = tokens[-1]
        if not _accept(token, tokens[:-1], accepted, hit, tools):
            return position, _stops_surely(token, tools)
        accepted.append(token)
        tokens.pop()
        position -= len(token)
    return position, True


def _alone(
    text: str, hit: ClassWordHit, index: SpanIndex, found: dict[int, Span], tools: Tools
) -> tuple[int, bool] | None:
    """A short stretch between a line's or bracket's start and punctuation is a name as it stands (a title, a list item)."""
    start = hit.start
    while (
        start > 0
        and hit.start - start <= 8
        and "\u4e00" <= text[start - 1] <= "\u9fff"
        and (start not in index.by_end)
        and start not in found
    ):
        start -= 1
    before = text[start - 1] if start else "\n"
    after = text[hit.end] if hit.end < len(text) else "\n"
    core = text[start : hit.start]
    follows = after in "\n，：】》”（、｜" or (
        before in "\n。" and text.startswith(tools.wording.after_subject, hit.end)
    )
    if before not in "\n【《“：、。" or not follows or not 2 <= len(core) <= 8:
        return None
    if any(token in tools.wording.boundary or token in tools.cues for token in tools.cut(core) if len(token) > 1):
        return None
    if core[0] in "的和与在这那该各每其某由" or set(core) & set("这那该") or _NUMBER.fullmatch(core[0]):
        return None
    return start, True


def _stops_surely(token: str, tools: Tools) -> bool:
    return token in tools.wording.boundary or token in tools.cues


def _accept(token: str, before: Sequence[str], after: Sequence[str], hit: ClassWordHit, tools: Tools) -> bool:
    """Return whether a token may stand inside the name; `after` holds the tokens to its right, nearest last."""
    wording = tools.wording
    if token in wording.generic:
        return True
    right = after[-1] if after else ""
    if _NUMBER.fullmatch(token):
        if not right and len(token) == 1 and not tools.ontology.is_a(hit.type, "Road") and _is_work(hit, tools):
            return True  # 塔河三桥, 二干渠
        if (
            not right
            and before
            and len(before[-1]) == 1
            and len(token) == 1
            and before[-1] not in tools.wording.classifiers
        ):
            return not _counts(before[-1], tools) and before[-1] not in tools.wording.boundary  # 昌五快速路
        if not right and len(token) == 2 and not set(token) & set("十百千万两几多数") and not token.isdigit():
            return True  # 五一新区
        return (
            bool(right)
            and not tools.tag(right).startswith("q")
            and right not in wording.references
            and token not in "两几多数"
        )
    if len(token) == 1 and token in _JOINERS:
        return _joiner_inside(before, right, tools)
    if token in wording.boundary or token in tools.cues:
        return False
    kind = tools.tag(token)
    street = any(tools.ontology.is_a(hit.type, kind) for kind in ("Road", "Waterway")) or tools.ontology.is_a(
        hit.type, "Bridge"
    )
    if len(token) == 2 and not after and street and _at_edge(before, tools):
        return True  # 同心路, 振兴大道: a verb may be the whole name
    if len(token) == 2 and after and kind.startswith("v") and before and before[-1] in ("的", "了"):
        return True  # 兴办了丰收农机服务中心
    if len(token) == 1:
        foreign = len(after) > 1 and all(len(one) == 1 for one in after) and (not before or len(before[-1]) > 1)
        if foreign and token not in wording.boundary:
            return True  # 别列孜克河: the first sound of a foreign name may look like a function word
        if kind in ("u", "p", "c", "r", "d", "y", "f") or (
            before and _counts(before[-1], tools) and token in wording.classifiers
        ):
            return False
        return not (kind == "v" and not right and not before)
    if kind.startswith(("vn", "ns", "nz", "n", "j", "a", "b", "s")) or not kind:
        return not (kind == "n" and token in wording.references and not after and hit.word in wording.references)
    return not kind.startswith(_STOP_TAGS) and kind != "m"


def _is_work(hit: ClassWordHit, tools: Tools) -> bool:
    return any(tools.ontology.is_a(hit.type, kind) for kind in ("Bridge", "Tunnel", "Waterway", "Facility"))


def _at_edge(before: Sequence[str], tools: Tools) -> bool:
    return not before or before[-1] in tools.wording.boundary or before[-1] in tools.verbs


def _counts(token: str, tools: Tools) -> bool:
    return (
        bool(_NUMBER.fullmatch(token))
        or token in tools.wording.pointing
        or token in ("这", "那", "每", "各", "某", "首", "该", "此")
    )


def _joiner_inside(before: Sequence[str], right: str, tools: Tools) -> bool:
    """A joiner is part of the name only where no conjunct can stand before it: 阿和公路, 昆和示范区."""
    if not before:
        return False
    left = before[-1]
    if len(left) != 1 or (len(right) > 1 and tools.is_word(right) and right not in tools.wording.generic):
        return False
    return len(before) == 1 or before[-2] in tools.wording.boundary or before[-2] in tools.verbs


def _prefix(position: int, index: SpanIndex, found: dict[int, Span]) -> Span | None:
    return found.get(position) or index.by_end.get(position)


def _with_prefix(
    text: str,
    core_start: int,
    core: str,
    generic: bool,
    prefix: Span,
    hit: ClassWordHit,
    index: SpanIndex,
    found: dict[int, Span],
    tools: Tools,
) -> Span | None:
    """Join a name with what stands directly before it, or leave the owner outside (六师|红旗农场)."""
    if prefix.kind == "described":
        return None
    kinds = _Kinds(tools.ontology)
    road_like = tools.ontology.is_a(hit.type, "Road") or tools.ontology.is_a(hit.type, "Railway")
    if not core and not _bare_class_word_makes_a_name(prefix, hit, tools):
        return None
    short = prefix.kind == "gazetteer" and not _full_unit_name(prefix)
    keep = (
        generic
        or (short and not kinds.corps(prefix))
        or kinds.natural(prefix)
        or (kinds.unit(prefix) and not kinds.corps(prefix) and tools.ontology.is_a(hit.type, "Organisation"))
    )
    if road_like and generic and kinds.unit(prefix) and core and not short:
        keep = False
        return Span(core_start, hit.end, text[core_start : hit.end], "described", hit.type, core + hit.word)
    if not keep:
        return Span(core_start, hit.end, text[core_start : hit.end], "open", hit.type, core + hit.word)
    inner: tuple[Span, ...] = (prefix,)
    start = prefix.start
    outer = _prefix(start, index, found)
    organisation = tools.ontology.is_a(hit.type, "Organisation")
    corps_front = outer is not None and kinds.corps(outer) and short and kinds.unit(prefix)
    if (
        outer is not None
        and organisation
        and (
            corps_front
            or (outer.type == "County" and prefix.type in ("Prefecture", "Region"))
            or (bool(outer.type) and tools.ontology.is_a(outer.type, "School") and prefix.kind == "open")
            or (bool(outer.type) and tools.ontology.is_a(outer.type, "Organisation") and short)
        )
    ):
        return Span(
            outer.start,
            hit.end,
            text[outer.start : hit.end],
            "open",
            hit.type,
            text[outer.start : hit.end],
            inner=(outer,),
        )
    if outer is not None and not core and outer.type and tools.ontology.is_a(outer.type, "Zone"):
        inner, start = (outer, prefix), outer.start
    label = text[start : hit.end] if len(inner) > 1 or prefix.kind != "open" else prefix.label + core + hit.word
    return Span(start, hit.end, text[start : hit.end], "open", hit.type, _unquoted(label), inner=inner)


def _bare_class_word_makes_a_name(prefix: Span, hit: ClassWordHit, tools: Tools) -> bool:
    """Whether a name and a class word alone make a name: 皮山河大桥, 玉泉镇站, 第三师医院; not 且末县道路."""
    kinds = _Kinds(tools.ontology)
    ontology = tools.ontology
    if ontology.is_a(hit.type, "Village") or hit.word in ("连", "河", "湖", "乡", "镇"):
        return False
    if hit.word == "学校":
        return kinds.unit(prefix)
    if ontology.is_a(hit.type, "Road"):
        return hit.word in ("路", "大道", "大街") and not _full_unit_name(prefix) and not kinds.corps(prefix)
    if prefix.kind == "open":
        works = ontology.is_a(prefix.type, "Project") and hit.word in ("公司", "集团")
        return works or (hit.word not in tools.wording.weak and not ontology.is_a(hit.type, "Waterway"))
    if hit.word in ("站", "公交", "集团"):
        return True
    return hit.word not in tools.wording.weak or ontology.is_a(hit.type, "Agency") or hit.word in ("桥", "渠", "公司")


class _Kinds:
    """Questions about the class of a span that may still have several candidates."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology

    def _is(self, span: Span, ancestor: str) -> bool:
        return bool(span.type) and self._ontology.is_a(span.type, ancestor)

    def corps(self, span: Span) -> bool:
        return self._is(span, "CorpsUnit")

    def natural(self, span: Span) -> bool:
        return self._is(span, "NaturalFeature")

    def unit(self, span: Span) -> bool:
        return not span.type or self._is(span, "AdministrativeUnit") or self.corps(span)


_UNIT_ENDS = ("市", "县", "区", "州", "镇", "乡", "村", "街道", "师", "团", "场", "连", "社区", "盟", "旗", "省")


def _full_unit_name(span: Span) -> bool:
    return span.surface.endswith(_UNIT_ENDS) and len(span.surface) > 1


def _with_end_points(
    text: str, hit: ClassWordHit, index: SpanIndex, found: dict[int, Span], tools: Tools
) -> Span | None:
    """Return "X至Y公路" as a name, "X至Y的公路" and "X和Y道路" as descriptions, or None."""
    if not any(tools.ontology.is_a(hit.type, kind) for kind in ("Road", "Railway", "BusRoute")):
        return None
    last = _unfinished_end(text, hit, index, tools) or index.last_before(hit.start)
    for end in found:
        if end <= hit.start and (last is None or end > last.end):
            last = found[end]
    if last is None or hit.start - last.end > 8:
        return None
    between = text[last.end : hit.start]
    if _HARD.search(between) or not _PLAIN_NOUN.match(between):
        return None
    modifier = between.removeprefix("的").removeprefix("之间的").removeprefix("间的")
    if modifier and (not _is_generic(modifier, tools) or _NUMBER.search(modifier)):
        return None
    points = [last]
    joiners: list[str] = []
    while True:
        before = _joined_before(text, points[0], index, found)
        if before is None:
            break
        joiner, span = before
        points.insert(0, span)
        joiners.insert(0, joiner)
    if len(points) < 2:
        return _toward_one_end(text, hit, points[0], between, index, tools)
    described = between.startswith(("的", "之间", "间的")) or any(joiner in "和与、及" for joiner in joiners)
    if described and any(joiner in "和与、及" for joiner in joiners) and hit.word in ("铁路", "高铁"):
        return None
    ends = (points[0], points[-1])
    start = _chain_start(text, points[0], index)
    inner = _between(start, hit.start, index, found)
    if points[-1] not in inner:
        inner = (*inner, points[-1])
    if described:
        return Span(
            start, hit.end, text[start : hit.end], "described", hit.type, modifier + hit.word, ends=ends, inner=inner
        )
    label = text[points[0].start : hit.end]
    return Span(start, hit.end, text[start : hit.end], "open", hit.type, label, ends=ends, inner=inner)


def _unfinished_end(text: str, hit: ClassWordHit, index: SpanIndex, tools: Tools) -> Span | None:
    """Return the end point right before a class word that lacks its own class word: 十四团至塔中|公路."""
    found = _UNFINISHED.search(text[max(0, hit.start - 6) : hit.start])
    low = max(0, hit.start - 6)
    if index.by_end.get(hit.start) is not None:
        return None
    if found is None or index.by_end.get(low + found.start()) is None:
        return None
    name, kind = tools.complete(found[1])
    return Span(low + found.start(1), low + found.end(1), found[1], "gazetteer", kind, name) if name else None


def _toward_one_end(
    text: str, hit: ClassWordHit, point: Span, between: str, index: SpanIndex, tools: Tools
) -> Span | None:
    """通往X的公路 describes a road by one end; the frame that says who built it names it."""
    if not between.startswith("的"):
        return None
    start = _chain_start(text, point, index)
    if not any(text.endswith(word, 0, start) for word in tools.wording.toward):
        return None
    return Span(hit.start, hit.end, hit.word, "described", hit.type, hit.word)


def _between(start: int, end: int, index: SpanIndex, found: dict[int, Span]) -> tuple[Span, ...]:
    inside = [s for s in (*index.spans, *found.values()) if start <= s.start and s.end <= end]
    return tuple(sorted(inside, key=lambda s: (s.start, -s.end)))


def _chain_start(text: str, span: Span, index: SpanIndex) -> int:
    before = index.by_end.get(span.start)
    return _chain_start(text, before, index) if before is not None else span.start


def _joined_before(text: str, span: Span, index: SpanIndex, found: dict[int, Span]) -> tuple[str, Span] | None:
    """Return the joiner and the name that stand directly before a name or its chain of containing units."""
    start = _chain_start(text, span, index)
    for width in (1, 2):
        joiner = text[start - width : start]
        before = found.get(start - width) or index.by_end.get(start - width)
        if before is not None and _ENDS_JOIN.fullmatch(joiner):
            return joiner[0], before
    return None
