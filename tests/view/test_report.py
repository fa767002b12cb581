"""What `report.html` tells of each document."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import view
from kg.model import GraphRecords, Note
from kg.view import report
from kg.view.words import load_words
from tests.samples import FIRST, RECORDS, SECOND

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.ontology import Ontology
    from tests.view.conftest import Watched


def test_the_report_tells_what_was_read_found_and_left_unlinked(open_report: Callable[..., Watched]) -> None:
    opened = open_report()
    first, second = opened.page.locator("article").all()
    for text in ("下好一盘棋", "2022-10-25", "兵团日报", "bingdi.txt", f"{len(FIRST.text)} 字"):
        assert text in first.inner_text()
    assert "五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道" in first.locator("blockquote").all_inner_texts()
    unlinked = second.locator("table").first.inner_text()
    for text in ("红旗农场", "two regiments have this name", "红旗农场（第三师）", "红旗农场（第六师）"):
        assert text in unlinked
    assert "所有名称都已链接" in first.inner_text()
    assert opened.requests == []
    assert opened.errors == []


def test_every_linked_name_says_why(open_report: Callable[..., Watched]) -> None:
    opened = open_report()
    linked = [mention for mention in RECORDS.mentions if mention.entity is not None and mention.document == FIRST.id]
    opened.page.locator("article details summary").first.click()
    rows = opened.page.locator("article").first.locator("details table tr").all_inner_texts()
    assert len(rows) == len({(mention.surface, mention.entity, mention.reasons) for mention in linked})
    for mention in linked:
        told = [row for row in rows if mention.surface in row and str(mention.entity) in row]
        assert any(all(reason in row for reason in mention.reasons) for row in told), mention
    marked = opened.page.locator("article .text [title]").first.get_attribute("title") or ""
    assert any(reason in marked for mention in linked for reason in mention.reasons)


def test_the_article_is_whole_and_its_evidence_and_names_are_marked(open_report: Callable[..., Watched]) -> None:
    opened = open_report()
    first, second = opened.page.locator("article .text").all()
    assert first.text_content() == FIRST.text
    assert second.text_content() == SECOND.text.replace("\r\n", "\n")
    assert "横跨玛纳斯河的石玛大桥长300米" in "".join(first.locator(".evidence").all_text_contents())
    assert second.locator(".unlinked").all_text_contents() == ["红旗农场"]


def test_a_marked_sentence_leads_to_its_claims(open_report: Callable[..., Watched]) -> None:
    opened = open_report()
    opened.page.click("article .text a >> text=且末县")
    assert "三十七团与且末县毗邻" in opened.text("li:target")


def test_notes_quote_what_they_are_about(open_report: Callable[..., Watched]) -> None:
    note = Note(FIRST.id, "rejected", FIRST.text.index("横跨"), FIRST.text.index("横跨") + 6, "a question")
    opened = open_report(replace(RECORDS, notes=(note,)))
    notes = opened.text("article .notes")
    assert "横跨玛纳斯河" in notes
    assert "a question" in notes


def test_two_values_for_one_property_are_listed(open_report: Callable[..., Watched]) -> None:
    conflicts = open_report().text("#conflicts")
    for text in ("石玛大桥", "0.3", "0.31"):
        assert text in conflicts


def test_the_report_switches_language(open_report: Callable[..., Watched]) -> None:
    opened = open_report()
    assert "Claims found" not in opened.text("main")
    opened.page.click("#language")
    assert "Claims found" in opened.text("main")
    assert "找到的陈述" not in opened.text("main")
    assert "Bortala Mongol Autonomous Prefecture" in opened.text("main")


def test_a_report_of_nothing_says_so(open_report: Callable[..., Watched]) -> None:
    assert "没有读到任何文章" in open_report(GraphRecords()).text("main")


def test_every_word_of_the_pages_stands_in_both_languages() -> None:
    for section in load_words().values():
        for key, entry in section.items():
            assert set(entry) == {"zh", "en"}, key


def test_a_report_of_very_much_text_leaves_the_texts_out_and_says_so(known: Ontology) -> None:
    long = replace(FIRST, text=FIRST.text + "。" * 400_000)
    made = report(replace(RECORDS, documents=(long, SECOND)), known)
    assert "此处不附原文" in made
    assert SECOND.text not in made


def test_every_word_a_template_asks_for_stands_among_the_words() -> None:
    words = load_words()
    for file in sorted((Path(view.__file__).parent / "templates").glob("*.html")):
        asked = set(re.findall(r"\bwords\.(\w+)", file.read_text(encoding="utf-8"))) - {"zh", "en"}
        assert asked <= {*words["page"], *words["report"], *words["evaluation"]}, file.name


def test_values_are_written_as_people_read_them(known: Ontology) -> None:
    claims = tuple(
        replace(claim, value=1.12e10, approximate=True) if claim.predicate == "investmentCNY" else claim
        for claim in RECORDS.claims
    )
    text = report(replace(RECORDS, claims=claims), known)
    assert "约 11,200,000,000" in text
    assert "e+" not in text
