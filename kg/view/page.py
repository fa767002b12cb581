"""`graph.html`: the whole graph in one file that opens offline."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.view.columns import columns
from kg.view.drawing import network
from kg.view.render import asset, engine, json_block, render, script
from kg.view.select import first_view, narrowed, shared
from kg.view.style import load_style
from kg.view.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import GraphRecords
    from kg.ontology import Ontology
    from kg.view.drawing import Json
    from kg.view.style import Style

_SCRIPTS = (
    "dom.js",
    "data.js",
    "state.js",
    "select.js",
    "layout.js",
    "map.js",
    "tree.js",
    "labels.js",
    "draw.js",
    "sketch.js",
    "pan.js",
    "evidence.js",
    "claim.js",
    "entity.js",
    "overview.js",
    "panel.js",
    "search.js",
    "filters.js",
    "table.js",
    "export.js",
    "main.js",
)
MOST_DRAWN = 1000
"""How many entities the page draws at most at one time."""

_TEXT_LIMIT = 400_000  # characters of article text that are packed without being asked for


def page(
    records: GraphRecords,
    ontology: Ontology,
    *,
    title: str = "",
    with_text: bool | None = None,
    language: str = "zh",
    ontology_dir: Path | None = None,
) -> str:
    """Return `graph.html`: search, filters, details and evidence of the whole graph, its most telling part drawn.

    Args:
        records: The graph.
        ontology: Labels and definitions of classes and relations.
        title: The page's title; by default that of the only article, or their number.
        with_text: Whether the page carries the articles' text; None packs it when it is short.
        language: Language in which the page opens, `zh` or `en`.
        ontology_dir: Folder that holds `style.toml`; the shipped one when None.

    Raises:
        KnowledgeError: `style.toml` cannot be used.
    """
    with _uncollected():
        return _page(records, ontology, title, with_text, language, load_style(ontology_dir))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector back: it would walk all the records again and again, and nothing here is a cycle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _page(
    records: GraphRecords, ontology: Ontology, title: str, with_text: bool | None, language: str, style: Style
) -> str:
    left_out = len(records.entities)
    records = narrowed(records)
    left_out -= len(records.entities)
    works = shared(records, ontology, style)
    drawing = network(records, ontology, style, entities=first_view(records, ontology, style), shared=frozenset(works))
    nodes, _, _, _, _, options = drawing.get_network_data()
    if with_text is None:
        with_text = sum(len(document.text) for document in records.documents) <= _TEXT_LIMIT
    words = load_words()
    data = columns(records, ontology, style, shared=works, with_text=with_text)
    # Looks and edges follow from the columns; only where a node stands was worked out here.
    row = {entity.id: number for number, entity in enumerate(records.entities)}
    places: list[Json] = [{"row": row[node["id"]], "x": node["x"], "y": node["y"]} for node in nodes]
    drawn: dict[str, Json] = {"nodes": places, "options": json.loads(options)}
    chosen = title or _title(records)
    # Surrogates in texts would make the page unwritable; `json_block` and `render` replace them.
    return render(
        "graph.html",
        scripts=(script(*_SCRIPTS),),
        late=(engine(),),
        styles=(asset("base.css"), asset("graph.css")),
        values={
            "title": chosen or words["page"]["title"][language],
            "language": language,
            "unsupported": words["page"]["unsupported"],
            "no_script": words["page"]["no_script"],
            "graph": json_block(data["graph"]),
            "names": json_block(data["names"]),
            "sources": json_block(data["sources"]),
            "network": json_block(drawn),
            "words": json_block(_plain(words["page"])),
            "settings": json_block(
                {
                    "title": chosen,
                    "language": language,
                    "leftOut": left_out,
                    "mostDrawn": MOST_DRAWN,
                    "withText": with_text,
                }
            ),
        },
    )


def _title(records: GraphRecords) -> str:
    return records.documents[0].title if len(records.documents) == 1 else ""


def _plain(section: object) -> Json:
    plain: Json = json.loads(json.dumps(section))
    return plain
