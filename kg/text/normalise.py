"""One spelling of everything: line ends, widths, quotes, dashes, punctuation, debris; each step a small edit.

Steps that keep the length only change characters; steps that drop or decode go through `CleanText.edited`, so that the
map back stays exact. Every step looks for rare characters with one expression and copies what lies between; most texts
hold hardly any, so these are gathered first and a step whose characters are not among them is left out.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

from kg.text.cells import rows_of_pages
from kg.text.characters import HAN, SPACES, WIDE
from kg.text.offsets import CleanText, Edit
from kg.text.wrapping import unwrap

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]+"
)
_LINE_END = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30})(?:;|(?<=&nbsp)|(?<=&lt)|(?<=&gt)|(?<=&amp)|(?<=&quot)"
    r"|(?<=&ldquo)|(?<=&rdquo)|(?<=&mdash)|(?<=&middot))"
)
_BLOCK_TAGS = "p|div|br|h[1-6]|li|ul|ol|dl|dt|dd|tr|table|tbody|thead|section|article|header|footer|blockquote|hr|title"
_INLINE_TAGS = (
    "span|a|img|strong|b|em|i|u|s|font|td|th|sup|sub|center|small|big|body|html|head|meta|link|figure|figcaption"
    "|script|style|iframe|video|audio|source|input|button|form|label|nav|main|aside|o:p|st1:[a-z]+|wbr|code|pre|time"
)
_TAG = re.compile(
    rf"<!--[^<>]{{0,2000}}-->|<(/?)(?:({_BLOCK_TAGS})|(?:{_INLINE_TAGS}))(?:\s[^<>]{{0,2000}}|/)?/?>", re.IGNORECASE
)
_CELL_END = re.compile("</t[dh]", re.IGNORECASE)
_OPAQUE = re.compile(r"<(script|style)\b", re.IGNORECASE)
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]{1,200})(?<=\S)\*\*")
_TONED = "\u00e0-\u00fc\u0101\u0113\u011b\u012b\u0144\u0148\u014d\u016b\u01ce-\u01dc\u01f9\u0300-\u030c"
_SYLLABLE = f"(?=[^()（）]*[aeiouü\u0251{_TONED}])[a-zü\u0251\u0261{_TONED}]{{1,7}}"
_READING = re.compile(rf"[(（](?<=[{HAN}].){_SYLLABLE}[)）](?:[(（]{_SYLLABLE}[)）])*")
_GAP = re.compile(f"[{SPACES}]+")
_SEPARATED = re.compile(rf"(?<=[{HAN}0-9A-Za-z]{{2}})\u3000(?=[{HAN}0-9A-Za-z“]{{2}})")
_HAN = re.compile(f"[{HAN}]")
_WIDE = re.compile(f"[{WIDE}]")
_JOINING = re.compile(f'[{WIDE},:;?!()"\\-–―−‐‑~～∼]')
_DASH = re.compile("[-–―−‐‑~～∼─]+")
_AFTER_DASH = re.compile(f"[{HAN}“‘（]")
_BEFORE_DASH = re.compile(f"[{HAN}”’）]")
_TWO_DASHES = re.compile("[―─]{2,}")
_ASCII_MARKS = [
    (mark, full, re.compile(rf"\{mark}(?:(?=[{WIDE}])|(?<=[{WIDE}]\{mark}))"))
    for mark, full in zip(",:;?!()", "，：；？！（）", strict=True)
]
_FULL_STOP = re.compile(rf"[.](?<=[{HAN}”）].)(?![.0-9A-Za-z])")
_OPENED = re.compile(r"（[^（）()\n]{0,80}\)|\([^（）()\n]{0,80}）")
_CIRCLE = re.compile("[○O0oоΟ]+")
_CIRCLE_BESIDE = re.compile("[○O0oоΟ](?:(?<=[一二三四五六七八九〇零].)|(?<=○)(?=[一二三四五六七八九〇零]))")
_DIGIT = frozenset("一二三四五六七八九〇零")
_AFTER_DIGIT = _DIGIT | frozenset("年团师号连路线")
_COMPATIBILITY = re.compile("[\U0002f800-\U0002fa1d]")
_PLAIN = "〇、。《》【】，：；？！“”‘’—…·％\n0-9A-Za-z.%+/"
_ANYTHING, _AMPERSAND, _LESS_THAN, _ASTERISK, _BRACKET = map(re.compile, (".", "&", "<", r"\*", "[(（]"))
_QUOTE = re.compile('"')
_STRAIGHT_QUOTE = re.compile('["\n]')
_RADICALS = dict(
    zip(
        "⺀⺁⺄⺆⺇⺈⺊⺋⺌⺍⺎⺒⺓⺔⺗⺘⺙⺜⺝⺟⺠⺢⺣⺥⺨⺩⺫⺬⺭⺮⺯⺰⺱⺶⺷⺹⺻⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻲⻳",
        "冫厂乙冂几勹卜卩小小兀巳幺彑心扌攵日月母民水灬爪犭王罒示礻竹糸纟罓羊羊耂聿臼艹艹艹虎衤西西见角讠贝车辶辶辶邑钅長镸长门阜雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿竜龙龜龟",
        strict=True,
    )
)


def normalise(text: str) -> CleanText:
    """Return `text` in one spelling, lines kept, with the map back; nothing that was said is left out."""
    clean, rare = CleanText.identity(text), _rare_in(text)
    for begins, step, adds in (
        (_INVISIBLE, _drop_invisible, False),
        (_LINE_END, _unify_lines, False),
        (_AMPERSAND, _decode_entities, True),
        (_LESS_THAN, rows_of_pages, False),
        (_LESS_THAN, _strip_tags, True),
        (_ASTERISK, _strip_emphasis, False),
        (None, unwrap, False),
        (_widths()[2], _unify_widths, True),
        (_QUOTE, _pair_quotes, False),
        (_BRACKET, _drop_readings, False),
        (_ANYTHING, _simplify, False),
        (_GAP, _close_gaps, False),
        (_ANYTHING, _unify_marks, False),
        (_DASH, _unify_dashes, False),
    ):
        if begins is None or begins.search(rare):
            before = clean
            clean = step(clean)
            rare = _rare_in(clean.text) if adds and clean is not before else rare
    return _unify_stops(clean)


@cache
def _rare() -> re.Pattern[str]:
    """Return what matches a character that some step may change, be it where others stand beside it."""
    from kg.text.script import common

    return re.compile(f"[^{common()}{_PLAIN}]")


def _rare_in(text: str) -> str:
    """Return the different rare characters of a text."""
    return "".join(sorted(set(_rare().findall(text))))


def _deletions(pattern: re.Pattern[str], clean: CleanText) -> CleanText:
    edits: list[Edit] = [(found.start(), found.end(), "") for found in pattern.finditer(clean.text)]
    return clean.edited(edits) if edits else clean


def _drop_invisible(clean: CleanText) -> CleanText:
    return _deletions(_INVISIBLE, clean)


def _unify_lines(clean: CleanText) -> CleanText:
    if "\r\n" in clean.text:
        clean = clean.edited([(found.start(), found.start() + 2, "\n") for found in re.finditer("\r\n", clean.text)])
    return clean.rewritten(_LINE_END.sub("\n", clean.text))


def _decode_entities(clean: CleanText) -> CleanText:
    if "&" not in clean.text:
        return clean
    edits: list[Edit] = []
    for found in _ENTITY.finditer(clean.text):
        decoded = html.unescape(found[0] if found[0].endswith(";") else found[0] + ";")
        if not decoded.startswith("&") or decoded == "&":
            edits.append((*found.span(), _INVISIBLE.sub("", decoded)))
    return clean.edited(edits) if edits else clean


def _strip_tags(clean: CleanText) -> CleanText:
    if "<" not in clean.text:
        return clean
    clean = _strip_opaque(clean)
    edits: list[Edit] = [
        (*found.span(), "\n" if found[2] else "\t" if _CELL_END.match(found[0]) else "")
        for found in _TAG.finditer(clean.text)
    ]
    return clean.edited(edits) if edits else clean


def _strip_opaque(clean: CleanText) -> CleanText:
    """Drop scripts and styles with their contents; one that is never closed keeps its text."""
    lowered = clean.text.lower() if _OPAQUE.search(clean.text) else ""
    if len(lowered) != len(clean.text):
        return clean
    edits: list[Edit] = []
    closing = {"script": "</script>", "style": "</style>"}
    position = 0
    while closing and (found := _OPAQUE.search(lowered, position)):
        position = found.end()
        end_tag = closing.get(found[1])
        if end_tag is None:
            continue
        end = lowered.find(end_tag, position)
        if end < 0:
            del closing[found[1]]
            continue
        position = end + len(end_tag)
        edits.append((found.start(), position, ""))
    return clean.edited(edits) if edits else clean


def _strip_emphasis(clean: CleanText) -> CleanText:
    if "**" not in clean.text:
        return clean
    edits: list[Edit] = []
    for found in _STRONG.finditer(clean.text):
        edits += [(found.start(), found.start() + 2, ""), (found.end() - 2, found.end(), "")]
    return clean.edited(edits) if edits else clean


@cache
def _widths() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """Return what matches a character of another width or form, its standard form, and what matches these and more.

    A form is always one character for one; what is more are straight quotes and compatibility characters.
    """
    table = dict(_RADICALS)
    for first, last in ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0xFE10, 0xFE6B), (0xFF01, 0xFFE6)):
        for code in range(first, last + 1):
            form = unicodedata.normalize("NFKC", chr(code))
            if len(form) == 1 and form != chr(code):
                table[chr(code)] = form
    for ascii_mark, full, _ in _ASCII_MARKS:
        table.pop(full)
        table.update({mark: full for mark, form in table.items() if form == ascii_mark})
    table.update(zip("『』「」〝〞＂﹁﹂﹃﹄｢｣｡､％", '“”“”“”"“”“”“”。、％', strict=True))
    table.update(zip("○◯", "○○", strict=True))
    del table["％"]
    ordered = "".join(re.escape(character) for character in sorted(table))
    return re.compile(f"[{ordered}]"), table, re.compile(f'[{ordered}"{_COMPATIBILITY.pattern[1:-1]}]')


def _unify_widths(clean: CleanText) -> CleanText:
    pattern, table, _ = _widths()
    text = pattern.sub(lambda found: table[found[0]], clean.text)
    return clean.rewritten(_COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text))


def _drop_readings(clean: CleanText) -> CleanText:
    return _deletions(_READING, clean)


def _simplify(clean: CleanText) -> CleanText:
    from kg.text.script import simplify

    return clean.rewritten(simplify(clean.text))


def _close_gaps(clean: CleanText) -> CleanText:
    """Drop indents, trailing blanks and blanks between Chinese characters; a wide gap within a line becomes a tab.

    In a line of several such gaps each tab stands for a cell, be it empty, and two blanks part cells as well.
    One full-width space between words is kept: it is the comma of headings and labels (生产能力　公司投资…).
    """
    text, edits = clean.text, list[Edit]()
    line = (0, 0, 0)
    for found in _GAP.finditer(text):
        start, end = found.span()
        if found[0] == "\u3000" and _SEPARATED.match(text, start):
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        edge = before in ("", "\n") or after in ("", "\n")
        tabs = found[0].count("\t")
        if not line[0] <= start < line[1] and (tabs > 1 or (tabs and edge) or (end - start == 2 and not edge)):
            line = _line_at(text, start)
        others = (line[2] if line[0] <= start < line[1] else 0) - (not edge and _is_wide(found))
        if edge and not (tabs and others):
            edits.append((start, end, ""))
        elif _is_wide(found) or edge or (end - start == 2 and others):
            marks = "\t" * (tabs if tabs and others else 1)
            if found[0] != marks:
                edits.append((start, end, marks))
        elif (
            (_JOINING.match(before) and _JOINING.match(after) and (_WIDE.match(before) or _WIDE.match(after)))
            or (before.isascii() and before.isalnum() and _HAN.match(after))
            or (after.isascii() and after.isalnum() and _HAN.match(before))
            or (before in ",:;" and _WIDE.match(text[start - 2 : start - 1]))
        ):
            edits.append((start, end, ""))
        elif found[0] != " ":
            edits.append((start, end, " "))
    return clean.edited(edits) if edits else clean


def _is_wide(gap: re.Match[str]) -> bool:
    return "\t" in gap[0] or gap.end() - gap.start() > 2


def _line_at(text: str, position: int) -> tuple[int, int, int]:
    """Return the line `[start, end)` around a blank of it, and how many wide gaps it has between words."""
    start, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    end = len(text) if end < 0 else end
    gaps = (gap for gap in _GAP.finditer(text, start, end) if start < gap.start() and gap.end() < end)
    return start, end, sum(map(_is_wide, gaps))


def _unify_marks(clean: CleanText) -> CleanText:
    text = clean.text
    for mark, full, pattern in _ASCII_MARKS:
        if mark in text:
            text = pattern.sub(full, text)
    if "(" in text or ")" in text:
        text = _OPENED.sub(lambda found: f"（{found[0][1:-1]}）", text)
    return clean.rewritten(text)


def _unify_dashes(clean: CleanText) -> CleanText:
    text = _TWO_DASHES.sub(lambda found: "—" * len(found[0]), clean.text)
    return clean.rewritten(_DASH.sub(_lengthen, text))


def _unify_stops(clean: CleanText) -> CleanText:
    text = clean.text
    if "." in text:
        text = _FULL_STOP.sub("。", text)
    if _CIRCLE_BESIDE.search(text):
        text = _CIRCLE.sub(_round, text)
    return clean.rewritten(text)


def _lengthen(found: re.Match[str]) -> str:
    """Make the dashes between Chinese characters long ones."""
    before = found.string[found.start() - 1 : found.start()]
    between = _BEFORE_DASH.match(before) and _AFTER_DASH.match(found.string, found.end())
    return "—" * len(found[0]) if between else found[0]


def _round(found: re.Match[str]) -> str:
    """Make circles and letters among Chinese digits the digit nought; a circle needs one such neighbour."""
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    sure = before in _DIGIT and after in _AFTER_DIGIT
    circles = found[0].strip("○") == "" and (before in _DIGIT or after in _DIGIT)
    return "〇" * len(found[0]) if sure or circles else found[0]


def _pair_quotes(clean: CleanText) -> CleanText:
    """Turn straight double quotes into opening and closing ones, alternating within each line."""
    if '"' not in clean.text:
        return clean
    opened = False

    def turn(found: re.Match[str]) -> str:
        nonlocal opened
        if found[0] == "\n":
            opened = False
            return "\n"
        opened = not opened
        return "“" if opened else "”"

    return clean.rewritten(_STRAIGHT_QUOTE.sub(turn, clean.text))
