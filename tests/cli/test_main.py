"""The command as a whole: help, version, exit codes, and one line for every error."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg import cli

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = sorted(command.callback.__name__ for command in cli.app.registered_commands if command.callback)


def test_the_commands_are_those_promised() -> None:
    assert {"build", "export", "query", "view", "evaluate", "explain", "lookup"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert "Example" in done.out
    assert f"kg {command} " in done.out


def test_the_help_says_what_exit_codes_mean(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    assert "Exit codes: 0 done; 1 part of the input could not be read" in " ".join(done.out.split())


def test_without_arguments_it_shows_help(run: Run) -> None:
    assert run() == run("--help")


def test_version(run: Run) -> None:
    assert run("--version").out == f"kg {kg.__version__}\n"


def test_python_m_kg_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"kg {kg.__version__}\n"


def test_the_installed_command_names_a_function_that_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["scripts"]["kg"].partition(":")
    assert getattr(import_module(module), function) is cli.main


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nope"], "nope"),
        (["build"], "PATH"),
        (["build", "--nope"], "--nope"),
        (["build", "x", "--jobs", "0"], "--jobs"),
        (["explain"], "CLAIM"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(run: Run, arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("kg: ")
    assert done.err.count("\n") == 1
    assert told in done.err
    assert "--help` shows how" in done.err


def test_an_interrupt_has_its_own_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", interrupt)
    assert run("--version").code == 130


def test_being_told_to_end_clears_away_what_is_half_written(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("第六师与奇台县共同修建的公路建成通车。\n" * 2000, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    with subprocess.Popen([sys.executable, "-m", "kg", "build", str(article), "--out", str(out)]) as process:
        while not any(out.iterdir()):  # the passing folder is made first, and the article takes seconds
            assert process.poll() is None
        process.terminate()
    assert process.returncode == 143
    assert list(out.iterdir()) == []


def test_a_reader_that_leaves_early_is_no_error(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "explain", "0a11", "--in", str(built)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_that_cannot_be_written_is_one_line(built: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "kg", "explain", "0a11", "--in", str(built)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "kg: output: No space left on device\n")


def test_output_that_is_closed_is_no_error(built: Path) -> None:
    query = f"'{sys.executable}' -m kg query 'ASK {{}}' --in '{built}' >&-"
    done = subprocess.run(["/bin/sh", "-c", query], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
