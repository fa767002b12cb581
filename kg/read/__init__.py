"""Files to documents: text, Markdown, web pages and tables, in the encodings that Chinese texts come in."""

from kg.read.files import ReadProblem
from kg.read.reading import read

__all__ = ["ReadProblem", "read"]
