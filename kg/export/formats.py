"""The list of export formats by name, and writing one to a file that is whole or not there."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from kg.errors import InputError
from kg.export.dataset import dataset
from kg.export.jsonl import claims_jsonl, entities_jsonl
from kg.export.jsonld import jsonld_pieces
from kg.export.network import gexf, graphml
from kg.export.profiles import PROFILES
from kg.export.serialise import nquads_pieces, ntriples_pieces, rdfxml_pieces, trig_pieces, turtle_pieces
from kg.export.tables import csv_table, parquet_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.export.serialise import Settings
    from kg.model import GraphRecords
    from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Format:
    """A format the graph can be written in.

    Attributes:
        name: What the user calls it.
        suffixes: File name endings, or whole file names, that mean it, the customary one first.
        about: What it is, in a few words.
        rdf: Whether it is RDF and so takes a base IRI and the ontology along.
        pieces: Makes the bytes, piece by piece.
    """

    name: str
    suffixes: tuple[str, ...]
    about: str
    rdf: bool
    pieces: Callable[..., Iterator[bytes]]


def _plain(make: Callable[[GraphRecords], bytes]) -> Callable[[GraphRecords, Ontology], Iterator[bytes]]:
    return lambda records, _: iter((make(records),))


def _whole(make: Callable[[GraphRecords, Ontology], bytes]) -> Callable[[GraphRecords, Ontology], Iterator[bytes]]:
    return lambda records, ontology: iter((make(records, ontology),))


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("ttl", (".ttl",), "RDF, Turtle", True, turtle_pieces),
        Format("nt", (".nt",), "RDF, N-Triples", True, ntriples_pieces),
        Format("nq", (".nq",), "RDF, N-Quads", True, nquads_pieces),
        Format("trig", (".trig",), "RDF, TriG", True, trig_pieces),
        Format("jsonld", (".jsonld",), "RDF, JSON-LD with the shipped context", True, jsonld_pieces),
        Format("rdfxml", (".rdf", ".owl", ".xml"), "RDF/XML", True, rdfxml_pieces),
        Format("dataset", ("void.ttl",), "description of the dataset: VoID, DCAT, PROV", False, _whole(dataset)),
        Format("claims", ("claims.jsonl",), "claims, one JSON object a line", False, _plain(claims_jsonl)),
        Format("entities", ("entities.jsonl",), "entities, one JSON object a line", False, _plain(entities_jsonl)),
        Format("graphml", (".graphml",), "network for Cytoscape, yEd, igraph", False, _whole(graphml)),
        Format("gexf", (".gexf",), "network for Gephi", False, _whole(gexf)),
        Format("csv", (".csv",), "claims, one row a piece of evidence", False, _plain(csv_table)),
        Format("parquet", (".parquet",), "claims, one row a claim, evidence nested", False, _plain(parquet_table)),
    )
}
"""Format name → format."""
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\x00-\x20<>\"{}|^`\\\x7f-\U0010ffff]*[/#]")
_HOLDS = {"rdf12": ("ttl", "nt", "nq", "trig"), "nanopub": ("trig", "nq")}


def format_of(path: Path) -> str | None:
    """Return the name of the format that a file's name means, or None."""
    name = path.name.lower()
    whole = (one.name for one in FORMATS.values() if name in one.suffixes)
    ending = (one.name for one in FORMATS.values() if path.suffix.lower() in one.suffixes)
    return next(whole, None) or next(ending, None)


def export(records: GraphRecords, ontology: Ontology, name: str, **settings: Unpack[Settings]) -> bytes:
    """Return the graph in the format of that name; arguments and errors as for `stream`."""
    return b"".join(stream(records, ontology, name, **settings))


def stream(records: GraphRecords, ontology: Ontology, name: str, **settings: Unpack[Settings]) -> Iterator[bytes]:
    """Return the graph in the format of that name, piece by piece, so that memory stays small where the format allows.

    Args:
        records: The graph.
        ontology: Names its classes and relations.
        name: One of `FORMATS`.
        **settings: For RDF: see `kg.export.serialise.Settings`.

    Raises:
        InputError: There is no such format or profile, the base is no absolute IRI ending in / or #, or a setting does
            not fit the format.
    """
    chosen = FORMATS.get(name)
    if chosen is None:
        raise InputError(f"format {name!r} is not known; choose one of: {', '.join(FORMATS)}")
    if not chosen.rdf:
        if any(value for setting, value in settings.items() if (setting, value) != ("profile", PROFILES[0])):
            raise InputError(f"format {name!r} is not RDF: it takes no base IRI, ontology, derived facts or profile")
        return chosen.pieces(records, ontology)
    profile = settings.get("profile", PROFILES[0])
    if profile not in PROFILES:
        raise InputError(f"profile {profile!r} is not known; choose one of: {', '.join(PROFILES)}")
    if name not in _HOLDS.get(profile, FORMATS):
        raise InputError(
            f"format {name!r} cannot hold the profile {profile}; choose one of: {', '.join(_HOLDS[profile])}"
        )
    base = settings.get("base")
    if base is not None and not _BASE.fullmatch(base):
        raise InputError(f"base {base!r} is no absolute ASCII IRI that ends in / or #")
    return chosen.pieces(records, ontology, **settings)


def write(path: Path, content: bytes | Iterable[bytes]) -> int:
    """Write a file beside its place and move it there, so that it is never half-written.

    Args:
        path: The file.
        content: Its bytes, whole or in pieces.

    Returns:
        How many bytes were written.

    Raises:
        InputError: The folder is missing or cannot be written.
    """
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            size = sum(file.write(piece) for piece in ((content,) if isinstance(content, bytes) else content))
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except BaseException as error:
        Path(beside).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
        raise
    return size


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
