"""One spelling of everything, and line breaks that mean something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import clean
from kg.text import normalise as steps
from kg.text.normalise import normalise
from kg.text.script import simplify


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("甲,乙:丙;丁(戊)己?庚!", "甲，乙：丙；丁（戊）己？庚！"),
        ("公路(G331)通车", "公路（G331）通车"),
        ("1,290米, 2024-06-18 09:12", "1,290米，2024-06-18 09:12"),
        ("全长10.5公里.", "全长10.5公里。"),
        ("阿克苏-阿拉尔–和田~且末", "阿克苏—阿拉尔—和田—且末"),
        ("阿克苏 - 阿拉尔", "阿克苏—阿拉尔"),
        ("阿克苏——阿拉尔", "阿克苏——阿拉尔"),
        ("2019-2021年", "2019-2021年"),
        ('『甲』「乙」"丙"', "“甲”“乙”“丙”"),
        ("一○一团、二O二三年、一三○团", "一〇一团、二〇二三年、一三〇团"),
        ("第６師Ｇ３３１", "第6师G331"),
        ("生产能力　公司投资", "生产能力　公司投资"),
        ("第　八　师", "第八师"),
        ("⻄安、⾦⼭、﹙甲﹚", "西安、金山、（甲）"),
        ("甲\u200b乙\ufeff丙\x00丁\ud800", "甲乙丙丁"),
        ("　　第 八 师\t\t共建", "第八师\t共建"),
        ("第 8 师与 G331 线", "第8师与G331线"),
        ("發(fā)展團(tuán)場(chǎng)灣(wān)區(qu)", "发展团场湾区"),
        ("說産後裏衆羣爲佔佈", "说产后里众群为占布"),
        ('<p class="a">甲</p><p>乙<br/>丙&nbsp;丁&ldquo;戊&rdquo;</p>', "甲\n\n乙\n丙丁“戊”"),
        ("&lt;p&gt;甲&lt;/p&gt;", "甲"),
        ("甲<script>if (a<b) {乙}</script>丙<style>p{}</style>", "甲丙"),
        ("甲 < 乙 & 丙", "甲 < 乙 & 丙"),
        ("新星市*委,如今*多分钟", "新星市*委，如今*多分钟"),
        ("**甲乙**丙", "甲乙丙"),
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("AT&T and R&D (x) a, b", "AT&T and R&D (x) a, b"),
        ("", ""),
        (" \n\u3000\n", ""),
    ],
)
def test_one_spelling(received: str, expected: str) -> None:
    assert clean(received).text == expected


PIECES = "第六师abc01。.○〇一O \u3000\n\r\t&;ltnbspamp#<p>/*\"'()（）[]fāzhǎn團鄉與乾-–~—，,:⻄﹙﹚Ａ％\u200b\ud800"


@given(st.text(st.sampled_from(PIECES)))
def test_a_step_left_out_would_have_changed_nothing(text: str) -> None:
    quick = normalise(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "_rare_in", lambda _: '\u200b\r&<*"（ -—')  # calls for every step
        assert normalise(text) == quick


def test_brackets_that_are_no_reading_stay() -> None:
    assert clean("公司(以下简称创锦)与该路(G331线)、站(ABC)").text == "公司（以下简称创锦）与该路（G331线）、站（ABC）"


def test_simplifying_keeps_the_length() -> None:
    text = "烏魯木齊與昌吉\n" * 50
    assert len(simplify(text)) == len(text)


def test_simplified_text_is_left_alone() -> None:
    text = "着手修建乾坤大道"
    assert simplify("第六师与奇台县共同修建") == "第六师与奇台县共同修建"
    assert len(simplify(text)) == len(text)


VERSE = ["立足新时代", "兵团不断展现新作为", "从阿克苏市出发", "途经阿瓦提县", "终点是阿拉尔市", "让红枣坐上了火车"]


def test_breaks_that_are_all_doubled_are_soft() -> None:
    assert clean("\n\n".join(VERSE)).text == "\n".join(VERSE)


def test_a_wider_gap_among_doubled_breaks_is_hard() -> None:
    assert clean("\n\n".join(VERSE) + "\n\n\n" + "\n\n".join(VERSE)).text == "\n".join(VERSE) + "\n\n" + "\n".join(
        VERSE
    )


def test_blank_lines_between_paragraphs_stay_hard() -> None:
    paragraphs = ["第六师与奇台县共同修建公路。"] * 8
    assert clean("\n\n".join(paragraphs)).text == "\n\n".join(paragraphs)


def test_single_breaks_stay_soft() -> None:
    assert clean("\n".join(VERSE)).text == "\n".join(VERSE)


def test_a_headline_never_runs_into_its_article() -> None:
    body = "近日，记者从第八师获悉，连接石河子市与沙湾市的产业大道全线建成通车，两地群众往来更加方便。"
    assert clean(f"产业大道通车\n{body}").text == f"产业大道通车\n\n{body}"


def test_a_headline_stands_above_one_sentence() -> None:
    assert clean("两家签约\n3月4日，两家签订了协议。").text == "两家签约\n\n3月4日，两家签订了协议。"
    assert clean("两家签约，\n3月4日，两家签订了协议。").text == "两家签约，\n3月4日，两家签订了协议。"


def test_a_paragraph_that_lost_its_last_mark_ends_all_the_same() -> None:
    lines = [
        "渠长三十公里。由第十二师与高昌区合资修建，浇灌着葡萄",
        "渠水引自水库。水库由水利局管理，每年结一次账",
        "镇上的人这样说。",
    ]
    assert clean("\n".join(lines)).text == "\n\n".join(lines[:2]) + "\n\n" + lines[2]


def test_lines_broken_at_one_width_run_on() -> None:
    text = "第十二师与高昌区合资修建的这条渠长三十公里。浇灌着葡萄园和万亩棉田" * 4
    lines = [text[start : start + 31] for start in range(0, len(text), 31)]
    assert clean("\n".join(lines)).text == text


def test_a_line_broken_within_a_sentence_runs_on() -> None:
    first = "近日，连接石河子市与沙湾市的产业大道全线建成通车，两地群众往来更加方便，第八"
    assert clean(f"{first}\n师和沙湾市共同管护这条路。").text == f"{first}师和沙湾市共同管护这条路。"
