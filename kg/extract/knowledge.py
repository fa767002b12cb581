"""Everything extraction knows besides the document: ontology, gazetteer, wording, compiled frames."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from kg.extract.confidence import Confidence, load_confidence
from kg.extract.extractors import Registered, load_extractors
from kg.extract.matching import WordMatcher
from kg.extract.references import ReferenceFinder
from kg.extract.relations import RelationEngine
from kg.extract.rules import RelationFile, compile_relations, read_relations, words_of
from kg.extract.symbols import Alphabet
from kg.extract.table_wording import TableWording, load_tables
from kg.extract.tagger import TAGGERS, Tagger, load_tagger
from kg.extract.tools import Tools
from kg.extract.wording import ClauseWording, NameWording, load_clauses, load_names
from kg.gazetteer import Gazetteer, LinkContext, Linking, link
from kg.gazetteer import load as load_gazetteer
from kg.ontology import Ontology
from kg.ontology import load as load_ontology
from kg.resources import ontology_dir as shipped_ontology
from kg.text import Furniture, load_furniture

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_NAMES_KEPT = 16_384
"""So many outcomes of linking a name by itself are kept; half as many cuts of what stands before a class word."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What `extract` reads with; the same knowledge and document always give the same extraction.

    Attributes:
        ontology: Classes and relations.
        gazetteer: Names of units and known works.
        furniture: Page furniture.
        names: Wording of open-class names.
        engine: Compiled relation frames.
        alphabet: Symbols of cue words and classes.
        cue_words: Finds cue words.
        telling: Number of a cue word → its symbol, or "" where no frame needs it.
        class_words: Finds class words.
        references: Finds words that point back.
        tools: What the search for name boundaries needs, made on first use.
        confidence: How sure a claim of each rule is.
        tables: Wording of tables and labelled lists.
        extractors: What finds claims, in the order in which they run.
        link_plainly: What a name stands for by itself at a date (or without one), whatever surrounds it.
    """

    ontology: Ontology
    gazetteer: Gazetteer
    furniture: Furniture
    names: NameWording
    engine: RelationEngine
    alphabet: Alphabet
    cue_words: WordMatcher
    telling: Sequence[str]
    class_words: WordMatcher
    references: ReferenceFinder
    tools: Callable[[], Tools]
    confidence: Confidence
    tables: TableWording
    extractors: tuple[Registered, ...]
    link_plainly: Callable[[str, str | None], Linking]


def load_knowledge(
    gazetteer_dirs: Sequence[Path] = (), ontology_dir: Path | None = None, tagger: str | Tagger = TAGGERS[0]
) -> Knowledge:
    """Load and compile all knowledge.

    Args:
        gazetteer_dirs: User folders that extend or override the shipped gazetteer.
        ontology_dir: Folder to use instead of the shipped ontology.
        tagger: Who is asked for a second opinion on names: "lac", or one of your own; with "jieba" nobody is.

    Raises:
        InputError: There is no tagger of this name, or its package is not installed.
        KnowledgeError: With every problem found in a knowledge file.
    """
    second = load_tagger(tagger) if isinstance(tagger, str) else tagger
    folder = ontology_dir or shipped_ontology()
    ontology = load_ontology(folder)
    names = load_names(folder / "names.toml", ontology)
    clauses = load_clauses(folder / "lexicon.toml", ontology)
    files = read_relations(folder / "relations", ontology)
    alphabet = Alphabet.of(ontology, words_of(files, clauses))
    frames = compile_relations(files, ontology, alphabet, clauses.sets)
    cues = frozenset(w for w in alphabet.words if len(w) > 1) - names.generic - frozenset(clauses.distractors)

    @cache
    def tools() -> Tools:
        from kg.text.segment import Segmenter
        from kg.text.tags import tag

        words = Segmenter()
        words.add_words([*names.generic, *names.boundary])
        return Tools(
            names,
            ontology,
            lru_cache(_NAMES_KEPT // 2)(partial(words.cut, guess=False)),
            tag,
            words.is_word,
            cues,
            frozenset(alphabet.words),
            complete,
            second,
        )

    gazetteer = load_gazetteer(gazetteer_dirs)

    @lru_cache(_NAMES_KEPT)
    def link_at(name: str, date: str | None) -> Linking:
        return link(gazetteer, name, LinkContext(date=date))

    def link_plainly(name: str, date: str | None) -> Linking:
        return link_at(name, date if gazetteer.changed(name) else None)

    def complete(name: str) -> tuple[str, str]:
        """Return the full name and class of a unit whose class word was left out, or two empty strings."""
        for suffix in names.unit_suffixes:
            kinds = gazetteer.types(name + suffix)
            if len(kinds) == 1:
                return name + suffix, next(iter(kinds))
        return "", ""

    engine = RelationEngine.of(
        frames, clauses, ontology, alphabet.words, _verbs(files, clauses, alphabet), _home(gazetteer)
    )
    cue_words = WordMatcher(sorted(alphabet.words))
    needed = engine.shortlist.rungs
    return Knowledge(
        ontology=ontology,
        gazetteer=gazetteer,
        furniture=load_furniture(folder / "furniture.toml"),
        names=names,
        engine=engine,
        alphabet=alphabet,
        cue_words=cue_words,
        telling=[symbol if (symbol := alphabet.words[word]) in needed else "" for word in cue_words.words],
        class_words=WordMatcher(sorted(names.class_words)),
        references=ReferenceFinder(names),
        tools=tools,
        confidence=load_confidence(folder / "confidence.csv"),
        tables=load_tables(folder / "tables.toml", ontology),
        extractors=load_extractors(),
        link_plainly=link_plainly,
    )


def _verbs(files: Sequence[RelationFile], clauses: ClauseWording, alphabet: Alphabet) -> frozenset[str]:
    """Return the symbols of the words that predicate something: those of word sets, less the function words."""
    build, short = set(clauses.sets["build"]), set(clauses.sets["short_verbs"])
    function = {w for name in ("with", "joint", "each", "by", "staff", "prepositions") for w in clauses.sets[name]}
    function |= {w for words in clauses.status.values() for w in words} | clauses.deny_clause
    words = {w for file in files for frame in file.frames for ws in frame.words.values() for w in ws}
    words -= {w for file in files for w in file.nouns}
    return frozenset(
        alphabet.words[w]
        for w in words | build | short
        if w in alphabet.words and (w in build or w in short or (len(w) > 1 and w not in function))
    )


def _home(gazetteer: Gazetteer) -> frozenset[str]:
    """Return the ids of the Corps and of the region it lies in."""
    corps = [key for key in gazetteer.ids() if gazetteer.seed(key).type == "Corps"]
    return frozenset(corps) | frozenset(gazetteer.seed(key).parent for key in corps)
