"""ontology/relations/*.toml → compiled frames and their examples; one file a predicate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError, Problem
from kg.extract import symbols
from kg.extract.frames import Frame, FrameSource, PatternError
from kg.extract.patterns import compile_frame, pattern_words
from kg.extract.tomlfile import line_of, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.extract.symbols import Alphabet
    from kg.extract.wording import ClauseWording
    from kg.ontology import Ontology

_KEYS = frozenset(
    {"name", "pattern", "topic", "topic_classes", "place", "status", "mutual", "block", "void", "of_units"}
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a relation file with the claims it must give, `(subject label, object label or value)`.

    Attributes:
        file: The relation file.
        predicate: Local name of the relation.
        text: The sentence.
        claims: What must be found, and nothing else of this predicate.
    """

    file: str
    predicate: str
    text: str
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RelationFile:
    """One relation file: its frames as written, its examples, and those of its words that are nouns."""

    path: Path
    predicate: str
    frames: tuple[FrameSource, ...]
    examples: tuple[Example, ...]
    nouns: frozenset[str]


def read_relations(folder: Path, ontology: Ontology) -> tuple[RelationFile, ...]:
    """Read every relation file of a folder, in order of file name.

    Raises:
        KnowledgeError: With all problems of all files.
    """
    problems: list[Problem] = []
    files: list[RelationFile] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            files.append(_read(path, ontology))
        except KnowledgeError as error:
            problems += error.problems
    if problems:
        raise KnowledgeError(problems)
    return tuple(files)


def _read(path: Path, ontology: Ontology) -> RelationFile:
    data = read_toml(path)
    predicate = str(data.get("predicate", ""))
    if predicate not in ontology.relations:
        raise KnowledgeError(
            [Problem(str(path), line_of(path, "predicate"), "predicate", f"the ontology has no relation {predicate!r}")]
        )
    problems: list[Problem] = []
    nouns = {name: tuple(value) for name, value in data.get("nouns", {}).items()}
    words = {name: tuple(value) for name, value in data.get("words", {}).items()} | nouns
    frames: list[FrameSource] = []
    for row in data.get("frame", ()):
        name = row.get("name", "?")
        line = line_of(path, f'name = "{name}"')
        problems += [Problem(str(path), line, key, "unknown key in a frame") for key in sorted(set(row) - _KEYS)]
        if not isinstance(row.get("pattern"), str):
            problems.append(Problem(str(path), line, "pattern", "a frame needs a pattern"))
            continue
        unknown = [c for c in row.get("topic_classes", ()) if c not in ontology.classes]
        problems += [Problem(str(path), line, "topic_classes", f"the ontology has no class {c}") for c in unknown]
        if unknown:
            continue
        topic_classes = frozenset(c for top in row.get("topic_classes", ()) for c in ontology.concrete(top))
        frames.append(
            FrameSource(
                name=f"{predicate}/{name}",
                predicate=predicate,
                pattern=row["pattern"],
                words=words,
                topic=row.get("topic", ""),
                topic_classes=topic_classes,
                place=frozenset(row.get("place", ())),
                status=row.get("status", ""),
                mutual=bool(row.get("mutual", False)),
                block=tuple(row.get("block", ())),
                void=tuple(row.get("void", ())),
                first=bool(data.get("first", False)),
                of_units=bool(row.get("of_units", False)),
            )
        )
    examples = tuple(
        Example(path.name, predicate, row["text"], tuple((str(a), str(b)) for a, b in row.get("claims", ())))
        for row in data.get("example", ())
    )
    if problems:
        raise KnowledgeError(problems)
    return RelationFile(path, predicate, tuple(frames), examples, frozenset(w for ws in nouns.values() for w in ws))


def words_of(files: Sequence[RelationFile], clauses: ClauseWording) -> Iterator[str]:
    """Yield every word that frames, status, denial and shared sets use.

    Raises:
        KnowledgeError: When a pattern names an unknown word set.
    """
    problems: list[Problem] = []
    for file in files:
        for frame in file.frames:
            try:
                yield from pattern_words(frame, clauses.sets)
            except PatternError as error:
                problems.append(_problem(file, frame, error))
    if problems:
        raise KnowledgeError(problems)
    for words in (*clauses.sets.values(), *clauses.status.values()):
        yield from words
    yield from clauses.deny_clause
    yield from clauses.deny_sentence
    yield from clauses.distractors
    yield symbols.PARTICLE


def compile_relations(
    files: Sequence[RelationFile], ontology: Ontology, alphabet: Alphabet, sets: Mapping[str, tuple[str, ...]]
) -> tuple[Frame, ...]:
    """Compile every frame.

    Raises:
        KnowledgeError: With every frame that does not compile, by file and line.
    """
    problems: list[Problem] = []
    frames: list[Frame] = []
    for file in files:
        for source in file.frames:
            try:
                frames.append(compile_frame(source, ontology.relations[file.predicate], ontology, alphabet, sets))
            except PatternError as error:
                problems.append(_problem(file, source, error))
    if problems:
        raise KnowledgeError(problems)
    return tuple(frames)


def _problem(file: RelationFile, frame: FrameSource, error: Exception) -> Problem:
    name = frame.name.partition("/")[2]
    return Problem(str(file.path), line_of(file.path, f'name = "{name}"'), name, str(error))
