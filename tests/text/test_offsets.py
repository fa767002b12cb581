"""The map back holds whatever the text is and however it was edited."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text import CleanText, clean
from kg.text.normalise import normalise

PIECES = st.sampled_from(
    [
        "第六师", "奇台县", "公路", "共同修建", "，", ",", "。", "：", ":", "(", ")", "（", "）", "\n",
        "\n\n", "\r\n", " ", "\u3000", "\t",
        "團(tuán)場(chǎng)", "發(fā)展", "&nbsp;", "&amp;", "<p class='a'>", "</p>",
        "<script>x</script>", "\u200b", "\ufeff", "\x00",
        "\ud800", "*", "**", "12.5亿元", "2021年3月", "—", "-", "~", "○", "二○二三", '"', "『", "』",
        "首页 » 新闻", "来源:兵团日报", "01", "02:23",
        "王五摄", "（记者 李四）", "相关推荐", "⻄安", "ＡＢ１２", "，", "!", "…", "a", "abc def",
    ]
)  # fmt: skip
DIRTY = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


def words(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def check_map(received: str, cleaned: CleanText) -> None:
    starts, ends = cleaned.starts, cleaned.ends
    assert len(starts) == len(ends) == len(cleaned.text)
    assert list(starts) == sorted(starts)
    assert list(ends) == sorted(ends)
    for start, end in zip(starts, ends, strict=True):
        assert 0 <= start < end <= len(received)


@settings(max_examples=300, deadline=None)
@given(DIRTY)
def test_every_clean_character_comes_from_a_stretch_of_the_received_text(received: str) -> None:
    check_map(received, clean(received))


@settings(max_examples=200, deadline=None)
@given(DIRTY, st.data())
def test_intervals_map_to_what_their_ends_map_to(received: str, data: st.DataObject) -> None:
    cleaned = clean(received)
    if not cleaned.text:
        return
    start = data.draw(st.integers(0, len(cleaned.text) - 1))
    end = data.draw(st.integers(start + 1, len(cleaned.text)))
    assert cleaned.to_original(start, end) == (cleaned.starts[start], cleaned.ends[end - 1])
    first, last = cleaned.to_original(start, start)
    assert first == last == cleaned.starts[start]


@settings(max_examples=200, deadline=None)
@given(DIRTY)
def test_cleaning_what_is_clean_leaves_every_word(received: str) -> None:
    once = normalise(received).text
    assert words(normalise(once).text) == words(once)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="市县abc，。", max_size=60))
def test_plain_text_is_left_as_it_is(received: str) -> None:
    cleaned = normalise(received)
    assert cleaned.text == received
    assert list(cleaned.starts) == list(range(len(received)))


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.text(max_size=3)), max_size=6)
)
def test_edits_on_edits_keep_the_map(received: str, wishes: list[tuple[int, int, str]]) -> None:
    text = CleanText.identity(received)
    for _ in range(2):
        position, edits = 0, []
        for gap, width, replacement in wishes:
            start = position + gap
            if start + width > len(text.text):
                break
            edits.append((start, start + width, replacement if width else ""))
            position = start + width
        before = text
        text = text.edited(edits)
        check_map(received, text)
        kept = before.text
        for start, end, replacement in reversed(edits):
            kept = kept[:start] + replacement + kept[end:]
        assert text.text == kept


def test_a_quote_is_cut_from_the_text_as_received() -> None:
    received = "項目\r\n由&nbsp;八師(shī)與<b>沙灣(wān)市</b>共同建設(shè)。"
    cleaned = clean(received)
    start = cleaned.text.index("八师")
    end = cleaned.text.index("沙湾市") + len("沙湾市")
    first, last = cleaned.to_original(start, end)
    assert received[first:last] == "八師(shī)與<b>沙灣(wān)市"


def test_the_way_forth_finds_what_became_of_a_stretch() -> None:
    received = "第 八 師(shī)　与沙湾市"
    cleaned = clean(received)
    assert cleaned.text == "第八师与沙湾市"
    start, end = cleaned.to_clean(received.index("八"), received.index("　"))
    assert cleaned.text[start:end] == "八师"


def test_a_rewritten_text_keeps_its_length() -> None:
    with pytest.raises(ValueError, match="length"):
        CleanText.identity("甲乙").rewritten("甲")
