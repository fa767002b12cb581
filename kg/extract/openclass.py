"""Open-class names: 石玛大桥, 霍尔果斯兵地融合发展示范区, found by their class word and a search for where they begin.

The class word at the end is sure; the left boundary is not: `boundaries` searches it. What is left decides: a core with
something distinctive is a proper name, a core of generic modifiers is a description, an empty core is a noun that may
point back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.boundaries import LONGEST_CORE, core_start, core_start_by_tokens
from kg.extract.endpoints import named_by_ends
from kg.extract.opinion import missed_names, second_start
from kg.extract.prefixes import with_prefix
from kg.extract.spans import Span, SpanIndex
from kg.extract.symbols import COPULA
from kg.extract.tagger import TaggedText
from kg.extract.tools import NUMBER, ClassWordHit, Search, Tools, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.extract.wording import NameWording

_ADDRESS = re.compile(r"[0-9]+号(?![线路桥渠])")
"""Behind a street: 在甲市乙路71号 says where in the town, not that there is a road."""
_CLAUSE_MARK = re.compile(r"[，。；：！？\n]")
_CLAUSE_REACH = 30
_SENTENCE_MARK = re.compile(r"[。；！？\n]")
_SENTENCE_REACH = 60
_LONGEST_VERB = 4
_LEAST_CORE = 2
_RATING_REACH = 8
_NAMED_TWICE_WITHIN = 20_000
_PLACE_CORE = range(2, 8)
_FUNCTION_CHARACTERS = frozenset("的和与在是有为被从向将把于及等了不这那")
"""Characters of the grammar that a foreign name, spelled by sound, does not hold."""

_OF = "的"
_LIST_MARK = "、"
_PLACE_ENDS = frozenset("，。、；）")
_ORDINARY_TAGS = ("v", "d", "p", "c", "u", "r", "q", "m", "f")
_POINTERS = frozenset("该这那")
_FREE_AFTER = frozenset("了的过和与及至在到沿经由从为把将是着")
_PLACE_NAME_TAGS = ("ns", "nz", "nr")
_INSTITUTION_TAG = "nt"
_PROPER_NAME_TAGS = ("ns", "nz", "nt")


def class_word_hits(
    text: str, find: Callable[[str], Iterator[tuple[int, int]]], wording: NameWording
) -> Iterator[ClassWordHit]:
    """Yield class words in order, with what they are rated at (110千伏|变电站), without those that begin another word.

    Not a class word: 大桥镇, 公路局.
    """
    for start, end in find(text):
        word = text[start:end]
        if not wording.goes_on(text, end, word) and not _ADDRESS.match(text, end):
            rated = wording.rated.search(text, max(0, start - _RATING_REACH), start)
            start = rated.start() if rated else start
            yield ClassWordHit(start, end, text[start:end], wording.class_words[word])


def open_names(text: str, hits: Sequence[ClassWordHit], index: SpanIndex, tools: Tools) -> Iterator[Span]:
    """Yield open-class names and descriptions in order of position, those that only the tagger finds last.

    Args:
        text: The clean text.
        hits: Its class words, in order.
        index: Names found before; a class word that one of them holds makes no name.
        tools: Dictionary, wording and ontology.
    """
    search = Search(text, index, tools, tagged=TaggedText.of(text, tools.tagger) if tools.tagger else None)
    begins = {hit.start: hit.word for hit in hits}
    for hit in hits:
        if hit.type in ("Township", "Village") and not _stands_without_unit(Search(text, index, tools), hit):
            continue  # else found only behind their unit: see places.py
        following = begins.get(hit.end, "")
        if following and hit.word in tools.wording.generic and following not in tools.wording.alone["roads"]:
            continue  # 公交|集团: the first word is a modifier of the second; not 克榆公路|连接线
        if index.covering(hit.start) is not None:
            continue  # part of a name; one that ends inside the class word was cut wrongly and is left alone (…市|区)
        span = named_by_ends(search, hit) or _name(search, hit)
        if span is not None:
            search.add(span)
            yield span
    yield from missed_names(search, hits)


def _stands_without_unit(search: Search, hit: ClassWordHit) -> bool:
    """Return whether an unlisted place has a sure boundary and is foreign or named twice, so that it can be trusted."""
    tools = search.tools
    start, certain = core_start_by_tokens(search, hit)
    core = search.text[start : hit.start]
    if not certain or len(core) not in _PLACE_CORE or core in tools.wording.generic:
        return False
    if search.index.by_end.get(start) is not None:
        return False
    foreign = len(core) > 2 and all(len(token) == 1 or not tools.tag(token) for token in tools.cut(core))
    if foreign and _FUNCTION_CHARACTERS.isdisjoint(core):
        return True
    if _stands_on_the_way(search, start, hit):
        return True
    whole = core + hit.word
    near = search.text[max(0, start - _NAMED_TWICE_WITHIN) : start + _NAMED_TWICE_WITHIN]
    return near.count(whole) > 1 and not tools.is_word(whole)


def _stands_on_the_way(search: Search, start: int, hit: ClassWordHit) -> bool:
    """Return whether an unlisted place stands alone where only places do: 途经|沙枣梁村，."""
    text, tools = search.text, search.tools
    if text[hit.end : hit.end + 1] not in _PLACE_ENDS or tools.is_word(text[start : hit.end]):
        return False
    before = search.ending_at(start - 1) if text.startswith(_LIST_MARK, start - 1) else None
    if not text.endswith(tools.wording.on_the_way, 0, start) and (before is None or before.type != hit.type):
        return False
    tokens = tools.cut(text[start : hit.start])
    return not any(token in tools.wording.generic or tools.tag(token).startswith(_ORDINARY_TAGS) for token in tokens)


def _name(search: Search, hit: ClassWordHit) -> Span | None:
    text, tools = search.text, search.tools
    wording = tools.wording
    start, certain = second_start(search, hit, *core_start(search, hit))
    prefix = search.ending_at(start)
    core = text[start : hit.start]
    if core and prefix is not None and prefix.kind == "described" and prefix.type == hit.type:
        prefix = None  # 师属重点中学|华山中学
    if not core and prefix is None:
        return _indefinite(text, hit, tools)
    pointing = core.startswith(wording.demonstratives) and not (hit.type == "Enterprise" and prefix and len(core) > 1)
    if wording.not_core.search(core) or pointing:
        return None
    trimmed = core if text.endswith(_OF, 0, start) else _without_leading_verbs(core, wording)
    if prefix is None:
        trimmed = _without_leading_kinds(trimmed, tools)
    if trimmed != core:
        start, core, certain, prefix = hit.start - len(trimmed), trimmed, True, None
    named = hit.word in wording.naming and len(core) > 1 and not text.endswith(wording.indefinite, 0, start)
    named = named and not (tools.is_generic(core) and _is_predicate(text, start, wording))
    named = named or (core in wording.auspicious and hit.word in wording.auspicious_of and _stands_free(text, start))
    named = named or (len(core) > 1 and tools.tag(core + hit.word).startswith(_INSTITUTION_TAG))
    generic = tools.is_generic(core) and not named
    whole = core + hit.word
    if core and not _possible(core, hit, prefix, tools):
        return None
    if core and not generic and not _distinctive(core, hit, prefix, tools, certain=certain):
        return None
    if prefix is not None and core in wording.leading_verbs and hit.type == "Zone":
        return None  # 丝路供销集团|共用|园区
    if prefix is not None:
        return with_prefix(search, hit, start, prefix, generic=generic)
    if not generic:
        return Span(start, hit.end, text[start : hit.end], "open", hit.type, unquoted(whole), certain=certain)
    if wording.pointed(text, start) or _is_predicate(text, start, wording):
        return None
    return Span(start, hit.end, text[start : hit.end], "described", hit.type, whole, certain=certain)


def _stands_free(text: str, start: int) -> bool:
    """Return whether no word of plain text runs into a name: 建了|团结大渠, not 民族|团结大渠."""
    return start == 0 or text[start - 1] in _FREE_AFTER or not "\u4e00" <= text[start - 1] <= "\u9fff"


def _possible(core: str, hit: ClassWordHit, prefix: Span | None, tools: Tools) -> bool:
    """Return whether a core and a class word are more than a common word or a figure of speech."""
    if core in tools.wording.classifiers and prefix is None:
        return False  # 合作兴建的这|处|园区
    if not _POINTERS.isdisjoint(core):
        return False  # 咨询|该线路
    if core + hit.word in tools.wording.not_names and (prefix is None or not tools.is_natural(prefix)):
        return False
    if prefix is None and len(core) == _LEAST_CORE and core[1:] + hit.word in tools.wording.not_names:
        return False  # 主桥|加|引桥
    return prefix is not None or len(core) > 1 or hit.word not in tools.wording.weak


def _indefinite(text: str, hit: ClassWordHit, tools: Tools) -> Span | None:
    """Read a bare class word as a new thing where it is introduced (一座水库) or has its modifier along (光伏电站)."""
    wording = tools.wording
    if hit.word in wording.weak or wording.pointed(text, hit.start):
        return None
    if not text.endswith(wording.indefinite, 0, hit.start) and not _is_compound(hit.word, tools):
        return None
    clause = _CLAUSE_MARK.split(text[max(0, hit.start - _CLAUSE_REACH) : hit.start])[-1]
    return None if COPULA in clause else Span(hit.start, hit.end, hit.word, "described", hit.type, hit.word)


def _is_predicate(text: str, start: int, wording: NameWording) -> bool:
    """Return whether a description says what something named before is: X是一座以灌溉为主，兼有…的中型平原水库."""
    sentence = _SENTENCE_MARK.split(text[max(0, start - _SENTENCE_REACH) : start])[-1]
    return any(COPULA + one in sentence for one in wording.indefinite)


def _is_compound(word: str, tools: Tools) -> bool:
    """Return whether a class word is made of generic modifiers and a shorter class word."""
    return any(
        word[cut:] in tools.wording.class_words and tools.is_generic(word[:cut]) for cut in range(1, len(word) - 1)
    )


def _without_leading_verbs(core: str, wording: NameWording) -> str:
    """Drop verbs that are also generic modifiers from the front (建设|小海子, 合作建设|天北); something is left."""
    rest = core
    while True:
        for length in range(min(_LONGEST_VERB, len(rest) - 1), 1, -1):
            if rest[:length] in wording.leading_verbs:
                rest = rest[length:]
                break
        else:
            return rest


def _without_leading_kinds(core: str, tools: Tools) -> str:
    """Drop nouns that say what kind of thing an unknown name is (骨干水源|莫东, 园区主干道|丰融, not 草原|画廊)."""
    tokens = list(tools.cut(core))
    kinds = 0
    known = tools.wording.generic | tools.wording.class_words.keys()
    while kinds < len(tokens) and len(tokens[kinds]) > 1 and tokens[kinds] in known:
        kinds += 1
    rest = tokens[kinds:]
    if not kinds or not rest or NUMBER.match(rest[0]) or tools.is_generic("".join(rest)):
        return core
    unknown = len(rest[0]) == 1 or not tools.is_word(rest[0]) or tools.tag(rest[0]).startswith(_PLACE_NAME_TAGS)
    named = "".join(rest)
    return named if unknown and len(named) > 1 else core


def _distinctive(core: str, hit: ClassWordHit, prefix: Span | None, tools: Tools, *, certain: bool) -> bool:
    """Return whether a core can be a proper name before this class word."""
    if len(core) > LONGEST_CORE:
        return False
    if tools.ontology.is_a(hit.type, "NaturalFeature"):
        if len(core) == 2 and NUMBER.match(core) and core[1] in tools.wording.naming_measures:
            return True  # 三道河
        spelled = (token for token in tools.cut(core) if not certain or len(token) > 1)
        tags = [tools.tag(token) for token in spelled]
        return 2 <= len(core) <= 6 and all(not tag or tag.startswith(_PLACE_NAME_TAGS) or tag == "n" for tag in tags)
    if hit.word not in tools.wording.weak:
        return len(core) >= 2 or prefix is not None or certain
    whole = core + hit.word
    if prefix is None and tools.is_word(whole) and not tools.tag(whole).startswith(_PROPER_NAME_TAGS):
        return False
    return 2 <= len(core) <= 8 or (prefix is not None and len(core) >= 1)
