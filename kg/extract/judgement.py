"""How the words around a match judge it: whether it is denied, asked or general talk, its status and its field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import symbols

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.extract.clauses import Coded
    from kg.extract.scene import Filler, Scene
    from kg.extract.wording import ClauseWording

_SHORTEST_OBJECT = 2
_CLEFT_REACH = 14
_QUOTES_AND_BRACKETS = "”’）"


@dataclass(frozen=True, slots=True)
class Cues:
    """Symbols of the words that judge a match or tell who does what in a clause.

    Attributes:
        de: The symbol of the attributive particle.
        be: The symbol of the copula, or "" when no pattern and no list holds it.
        withs: Comitative words (with, and).
        by: Words before the agent of a passive.
        staff: Words for the people of an agent, who act for it.
        joints: Words of doing something together.
        each: Words that pair two lists member by member.
        prepositions: Prepositions.
        far: Words before what something lies at a distance from or reaches to.
        verbs: Words that predicate something.
        deny_clause: Words that deny their clause.
        deny_sentence: Words that void their sentence.
        refute: Those of them that answer what stands before them, so that what follows is said again (不属实，…).
        status: Status → its cue words, in the order in which they are tried.
        future: The future particle, which before a name or a verb of `disposals` marks an object instead; or "".
        disposals: Verbs that end what it disposes of.
        units: Classes of units.
        build: Verbs of making a work.
        going_on: Words with which a sentence goes on about the subject of the one before it.
        nobodies: People and bodies without a name, which are subjects of their own.
    """

    de: str
    be: str
    withs: frozenset[str]
    by: frozenset[str]
    staff: frozenset[str]
    joints: frozenset[str]
    each: frozenset[str]
    prepositions: frozenset[str]
    far: frozenset[str]
    verbs: frozenset[str]
    deny_clause: frozenset[str]
    deny_sentence: frozenset[str]
    refute: frozenset[str]
    status: tuple[tuple[str, frozenset[str]], ...]
    future: str
    disposals: frozenset[str]
    units: frozenset[str]
    going_on: frozenset[str]
    build: frozenset[str]
    nobodies: frozenset[str]

    @classmethod
    def of(cls, words: Mapping[str, str], clauses: ClauseWording, verbs: frozenset[str], units: frozenset[str]) -> Cues:
        """Return the cues of an alphabet.

        Args:
            words: Word → symbol.
            clauses: The words by what they do.
            verbs: Symbols of the words that predicate something.
            units: Classes of units.
        """

        def coded(listed: Iterable[str]) -> frozenset[str]:
            return frozenset(words[word] for word in listed if word in words)

        return cls(
            de=words[symbols.PARTICLE],
            be=words.get(symbols.COPULA, ""),
            withs=coded(clauses.sets["with"]),
            by=coded(clauses.sets["by"]),
            staff=coded(clauses.sets["staff"]),
            joints=coded(clauses.sets["joint"]),
            each=coded(clauses.sets["each"]),
            prepositions=coded(clauses.sets["prepositions"]),
            far=coded([*clauses.sets["far"], *clauses.sets["sides"]]),
            verbs=verbs,
            deny_clause=coded(clauses.deny_clause),
            deny_sentence=coded(clauses.deny_sentence),
            refute=coded(clauses.deny_previous),
            status=tuple((status, coded(clauses.status.get(status, ()))) for status in ("planned", "underway")),
            future=words.get(symbols.FUTURE, ""),
            disposals=coded(clauses.sets["disposals"]),
            units=units,
            build=coded(clauses.sets["build"]),
            going_on=coded(clauses.sets["going_on"]),
            nobodies=coded(clauses.sets["nobodies"]),
        )


def is_question(scene: Scene) -> bool:
    """Return whether a sentence asks, so that nothing in it is said to be so."""
    return scene.text[scene.coded.start : scene.coded.end].rstrip(_QUOTES_AND_BRACKETS).endswith("？")


def sentence_denial(scene: Scene, start: int, end: int, cues: Cues) -> str:
    """Return why the part of a sentence around symbols `[start, end)` is not said to be so, or an empty string.

    Semicolons part a sentence: what is cancelled after one leaves what stands before it. So does a refutal with a
    comma: in 回应：传言不属实，… what comes after it is said.
    """
    if is_question(scene):
        return "a question"
    code = scene.coded.code
    refuted = [at for at in range(start - 1) if code[at] in cues.refute and code[at + 1] == symbols.COMMA]
    low = max([code.rfind(symbols.SEMICOLON, 0, start), *refuted]) + 1
    high = code.find(symbols.SEMICOLON, end)
    said = code[low : high if high >= 0 else len(code)]
    return "" if cues.deny_sentence.isdisjoint(said) else "denied, doubted or cancelled"


def clause_denial(coded: Coded, start: int, end: int, cues: Cues) -> str:
    """Return why a match at symbols `[start, end)` is denied by its own clause, or an empty string."""
    return "" if cues.deny_clause.isdisjoint(coded.code[coded.clause_start(start) : end]) else "negated"


def status_of(coded: Coded, start: int, end: int, cues: Cues) -> str:
    """Return the status that the clauses around symbols `[start, end)` tell; "done" where they tell none."""
    low, high = coded.clause_start(start), coded.clause_end(end)
    clause = {
        symbol
        for at, symbol in enumerate(coded.code[low:high], low)
        if symbol != cues.future or not _marks_object(coded.code[at + 1 : high], cues)
    }
    return next((status for status, words in cues.status if not words.isdisjoint(clause)), "done")


def _marks_object(after: str, cues: Cues) -> bool:
    """Return whether what follows 将 in its clause is what something is done to: a name, or 共建工作|纳入."""
    return any(map(symbols.is_group, after[:1])) or not cues.disposals.isdisjoint(after[_SHORTEST_OBJECT:])


def is_cleft(coded: Coded, end: int, cues: Cues) -> bool:
    """Return whether the subject comes after the match (而与B签订协议的是A), so that nothing is carried into it."""
    for at in range(end, min(end + _CLEFT_REACH, len(coded.code) - 2)):
        if coded.code[at] == cues.de and coded.code[at + 1 : at + 3].lstrip(symbols.COMMA).startswith(cues.be):
            return True
        if coded.code[at] in symbols.BREAKS:
            return False
    return False


def is_general_talk(coded: Coded, fillers: Iterable[Filler], start: int, end: int, home: frozenset[str]) -> bool:
    """Return whether the Corps or its region is only talked of: it acts where it stands in the clause itself.

    Args:
        coded: The sentence.
        fillers: What fills the slots of the match.
        start: First symbol of the match.
        end: One past its last.
        home: Ids of the Corps and of the region it lies in.
    """
    wide = [filler for filler in fillers if any(referent.id in home for referent in filler.referents)]
    carried = any(filler.start < coded.starts[start] for filler in wide)
    return bool(wide) and (carried or not symbols.BREAKS.isdisjoint(coded.code[start + 1 : end]))


def field_of(scene: Scene, start: int, end: int, words: Mapping[str, tuple[str, ...]], order: Sequence[str]) -> str:
    """Return the field of cooperation that the clause, or else the sentence, has most words of.

    Args:
        scene: The sentence.
        start: First symbol of the match.
        end: One past its last.
        words: Field → its cue words.
        order: The fields; the first of two with equally many words wins.
    """
    coded = scene.coded
    clause = coded.extent(coded.clause_start(start), coded.clause_end(end))
    for low, high in (clause, (coded.start, coded.end)):
        text = scene.text[low:high]
        counts = {name: sum(map(text.count, listed)) for name, listed in words.items()}
        best = max(counts.values(), default=0)
        if best:
            return next(name for name in order if counts.get(name, 0) == best)
    return "general"
