"""The pyvis network: one edge a claim, looks by class, a layout that is stable and does not overlap."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.resources import ontology_dir
from kg.view import load_style, network
from kg.view.drawing import wrap
from kg.view.layout import positions
from kg.view.select import FIRST_LINES, FIRST_VIEW, first_view, narrowed, shared
from tests.samples import RECORDS, ROAD
from tests.view.generated import generated

if TYPE_CHECKING:
    from kg.ontology import Ontology


def test_every_claim_between_entities_is_an_edge_and_none_is_dropped(known: Ontology) -> None:
    drawing = network(RECORDS, known, load_style())
    expected = {claim.id for claim in RECORDS.claims if claim.object is not None}
    assert {edge["id"] for edge in drawing.edges} == expected
    assert drawing.num_nodes() == len(RECORDS.entities)
    assert drawing.get_adj_list()["division/5"] == {ROAD, "unit/659007"}
    assert drawing.options["physics"] == {"enabled": False}


def test_symmetric_relations_have_no_arrow_and_planned_ones_are_dashed(known: Ontology) -> None:
    drawing = network(RECORDS, known, load_style())
    edges = {(edge["from"], edge["to"]): edge for edge in drawing.edges}
    assert "arrows" not in edges["regiment/37", "unit/652825"]
    assert edges["division/5", ROAD]["arrows"] == "to"


def test_every_concrete_class_has_a_look_of_its_own(known: Ontology) -> None:
    style = load_style()
    concrete = [name for name, about in known.classes.items() if about.id_prefix]
    looks = [style.look_of(name, known) for name in concrete]
    assert set(concrete) <= set(style.looks)
    assert len({(look.family, look.shape) for look in looks}) == len(looks)


def test_a_class_without_a_look_takes_that_of_its_ancestor(known: Ontology, tmp_path: Path) -> None:
    (tmp_path / "style.toml").write_text(
        '[families.all]\nlight = "#000000"\n[classes]\nProject = { family = "all", shape = "star" }\n', encoding="utf-8"
    )
    style = load_style(tmp_path)
    assert style.look_of("Bridge", known).shape == "star"
    assert style.look_of("Lake", known).shape == "dot"


@pytest.mark.parametrize(
    "wrong",
    [
        "classes = 1",
        "[classes]",
        "[classes]\nRoad = { family = 'x', shape = 'blob' }",
        "=",
        "\udcff",
        "[families]\na = 1",
        "[families.a]\nlight = 'red'",
        "[families.a]\n[classes]\nRoad = 3",
        "[families.a]\n[classes]\nRoad = { family = 'a', size = 'big' }",
        "[families.a]\n[statuses]\nplanned = { dashes = 'long' }",
        "[families.a]\n[origins]\narticle = { width = nan }",
        "[families.a]\n[shared]\nsides = 3",
        "[families.a]\n[shared]\nsides = 'corps'",
    ],
)
def test_a_broken_style_is_told_in_one_line(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "style.toml").write_text(wrong, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(KnowledgeError, match=r"style\.toml"):
        load_style(tmp_path)


def test_the_code_names_no_class_of_the_ontology(known: Ontology) -> None:
    room = Path(__file__).parents[2] / "kg" / "view"
    sources = [file for kind in ("*.py", "*.js", "*.html", "*.css") for file in room.rglob(kind)]
    assert len(sources) > 15
    for file in sources:
        text = file.read_text(encoding="utf-8")
        for name in [*known.classes, *known.relations]:
            assert f'"{name}"' not in text, f"{file.name} names {name}"


def test_works_shared_by_both_sides(known: Ontology) -> None:
    assert dict(shared(RECORDS, known, load_style())) == {ROAD: ("division/5", "unit/652700")}


def test_the_first_view_leaves_out_what_only_background_facts_tie(known: Ontology) -> None:
    shown = first_view(RECORDS, known, load_style(), limit=4)
    assert len(shown) <= 4
    assert ROAD in shown


def test_the_first_view_holds_no_more_lines_than_can_be_followed(known: Ontology) -> None:
    records = generated(2_000)
    shown = set(first_view(records, known, load_style()))
    between = [claim for claim in records.claims if claim.subject in shown and claim.object in shown]
    assert 100 < len(shown) < FIRST_VIEW
    assert 200 < len(between) <= FIRST_LINES
    assert len(first_view(records, known, load_style(), lines=1)) == 2, "two at least, however much is said of them"


def test_positions_do_not_depend_on_order_and_labels_do_not_overlap() -> None:
    generator = random.Random(1)  # noqa: S311
    nodes = [f"n{number}" for number in range(90)]
    edges = [(generator.choice(nodes), generator.choice(nodes)) for _ in range(110)]
    boxes = dict.fromkeys(nodes, (100.0, 15.0, 40.0))
    placed = positions(nodes, edges, boxes)
    mixed = edges.copy()
    generator.shuffle(mixed)
    assert positions(nodes[::-1], [(b, a) for a, b in mixed], boxes) == placed
    for number, one in enumerate(nodes):
        for other in nodes[number + 1 :]:
            (x1, y1), (x2, y2) = placed[one], placed[other]
            assert abs(x1 - x2) >= 99 or abs(y1 - y2) >= 54, (one, other)


POSITIONS = {
    "n0": (236, 87),
    "n1": (223, 10),
    "n2": (128, 62),
    "n3": (30, 50),
    "n4": (128, 143),
    "n5": (30, 143),
    "n6": (204, 143),
}
"""What another machine computed."""


def test_positions_are_the_same_on_every_machine() -> None:
    nodes = [f"n{number}" for number in range(7)]
    edges = [(nodes[a], nodes[b]) for a, b in ((0, 1), (1, 2), (2, 0), (2, 3), (4, 5))]
    assert positions(nodes, edges, dict.fromkeys(nodes, (60.0, 10.0, 30.0))) == POSITIONS


def test_long_labels_are_wrapped_and_cut() -> None:
    assert wrap("兵地融合示范区（第十三师、哈密市）") == "兵地融合示范区\n（第十三师、\n哈密市）"
    assert len(wrap("大" * 500).split("\n")) == 3
    assert wrap("五家渠市") == "五家渠市"


def test_the_shipped_style_is_the_one_in_the_ontology_folder() -> None:
    assert (ontology_dir() / "style.toml").is_file()


def test_a_graph_too_large_for_a_page_is_narrowed_to_what_sources_say_most_of() -> None:
    small = narrowed(RECORDS, limit=3)
    assert len(small.entities) == 3
    assert ROAD not in {entity.id for entity in narrowed(RECORDS, limit=1).entities}
    assert all(claim.subject in {entity.id for entity in small.entities} for claim in small.claims)
    assert narrowed(RECORDS) is RECORDS
