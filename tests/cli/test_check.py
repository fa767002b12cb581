"""`kg check`: a built graph passes; what is broken in its store or beside it is listed, and the exit code is 1."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import duckdb
import pytest

from kg import pipeline
from kg.store import STORE_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

ARTICLE = "第六师与奇台县共同修建甲乙公路。公路全长12公里，于2021年通车。"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a build, beside its article."""
    folder = tmp_path_factory.mktemp("check")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    pipeline.build([folder / "a.txt"], folder / "out")
    return folder / "out"


@pytest.fixture
def broken(sound: Path, tmp_path: Path) -> Path:
    """Return a copy of the build, to be broken."""
    return shutil.copytree(sound, tmp_path / "out")


def change(folder: Path, statement: str) -> None:
    with duckdb.connect(str(folder / STORE_NAME)) as connection:
        connection.execute(statement)


def test_a_build_is_sound(run: Run, sound: Path) -> None:
    done = run("check", sound, "--sources", sound.parent / "a.txt", "--shacl", "--derived")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{sound}: 1 document, ")
    assert done.out.endswith("\nsound: no problems\n")


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("""UPDATE main.evidence SET quote = quote || '路'""", "quote"),
        ("""UPDATE main.evidence SET "end" = 5000""", "offsets"),
        ("""DELETE FROM main.evidence""", "evidence"),
        ("""DELETE FROM main.claims WHERE predicate = 'lengthKm'""", "evidence"),
        ("""DELETE FROM main.entities WHERE type = 'Road'""", "dangling"),
        ("""UPDATE main.entities SET type = 'Castle' WHERE type = 'Road'""", "class"),
        ("""UPDATE main.claims SET predicate = 'paints' WHERE predicate = 'builds'""", "relation"),
        ("""UPDATE main.claims SET predicate = 'crosses' WHERE predicate = 'builds'""", "domain"),
        ("""UPDATE main.claims SET number = -1 WHERE predicate = 'lengthKm'""", "value"),
        ("""UPDATE main.claims SET status = 'dreamt'""", "status"),
    ],
)
def test_what_is_broken_in_a_store_is_listed(run: Run, broken: Path, statement: str, check: str) -> None:
    for file in ("claims.jsonl", "entities.jsonl"):
        (broken / file).unlink()
    change(broken, statement)
    done = run("check", broken)
    assert (done.code, done.err) == (1, "")
    assert f"\n\n{check}: " in done.out
    assert done.out.splitlines()[-1].endswith(f" {check}")


def test_a_file_edited_by_hand_is_named_with_its_line(run: Run, broken: Path) -> None:
    file = broken / "claims.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("builds", "manages"), encoding="utf-8")
    done = run("check", broken)
    assert done.code == 1
    assert f"{file}:" in done.out


def test_json_is_for_programs(run: Run, broken: Path) -> None:
    done = run("check", broken, "--json")
    assert done.code == 0
    said = json.loads(done.out)
    assert (said["sound"], said["shacl"], said["problems"]) == (True, False, [])
    assert said["checked"]["documents"] == 1
    change(broken, "UPDATE main.evidence SET quote = 'x' WHERE claim = (SELECT min(claim) FROM main.evidence)")
    done = run("check", broken, "--json")
    assert done.code == 1
    problems = json.loads(done.out)["problems"]
    assert {one["check"] for one in problems} == {"quote", "file"}
    assert all(one["where"] and one["what"] for one in problems)


def test_a_long_list_is_cut_short_for_people(run: Run, broken: Path) -> None:
    change(broken, "INSERT INTO main.notes SELECT 'gone.txt', 'cut', 0, i, 'x' FROM range(30) AS r(i)")
    done = run("check", broken)
    assert "  … and 10 more; --json lists all" in done.out
    assert done.out.endswith("30 problems: 30 dangling\n")


def test_wrong_usage_is_one_line_and_code_2(run: Run, sound: Path, tmp_path: Path) -> None:
    for arguments in ((tmp_path,), (sound, "--derived"), (sound, "--sources", tmp_path / "nowhere")):
        done = run("check", *arguments)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
