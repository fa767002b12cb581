"""Rules of the house that no linter knows: where Chinese may stand in code; that code names nothing of an article."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kg"
HAN = re.compile("[\u3401-\u9ffe]")  # its two ends stand in code as the bounds of a range

CHINESE = {
    "text": "characters, numerals, dates and measures are its subject",
    "gazetteer": "how names are spelled and shortened",
    "read": "common characters tell encodings apart; column names of tables",
    "extract": "particles, conjunctions and class words of the language",
    "evaluate/labels.py": "the spelling rules of the vocabulary",
    "export/handbook.py": "headings of the bilingual handbook",
}
"""Room or file → why Chinese stands in its code; everywhere else wording belongs into ontology/ and seeds/."""

COMPILERS = PACKAGE / "gazetteer" / "compile"  # turn public lists into seeds, and so name what is in them


def strings(file: Path) -> list[str]:
    """Return the string constants of a file that are no docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documentation)
    return [node.value for node in constants if isinstance(node.value, str)]


def modules() -> list[Path]:
    """Return the files of the package."""
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_chinese_stands_only_where_it_is_the_subject(file: Path) -> None:
    place = file.relative_to(PACKAGE).as_posix()
    if place.split("/")[0] not in CHINESE and place not in CHINESE:
        assert [text for text in strings(file) if HAN.search(text)] == []


def test_no_code_names_a_thing_of_an_article() -> None:
    golds = [json.loads(file.read_text(encoding="utf-8")) for file in (ROOT / "tests" / "gold").rglob("*.gold.json")]
    labels = {entity["label"] for gold in golds for entity in gold["entities"]}
    named = {
        (file.relative_to(ROOT).as_posix(), label)
        for file in modules()
        if COMPILERS not in file.parents
        for text in strings(file)
        for label in labels
        if label in text
    }
    assert named == set()


def test_every_module_says_what_lives_in_it() -> None:
    silent = [
        file.relative_to(ROOT).as_posix()
        for file in modules()
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []
