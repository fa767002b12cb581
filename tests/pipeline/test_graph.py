"""`kg.build` and `kg.Graph`: what Python users and notebooks hold."""

from __future__ import annotations

import webbrowser
from html import unescape
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from rdflib import RDF

import kg
from kg.errors import InputError, QueryError, StoreError
from kg.pipeline import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from kg.pipeline import Build


@pytest.fixture
def graph(shipped: tuple[Build, Path]) -> kg.Graph:
    return kg.Graph.open(shipped[1])


def test_build_takes_one_path_or_several(articles: Path) -> None:
    whole = kg.build(articles)
    assert [document.id for document in whole.documents] == ["a.txt", "b.txt", "sub/c.txt"]
    assert len(kg.build([str(articles / "a.txt"), articles / "b.txt"]).documents) == 2


def test_build_raises_for_what_cannot_be_read(articles: Path) -> None:
    with pytest.raises(InputError, match="missing"):
        kg.build([articles, articles / "missing"])


def test_an_opened_graph_is_what_was_built(graph: kg.Graph, shipped: tuple[Build, Path]) -> None:
    records = shipped[0].records
    assert graph.records == records
    assert (graph.claims, graph.entities, graph.documents) == (records.claims, records.entities, records.documents)
    assert (graph.mentions, graph.notes) == (records.mentions, records.notes)


def test_opening_a_folder_without_a_graph_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no graph"):
        kg.Graph.open(tmp_path)


def test_a_query_gives_a_data_frame(graph: kg.Graph) -> None:
    frame = graph.query("SELECT (COUNT(DISTINCT ?claim) AS ?claims) WHERE { ?claim a kg:Claim }")
    assert list(frame.columns) == ["claims"]
    assert frame["claims"].tolist() == [len(graph.claims)]


def test_a_query_that_does_not_parse_is_an_error(graph: kg.Graph) -> None:
    with pytest.raises(QueryError):
        graph.query("SELECT")


def test_the_network_has_one_edge_a_claim_between_entities(graph: kg.Graph) -> None:
    network = graph.networkx()
    assert isinstance(network, nx.MultiDiGraph)
    assert {key for _, _, key in network.edges(keys=True)} == {claim.id for claim in graph.claims if claim.object}


def test_the_rdf_has_every_claim(graph: kg.Graph) -> None:
    rdf = graph.rdf()
    claim = dict(rdf.namespaces())["kg"] + "Claim"
    assert len(set(rdf.subjects(RDF.type, claim))) == len(graph.claims)


def test_an_entity_is_found_by_id_label_or_alias(graph: kg.Graph) -> None:
    division = graph.entity("第六师")
    assert graph.entity(division.id) == division
    assert division.aliases
    assert graph.entity(division.aliases[0]) == division
    with pytest.raises(InputError, match="no entity is called"):
        graph.entity("无此地")


def test_a_name_of_several_entities_is_not_guessed() -> None:
    entities = (kg.Entity("bridge/1", "Bridge", "友谊大桥"), kg.Entity("bridge/2", "Bridge", "友谊大桥"))
    graph = kg.Graph(kg.GraphRecords(entities=entities))
    with pytest.raises(InputError, match="bridge/1 or bridge/2"):
        graph.entity("友谊大桥")


def test_show_opens_a_page_in_the_browser(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    file = graph.show()
    assert opened == [file.as_uri()]
    assert file.read_text(encoding="utf-8") == graph.html()


def test_a_notebook_shows_the_page_in_a_sandbox(graph: kg.Graph) -> None:
    shown = graph._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts ')
    assert "allow-same-origin" not in shown
    _, _, rest = shown.partition('srcdoc="')
    page, quote, end = rest.partition('"')
    assert quote + end == '"></iframe>'
    assert unescape(page) == graph.html()


def test_a_graph_tells_its_size(graph: kg.Graph) -> None:
    assert repr(graph) == f"<kg.Graph: 1 documents, {len(graph.entities)} entities, {len(graph.claims)} claims>"


def test_a_saved_graph_has_the_files_of_a_build(graph: kg.Graph, shipped: tuple[Build, Path], tmp_path: Path) -> None:
    graph.save(tmp_path / "copy")
    for name in FILES:
        if name != "kg.duckdb":
            assert (tmp_path / "copy" / name).read_bytes() == (shipped[1] / name).read_bytes()
    assert kg.Graph.open(tmp_path / "copy").records == graph.records
