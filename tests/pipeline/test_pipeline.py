"""A build writes its files whole or not at all, and says what it could not read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import pipeline, view
from kg.assemble import without_background
from kg.errors import InputError, KnowledgeError
from kg.pipeline import FILES, Build
from kg.read.files import MADE, READABLE, STORE
from kg.resources import ontology_dir, seeds_dir
from kg.store import STORE_NAME, Store

if TYPE_CHECKING:
    from collections.abc import Callable


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_build_writes_its_files_and_nothing_else(shipped: tuple[Build, Path]) -> None:
    _, out = shipped
    assert names(out) == set(FILES)
    assert names(out.parent) == {"out"}


def test_every_quote_stands_in_the_article_as_received(shipped: tuple[Build, Path]) -> None:
    _, out = shipped
    claims = [json.loads(line) for line in (out / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    evidence = [one for claim in claims for one in claim["evidence"]]
    assert evidence
    for one in evidence:
        text = (seeds_dir() / "articles" / one["document"]).read_bytes().decode()
        assert text[one["start"] : one["end"]] == one["quote"]


def test_every_claim_of_an_article_has_evidence(shipped: tuple[Build, Path]) -> None:
    made, _ = shipped
    assert [claim.id for claim in made.records.claims if claim.origin == "article" and not claim.evidence] == []


def test_the_background_is_what_lies_above_or_all_of_the_gazetteer(articles: Path, tmp_path: Path) -> None:
    few = pipeline.build([articles]).records
    every = pipeline.build([articles], tmp_path / "out", whole_gazetteer=True).records
    assert {claim.id for claim in few.claims} < {claim.id for claim in every.claims}
    assert len(every.entities) > 19_000 > 1_000 > len(few.entities)
    with Store.open(tmp_path / "out") as store:
        assert store.records() == every


def test_the_background_can_be_left_out(shipped: tuple[Build, Path]) -> None:
    records = shipped[0].records
    stated = without_background(records)
    assert {claim.origin for claim in records.claims} == {"article", "gazetteer"}
    assert stated.claims == tuple(claim for claim in records.claims if claim.origin == "article")
    used = {claim.subject for claim in stated.claims} | {claim.object for claim in stated.claims}
    used |= {mention.entity for mention in stated.mentions}
    assert {entity.id for entity in stated.entities} == used - {None}
    assert len(stated.entities) < len(records.entities)


def test_the_store_holds_what_was_built(shipped: tuple[Build, Path]) -> None:
    made, out = shipped
    with Store.open(out) as store:
        assert store.records() == made.records
        assert tuple(store.extractions()) == made.extractions


def test_documents_are_named_by_their_path_in_the_folder(articles: Path) -> None:
    made = pipeline.build([articles])
    assert [document.id for document in made.records.documents] == ["a.txt", "b.txt", "sub/c.txt"]


def test_a_single_file_is_named_by_its_file_name(articles: Path) -> None:
    made = pipeline.build([articles / "sub" / "c.txt"])
    assert [document.id for document in made.records.documents] == ["c.txt"]


def test_without_a_folder_nothing_is_written(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(articles.parent)
    pipeline.build([articles])
    assert names(articles.parent) == {"articles"}


def test_progress_goes_through_all_stages(articles: Path, tmp_path: Path) -> None:
    calls: list[tuple[str, int, int]] = []
    pipeline.build([articles], tmp_path / "out", progress=lambda *call: calls.append(call))
    assert list(dict.fromkeys(stage for stage, _, _ in calls)) == ["read", "extract", "assemble", "write"]
    assert [call for call in calls if call[0] == "extract"] == [("extract", done, 3) for done in (1, 2, 3)]


def test_missing_folders_above_out_are_made(articles: Path, tmp_path: Path) -> None:
    pipeline.build([articles], tmp_path / "far" / "away" / "out")
    assert names(tmp_path / "far" / "away" / "out") == set(FILES)


def test_other_files_in_out_stay_and_old_ones_are_replaced(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    (out / "claims.jsonl").write_text("old")
    pipeline.build([articles], out)
    assert names(out) == {*FILES, "mine.txt"}
    assert (out / "mine.txt").read_text() == "mine"
    assert (out / "claims.jsonl").read_text(encoding="utf-8") != "old"


def test_one_bad_file_among_many_is_told_and_the_rest_is_built(articles: Path, tmp_path: Path) -> None:
    (articles / "bad.txt").write_bytes(bytes(range(256)) * 20)
    made = pipeline.build([articles], tmp_path / "out")
    assert len(made.records.documents) == 3
    (problem,) = made.problems
    assert "bad.txt" in problem
    assert "\n" not in problem


def test_one_bad_file_stops_a_build_that_shall_not_go_on(articles: Path, tmp_path: Path) -> None:
    (articles / "bad.txt").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(InputError, match=r"bad\.txt"):
        pipeline.build([articles], tmp_path / "out", keep_going=False)
    assert names(tmp_path) == {"articles"}


def test_two_documents_of_one_name_stay_two(articles: Path) -> None:
    other = articles.parent / "other"
    other.mkdir()
    (other / "a.txt").write_text("第八师石河子市毗邻沙湾市。\n", encoding="utf-8")
    made = pipeline.build([articles, other])
    assert [document.id for document in made.records.documents] == [
        "articles/a.txt",
        "b.txt",
        "other/a.txt",
        "sub/c.txt",
    ]
    assert pipeline.build([other, articles]).records == made.records


def test_the_same_file_twice_is_one_document(articles: Path) -> None:
    made = pipeline.build([articles, articles / "a.txt", articles])
    assert len(made.records.documents) == 3
    assert made.problems == ()


def _missing(tmp_path: Path) -> Path:
    return tmp_path / "missing.txt"


def _empty_file(tmp_path: Path) -> Path:
    (tmp_path / "empty.txt").write_bytes(b"")
    return tmp_path / "empty.txt"


def _empty_folder(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def _binary(tmp_path: Path) -> Path:
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    return tmp_path / "binary.txt"


@pytest.mark.parametrize("make", [_missing, _empty_file, _empty_folder, _binary])
def test_input_without_any_article_is_an_error_that_names_it(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    before = names(tmp_path)
    with pytest.raises(InputError) as caught:
        pipeline.build([path], tmp_path / "out")
    assert path.name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert names(tmp_path) == before


def test_out_that_is_a_file_is_refused(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(InputError, match="is a file"):
        pipeline.build([articles], tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_out_that_cannot_be_made_is_refused(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="cannot be written"):
        pipeline.build([articles], tmp_path / "file" / "out")
    assert names(tmp_path) == {"articles", "file"}


def test_a_failure_while_writing_leaves_the_old_files(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    pipeline.build([articles / "a.txt"], out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(view, "report", fail)
    with pytest.raises(InputError, match=r"out: cannot be written: No space left on device"):
        pipeline.build([articles], out)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_seeds_that_change_between_two_builds_are_read_again(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    shipped_seed = sorted((seeds_dir() / "gazetteer").glob("*.csv"))[0]
    header = shipped_seed.read_text(encoding="utf-8").splitlines()[0]
    (folder / "mine.csv").write_text(f"{header}\n", encoding="utf-8")
    pipeline.build([articles / "a.txt"], gazetteer=[folder])
    (folder / "mine.csv").write_text(f"{header}\nnonsense/1,Nonsense\n", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        pipeline.build([articles / "a.txt"], gazetteer=[folder])


def test_a_wrong_seed_row_is_told_with_its_place(articles: Path, tmp_path: Path) -> None:
    shipped_seed = sorted((seeds_dir() / "gazetteer").glob("*.csv"))[0]
    header = shipped_seed.read_text(encoding="utf-8").splitlines()[0]
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / shipped_seed.name).write_text(f"{header}\nnonsense/1,Nonsense\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"{shipped_seed.name}:2"):
        pipeline.build([articles], tmp_path / "out", gazetteer=[folder])
    assert names(tmp_path) == {"articles", "mine"}


def test_a_wrong_statement_of_the_ontology_is_told_with_its_place(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "words"
    shutil.copytree(ontology_dir(), folder)
    file = folder / "kg.ttl"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, "this is no turtle"]), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"kg\.ttl:{len(lines) + 1}"):
        pipeline.build([articles], tmp_path / "out", ontology=folder)
    assert names(tmp_path) == {"articles", "words"}


@pytest.mark.parametrize("inside", ["", "out"])
def test_a_build_into_the_folder_of_the_articles_does_not_read_what_it_wrote(articles: Path, inside: str) -> None:
    first = pipeline.build([articles], articles / inside)
    again = pipeline.build([articles], articles / inside)
    assert (again.records, again.problems) == (first.records, ())


def test_reading_passes_over_every_file_a_build_writes() -> None:
    assert {name for name in FILES if Path(name).suffix in READABLE} == MADE
    assert STORE == STORE_NAME


def test_a_folder_where_a_file_belongs_stops_the_build_before_anything_moves(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "report.html").mkdir(parents=True)
    with pytest.raises(InputError, match=r"report\.html: is a folder"):
        pipeline.build([articles], tmp_path / "out")
    assert names(tmp_path / "out") == {"report.html"}
