"""What a query answers: rows, a truth value or a graph, as Python values, as a DataFrame or as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.export.iris import Shortener
from kg.query.formats import as_csv, as_json, as_table, as_tsv, as_xml, truth_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Value = str | int | float | bool | None

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml")
"""What the answers to SELECT and ASK can be written as."""
GRAPH_FORMATS = ("table", "ttl", "nt", "xml", "json")
"""What the answers to CONSTRUCT and DESCRIBE can be written as; `xml` is RDF/XML and `json` JSON-LD."""

_ROWS = {"csv": as_csv, "tsv": as_tsv, "json": as_json, "xml": as_xml}
_SYNTAXES = {"ttl": "TURTLE", "nt": "N_TRIPLES", "xml": "RDF_XML", "json": "JSON_LD"}
_ASKED = {"rows": "SELECT", "truth": "ASK", "graph": "CONSTRUCT or DESCRIBE"}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_REALS = ("decimal", "double", "float")
_INTEGERS = ("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "short")


def rdf_syntax(form: str) -> ox.RdfFormat:
    """Return the syntax of one of the `GRAPH_FORMATS` but `table`."""
    import pyoxigraph as ox

    syntax: ox.RdfFormat = getattr(ox.RdfFormat, _SYNTAXES[form])
    return syntax


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one query.

    Attributes:
        kind: "rows" (SELECT), "truth" (ASK) or "graph" (CONSTRUCT, DESCRIBE).
        variables: Names of the columns; `subject`, `predicate`, `object` for a graph, `answer` for a truth value.
        rows: One tuple a row, a term or None a column, in the answer's order; a graph's are sorted; a truth has none.
        truth: The answer to ASK, None otherwise.
        prefixes: Prefix → IRI, to shorten IRIs for people.
    """

    kind: str
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truth: bool | None
    prefixes: Mapping[str, str]

    @classmethod
    def of_graph(cls, triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Result:
        """Return the answer to CONSTRUCT or DESCRIBE: each triple once, sorted."""
        rows = sorted({(t.subject, t.predicate, t.object) for t in triples}, key=lambda row: str(row[:3]))
        return cls("graph", ("subject", "predicate", "object"), tuple(rows), None, prefixes)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __bool__(self) -> bool:
        """Return the truth value, or whether there is any row."""
        return self.truth if self.truth is not None else bool(self.rows)

    def values(self) -> Iterator[tuple[Value, ...]]:
        """Yield the rows as Python values: prefixed names, numbers, booleans, text, None where nothing is bound."""
        shortener = Shortener(self.prefixes)
        return (tuple(self._value(term, shortener) for term in row) for row in self.rows)

    def dataframe(self) -> pd.DataFrame:
        """Return the rows as a DataFrame of Python values, one column a variable."""
        import pandas as pd

        if self.truth is not None:
            return pd.DataFrame({"answer": [self.truth]})
        return pd.DataFrame([list(row) for row in self.values()], columns=list(self.variables))

    def write(self, form: str, width: int = 120) -> str:
        """Return the answer as text.

        CSV, TSV, JSON and XML are the SPARQL 1.1 result formats, with full IRIs; the table is for people.

        Args:
            form: One of `ROW_FORMATS` or, for CONSTRUCT and DESCRIBE, of `GRAPH_FORMATS`.
            width: Width of a table in columns; a Chinese character takes two.

        Raises:
            QueryError: This kind of answer has no such format.
        """
        allowed = GRAPH_FORMATS if self.kind == "graph" else ROW_FORMATS
        if form not in allowed:
            choice = ", ".join(allowed)
            raise QueryError(f"the answer to {_ASKED[self.kind]} has no format {form!r}; choose one of: {choice}")
        if self.truth is not None:
            return truth_as(self.truth, form)
        if form == "table":
            cells = [["" if value is None else _shown(value) for value in row] for row in self.values()]
            return as_table(self.variables, cells, width)
        return self._graph(form) if self.kind == "graph" else _ROWS[form](self.variables, self.rows)

    def _value(self, term: Term | None, shortener: Shortener) -> Value:
        import pyoxigraph as ox

        if term is None:
            return None
        if isinstance(term, ox.NamedNode):
            split = shortener.split(term.value)
            return term.value if split is None else ":".join(split)
        if not isinstance(term, ox.Literal):
            return str(term)
        kind = term.datatype.value.removeprefix(_XSD)
        try:
            if kind in _INTEGERS:
                return int(term.value)
            if kind in _REALS:
                return float(term.value)
        except ValueError:
            return term.value
        return term.value in {"true", "1"} if kind == "boolean" else term.value

    def _graph(self, form: str) -> str:
        import pyoxigraph as ox

        from kg.export.serialise import serialise

        triples = [ox.Triple(*row) for row in self.rows]  # type: ignore[arg-type]  # rows of a graph are whole triples
        return serialise(triples, rdf_syntax(form), dict(self.prefixes)).decode()


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return " ".join(str(value).split())
