"""Bytes to text: UTF-8, GB 18030, Big5, UTF-16, by what the bytes say, then by which reading looks like Chinese."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0",
    b"PAR1", b"Rar!", b"7z\xbc\xaf", b"RIFF", b"SQLite format",
)  # fmt: skip
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相"
    "全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果"
    "料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任"
    "取据处府研质市县团师兵疆這個們來時為國會發動過說產種後經進著裡現實體機當點業應開還與關線內數無係軍見計別區強決幹戰則處，。、：；“”"
)
_SAMPLE = 40_000
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_MOSTLY = 0.12
_TORN = 0.02
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b")) + b"\x7f"


class NotTextError(ValueError):
    """Raised when bytes are no text; the message says what they look like."""


def decode(data: bytes, *, html: bool = False) -> str:
    """Return the text of `data`, without a byte order mark; a few torn bytes become U+FFFD.

    Args:
        data: The bytes of a file.
        html: Whether to believe a `charset=` near the beginning.

    Raises:
        NotTextError: When no reading makes a text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data.startswith(_BINARY):
        raise NotTextError("is a binary file, not a text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data, html) or _guess(data)
    if _looks_binary(data):
        return _guess(data) if b"\0" in data else _refuse()
    return text


def _refuse() -> str:
    raise NotTextError("is a binary file, not a text")


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > 0.05 * len(sample)


def _declared(data: bytes, html: bool) -> str | None:
    """Return the text in the encoding that a page declares, when it is one and holds."""
    found = _CHARSET.search(data, 0, 4_000) if html else None
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)
    try:
        text = data.decode(name, "replace")
    except LookupError:
        return None
    return text if text.count("\ufffd") <= _TORN * len(text) else None


def _guess(data: bytes) -> str:
    """Return the reading that looks most like Chinese; failing that, what charset-normalizer makes of it."""
    sample = data[:_SAMPLE]
    best, encoding = 0.0, ""
    for name in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        likeness = _likeness(sample[: len(sample) // 2 * 2].decode(name, "replace"))
        if likeness > best:
            best, encoding = likeness, name
    if best >= _MOSTLY:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= _TORN * len(text) + 1:
            return text
    if b"\0" in sample or _looks_binary(data):
        return _refuse()
    import charset_normalizer

    match = charset_normalizer.from_bytes(sample).best()
    if match is None:
        raise NotTextError("is in no encoding known here; save it as UTF-8")
    return data.decode(match.encoding, "replace")


def _likeness(text: str) -> float:
    """Return the share of frequent Chinese characters, less what cannot be read."""
    if not text:
        return 0.0
    frequent = sum(character in _FREQUENT for character in text)
    return (frequent - 4 * text.count("\ufffd") - 4 * text.count("\0")) / len(text)
