"""A sentence as symbols: the way back to the text, clauses, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import symbols
from kg.extract.clauses import WordHit, encode
from kg.extract.groups import Group, group_parts
from kg.extract.linking import Referent
from kg.extract.mentions import Part
from kg.text.measures import find_measures

if TYPE_CHECKING:
    from kg.extract import Knowledge

NAMES = {"第六师": "Division", "奇台县": "County", "木垒县": "County", "吉彩公路": "Road"}


def parts(text: str) -> list[Part]:
    """Return the names of a text that stand in NAMES."""
    found = [(text.find(name), name) for name in NAMES if name in text]
    return [Part(at, at + len(name), Referent(name, NAMES[name], name), type=NAMES[name]) for at, name in sorted(found)]


def groups(text: str, knowledge: Knowledge) -> list[Group]:
    return group_parts(text, parts(text), knowledge.ontology)


def test_agents_joined_are_one_group_with_two_sides(knowledge: Knowledge) -> None:
    (group,) = groups("第六师与奇台县、木垒县", knowledge)
    assert (len(group.parts), group.split) == (3, 1)
    (plain,) = groups("第六师、奇台县和木垒县", knowledge)
    assert plain.split in (0, 2)
    assert group.types == {"Division", "County"}


def test_an_agent_and_a_work_are_never_one_group(knowledge: Knowledge) -> None:
    assert [len(group.parts) for group in groups("第六师和吉彩公路", knowledge)] == [1, 1]


def test_no_names_make_no_groups(knowledge: Knowledge) -> None:
    assert groups("", knowledge) == []


def test_every_symbol_leads_back_to_its_text(knowledge: Knowledge) -> None:
    text = "第六师修建吉彩公路，全长20公里（含支线）。"
    word = WordHit(3, 5, "修建")
    coded = encode(text, 0, len(text), groups(text, knowledge), find_measures(text), [word], knowledge.alphabet)
    assert coded.code[0] == symbols.START
    assert len(coded.code) == len(coded.starts) == len(coded.ends)
    assert list(coded.starts[2:]) == list(coded.ends[1:-1])
    assert "".join(text[a:b] for a, b in zip(coded.starts, coded.ends, strict=True)) == text
    assert knowledge.alphabet.words["修建"] in coded.code
    assert symbols.LENGTH in coded.code
    assert symbols.ASIDE in coded.code
    assert [group.parts[0].head.label for _, group in coded.groups if group.parts[0].head] == ["第六师", "吉彩公路"]


def test_clauses_cover_a_sentence_and_are_found_from_any_symbol(knowledge: Knowledge) -> None:
    text = "甲，乙丙；丁。"
    coded = encode(text, 0, len(text), (), (), (), knowledge.alphabet)
    assert coded.clauses == ((0, 2), (2, 5), (5, 7), (7, 8))
    assert list(coded.clauses_before(5)) == [(2, 5), (0, 2)]
    assert (coded.clause_start(4), coded.clause_end(4)) == (3, 5)
    assert coded.extent(3, 5) == (2, 4)


def test_words_and_classes_have_symbols_of_their_own(knowledge: Knowledge) -> None:
    alphabet = knowledge.alphabet
    used = [*alphabet.words.values(), *alphabet.classes.values()]
    assert len(set(used)) == len(used)
    assert all(map(symbols.is_word, alphabet.words.values()))
    assert all(map(symbols.is_group, alphabet.classes.values()))
    mixed = alphabet.group(frozenset({"Division", "County"}))
    assert mixed in alphabet.role(frozenset({"County"}))
    assert mixed not in alphabet.role(frozenset({"Road"}))
