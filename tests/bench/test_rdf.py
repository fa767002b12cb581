"""The benchmark runs, and both engines give the same rows to every shipped question on a graph of the real shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export import ntriples, stream, triples
from kg.ontology import load
from kg.query import shipped_queries
from tests.bench import rdf
from tests.bench.graphs import graph

if TYPE_CHECKING:
    import pytest

SIZE = 600


def test_the_made_up_graph_is_of_its_size_and_always_the_same() -> None:
    for size in (10_000,):
        made = graph(size, load())
        assert abs(len(triples(made, load())) - size) < size / 10
        assert made == graph(size, load())


def test_both_engines_give_the_same_rows_to_every_question() -> None:
    timings, agree = rdf.run(SIZE, load(), all_shipped=True)
    assert agree
    asked = {one.name for one in timings}
    assert {f"shipped: {name}" for name in shipped_queries()} < asked
    assert {"load N-Triples", "write Turtle", rdf.EVIDENCE} < asked


def test_different_answers_end_it_with_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rdf.main(["--size", str(SIZE), "--alone"]) == 0
    assert "geometric mean of the eight" in capsys.readouterr().out
    monkeypatch.setattr(rdf, "_answered", lambda *_: [])
    assert rdf.main(["--size", str(SIZE)]) == 1
    assert "star of one thing: the answers differ" in capsys.readouterr().out


def test_a_large_graph_is_written_in_pieces() -> None:
    made = graph(20_000, load())
    for name in ("ttl", "nt", "trig", "nq", "jsonld", "rdfxml"):
        sizes = [len(piece) for piece in stream(made, load(), name)]
        assert len(sizes) > 1
        assert max(sizes) < sum(sizes)
    assert b"".join(stream(made, load(), "nt")) == ntriples(made, load())
