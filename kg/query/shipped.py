"""The questions shipped in `ontology/queries/*.rq`, with their parameters.

A file is plain SPARQL that runs as it stands in any engine. Its first comment lines say what it asks:

    # zh: 某师参与的项目及其状态
    # en: The projects of a division and their status
    # param division: a name of the division

A parameter `division` stands in the query as `VALUES ?division { "第六师" }`; what is in the braces is the default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError, Problem, QueryError
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HEADER = re.compile(r"#\s*(?:(zh|en)|param\s+(\w+))\s*:\s*(.+?)\s*$")
_STRING = r'"((?:[^"\\\n]|\\.)*)"'


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a question lets its asker choose.

    Attributes:
        name: Its name, and that of the variable in the query.
        about: What it means.
        default: Its value when nothing is chosen.
    """

    name: str
    about: str
    default: str


@dataclass(frozen=True, slots=True)
class ShippedQuery:
    """A question of `ontology/queries/`.

    Attributes:
        name: The file's name without `.rq`.
        questions: Language tag → the question; holds `zh` and `en`.
        parameters: Its parameters, in the order of the file.
        sparql: The query with its defaults.
    """

    name: str
    questions: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    sparql: str

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the query with parameters replaced.

        Raises:
            QueryError: A parameter is not one of this question's.
        """
        known = {parameter.name for parameter in self.parameters}
        sparql = self.sparql
        for name, value in values.items():
            if name not in known:
                listed = ", ".join(sorted(known)) or "none"
                raise QueryError(f"query {self.name!r} has no parameter {name!r}; its parameters: {listed}")
            literal = f'VALUES ?{name} {{ "{_escaped(value)}" }}'
            sparql = _values(name).sub(lambda _, text=literal: text, sparql)
        return sparql


def shipped_queries(folder: Path | None = None) -> dict[str, ShippedQuery]:
    """Return the shipped questions by name, sorted.

    Args:
        folder: The ontology's folder; the shipped one by default.

    Raises:
        KnowledgeError: A file lacks a question in zh or en, or declares a parameter that its query does not hold.
    """
    files = sorted(((folder or ontology_dir()) / "queries").glob("*.rq"))
    problems: list[Problem] = []
    found = {file.stem: _read(file, problems) for file in files}
    if problems:
        raise KnowledgeError(problems)
    return found


def shipped(name: str, values: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """Return the SPARQL of a shipped question.

    Args:
        name: Its name, such as `shared-projects`.
        values: Parameter → value; defaults stand for the rest.
        folder: The ontology's folder; the shipped one by default.

    Raises:
        QueryError: There is no such question or parameter; the message lists what exists.
    """
    queries = shipped_queries(folder)
    if name not in queries:
        raise QueryError(f"there is no shipped query {name!r}; there are: {', '.join(queries)}")
    return queries[name].fill(values or {})


def _read(file: Path, problems: list[Problem]) -> ShippedQuery:
    text = file.read_text(encoding="utf-8")
    questions: dict[str, str] = {}
    parameters = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header is None:
            continue
        language, name, about = header.groups()
        if language:
            questions[language] = about
            continue
        default = _values(name).search(text)
        if default is None:
            problems.append(Problem(str(file), number, "", f'the query holds no VALUES ?{name} {{ "…" }}'))
            continue
        parameters.append(Parameter(name, about, re.sub(r"\\(.)", r"\1", default[1])))
    problems.extend(
        Problem(str(file), 1, "", f"has no line `# {language}: …` that states its question")
        for language in ("zh", "en")
        if language not in questions
    )
    return ShippedQuery(file.stem, questions, tuple(parameters), text)


def _values(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{name} \{{ {_STRING} \}}")


def _escaped(value: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(escapes.get(character, character) for character in value)
