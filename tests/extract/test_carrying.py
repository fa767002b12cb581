"""What a clause goes on about, what hangs on a preposition in it, and when it is told as to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import Knowledge, extract
from kg.model import Document
from tests.extract.labelled import labelled

if TYPE_CHECKING:
    from collections.abc import Callable

Said = set[tuple[str, str, str]]


def test_a_place_that_lies_far_off_is_not_what_the_clause_goes_on_about(said: Callable[[str], Said]) -> None:
    found = said("二二二团地处天山北麓。团部驻地距乌鲁木齐市中心72公里，距阜康市中心18公里。")
    assert ("乌鲁木齐市", "near", "阜康市") not in found
    assert {subject for subject, predicate, _ in found if predicate == "near"} >= {"二二二团"}


def test_a_side_that_the_land_reaches_to_is_not_either(said: Callable[[str], Said]) -> None:
    found = said("一三一团位于奎屯市，南至乌伊公路与克拉玛依市相连，北至西岸大渠与一三〇团搭界。")
    assert not [subject for subject, predicate, _ in found if predicate == "connects"]


def test_what_something_joins_does_not_go_on(said: Callable[[str], Said]) -> None:
    found = said("铁门关—阿拉尔公路起点位于铁门关市，与拟建的高速公路、G3012枢纽衔接，途经库尔勒市。")
    assert ("铁门关—阿拉尔公路", "passesThrough", "库尔勒市") in found
    assert ("G3012", "passesThrough", "库尔勒市") not in found


def test_a_list_behind_with_is_one_side_though_its_head_is_unknown(said: Callable[[str], Said]) -> None:
    found = {(s, o) for s, predicate, o in said("与部队、和硕县、若羌县签署协议。") if predicate == "cooperatesWith"}
    assert not found


def test_what_is_done_to_something_is_not_to_come(knowledge: Knowledge) -> None:
    text = "八十三团与精河县将共建工作纳入考核。"
    assert {claim.status for _, claim in labelled(text, knowledge)} == {"done"}
    later = "八十三团与精河县将共建昆泉产业园。"
    assert {claim.status for _, claim in labelled(later, knowledge)} == {"planned"}


def test_a_name_over_two_lines_has_a_label_in_one(said: Callable[[str], Said]) -> None:
    assert ("阿克苏至阿拉尔铁路", "connects", "阿克苏市") in said("阿克苏至\n阿拉尔铁路建成。")


def test_the_year_of_a_paragraph_is_not_the_document_s_own(knowledge: Knowledge) -> None:
    text = "3月22日，吉彩公路开工。预计2027年底建成。"
    started = [c.value for c in extract(Document("t.txt", text), knowledge).claims if c.predicate == "startedOn"]
    assert started == []


def test_a_town_in_brackets_is_its_regiment_s_other_name(said: Callable[[str], Said]) -> None:
    found = said("石河子总场（北泉镇）与玛纳斯县共同修建昆泉水库。")
    assert {("石河子总场", "builds", "昆泉水库"), ("玛纳斯县", "builds", "昆泉水库")} <= found
