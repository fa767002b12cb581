"""The pictures of the README: `python -m tests.pictures` takes them in Chromium, of the page of the shipped article.

Look at each before it is committed: labels readable, nothing overlapping, Chinese glyphs right.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.documents import ROOT
from tests.view.conftest import ARGUMENTS, Watched

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = ROOT / "notebooks" / "images"
_SIZE = (1400, 900)


def evidence(opened: Watched) -> None:
    """Select the claim that a farm manages a road."""
    opened.select("红旗农场")
    opened.page.click("#panel .claim summary >> text=吉彩公路")
    opened.page.click("#panel .claim[open] .actions button >> nth=0")


def search(opened: Watched) -> None:
    """Search by the initials of pinyin."""
    opened.page.fill("#query", "wlmq")


def path(opened: Watched) -> None:
    """Ask for the shortest path between two entities."""
    opened.select("奇台农场")
    opened.page.click("#panel button >> text=由此找路径")
    opened.select("古尔班通古特沙漠")
    opened.page.click("#panel button >> text=到此的路径")


def map_(opened: Watched) -> None:
    """Lay out by coordinates."""
    opened.page.select_option("#controls select", "map")


def table(opened: Watched) -> None:
    """List the claims, those that rest on a sentence first."""
    opened.page.click("#tabs button >> nth=1")
    for _ in range(2):
        opened.page.click("#table th button >> text=日期")


def dark(opened: Watched) -> None:
    """Select an entity in the dark scheme."""
    opened.page.click("#theme")
    opened.select("第十二师")


def english(opened: Watched) -> None:
    """Select an entity in English."""
    opened.page.click("#language")
    opened.select("12th Division")
    opened.page.click("#controls button >> nth=2")


PICTURES: dict[str, Callable[[Watched], None]] = {
    "first": lambda _: None,
    "search": search,
    "graph": evidence,
    "path": path,
    "map": map_,
    "table": table,
    "dark": dark,
    "english": english,
}


def main() -> None:
    """Take all pictures, or those named."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    import kg

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "graph.html"
        file.write_text(kg.build(ROOT / "seeds" / "articles").html(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        for name in sys.argv[1:] or PICTURES:
            tab = browser.new_page(viewport={"width": _SIZE[0], "height": _SIZE[1]})
            tab.goto(file.as_uri())
            tab.locator("html[data-ready=yes]").wait_for(state="attached")
            PICTURES[name](Watched(tab))
            tab.mouse.move(_SIZE[0] / 2, 2)
            tab.wait_for_timeout(1000)
            target = FOLDER / f"{name}.png"
            tab.screenshot(path=target)
            # Frequent colours, the paper's and those of the legend, stay as they are.
            few = (
                Image.open(target).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, 8, dither=Image.Dither.NONE)
            )
            few.save(target, optimize=True)
            tab.close()
        browser.close()


if __name__ == "__main__":
    main()
