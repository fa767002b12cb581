"""The door through which extractors come: the entry-point group `kg.extractors`, what one must do, and running them.

An extractor is a class (or a function) without arguments, registered in a package's metadata:

    [project.entry-points."kg.extractors"]
    mine = "my_package.module:Mine"

What it makes has one method, `claims(document, mentions)`. The extractors of this package come through the same door;
they run first, those of other packages after them, sorted by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Protocol, overload

from kg.errors import ExtractorError
from kg.extract.statements import RawClaim, Rejected, Told, spelled
from kg.ids import claim_id
from kg.model import Claim, Document, Evidence, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from kg.extract.knowledge import Knowledge
    from kg.extract.mentions import Part, Structural
    from kg.extract.table_claims import Reading

    Found = Claim | RawClaim | Rejected | Told
    """What an extractor gives: claims; those of this package give the records that claims are made from."""

GROUP = "kg.extractors"
BUILT_IN = {
    "tables": "kg.extract.builtin:Tables",
    "sentences": "kg.extract.builtin:Sentences",
    "names": "kg.extract.builtin:Names",
}
"""The extractors of this package in the order in which they run; `pyproject.toml` registers the same."""


@dataclass(frozen=True)
class Mentions(Sequence[Mention]):
    """The mentions of a document: by start, then end; all offsets point into the text as received.

    Names of open classes are among them even where no claim is about them and the graph leaves them out.

    Attributes:
        text: The clean text.
        readings: What was read of the rows of its tables and labelled lists.
        parts: Its names in clean offsets, in order, without overlaps.
        stated: What the names state by their form, in clean offsets.
        knowledge: What the document is read with.
        make: Returns the mentions; asked when they are first looked at.
    """

    text: str
    readings: Sequence[Reading]
    parts: Sequence[Part]
    stated: Sequence[Structural]
    knowledge: Knowledge
    make: Callable[[], Sequence[Mention]]

    @cached_property
    def _made(self) -> Sequence[Mention]:
        return self.make()

    @overload
    def __getitem__(self, index: int) -> Mention: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mention]: ...
    def __getitem__(self, index: int | slice) -> Mention | Sequence[Mention]:
        return self._made[index]

    def __len__(self) -> int:
        return len(self._made)


class Extractor(Protocol):
    """What a registered class must make."""

    def claims(self, document: Document, mentions: Mentions) -> Iterable[Found]:
        """Return what a document says, as claims; `claim` makes one.

        A claim is taken when its entities are mentioned in the document or stand in the gazetteer, the ontology admits
        it, and its evidence quotes the document exactly; else it is left out with a note of kind "rejected".
        """
        ...


def claim(
    document: Document,
    start: int,
    end: int,
    subject: str,
    predicate: str,
    object: str | None = None,  # noqa: A002 -- the record's own field
    *,
    value: float | str | None = None,
    status: str = "done",
    field: str | None = None,
    confidence: float = 0.0,
    rule: str = "",
) -> Claim:
    """Return a claim that a stretch `[start, end)` of a document's text as received says.

    Args:
        document: The document.
        start: First code point of the evidence.
        end: One past its last.
        subject: Entity id, as a mention has it.
        predicate: Local name of a relation of the ontology.
        object: Entity id, or None for a value.
        value: A number or a date, or None for an object.
        status: "planned", "underway" or "done".
        field: Field of cooperation, or None.
        confidence: Between 0 and 1; 0 for what the rules of the package have on average.
        rule: Name of the rule, `predicate/name`; by default the name of the extractor stands there.
    """
    quote = Evidence(document.id, start, end, document.text[start:end], rule, document.published or "")
    key = claim_id(subject, predicate, object if object is not None else spelled(value), (status, field or ""))
    return Claim(key, subject, predicate, object, value, status, field, confidence, evidence=(quote,))


@dataclass(frozen=True, slots=True)
class FixedExtractor:
    """A test double: gives each document those of its claims that quote it."""

    fixed: Sequence[Claim]

    def claims(self, document: Document, mentions: Mentions) -> Iterable[Claim]:
        """Return the claims whose first evidence is of this document."""
        del mentions
        return [known for known in self.fixed if known.evidence and known.evidence[0].document == document.id]


@dataclass(frozen=True, slots=True)
class Registered:
    """An extractor under its name.

    Attributes:
        name: The name it is registered by.
        origin: Where it comes from, `module:attribute`.
        extractor: The extractor, or why there is none.
    """

    name: str
    origin: str
    extractor: Extractor | Exception

    def found(self, document: Document, mentions: Mentions) -> Sequence[Found]:
        """Return what it finds in a document.

        Raises:
            ExtractorError: It could not be made, or failed, whatever it raised, or gave what is no claim.
        """
        try:
            if isinstance(self.extractor, Exception):
                raise self.extractor
            found = list(self.extractor.claims(document, mentions))
            wrong = [type(item).__name__ for item in found if not isinstance(item, Claim | RawClaim | Rejected | Told)]
            if wrong:
                raise TypeError(f"it gave a {wrong[0]}, which is no kg.Claim")
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            raise ExtractorError(f"extractor {self.name} ({self.origin}) failed: {reason}") from error
        return found


def load_extractors() -> tuple[Registered, ...]:
    """Return all registered extractors in the order in which they run; one that cannot be made fails when it is run."""
    own = [EntryPoint(name, value, GROUP) for name, value in BUILT_IN.items()]
    others: dict[str, set[str]] = {}
    for point in entry_points(group=GROUP):
        if BUILT_IN.get(point.name) != point.value:
            others.setdefault(point.name, set()).add(point.value)
    return tuple(map(_load, own)) + tuple(_registered(name, others[name]) for name in sorted(others))


def _registered(name: str, values: Collection[str]) -> Registered:
    claimed = sorted({*values, BUILT_IN.get(name, "")} - {""})
    if len(claimed) > 1:
        return Registered(name, ", ".join(claimed), ValueError("several are registered by this name"))
    return _load(EntryPoint(name, claimed[0], GROUP))


def _load(point: EntryPoint) -> Registered:
    try:
        return Registered(point.name, point.value, point.load()())
    except Exception as error:  # noqa: BLE001 -- code of others may raise anything; it is reported by name
        return Registered(point.name, point.value, error)
