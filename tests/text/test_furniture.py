"""The shipped furniture rules by their own examples, the file's faults by name, and what a page keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.text import clean, load_furniture
from kg.text.normalise import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from kg.text.furniture import Rule

RULES = load_furniture().rules
DROP = [(rule, example) for rule in RULES for example in rule.drop]
KEEP = [(rule, example) for rule in RULES for example in rule.keep]
STORY = "第六师与奇台县共同修建的公路建成通车，沿线群众出行方便了，瓜果也卖得更远了，大家都说这条路修得好。"


def page(example: str) -> str:
    return f"{STORY}\n{example}\n{STORY}\n{STORY}\n{STORY}"


@pytest.mark.parametrize(("rule", "example"), DROP, ids=[example for _, example in DROP])
def test_an_example_is_left_out_as_its_kind(rule: Rule, example: str) -> None:
    kinds = {dropped.kind for dropped in clean(page(example)).dropped}
    assert kinds == {rule.kind}


@pytest.mark.parametrize(("rule", "example"), KEEP, ids=[example for _, example in KEEP])
def test_a_counterexample_stays(rule: Rule, example: str) -> None:
    cleaned = clean(page(example))
    assert rule.kind not in {dropped.kind for dropped in cleaned.dropped}
    assert normalise(example).text in cleaned.text


def test_every_rule_that_leaves_out_lines_has_examples() -> None:
    assert [rule.kind for rule in RULES if rule.where != "field" and not rule.drop] == []


def test_what_was_left_out_is_reported_in_the_text_as_received() -> None:
    received = f"首頁 » 新聞 » 要聞\r\n{STORY}\r\n來源:兵團(tuán)日報\r\n"
    dropped = clean(received).dropped
    assert [(received[d.start : d.end], d.kind) for d in dropped] == [
        ("首頁 » 新聞 » 要聞", "navigation"),
        ("來源:兵團(tuán)日報", "source"),
    ]


def test_foreign_headlines_below_the_article_go_to_the_end() -> None:
    received = f"{STORY}\n相关阅读\n第二师与尉犁县共建水库\n第三师开建新路"
    assert clean(received).text == STORY


def test_a_related_box_above_the_article_ends_where_paragraphs_begin() -> None:
    long = STORY * 2
    cleaned = clean(f"标题\n相关阅读\n第二师与尉犁县共建水库\n{long}\n{long}\n{long}")
    assert "尉犁县" not in cleaned.text
    assert cleaned.text.count(long) == 3


def test_a_line_left_out_breaks_the_sentence() -> None:
    assert clean("列车驶过棉田\n02:23\n大桥横跨塔里木河").text == "列车驶过棉田\n\n大桥横跨塔里木河"


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[[line]]\nkind='a'", "needs kind and pattern"),
        ("[[line]]\nkind='a'\npattern='('", "does not compile"),
        ("[[line]]\nkind='a'\npattern='x'\ncue='x'", "unknown key 'cue'"),
        ("[[line]]\nkind='a'\npattern='x'\ncues='x'", "list of strings"),
        ("[[line]]\nkind='a'\npattern='x'\ncues=['']", "not empty"),
        ("[[row]]\nkind='a'\npattern='x'", "none of"),
        ("[line", "cannot be read"),
    ],
)
def test_a_faulty_file_is_refused_with_the_reason(tmp_path: Path, toml: str, reason: str) -> None:
    path = tmp_path / "furniture.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=reason):
        load_furniture(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.toml"):
        load_furniture(tmp_path / "nowhere.toml")


def test_your_own_rules_replace_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[[line]]\nkind='mine'\ncues=['甲']\npattern='甲.*'\n", encoding="utf-8")
    cleaned = clean("甲乙丙\n来源：某报", load_furniture(path))
    assert cleaned.text == "来源：某报"
    assert [dropped.kind for dropped in cleaned.dropped] == ["mine"]
