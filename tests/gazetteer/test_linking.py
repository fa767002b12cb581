"""Linking: reasons, margins, ruled-out candidates, overrides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError, KnowledgeError
from kg.gazetteer import Gazetteer, LinkContext, identify, link, load, resolve

if TYPE_CHECKING:
    from pathlib import Path


def test_candidates_come_best_first_with_their_reasons(shipped: Gazetteer) -> None:
    outcome = link(shipped, "红旗农场", LinkContext(beside=("division/6",)))
    assert outcome.linked == outcome.candidates[0]
    assert outcome.candidates[0].reasons == (
        "an official name (1.00)",
        "belongs to 第六师, named directly before it (+1.00)",
    )
    assert [candidate.score for candidate in outcome.candidates] == [2.0, 0.2]


def test_a_close_call_links_to_nothing(shipped: Gazetteer) -> None:
    outcome = link(shipped, "红旗农场")
    assert outcome.linked is None
    assert outcome.ambiguous
    assert [candidate.id for candidate in outcome.candidates] == [
        "regiment/3-hongqi-nongchang",
        "regiment/6-hongqi-nongchang",
    ]


def test_a_town_of_another_county_is_ruled_out(shipped: Gazetteer) -> None:
    outcome = link(shipped, "墩阔坦镇", LinkContext(beside=("unit/652823",)))
    assert (outcome.linked, outcome.ambiguous) == (None, False)
    assert outcome.candidates[0].reasons[-1].startswith("尉犁县, named directly before it, does not contain it")


def test_the_class_demanded_leaves_other_candidates_out(shipped: Gazetteer) -> None:
    outcome = link(shipped, "昌吉", LinkContext(types=frozenset({"County"})))
    assert [candidate.id for candidate in outcome.candidates] == ["unit/652301"]
    assert link(shipped, "昌吉", LinkContext(types=frozenset({"River"}))).candidates == ()


def test_what_did_not_exist_at_the_date_counts_less(shipped: Gazetteer) -> None:
    before = link(shipped, "胡杨河", LinkContext(date="2015-06"))
    assert before.linked is None
    assert before.candidates[0].reasons[-1] == "exists since 2019, the document is of 2015-06 (-0.60)"
    after = link(shipped, "82团", LinkContext(date="2020")).linked
    assert after is not None
    assert after.reasons[-1] == "existed until 2006, the document is of 2020 (-0.60)"
    assert link(shipped, "胡杨河").linked is not None


def test_an_unknown_id_in_the_context_does_no_harm(shipped: Gazetteer) -> None:
    context = LinkContext(beside=("road/none",), listed=("x/1",), near=("y/2", "unit/652327"))
    linked = link(shipped, "红旗农场", context).linked
    assert linked is not None
    assert linked.id == "regiment/6-hongqi-nongchang"


def test_the_order_of_the_context_elsewhere_does_not_change_the_outcome(shipped: Gazetteer) -> None:
    ids = ("unit/652327", "unit/650100", "unit/653001", "division/1")
    one = link(shipped, "红旗农场", LinkContext(near=ids))
    other = link(shipped, "红旗农场", LinkContext(near=ids[::-1]))
    assert [(item.id, item.score) for item in one.candidates] == [(item.id, item.score) for item in other.candidates]


def test_owner_and_owned_written_together(shipped: Gazetteer) -> None:
    linked = resolve(shipped, " 六师红旗农场 ").linked
    assert linked is not None
    assert linked.id == "regiment/6-hongqi-nongchang"
    assert resolve(shipped, "六师某某农场").candidates == ()
    assert resolve(shipped, "某某六师").candidates == ()


def test_a_context_name_may_be_an_id_or_mean_several_things(shipped: Gazetteer) -> None:
    assert identify(shipped, "unit/652327") == ("unit/652327",)
    assert identify(shipped, "吉木萨尔县") == ("unit/652327",)
    assert identify(shipped, "昌吉") == ("unit/652300", "unit/652301")
    assert identify(shipped, "没有此名") == ()


def test_an_override_decides_for_its_source(tmp_path: Path) -> None:
    (tmp_path / "overrides.csv").write_text(
        "name,source,id,reason\n昌吉,某报,unit/652301,the paper means the city\n老地方,,unit/652327,everywhere\n",
        encoding="utf-8",
    )
    gazetteer = load([tmp_path])
    linked = link(gazetteer, "昌吉", LinkContext(source="某报")).linked
    assert linked is not None
    assert linked.id == "unit/652301"
    assert linked.reasons[-1] == "override: the paper means the city (+2.00)"
    assert link(gazetteer, "昌吉", LinkContext(source="他报")).ambiguous
    anywhere = link(gazetteer, "老地方").linked
    assert anywhere is not None
    assert anywhere.id == "unit/652327"


def test_a_wrong_override_is_reported_with_all_its_faults(tmp_path: Path) -> None:
    (tmp_path / "overrides.csv").write_text("name,source,id,reason\n昌吉,,unit/1,\n,,unit/652301,x\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load([tmp_path])
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [
        (2, "reason"),
        (2, "id"),
        (3, "name"),
    ]


def test_overrides_with_other_columns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "overrides.csv").write_text("name,id\n昌吉,unit/652301\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="the columns must be name, source, id, reason"):
        load([tmp_path])


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no folder"):
        load([tmp_path / "none"])
    with pytest.raises(InputError, match="holds no CSV"):
        load([tmp_path])
