"""The dictionary answers as jieba's own table does, for every word and every beginning of one."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest

from kg.text import dictionary
from kg.text.dictionary import TOTAL, Frequencies
from kg.text.segment import Segmenter
from kg.text.tags import tag

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], int]:
    """Return jieba's own table and the sum of its frequencies."""
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer.FREQ, tokenizer.total


def test_it_knows_every_word_and_every_beginning(table: tuple[dict[str, int], int]) -> None:
    found = Frequencies()
    assert [word for word, frequency in table[0].items() if found.get(word) != frequency] == []
    assert table[1] == TOTAL


@pytest.mark.parametrize("text", ["", "第六师五", "路a", "\U0010ffff", "江南Styles", " "])
def test_it_knows_nothing_else(table: tuple[dict[str, int], int], text: str) -> None:
    assert text not in table[0]
    assert text not in Frequencies()
    assert Frequencies().get(text) is None
    assert Frequencies().get(text, 7) == 7


def test_what_is_set_stays() -> None:
    found = Frequencies()
    assert "路甲" not in found
    found["路甲"] = 3
    assert "路甲" in found
    assert found.get("路甲") == 3
    assert "路甲" not in Frequencies()


def test_however_much_is_asked_little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "_KEPT", 10)
    found = Frequencies()
    found["路甲"] = 3
    known = found["公路"]
    assert not any(chr(code) + "路甲乙" in found for code in range(0x4E00, 0x4F00))
    assert len(found) <= 12
    assert (found["路甲"], found["公路"]) == (3, known)


@pytest.mark.parametrize(
    ("word", "expected"), [("公路", "n"), ("修建", "v"), ("新疆", "ns"), ("公", "n"), ("甲乙丙", ""), ("", "")]
)
def test_tags_of_words(word: str, expected: str) -> None:
    assert tag(word) == expected


def test_text_is_cut_as_by_jieba_itself(tmp_path: Path) -> None:
    own = jieba.Tokenizer()
    own.tmp_dir = str(tmp_path)
    text = "第六师五家渠市与昌吉市共同修建公路，公路全长12公里，总投资43.83亿元，2021年建成通车。江南Style"
    assert Segmenter().cut(text) == own.lcut(text)
    assert Segmenter().cut(text, guess=False) == own.lcut(text, HMM=False)
