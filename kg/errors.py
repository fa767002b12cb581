"""The tree of errors a caller may meet; every one carries one line that says what, where and what to do.

KgError
├── InputError        a path, file or argument given by the user cannot be used
├── KnowledgeError    a seed row, ontology statement or relation file is wrong (file, line, column, reason)
├── ExtractorError    an extractor of another package cannot be loaded, fails, or gives what is no claim
├── QueryError        a SPARQL query does not parse or asks for what is not served
└── StoreError        a store is missing, of another version, or cannot be written
"""

from __future__ import annotations

from dataclasses import dataclass


class KgError(Exception):
    """Base of all errors of the package: catch it to catch every expected failure."""


class InputError(KgError):
    """Raised when a path, a file or an argument given by the user cannot be used."""


class ExtractorError(KgError):
    """Raised when an extractor registered by a package cannot be loaded, fails, or gives what is no claim."""


class QueryError(KgError):
    """Raised when a query does not parse, names an unknown shipped query, or asks for what is not served."""


class StoreError(KgError):
    """Raised when a store is missing, was written by another version, or cannot be written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a knowledge file.

    Attributes:
        file: The file, as the user would name it.
        line: The line, counted from 1; 0 when the whole file is meant.
        column: The column's name or number, or an empty string.
        reason: What is wrong, in one clause.
    """

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """Return `file:line: column: reason`, leaving out what is unknown."""
        place = self.file if not self.line else f"{self.file}:{self.line}"
        return f"{place}: {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


class KnowledgeError(KgError):
    """Raised when knowledge files (seeds, ontology) are wrong; carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))
