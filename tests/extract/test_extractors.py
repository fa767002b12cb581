"""Extractors of other packages: found by their entry points, run, checked, and reported by name when they fail."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import ExtractorError
from kg.extract import FixedExtractor, Knowledge, claim, extract, load_knowledge
from kg.extract.extractors import BUILT_IN, GROUP, Registered, load_extractors
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.extract import Extractor

    Install = Callable[[str, str], Path]

ROOT = Path(__file__).resolve().parents[2]
TEXT = "第六师与奇台县的干部见面。天气很好。"
DOCUMENT = Document("a.txt", TEXT)
SOUND = """
from kg.extract import claim

class Friends:
    def claims(self, document, mentions):
        units = [m for m in mentions if m.entity]
        if len(units) == 2:
            start, end = units[0].start, units[1].end
            yield claim(document, start, end, units[0].entity, "cooperatesWith", units[1].entity, field="general")

class Broken:
    def claims(self, document, mentions):
        raise ValueError("no\\nluck")

class Chatty:
    def claims(self, document, mentions):
        return ["第六师"]
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that installs a package with one extractor, as pip would, and gives its folder."""

    def put(name: str, target: str) -> Path:
        (tmp_path / "friends.py").write_text(SOUND, encoding="utf-8")
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {target}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, "friends", raising=False)
        return tmp_path

    return put


def with_one(knowledge: Knowledge, extractor: Extractor) -> Knowledge:
    return replace(knowledge, extractors=(*knowledge.extractors, Registered("double", "tests:double", extractor)))


def test_the_package_registers_its_own_extractors_in_its_metadata() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][GROUP] == BUILT_IN
    assert [(one.name, one.origin) for one in load_extractors()][: len(BUILT_IN)] == list(BUILT_IN.items())


def test_an_installed_extractor_adds_its_claims(install: Install) -> None:
    install("friends", "friends:Friends")
    (said,) = extract(DOCUMENT, load_knowledge()).claims
    assert (said.subject, said.predicate, said.object) == ("division/6", "cooperatesWith", "unit/652325")
    assert (said.evidence[0].quote, said.evidence[0].rule) == ("第六师与奇台县", "cooperatesWith/friends")
    assert 0 < said.confidence < 1


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("friends:Broken", "ValueError: no luck"),
        ("friends:Chatty", "TypeError: it gave a str, which is no kg.Claim"),
        ("friends:Missing", "AttributeError: module 'friends' has no attribute 'Missing'"),
        ("nowhere:Mine", "ModuleNotFoundError: No module named 'nowhere'"),
    ],
)
def test_a_failing_extractor_is_named_in_one_line(target: str, reason: str, install: Install) -> None:
    install("unlucky", target)
    knowledge = load_knowledge()
    with pytest.raises(ExtractorError) as raised:
        extract(DOCUMENT, knowledge)
    start = f"extractor unlucky ({target}) failed: {reason}"
    assert str(raised.value) == f"{start} (a.txt); mend it, remove it, or pass --keep-going"
    found = extract(Document("a.txt", "第六师与奇台县共同修建吉彩公路。"), knowledge, keep_going=True)
    assert [(note.kind, note.text) for note in found.notes] == [("extractor", start)]
    assert any(said.predicate == "builds" for said in found.claims)


def test_a_name_taken_twice_is_an_error_and_not_a_choice(install: Install) -> None:
    install("sentences", "friends:Friends")
    with pytest.raises(ExtractorError, match=r"extractor sentences \(friends:Friends, kg\.extract.*several"):
        extract(DOCUMENT, load_knowledge())


def test_the_double_gives_its_claims_to_the_documents_they_quote(knowledge: Knowledge) -> None:
    said = claim(DOCUMENT, 0, 7, "division/6", "cooperatesWith", "unit/652325", field="general", confidence=0.5)
    doubled = with_one(knowledge, FixedExtractor([said]))
    (found,) = extract(DOCUMENT, doubled).claims
    assert (found.id, found.confidence, found.evidence[0].quote) == (said.id, 0.5, "第六师与奇台县")
    assert extract(Document("b.txt", TEXT), doubled).claims == ()


def test_a_claim_that_the_rules_find_too_is_one_claim(knowledge: Knowledge) -> None:
    document = Document("a.txt", "第六师与奇台县共同修建吉彩公路。")
    (road,) = {one.object for one in extract(document, knowledge).claims if one.predicate == "builds"}
    said = claim(document, 0, 3, "division/6", "builds", road, confidence=1.0)
    found = {one.id: one for one in extract(document, with_one(knowledge, FixedExtractor([said]))).claims}
    assert set(found) == {one.id for one in extract(document, knowledge).claims}
    assert len(found[said.id].evidence) == 2
    assert found[said.id].confidence == 1.0


GOOD = claim(DOCUMENT, 0, 7, "division/6", "cooperatesWith", "unit/652325", field="general")


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (replace(GOOD, subject="division/99"), "'division/99' is no entity"),
        (replace(GOOD, object="unit/x"), "'unit/x' is no entity"),
        (replace(GOOD, predicate="likes"), "no relation 'likes'"),
        (replace(GOOD, predicate="connects"), "outside domain and range"),
        (replace(GOOD, object=None), "an object or a value"),
        (replace(GOOD, object=None, predicate="openedOn", value="2020"), "outside domain and range"),
        (replace(GOOD, object=None, predicate="areaKm2", value="large"), "'large' is no decimal"),
        (replace(GOOD, status="dreamt"), "no status 'dreamt'"),
        (replace(GOOD, confidence=7.0), "not between 0 and 1"),
        (replace(GOOD, evidence=(replace(GOOD.evidence[0], end=6),)), "no quote of the document"),
        (replace(GOOD, evidence=(replace(GOOD.evidence[0], end=99),)), "no quote of the document"),
    ],
)
def test_a_claim_that_may_not_stand_is_left_out_with_its_reason(
    wrong: object, reason: str, knowledge: Knowledge
) -> None:
    found = extract(DOCUMENT, with_one(knowledge, FixedExtractor([wrong])))  # type: ignore[list-item]
    assert found.claims == ()
    (note,) = found.notes
    assert note.kind == "rejected"
    assert reason in note.text


def test_the_command_stops_at_a_failing_extractor_unless_told_to_go_on(install: Install, tmp_path: Path) -> None:
    site = install("unlucky", "friends:Broken")
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text("第六师与奇台县共同修建吉彩公路。\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}"}

    def build(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", "build", str(folder), "--out", str(tmp_path / "out"), *more]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    stopped = build()
    assert (stopped.returncode, stopped.stderr.count("\n")) == (2, 1)
    assert stopped.stderr.startswith("kg: extractor unlucky (friends:Broken) failed: ValueError: no luck (a.txt)")
    went_on = build("--keep-going", "--jobs", "2")
    assert went_on.returncode == 1
    line = "kg: extractor unlucky (friends:Broken) failed: ValueError: no luck (a.txt and 1 more); left out there\n"
    assert went_on.stderr == line
    assert "builds" in (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8")
