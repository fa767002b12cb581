"""The built wheel works without the repository, and gives the same bytes."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from kg import pipeline
from kg.pipeline import FILES
from kg.store import STORE_NAME

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "seeds" / "articles" / "bingdi-ronghe.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a new environment with the wheel in it and the dependencies of this one behind it."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*install, "--quiet", "--disable-pip-version-check"], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return python


def test_knowledge_travels_in_the_wheel(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for room in ("seeds", "ontology"):
        files = {file.relative_to(ROOT).as_posix() for file in (ROOT / room).rglob("*") if file.is_file()}
        assert files
        assert {f"kg/_data/{file}" for file in files} <= packed


def test_typing_and_licence_travel_in_the_wheel(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel).namelist()
    assert "kg/py.typed" in packed
    assert [name for name in packed if name.endswith("/licenses/LICENSE")]
    assert [name for name in packed if name.startswith("tests/")] == []


def test_the_installed_command_builds_the_same_bytes(installed: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "article.txt").write_bytes(ARTICLE.read_bytes())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    where = [str(installed), "-c", "import kg; print(kg.__file__)"]
    found = subprocess.run(where, cwd=empty, env=environment, check=True, capture_output=True, text=True).stdout
    assert found.startswith(str(installed.parents[1]))

    command = [str(installed.parent / "kg"), "build", "article.txt"]
    subprocess.run(command, cwd=empty, env=environment, check=True, capture_output=True)
    pipeline.build([empty / "article.txt"], tmp_path / "checkout")
    for name in FILES:
        assert (empty / "out" / name).is_file()
        if name != STORE_NAME:
            assert (empty / "out" / name).read_bytes() == (tmp_path / "checkout" / name).read_bytes(), name
