"""What the READMEs say is so: commands print what is shown, links lead somewhere, both languages say the same."""

from __future__ import annotations

import doctest
import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest
import typer.main

from kg.cli import app
from tests.documents import NOTEBOOK, README, ROOT, TRANSLATION, blocks, commands, prepare, run

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / room / "README.md" for room in ("ontology", "seeds/gazetteer", "tests/gold"))]
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
INLINE = re.compile(r"`(kg [^`]+)`|^ {4}(kg .+)$|^\$ (kg .+)$", re.MULTILINE)


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("checkout")
    prepare(made)
    return made


def test_commands_print_what_is_shown(folder: Path) -> None:
    shown = [command for block in blocks(text(README), "console") for command in commands(block)]
    assert len(shown) > 10
    for command in shown:
        assert run(command, folder) == command, "run `python -m tests.documents` and look at what changed"


def test_python_gives_what_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (block,) = blocks(text(README), "pycon")
    example = doctest.DocTestParser().get_doctest(block, {}, README.name, str(README), 0)
    report: list[str] = []
    assert doctest.DocTestRunner().run(example, out=report.append).failed == 0, "".join(report)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_commands_and_options_exist(file: Path) -> None:
    known = getattr(typer.main.get_command(app), "commands")  # noqa: B009  # a group has it, a lone command has not
    for found in INLINE.findall(text(file)):
        words = shlex.split("".join(found).partition(" | ")[0].partition("'")[0])
        if words[1].startswith("-"):
            continue
        assert words[1] in known, found
        options = {name for option in known[words[1]].params for name in (*option.opts, *option.secondary_opts)}
        assert {word for word in words if word.startswith("-") and word != "-"} <= options | {"--help"}, found


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_links_lead_to_files(file: Path) -> None:
    targets = [link.partition("#")[0] for link in LINK.findall(text(file)) if "://" not in link]
    assert [target for target in targets if target and not (file.parent / target).exists()] == []


def test_both_languages_have_the_same_sections() -> None:
    levels = [re.findall(r"^(#+) ", text(file), re.MULTILINE) for file in (README, TRANSLATION)]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("language", ["console", "pycon"])
def test_both_languages_show_the_same(language: str) -> None:
    assert blocks(text(README), language) == blocks(text(TRANSLATION), language)


def test_both_languages_link_to_the_same() -> None:
    links = [set(LINK.findall(text(file))) for file in (README, TRANSLATION)]
    assert links[0] - {TRANSLATION.name} == links[1] - {README.name}


def test_the_first_screen_has_both_commands_and_the_picture() -> None:
    for file in (README, TRANSLATION):
        screen = text(file)[: text(file).index("\n## ")]
        assert "    make demo" in screen
        assert "    make test" in screen
        assert "notebooks/images/graph.png" in screen


def test_the_notebook_is_committed_with_its_outputs() -> None:
    assert NOTEBOOK.stat().st_size < 3_000_000
    cells = [cell for cell in json.loads(text(NOTEBOOK))["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output["output_type"] for cell in cells for output in cell["outputs"]}
    assert kinds == {"display_data", "execute_result", "stream"}
    assert [output for cell in cells for output in cell["outputs"] if output.get("name") == "stderr"] == []
