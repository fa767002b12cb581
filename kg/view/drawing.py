"""The drawn part of the graph as a pyvis network: nodes, edges and options of the drawing engine."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from kg.view.layout import positions
from kg.view.select import told

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyvis.network import Network

    from kg.model import Claim, GraphRecords
    from kg.ontology import Ontology
    from kg.view.style import Style

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif"
_LINE = 16  # half-width columns in one line of a label
_LINES = 3
_EM = 13.0  # font size of a node's label, pixels
_RING = 3  # width of the ring of a shared work
_BREAKS = re.compile(r"(?<=[）)、，,\s·])|(?=[（(])")


def wrap(label: str) -> str:
    """Return `label` in at most three lines of about eight Chinese characters, cut with an ellipsis beyond that."""
    lines, line, width = [], "", 0
    for piece in _BREAKS.split(label):
        if line and width + columns(piece) > _LINE:
            lines.append(line)
            line, width = "", 0
        for character in piece:
            step = columns(character)
            if width + step > _LINE + 2:
                lines.append(line)
                line, width = "", 0
            line, width = line + character, width + step
    if line:
        lines.append(line)
    lines = [line.strip() for line in lines]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1][: _LINE // 2] + "…"]
    return "\n".join(lines)


def columns(text: str) -> int:
    """Return the width of `text` in half-width columns: two for a full-width character, one for any other."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def network(
    records: GraphRecords,
    ontology: Ontology,
    style: Style,
    *,
    entities: Collection[str] | None = None,
    shared: Collection[str] = (),
) -> Network:
    """Return a pyvis `Network` of the claims between `entities`, laid out, with physics off.

    A node's id is the entity's id, its group the entity's class; an edge's id is the claim's id, one edge a claim.
    Background facts that a source states as well are drawn once.

    Args:
        records: The graph.
        ontology: Gives relations their labels and directions.
        style: Gives classes their looks.
        entities: Ids of the entities to draw; all when None.
        shared: Ids of the works to mark with a ring.
    """
    from pyvis.network import Network

    wanted = None if entities is None else set(entities)
    drawn = [entity for entity in records.entities if wanted is None or entity.id in wanted]
    known = {entity.id for entity in drawn}
    claims = told((claim for claim in records.claims if claim.object in known and claim.subject in known), ontology)
    looks = {entity.type: style.look_of(entity.type, ontology) for entity in drawn}
    labels = {entity.id: wrap(entity.label) for entity in drawn}
    boxes = {}
    for entity in drawn:
        lines = labels[entity.id].split("\n")
        radius = looks[entity.type].size
        width = max([2 * radius, *(columns(line) * _EM / 2 for line in lines)])
        boxes[entity.id] = (width, radius, radius + len(lines) * _EM * 1.35 + 6)
    where = positions(sorted(known), [(claim.subject, claim.object or "") for claim in claims], boxes)

    drawing = Network(height="100%", width="100%", directed=True)
    # `add_node` and `add_edge` look every id up in a list; filling the same structures directly is linear.
    for entity in drawn:
        look = looks[entity.type]
        x, y = where[entity.id]
        node: dict[str, Json] = {
            "id": entity.id,
            "label": labels[entity.id],
            "group": entity.type,
            "shape": look.shape,
            "size": look.size,
            "color": {"background": style.families[look.family].light, "border": "#ffffff"},
            "x": x,
            "y": y,
        }
        if entity.id in shared:
            node["borderWidth"] = _RING
        drawing.nodes.append(node)
        drawing.node_ids.append(entity.id)
        drawing.node_map[entity.id] = node
    parallel: dict[tuple[str, str], int] = {}
    drawing.edges.extend(_edge(claim, ontology, style, parallel) for claim in claims)
    drawing.options = _options()
    return drawing


def _edge(claim: Claim, ontology: Ontology, style: Style, parallel: dict[tuple[str, str], int]) -> dict[str, Json]:
    target = claim.object or ""
    pair = (min(claim.subject, target), max(claim.subject, target))
    turn = parallel[pair] = parallel.get(pair, -1) + 1
    relation = ontology.relations.get(claim.predicate)
    edge: dict[str, Json] = {
        "id": claim.id,
        "from": claim.subject,
        "to": target,
        "label": relation.labels.get("zh", claim.predicate) if relation else claim.predicate,
        "width": _number(style.origins.get(claim.origin, {}).get("width", 1.6)),
    }
    dashes = style.statuses.get(claim.status, {}).get("dashes")
    if isinstance(dashes, list) and dashes:
        edge["dashes"] = dashes
    if not (relation and relation.symmetric):
        edge["arrows"] = "to"
    if turn:
        # Every further claim between two nodes bends a little more, to one side and the other in turn.
        edge["smooth"] = {
            "enabled": True,
            "type": "curvedCW" if (turn % 2 == 1) == (claim.subject < target) else "curvedCCW",
            "roundness": round(0.26 * ((turn + 1) // 2), 2),
        }
    return edge


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) else 1.0


def _options() -> dict[str, Json]:
    return {
        "autoResize": True,
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "physics": {"enabled": False},
        "nodes": {
            "borderWidth": 1.5,
            "borderWidthSelected": 3,
            "font": {"face": FONT, "size": _EM, "vadjust": 0},
            "scaling": {"label": {"enabled": False, "drawThreshold": 6}},
        },
        "edges": {
            "smooth": False,
            "selectionWidth": 1.5,
            "hoverWidth": 0.8,
            "font": {"face": FONT, "size": 11, "align": "horizontal", "vadjust": 0},
            "scaling": {"label": {"enabled": False, "drawThreshold": 8}},
            "arrows": {"to": {"enabled": False, "scaleFactor": 0.55}},
        },
        "interaction": {
            "hover": True,
            "hoverConnectedEdges": False,
            "tooltipDelay": 200,
            "multiselect": False,
            "keyboard": {"enabled": False},
            "navigationButtons": False,
            "zoomSpeed": 0.6,
        },
    }
