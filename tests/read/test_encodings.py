"""Every encoding that Chinese texts come in, and bytes that are none."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read.encodings import NotTextError, decode

SIMPLE = "第六师与奇台县共同修建的公路建成通车，全长三十公里。\r\n沿线群众出行方便了。\n"
TRADITIONAL = "第六師與奇臺縣共同修建的公路建成通車，全長三十公里。\n沿線群眾出行方便了。\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_simplified_text(encoding: str) -> None:
    assert decode(SIMPLE.encode(encoding)) == SIMPLE


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "gb18030", "utf-16-le"])
def test_traditional_text(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_short_text(encoding: str) -> None:
    assert decode("六师与奇台县".encode(encoding)) == "六师与奇台县"


def test_a_few_torn_bytes_do_not_lose_the_text() -> None:
    torn = decode(SIMPLE.encode("gb18030") * 5 + b"\xff\xff" + SIMPLE.encode("gb18030"))
    assert torn.count(SIMPLE) == 6
    cut = decode((SIMPLE * 5).encode()[:-2])
    assert cut.startswith(SIMPLE * 4)
    assert cut.endswith("\ufffd")


def test_a_page_is_believed_about_its_charset() -> None:
    page = '<meta charset="gb2312"><p>a</p>é'.encode("gb18030")
    assert decode(page, html=True).endswith("é")


@pytest.mark.parametrize("charset", ["no-such-thing", "utf-8"])
def test_a_wrong_charset_is_not_believed(charset: str) -> None:
    page = f'<meta charset="{charset}"><p>{SIMPLE}</p>'
    assert decode(page.encode("gb18030"), html=True) == page


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n" + b"a" * 99, b"PK\x03\x04abc", b"\0" * 1_000, bytes(range(256)) * 40, b"\x01\x02" * 50]
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(NotTextError, match="binary"):
        decode(data)


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ""


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_utf_8_comes_back(text: str) -> None:
    sound = text.encode("utf-8", "ignore").decode()
    try:
        decoded = decode(sound.encode())
    except NotTextError:
        return
    assert decoded in (sound, sound.removeprefix("\ufeff")) or "\0" in sound


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_sound_text_or_a_reason(data: bytes) -> None:
    with contextlib.suppress(NotTextError):
        decode(data).encode()
