"""`QueryGraph`: the graph and its ontology in pyoxigraph's memory, ready for SPARQL with all prefixes supplied."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.export.iris import Terms
from kg.export.notation import as_file
from kg.export.rdf import ontology_triples
from kg.export.serialise import ntriples_pieces
from kg.query.result import Result
from kg.query.service import service_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyoxigraph as ox

    from kg.export.rdf import Derived
    from kg.model import GraphRecords
    from kg.ontology import Ontology

    Answer = ox.QueryBoolean | ox.QuerySolutions | ox.QueryTriples

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_UPDATE = re.compile(
    r"\s*(?:(?:#|(?:PREFIX|BASE)\b)[^\n]*\s*)*(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_SHOWN = 30  # characters of the query before the place of an error


class QueryGraph:
    """A graph that answers SPARQL 1.1 queries; it cannot be changed and sends no request out.

    Attributes:
        prefixes: Prefix → IRI; a query may use them without declaring them.
    """

    def __init__(self, store: ox.Store, prefixes: Mapping[str, str]) -> None:
        self._store = store
        self.prefixes = dict(prefixes)

    def __len__(self) -> int:
        """Return the number of triples, the ontology's included."""
        return len(self._store)

    def query(self, sparql: str) -> Result:
        """Return the answer to a query.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.

        Raises:
            QueryError: The query does not parse (with line and column), asks for `SERVICE`, or fails.
        """
        import pyoxigraph as ox

        answer = self.start(sparql)
        if isinstance(answer, ox.QueryBoolean):
            return Result("truth", ("answer",), (), bool(answer), self.prefixes)
        with told(sparql):
            if isinstance(answer, ox.QueryTriples):
                return Result.of_graph(answer, self.prefixes)
            variables = tuple(variable.value for variable in answer.variables)
            rows = tuple(tuple(solution) for solution in answer)
        return Result("rows", variables, rows, None, self.prefixes)

    def start(self, sparql: str, dataset: tuple[Sequence[str], Sequence[str]] | None = None) -> Answer:
        """Return the engine's own answer, whose rows are worked out as they are taken: take them inside `told(sparql)`.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            dataset: IRIs of the graphs that make up the default graph, and of the named graphs; None for what the
                query itself says.

        Raises:
            QueryError: As for `query`.
        """
        import pyoxigraph as ox

        with told(sparql):
            place = service_at(sparql, self.prefixes)
        if place is not None:
            raise QueryError(f"{_where(sparql, place)}: SERVICE is not served: queries stay on this machine")
        prefixes = self._used(sparql)
        with told(sparql):
            if dataset is None:
                return self._store.query(sparql, prefixes=prefixes)
            default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(iri) for iri in dataset[0]]
            named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in dataset[1]]
            return self._store.query(sparql, prefixes=prefixes, default_graph=default, named_graphs=named)

    def _used(self, sparql: str) -> dict[str, str]:
        """Return the prefixes that a query may use: the engine takes as long to read all as to answer a small query."""
        if "\\" in sparql:  # a prefix may be spelled with escapes
            return self.prefixes
        return {prefix: iri for prefix, iri in self.prefixes.items() if f"{prefix}:" in sparql}

    @property
    def store(self) -> ox.Store:
        """The triples, to be read by pattern; whoever holds them may not change them."""
        return self._store


@contextmanager
def told(sparql: str) -> Iterator[None]:
    """Turn what the engine raises about a query into a QueryError with line and column."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(_explained(sparql, str(error))) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error


def open_graph(
    records: GraphRecords,
    ontology: Ontology,
    base: str | None = None,
    derived: Iterable[Derived] = (),
    disk: Path | None = None,
) -> QueryGraph:
    """Return a graph to query, made of records and of the ontology, so that queries can use the class hierarchy.

    Args:
        records: The graph.
        ontology: Its classes and relations.
        base: What the IRIs of entities, claims and documents begin with; the ontology's own by default.
        derived: Facts that rules conclude (see `kg.export.derive`), to be included.
        disk: An empty folder that is to hold the triples, for graphs larger than memory; memory holds them by default.
    """
    import pyoxigraph as ox

    store = ox.Store(disk)
    # Loading renames blank nodes at random, which would change the order of answers; only the ontology has some.
    store.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in ontology_triples(ontology))
    text = ntriples_pieces(records, ontology, base=base, derived=tuple(derived))
    load = store.load if disk is None else store.bulk_load  # in memory the plain way is the quicker one
    load(as_file(text), ox.RdfFormat.N_TRIPLES, lenient=True)  # nothing to check: it was written just now
    if disk is not None:
        store.optimize()
        del store, load  # its lock is on the folder
        store = ox.Store.read_only(str(disk))  # with the line before a third quicker: nothing can change between reads
    return QueryGraph(store, Terms(ontology, base).prefixes)


def _where(sparql: str, offset: int) -> str:
    line = sparql.count("\n", 0, offset) + 1
    return f"query, line {line}, column {offset - (sparql.rfind(chr(10), 0, offset) + 1) + 1}"


def _explained(sparql: str, message: str) -> str:
    found = _PLACE.match(message)
    if found is None:
        return f"query: {message}"
    line, column = int(found[1]), int(found[2])
    lines = sparql.splitlines() or [""]
    text = lines[line - 1] if line <= len(lines) else ""
    where = f"query, line {line}, column {column}"
    if "Prefix not found" in found[3]:
        name = re.search(r"([\w.-]*):[^\s]*$", text[: column - 1])
        return f"{where}: the prefix {name[1] + ':' if name else 'here'!r} is not known; declare it with PREFIX"
    if _UPDATE.match(sparql):
        return f"{where}: the graph can be read only: SELECT, ASK, CONSTRUCT and DESCRIBE are served"
    before = text[: column - 1].strip()[-_SHOWN:]
    return f"{where}: syntax error after {before!r}" if before else f"{where}: syntax error"
