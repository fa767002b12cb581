"""The shipped questions state themselves, run in any engine, and answer rightly on the sample."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.errors import KnowledgeError, QueryError
from kg.ontology import load
from kg.query import QueryGraph, open_graph, rdf, shipped, shipped_queries
from tests.samples import RECORDS

if TYPE_CHECKING:
    from pathlib import Path

    import rdflib

NAMES = sorted(shipped_queries())
ANSWERS: dict[str, tuple[dict[str, str], list[tuple[object, ...]]]] = {
    "shared-projects": (
        {},
        [
            (
                "兵地融合大道",
                "第五师",
                "博尔塔拉蒙古自治州",
                "五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道",
                "bingdi.txt",
            )
        ],
    ),
    "located-in": ({"place": "博州"}, [("双河市", "县级行政区", "unit:659007")]),
    "projects-of-division": (
        {"division": "农五师"},
        [
            (
                "兵地融合大道",
                "道路",
                "第五师",
                "建设",
                "已完成",
                "五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道",
                "bingdi.txt",
            )
        ],
    ),
    "neighbours": ({"unit": "且末县"}, [("三十七团", "团场", "regiment:37")]),
    "unified-cities": ({}, [("第五师", "双河市")]),
    "parts-of": ({"owner": "6th Division"}, [("奇台农场", "团场", "regiment:6-qitai-nongchang")]),
    "mentioned-in": (
        {"name": "bridge/shi-ma-da-qiao"},
        [("bingdi.txt", "2022-10-25", "下好一盘棋"), ("新闻/2023 年 #1.txt", "2023-05", None)],
    ),
    "cooperation": (
        {"field": "ecology"},
        [("生态", "奇台农场", "奇台县", "六师奇台农场与奇台县共同打造生态环境", "bingdi.txt")],
    ),
    "most-shared": ({}, [("博尔塔拉蒙古自治州", 1, 1)]),
}


@pytest.fixture(scope="module")
def graph() -> QueryGraph:
    return open_graph(RECORDS, load())


@pytest.fixture(scope="module")
def twin() -> rdflib.Graph:
    return rdf(RECORDS, load())


def test_there_are_enough_questions_with_the_three_of_the_first_day() -> None:
    assert len(NAMES) >= 15
    assert {"shared-projects", "located-in", "projects-of-division"} <= set(NAMES)


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_on_the_sample(graph: QueryGraph, name: str) -> None:
    parameters, answer = ANSWERS[name]
    assert list(graph.query(shipped(name, parameters)).values()) == answer


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(graph: QueryGraph, twin: rdflib.Graph, name: str) -> None:
    ours = Counter(
        tuple(None if t is None else getattr(t, "value", "") for t in row) for row in graph.query(shipped(name)).rows
    )
    found = twin.query(shipped(name))
    theirs = Counter(tuple(None if term is None else str(term) for term in tuple(row)) for row in found)  # type: ignore[arg-type]  # a SELECT gives rows
    assert ours == theirs


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_plain_sparql_in_a_fixed_order(name: str) -> None:
    question = shipped_queries()[name]
    ox.Store().query(question.sparql)  # declares every prefix it uses
    assert "ORDER BY" in question.sparql
    assert question.questions["zh"].endswith("？")
    assert question.questions["en"].endswith("?")


@pytest.mark.parametrize("name", [name for name, one in shipped_queries().items() if one.parameters])
def test_a_parameter_changes_the_answer(graph: QueryGraph, name: str) -> None:
    question = shipped_queries()[name]
    strange = {one.name: "0" if one.numeric else '"}\\ 没有' for one in question.parameters}
    assert len(graph.query(question.fill(strange))) == 0


def test_a_number_is_a_number(graph: QueryGraph) -> None:
    assert len(graph.query(shipped("unsure-claims", {"below": "0.86"}))) == 2
    with pytest.raises(QueryError, match="parameter 'below' is a number, not 'little'"):
        shipped("unsure-claims", {"below": "little"})


def test_what_does_not_exist_is_answered_with_what_does() -> None:
    with pytest.raises(QueryError, match=r"there is no shipped query 'nothing'; there are: .*shared-projects"):
        shipped("nothing")
    with pytest.raises(QueryError, match="has no parameter 'county'; its parameters: place"):
        shipped("located-in", {"county": "奇台县"})
    with pytest.raises(QueryError, match="its parameters: none"):
        shipped("timeline", {"x": "1"})


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    file = tmp_path / "queries" / "bad.rq"
    file.write_text("# en: What?\n# param who: a name\nSELECT * WHERE { ?s ?p ?o }\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        shipped_queries(tmp_path)
    assert [(one.file, one.line) for one in caught.value.problems] == [(str(file), 2), (str(file), 1)]
    assert "the query holds no VALUES ?who" in str(caught.value)
    assert "has no line `# zh: …`" in str(caught.value)
