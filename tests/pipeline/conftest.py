"""Articles to build, and the shipped article built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import pipeline
from kg.resources import seeds_dir

if TYPE_CHECKING:
    from pathlib import Path

    from kg.pipeline import Build

ARTICLES = {
    "a.txt": "第六师五家渠市与昌吉市共同修建甲乙公路。公路全长12公里，于2021年通车。\n",
    "b.txt": "六师红旗农场与吉木萨尔县共建甲乙大桥。红旗农场毗邻吉木萨尔县。\n",
    "sub/c.txt": "五师双河市与博乐市共同修建甲乙公路。\n",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    for name, text in ARTICLES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Path]:
    """Return the build of the shipped article and the folder it was written to."""
    out = tmp_path_factory.mktemp("shipped") / "out"
    return pipeline.build([seeds_dir() / "articles"], out), out
