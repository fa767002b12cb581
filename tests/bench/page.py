"""How long the page takes to open, to search and to move, beside other viewers with the same graph in the same run.

`python -m tests.bench.page --modules DIR` measures sigma, cytoscape and force-graph too, of the folder `node_modules`
in DIR (`npm install --prefix DIR sigma graphology cytoscape force-graph`); without it only pyvis as it comes. Times
are CPU time of the browser's renderer and drawing processes, less what an empty page costs, the median of five
openings; the browser has no GPU. Ours paints its first picture itself and starts vis-network right after: "movable"
is the time until that has drawn too and the picture can be dragged; to the others it is the same as the first
picture. Frames are counted while the mouse drags the picture: of ours with 300 entities drawn, of the others with
all, as they do.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ontology
from kg.view import network, page
from kg.view.select import first_view
from kg.view.style import load_style
from tests.view.conftest import ARGUMENTS
from tests.view.generated import SIZES, generated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Page

    from kg.model import GraphRecords

_WAIT = 60  # seconds for the first picture of a viewer
_DRAWN = 300  # entities of ours in view while panning
_MOVES = 90  # steps of the mouse while panning
_TIMES = 5  # how often a page is opened; the median counts
_LONG = 3.0  # CPU seconds beyond which it is opened once

_COUNT = """() => {
    if (window.frames_ !== undefined) return;
    window.frames_ = 0;
    const step = () => { window.frames_ += 1; requestAnimationFrame(step); };
    requestAnimationFrame(step);
}"""


@dataclass(frozen=True, slots=True)
class Row:
    """One viewer with one graph.

    Attributes:
        viewer: Its name.
        size: Entities of the graph.
        made: CPU seconds of Python to write the page.
        megabytes: Size of the page.
        first: CPU seconds until the first picture beyond those of an empty page, or None when there was none in time.
        movable: CPU seconds, counted likewise, until the picture answers the mouse.
        frame: CPU milliseconds a frame while panning.
    """

    viewer: str
    size: int
    made: float
    megabytes: float
    first: float | None
    movable: float | None
    frame: float | None


class Meter:
    """Reads how much CPU time the browser's drawing has used."""

    def __init__(self, browser: Browser) -> None:
        self._session = browser.new_browser_cdp_session()

    def seconds(self) -> dict[int, float]:
        """Return process id → CPU seconds, of renderers and the drawing process."""
        listed = self._session.send("SystemInfo.getProcessInfo")["processInfo"]
        return {one["id"]: one["cpuTime"] for one in listed if one["type"] in ("renderer", "GPU")}

    def since(self, before: dict[int, float]) -> float:
        """Return the CPU seconds used since `before` was read."""
        return sum(used - before.get(number, 0.0) for number, used in self.seconds().items())


def main() -> None:
    """Measure and print two tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", type=int, nargs="*", default=list(SIZES), help="entities of the graphs")
    arguments.add_argument("--modules", type=Path, help="folder that holds node_modules")
    asked = arguments.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        _compare(browser, asked.size, Path(folder), asked.modules)
        say("")
        _answer(browser, asked.size, Path(folder))
        browser.close()


def _compare(browser: Browser, sizes: Sequence[int], folder: Path, modules: Path | None) -> None:
    heads = ("viewer", "entities", "Python CPU s", "page MB", "first picture CPU s", "movable CPU s")
    say(f"| {' | '.join((*heads, 'CPU ms a frame', 'frame, times ours'))} |")
    say("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    base: float | None = None
    for row in (row for size in sizes for row in measured(browser, size, folder, modules)):
        if row.viewer == "kg":
            base = row.frame
        times = f"{row.frame / base:.1f}" if row.frame and base else "–"
        first = f"{row.first:.2f}" if row.first is not None else f"none in {_WAIT} s"
        movable = f"{row.movable:.2f}" if row.movable is not None else "–"
        frame = f"{row.frame:.1f}" if row.frame is not None else "–"
        made = f"{row.made:.2f} | {row.megabytes:.2f}"
        say(f"| {row.viewer} | {row.size} | {made} | {first} | {movable} | {frame} | {times} |")


def _answer(browser: Browser, sizes: Sequence[int], folder: Path) -> None:
    say("| entities | keystroke p95, ms | expand, CPU ms | layout of the first view, CPU s |")
    say("| ---: | ---: | ---: | ---: |")
    for size in sizes:
        keystroke, expand, layout = answers(browser, size, folder)
        say(f"| {size} | {keystroke:.1f} | {expand:.0f} | {layout:.2f} |")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measured(browser: Browser, size: int, folder: Path, modules: Path | None, *, wait: int = _WAIT) -> Iterator[Row]:
    """Yield one row a viewer."""
    records = generated(size)
    known = ontology.load()
    page(generated(100), known)  # tables that are read once
    viewers: dict[str, Callable[[], str]] = {"kg": lambda: page(records, known)}
    viewers["pyvis"] = lambda: plain_pyvis(records)
    if modules is not None:
        viewers |= {name: _peer(name, modules, records) for name in ("sigma", "cytoscape", "force-graph")}
    for name, make in viewers.items():
        start = time.process_time()
        text = make()
        made = time.process_time() - start
        file = folder / f"{name}-{size}.html"
        file.write_text(text, encoding="utf-8")
        more = first_view(records, known, load_style(), limit=_DRAWN, lines=sys.maxsize) if name == "kg" else ()
        first, movable, frame = opened(browser, file, more, wait)
        yield Row(name, size, made, len(text.encode()) / 1e6, first, movable, frame)


def opened(
    browser: Browser, file: Path, more: Sequence[str], wait: int
) -> tuple[float | None, float | None, float | None]:
    """Return CPU seconds to the first picture and until it moves, less an empty page's, and ms a frame with `more`."""
    blank = file.with_name("blank.html")
    blank.write_text('<!doctype html><html data-ready="yes"><canvas></canvas>', encoding="utf-8")
    meter = Meter(browser)
    empty = statistics.median(_first(browser, blank, wait, meter)[0] for _ in range(_TIMES))
    try:
        firsts = []
        for _ in range(_TIMES):
            first, movable, tab = _first(browser, file, wait, meter, keep=True)
            firsts.append((first - empty, movable - empty))
            if first > _LONG or len(firsts) == _TIMES:
                break
            tab.close()
        tab.evaluate("ids => { if (ids.length) location.hash = new URLSearchParams(ids.map(id => ['add', id])) }", more)
        tab.wait_for_timeout(1500)
        frame = panned(tab, meter)
        tab.close()
        return *(statistics.median(column) for column in zip(*firsts, strict=True)), frame
    except Exception as error:  # a peer may die of a large graph; that is a result
        if more:
            raise
        sys.stderr.write(f"{file.name}: {str(error).splitlines()[0]}\n")
        for context in browser.contexts:
            context.close()
        return None, None, None


def _first(browser: Browser, file: Path, wait: int, meter: Meter, *, keep: bool = False) -> tuple[float, float, Page]:
    """Return the CPU seconds until a page is painted and until it moves, and its tab, closed unless kept."""
    tab = browser.new_page(viewport={"width": 1440, "height": 860})
    tab.route("http*://**", lambda route: route.abort())
    before = meter.seconds()
    tab.goto(file.as_uri(), wait_until="commit", timeout=1000 * wait)
    tab.locator("html[data-ready=yes]").wait_for(state="attached", timeout=1000 * wait)
    tab.evaluate(_PAINTED)
    first = movable = meter.since(before)
    if tab.evaluate("!!window.kg"):
        tab.locator("#canvas .vis-network").wait_for(state="attached", timeout=1000 * wait)
        tab.evaluate(_PAINTED)
        movable = meter.since(before)
    if not keep:
        tab.close()
    return first, movable, tab


def panned(tab: Page, meter: Meter) -> float:
    """Return CPU milliseconds a frame while the mouse drags the picture."""
    box = tab.evaluate(
        """() => {
            const { left, top, width, height } = document.querySelector("canvas").getBoundingClientRect();
            return [left + width / 2, top + height / 2];
        }"""
    )
    x, y = _free(tab, *box)
    tab.evaluate(_COUNT)
    tab.mouse.move(x, y)
    tab.mouse.down()
    before, frames = meter.seconds(), tab.evaluate("window.frames_")
    for step in range(_MOVES):
        way = step % 30 if step % 60 < 30 else 30 - step % 30
        tab.mouse.move(x + 6 * way, y + 2 * way)
    used, drawn = meter.since(before), tab.evaluate("window.frames_") - frames
    tab.mouse.up()
    return float(1000 * used / max(1, drawn))


def _free(tab: Page, x: float, y: float) -> tuple[float, float]:
    """Return a point of the picture where no node is, in our own page; the point itself in others."""
    where = tab.evaluate("window.kg ? window.kg.free() : null")
    return (where["x"], where["y"]) if where else (x, y)


def answers(browser: Browser, size: int, folder: Path) -> tuple[float, float, float]:
    """Return of our page: 95th percentile of a keystroke in the search, ms; an expansion, CPU ms; layout, CPU s."""
    records = generated(size)
    known, style = ontology.load(), load_style()
    chosen = first_view(records, known, style)
    start = time.process_time()
    network(records, known, style, entities=chosen)
    layout = time.process_time() - start
    tab = browser.new_page(viewport={"width": 1440, "height": 860})
    tab.goto((folder / f"kg-{size}.html").as_uri())
    tab.locator("html[data-ready=yes]").wait_for(state="attached")
    tab.wait_for_timeout(1500)
    words = ["shihezi", "wujiaqu", "昌吉县", "wslq", "石河子", "unit/03", "大桥", "akt", "township 1", "650012"]
    spent: list[float] = []
    for word in words:
        spent.extend(tab.evaluate(_TYPE, word[:end]) for end in range(1, len(word) + 1))
    tab.evaluate(_TYPE, "")
    meter = Meter(browser)
    busy = [entity for entity in records.entities if entity.type == "County"][:12]
    cost: list[float] = []
    for entity in busy:
        tab.evaluate("id => { location.hash = new URLSearchParams({ sel: `e:${id}` }) }", entity.id)
        tab.wait_for_timeout(300)
        before = meter.seconds()
        tab.locator("#panel .actions button").first.click()
        tab.evaluate(_PAINTED)
        cost.append(1000 * meter.since(before))
    tab.close()
    return statistics.quantiles(spent, n=20)[-1], statistics.median(cost), layout


_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"

_TYPE = """text => {
    const input = document.getElementById("query");
    input.value = text;
    const start = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    document.getElementById("results").getBoundingClientRect();
    return performance.now() - start;
}"""


def plain_pyvis(records: GraphRecords) -> str:
    """Return the page that pyvis makes by itself."""
    from pyvis.network import Network

    drawing = Network(directed=True, cdn_resources="in_line")
    for entity in records.entities:
        drawing.add_node(entity.id, label=entity.label, title=entity.type)
    for claim in records.claims:
        if claim.object is not None:
            drawing.add_edge(claim.subject, claim.object, title=claim.predicate)
    text = str(drawing.generate_html())
    ready = 'network.once("stabilizationIterationsDone", () => { document.documentElement.dataset.ready = "yes"; });'
    return text.replace("return network;", ready + " return network;")


_SCRIPTS = {
    "sigma": ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"),
    "cytoscape": ("cytoscape/dist/cytoscape.min.js",),
    "force-graph": ("force-graph/dist/force-graph.min.js",),
}

_DRAW = {
    "sigma": """
const graph = new graphology.MultiDirectedGraph();
for (const [id, label, x, y] of nodes) graph.addNode(id, { label, x, y, size: 4, color: "#0072b2" });
for (const [from, to, label] of edges) graph.addDirectedEdge(from, to, { label, size: 1 });
new Sigma(graph, holder, { renderEdgeLabels: false });
""",
    "cytoscape": """
cytoscape({ container: holder, layout: { name: "preset" }, style: [
    { selector: "node", style: { label: "data(label)", width: 8, height: 8, "font-size": 6 } },
    { selector: "edge", style: { width: 1, "curve-style": "straight", "target-arrow-shape": "triangle" } } ],
  elements: [
    ...nodes.map(([id, label, x, y]) => ({ data: { id, label }, position: { x, y } })),
    ...edges.map(([source, target, label], n) => ({ data: { id: "e" + n, source, target, label } })) ] });
""",
    "force-graph": """
new ForceGraph(holder).cooldownTicks(0).nodeLabel("label").graphData({
    nodes: nodes.map(([id, label, x, y]) => ({ id, label, x, y, fx: x, fy: y })),
    links: edges.map(([source, target]) => ({ source, target })) });
""",
}


def _peer(name: str, modules: Path, records: GraphRecords) -> Callable[[], str]:
    """Return what makes the page of a peer, the graph in a square, so that no layout is counted."""

    def make() -> str:
        side = int(len(records.entities) ** 0.5) + 1
        nodes = [
            [entity.id, entity.label, 30 * (n % side), 30 * (n // side)] for n, entity in enumerate(records.entities)
        ]
        edges = [[claim.subject, claim.object, claim.predicate] for claim in records.claims if claim.object is not None]
        scripts = "".join(
            f"<script>{(modules / 'node_modules' / file).read_text(encoding='utf-8')}</script>"
            for file in _SCRIPTS[name]
        )
        return (
            '<!doctype html><meta charset="utf-8"><style>html,body,#holder{height:100%;margin:0}</style>'
            f'<div id="holder"></div>{scripts}<script>const holder = document.getElementById("holder");\n'
            f"const nodes = {json.dumps(nodes, ensure_ascii=False)};\nconst edges = {json.dumps(edges)};\n"
            f"{_DRAW[name]}\n"
            "requestAnimationFrame(() => requestAnimationFrame(() => {\n"
            "    document.documentElement.dataset.ready = 'yes';\n}));"
            "</script>"
        )

    return make


if __name__ == "__main__":
    main()
