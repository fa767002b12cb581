"""What the READMEs show, run anew: `python -m tests.documents` rewrites their outputs; with `notebook`, the notebook's.

A ```console block holds commands after `$ ` (further lines of a command after `> `), each followed by what it prints.
All blocks of a document run in their order in one folder, which begins as a checkout does but is nobody's checkout.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
TRANSLATION = ROOT / "README.zh-CN.md"
NOTEBOOK = ROOT / "notebooks" / "01_explore.ipynb"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COPIED = ("ontology", "seeds/articles", "tests/gold")


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a document, its lines joined by newlines, and what the document says that it prints."""

    text: str
    output: str


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language in a Markdown text, in order."""
    return [body for kind, body in _BLOCK.findall(text) if kind == language]


def commands(block: str) -> list[Command]:
    """Return the commands of a console block."""
    found: list[Command] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:], ""))
        elif line.startswith("> ") and not found[-1].output:
            found[-1] = Command(f"{found[-1].text}\n{line[2:]}", "")
        else:
            found[-1] = Command(found[-1].text, f"{found[-1].output}{line}\n")
    return found


def console(shown: list[Command]) -> str:
    """Return the console block of some commands; the inverse of `commands`."""
    return "".join("$ " + one.text.replace("\n", "\n> ") + "\n" + one.output for one in shown)


def prepare(folder: Path) -> None:
    """Make an empty folder look like a checkout with `kg` on its path."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name)
    for name, command in (("kg", "-m kg"), ("python3", "")):
        script = folder / "bin" / name
        script.parent.mkdir(exist_ok=True)
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n', encoding="utf-8")
        script.chmod(0o755)


def run(command: Command, folder: Path) -> Command:
    """Run a command in a prepared folder and return it with what it really prints.

    Raises:
        RuntimeError: It fails; the message holds what it prints.
    """
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command.text],
        cwd=folder,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(f"{command.text}\n{done.stdout}")
    return Command(command.text, done.stdout)


def _refresh_readmes() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        shown = [
            console([run(command, folder) for command in commands(block)])
            for block in blocks(README.read_text(encoding="utf-8"), "console")
        ]
    for file in (README, TRANSLATION):
        fresh = iter(shown)
        text = _BLOCK.sub(
            lambda block, fresh=fresh: f"```console\n{next(fresh)}```" if block[1] == "console" else block[0],  # type: ignore[misc]  # the default binds the iterator
            file.read_text(encoding="utf-8"),
        )
        file.write_text(text, encoding="utf-8")


def _refresh_notebook() -> None:
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]  # typed in part
    NotebookClient(
        notebook, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(NOTEBOOK.parent)}}
    ).execute(env={**os.environ, "PYTHONPATH": str(ROOT)})
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
    nbformat.write(notebook, NOTEBOOK)  # type: ignore[no-untyped-call]  # typed in part


if __name__ == "__main__":
    if sys.argv[1:] == ["notebook"]:
        _refresh_notebook()
    else:
        _refresh_readmes()
