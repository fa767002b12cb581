"""Words: added names stay whole, nothing is shared, nothing is printed, no cache is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from kg.text.segment import Segmenter, segmenter

if TYPE_CHECKING:
    from pathlib import Path


def test_words_joined_are_the_text() -> None:
    text = "第六师与奇台县 共同修建\n公路（G331），长30公里。" * 700
    words = segmenter().cut(text)
    assert "".join(words) == text
    spans = segmenter().spans(text)
    assert [text[start:end] for start, end in spans] == words


def test_added_words_stay_whole_in_their_segmenter_only() -> None:
    mine = Segmenter()
    mine.add_words(["图木舒克市", "", "市", "甲" * 100])
    assert "图木舒克市" in mine.cut("他来到图木舒克市工作")
    assert mine.is_word("图木舒克市")
    assert not segmenter().is_word("图木舒克市")


def test_the_dictionary_knows_words_and_not_their_beginnings() -> None:
    assert segmenter().is_word("建设")
    assert segmenter().frequency("建设") > segmenter().frequency("融合") > 0
    assert not segmenter().is_word("建设公")
    assert not segmenter().is_word("")


def test_it_is_silent_and_needs_no_writable_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file, so no folder can be made in it")
    code = "from kg.text.segment import segmenter; print(segmenter().cut('共同修建公路'))"
    environment = os.environ | {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "TMPDIR": str(tmp_path),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment, check=True
    )
    assert done.stderr == ""
    assert "公路" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_importing_the_room_loads_no_jieba_and_no_opencc() -> None:
    code = "import sys, kg.text, kg.text.segment; print([m for m in ('jieba', 'opencc') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
