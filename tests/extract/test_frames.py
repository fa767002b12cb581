"""Patterns: what they match, and what is said of one that cannot be read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.extract import load_knowledge
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from pathlib import Path

    from kg.extract import Knowledge

RELATION = """predicate = "builds"

[words]
make = ["修建"]

[[frame]]
name = "broken"
pattern = "{pattern}"
"""
LINE = 7


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("<S> {make} <O:Castle>", "the ontology has no class Castle"),
        ("<S> {unknown} <O>", "{unknown}: no such word set"),
        ("<S> {make <O>", "a word set ends with }"),
        ("<S> ( {make} <O>", "a bracket is not closed"),
        ("<S> {make} ) <O>", "a bracket is closed that was not opened"),
        ("<S> {make} | <O>", "alternatives stand in brackets"),
        ("<S> {make}", "the pattern needs <S> and <O>, or <B>"),
        ("<S", "a role is written"),
        ("<S> {make} <O> <S>", "the slot S stands twice"),
        ("<S> {make} ~x <O>", "a gap is written"),
        ("<S> {make} [weight] <O>", "a value is one of"),
    ],
)
def test_a_fault_is_told_with_file_line_and_reason(pattern: str, reason: str, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology_dir(), folder)
    file = folder / "relations" / "builds.toml"
    file.write_text(RELATION.replace("{pattern}", pattern), encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(ontology_dir=folder)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line, problem.column) == (str(file), LINE, "broken")
    assert reason in problem.reason


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology_dir(), folder)
    for name in ("builds", "manages"):
        text = RELATION.replace("builds", name).replace("{pattern}", "<S> {make} <O:Castle>")
        (folder / "relations" / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(ontology_dir=folder)
    assert len(raised.value.problems) == 2


def test_a_missing_word_list_names_its_table(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology_dir(), folder)
    names = folder / "names.toml"
    names.write_text(names.read_text(encoding="utf-8").replace("[counting]", "[countings]"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="counting"):
        load_knowledge(ontology_dir=folder)


def test_a_frame_is_tried_only_where_all_it_needs_is_present(knowledge: Knowledge) -> None:
    engine = knowledge.engine
    assert engine.frames
    for frame in engine.frames:
        assert frame.needs
        assert all(frame.needs)
