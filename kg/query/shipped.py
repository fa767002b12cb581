"""The questions shipped in `ontology/queries/*.rq`, with their parameters.

A file is plain SPARQL that runs as it stands in any engine. Its first comment lines say what it asks:

    # zh: 某师及其下属单位参与哪些项目？
    # en: Which projects do a division and its units take part in?
    # param division: a name of the division

A parameter stands in the query as `VALUES ?division { "第六师"@zh "第六师"@en "第六师" }` (a name in any language, or
an id) or `VALUES ?below { 0.7 }` (a number); what is in the braces is its default.
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
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_VALUES = re.compile(rf"(VALUES \?(\w+) \{{ )((?:{_STRING.pattern}[@\w]* ?|{_NUMBER.pattern} ?)+)(\}})")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a question lets its asker choose.

    Attributes:
        name: Its name, and that of the variable in the query.
        about: What it means.
        default: Its value when nothing is chosen.
        numeric: Whether it is a number rather than text.
    """

    name: str
    about: str
    default: str
    numeric: bool


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
        known = {parameter.name: parameter for parameter in self.parameters}
        for name, value in values.items():
            if name not in known:
                listed = ", ".join(known) or "none"
                raise QueryError(f"query {self.name!r} has no parameter {name!r}; its parameters: {listed}")
            if known[name].numeric and not _NUMBER.fullmatch(value):
                raise QueryError(f"query {self.name!r}: parameter {name!r} is a number, not {value!r}")

        def replace(found: re.Match[str]) -> str:
            value = values.get(found[2])
            if value is None:
                return found[0]
            literal = f'"{_escaped(value)}"'
            filled = value if known[found[2]].numeric else _STRING.sub(lambda _: literal, found[3].strip())
            return f"{found[1]}{filled} {found[5]}"

        return _VALUES.sub(replace, self.sparql)


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
    defaults = {found[2]: found[3].strip() for found in _VALUES.finditer(text)}
    questions: dict[str, str] = {}
    parameters = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header is None:
            continue
        language, name, about = header.groups()
        if language:
            questions[language] = about
        elif name in defaults:
            written = _STRING.match(defaults[name])
            default = re.sub(r"\\(.)", r"\1", written[1]) if written else defaults[name]
            parameters.append(Parameter(name, about, default, numeric=written is None))
        else:
            problems.append(Problem(str(file), number, "", f'the query holds no VALUES ?{name} {{ "…" }}'))
    problems.extend(
        Problem(str(file), 1, "", f"has no line `# {language}: …` that states its question")
        for language in ("zh", "en")
        if language not in questions
    )
    return ShippedQuery(file.stem, questions, tuple(parameters), text)


def _escaped(value: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(escapes.get(character, character) for character in value)
