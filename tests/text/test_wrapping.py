"""Lines broken at a width run on; lines that end as their writer wanted stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text import clean
from tests.text.test_offsets import check_map, words
from tests.wrapping import wrapped

PARAGRAPHS = [
    (
        "入冬以来，团场社区的暖气烧得很足。热量来自三十公里外的热电厂，这座电厂坐落在邻县的大丰镇，原先只给县城供热。"
        "去年6月，团场与县城投公司商定，合资修建供热管线，当年8月开工，今年10月15日投用，全长31.5公里。"
    ),
    "团场的第二水厂净水能力一直有富余，从明年起将为镇上的村庄供水。公交公司运营的16路，也从场部一直开到了镇政府。",
    "以后还想做的事不少。一位干部介绍，双方正在谈垃圾处理厂的事，还没有敲定。等到开春，测量的人就会进场。",
]
STYLES = st.sampled_from(["characters", "columns", "indented", "padded", "html"])


@settings(max_examples=150, deadline=None)
@given(st.integers(18, 60), STYLES)
def test_a_wrapped_text_reads_as_it_was_written(width: int, style: str) -> None:
    text = "\n\n".join(["".join(PARAGRAPHS), "".join(reversed(PARAGRAPHS))])
    assert clean(wrapped(text, width, style)).text == clean(text).text


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*PARAGRAPHS, "团场与县城", "表一\t甲\t乙", "“", "G331"]), min_size=1, max_size=5),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n\u3000\u3000"]),
    st.integers(9, 60),
    STYLES,
)
def test_joining_keeps_every_word_and_the_map(lines: list[str], between: str, width: int, style: str) -> None:
    received = wrapped(between.join(lines), width, style)
    cleaned = clean(received)
    check_map(received, cleaned)
    assert words(cleaned.text) == words(clean(received.replace("\n", "").replace("<br>", "")).text)


def test_a_name_that_was_broken_quotes_the_text_as_received() -> None:
    received = wrapped("\n".join(PARAGRAPHS), 31, "padded").replace("\n    ", "\r\n    &shy;")
    cleaned = clean(received)
    start = cleaned.text.index("，这座电厂坐落在邻县的大丰镇")
    first, last = cleaned.to_original(start, start + len("，这座电厂坐落"))
    assert received[first] == "，"
    assert "".join(received[first:last].replace("&shy;", "").split()) == "，这座电厂坐落"


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("自2024年3月起，每天有12.", "5万人经过", "12.5万人"),
        ("从前人们说，车都走国道G", "331线去口岸，", "G331线"),
        ("牌子上写着，welcome to", "Xinjiang的字", "welcome to Xinjiang"),
        ("桥修成了，两岸的人民（", "包括学生）都来", "（包括学生）"),
    ],
)
def test_numbers_and_foreign_words_across_a_break(end: str, start: str, joined: str) -> None:
    lines = [
        "到".rjust(28 - len(end), "甲") + end,
        start.ljust(28, "乙"),
        "大桥通车以后，乡亲们去县城方便了。今年的货物运得",
        "更快。",
    ]
    filler = [
        "春天来了，人们在团场忙着种棉花。新来的技术员也下了地，跟着老",
        "职工学开拖拉机，一天下来，满身是土。到了晚上，大家围在一起唱",
        "歌。",
    ]
    assert joined in clean("\n".join([*filler, "", *lines])).text


def test_a_paragraph_goes_on_in_a_line_without_an_indent() -> None:
    first = "\u3000\u3000本报讯，新的示范区由沿河的团场和县城联合"
    assert "联合创建，规划了六年，明年挂牌" in clean(f"{first}\n创建，规划了六年，明年挂牌").text
    assert "联合\n" in clean(f"{first}\n开工那天的合影").text


VERSE = ["大桥飞架两岸，", "群众出行更便", "农场与县城", "共建产业园区", "携手奔向未来", "一家亲情长久"]
LIST = [
    "第六师与奇台县共建的旅游公路",
    "第八师与沙湾市共建的产业大道",
    "第五师与博乐市共建的垃圾处理",
    "第二师与尉犁县共建的冷链物流",
]
LABELS = [
    "名称：石河子至沙湾的产业大道，含连接线",
    "起点：石河子市经济技术开发区，东三路口",
    "终点：沙湾市金沟河镇的老街，沿河的村口",
]
ITEMS = [f"{number}．修建从团部到镇上的公路，全长三十公里，连接新老城" for number in range(1, 6)]
ROWS = ["201路|客运站，东门|四十四团，五连|41公里", "202路|客运站，西门|五十一团，六连|78公里"] * 3


@pytest.mark.parametrize("lines", [VERSE, LIST, LABELS, ITEMS, ROWS], ids=["verse", "list", "labels", "items", "rows"])
def test_lines_that_were_meant_stay(lines: list[str]) -> None:
    assert clean("\n".join(lines)).text.replace("\n\n", "\n").split("\n") == [line.replace("．", ".") for line in lines]


def test_a_headline_above_wrapped_lines_stays() -> None:
    text = "县城的暖气烧到了团场社区\n" + wrapped(PARAGRAPHS[0], 14, "characters")
    assert clean(text).text == f"县城的暖气烧到了团场社区\n\n{PARAGRAPHS[0]}"


def test_paragraphs_without_a_mark_between_them_stay_apart() -> None:
    text = wrapped("\n".join(PARAGRAPHS), 30, "characters")
    assert clean(text).text.split("\n") == PARAGRAPHS
