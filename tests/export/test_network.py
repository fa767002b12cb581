"""GraphML and GEXF can be read by what people open them with, and hold no clock."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.export import gexf, graphml
from kg.ontology import load
from tests.samples import BRIDGE, RECORDS, ROAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import GraphRecords
    from kg.ontology import Ontology

    Write = Callable[[GraphRecords, Ontology], bytes]

FORMATS = [(graphml, nx.read_graphml), (gexf, nx.read_gexf)]


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_networkx_reads_entities_and_claims_back(
    write: Write, read: Callable[[io.BytesIO], nx.MultiDiGraph[str]]
) -> None:
    network = read(io.BytesIO(write(RECORDS, load())))
    assert sorted(network) == [one.id for one in RECORDS.entities]
    between = [one for one in RECORDS.claims if one.object is not None]
    assert network.number_of_edges() == len(between)
    assert network.nodes[ROAD]["type"] == "Road"
    assert network.nodes[ROAD]["label"] == "兵地融合大道"
    assert network.nodes[ROAD]["lengthKm"] == 12.5
    assert network.nodes[BRIDGE]["lengthKm"] == 0.31  # the surer of two
    (edge,) = network.get_edge_data("division/5", ROAD).values()
    assert (edge["predicate"], edge["label"], edge["sources"]) == ("builds", "建设", 1)
    assert "兵地融合大道" in edge["quote"]


@pytest.mark.parametrize(("write", "_"), FORMATS)
def test_bytes_repeat_and_hold_no_date(write: Write, _: object) -> None:
    content = write(RECORDS, load())
    assert content == write(RECORDS, load())
    assert b"lastmodified" not in content
    assert not re.search(rb"20(2[6-9]|[3-9]\d)-", content)


@pytest.mark.parametrize(("write", "_"), FORMATS)
def test_characters_that_xml_forbids_are_replaced(write: Write, _: object) -> None:
    awkward = replace(RECORDS.entities[0], label="石玛\x0b大桥\r🌉")
    content = write(replace(RECORDS, entities=(awkward, *RECORDS.entities[1:])), load()).decode()
    assert "石玛�大桥&#13;🌉" in content
