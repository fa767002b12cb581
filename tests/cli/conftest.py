"""A small graph in a store, and the command run in this process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from kg.cli import main
from kg.model import Claim, Document, Entity, Evidence, GraphRecords
from kg.store import STORE_NAME, Store
from tests.samples import RECORDS

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "上文。第六师修建甲路，甲路长约12.5公里。\n下文。"


@dataclass(frozen=True)
class Outcome:
    """What a run of the command gave."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs `kg` with arguments."""

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Return the outcome."""
        ...


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> Outcome:
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *capfd.readouterr())

    return run


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Return an output folder with a made-up graph in its store."""
    builds = Evidence("a.txt", 3, 10, TEXT[3:10], "builds/verb", "2022-10-25")
    length = Evidence("a.txt", 11, 21, TEXT[11:21], "lengthKm/plain")
    records = GraphRecords(
        documents=(Document("a.txt", TEXT),),
        entities=(Entity("division/6", "Division", "第六师"), Entity("road/jia", "Road", "甲路")),
        claims=(
            Claim("0a11", "division/6", "builds", "road/jia", None, "done", "transport", 0.9, evidence=(builds,)),
            Claim("0a22", "road/jia", "lengthKm", None, 12.5, "done", None, 0.8, approximate=True, evidence=(length,)),
            Claim("0b33", "division/6", "near", "road/jia", None, "done", None, 1.0, "gazetteer"),
        ),
    )
    folder = tmp_path / "built"
    folder.mkdir()
    with Store.create(folder / STORE_NAME) as store:
        store.write(records)
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an output folder that holds the sample."""
    folder = tmp_path_factory.mktemp("out")
    with Store.create(folder / STORE_NAME) as store:
        store.write(RECORDS)
    return folder
