"""How names and clauses are worded: ontology/names.toml and ontology/lexicon.toml, checked and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError, Problem
from kg.extract.tomlfile import line_of, read_toml

if TYPE_CHECKING:
    from pathlib import Path

    from kg.ontology import Ontology

_NO_NAME = "not_a_name"
_ALONE = ("never", "after_units", "roads", "operators", "always", "weak")
MEASURED = r"[0-9.一二三四五六七八九十百]+(?:公里|千米|米|亩)长?的"
"""A measure between a word that points back and its noun."""
_REFERRED = frozenset({"School", "Hospital", "Agency"})
"""Besides works, what a class word behind 该, 这座 may mean; of weaker classes only the nouns listed do."""
_RELATIVE = r"[^，。；：！？\n]{2,24}?"
"""What a relative clause between the two may hold (这所占地96亩的学校)."""
_POINTING_REACH = 32


@dataclass(frozen=True, slots=True)
class NameWording:
    """What open-class names look like.

    Attributes:
        class_words: Final word of a name → ontology class.
        weak: Class words that need better evidence.
        not_names: Common words that only look like a name.
        not_followed_by: Class word → what after it makes it the beginning of something else; `not_a_name` for all.
        generic: Modifiers of descriptions.
        boundary: Words before which a name begins.
        references: Noun that may stand for a thing named before → classes it may stand for.
        pointed_at: The same, with the class words of works and bodies, which refer only behind 该, 这座.
        pointing: Words that point back when they stand before such a noun.
        bare: Nouns that may point back without such a word.
        bare_after: Words after which a bare noun points back.
        pairs: Word that stands for exactly two parties named before → the class they must be of.
        unit_guards: First characters after a numbered unit that make it something else, by class.
        naming: Class words that make a name even of generic modifiers.
        auspicious: Generic modifiers that make a name when they stand alone before a word of `auspicious_of`.
        auspicious_of: The class words they do so with.
        classifiers: Measure words that stand between a number and a noun.
        naming_measures: Measure words that stand in names as well (三道河, 一间房, 五台).
        sizes: Measures of size that stand in names of plants behind a numeral.
        profiles: What a title adds to the name that the document is about.
        trade: Verbs that firms take as their name (通达, 联合).
        topical: Noun that means what an entry is about → the class of that.
        not_topical_after: Words behind which such a noun means others.
        syllables: Characters with which foreign names are spelled by sound.
        first_syllables: Function characters with which such names may begin.
        not_first: Characters with which no place of open class begins right behind a unit.
        leading: Verbs of one character before which no name begins and which the segmenter joins to unknown words.
        demonstratives: First characters of a phrase that is no name (该线路).
        loose: Nouns that mean the unit spoken of wherever they stand (县里).
        sole: Nouns for the only unit of their class that was named (团场).
        sole_after: Words and marks behind which alone they are.
        loose_not_after: Characters behind which they are something else (老师里).
        of_two: Words for the former and the latter of two parties → 0 and 1.
        kinds: Kinds of things, whose last noun points at nothing (建设项目).
        calling: Words before a name that a class noun behind it explains (名为X的大桥).
        own: Words before a class noun that mean the document's own unit (我县).
        specific: Nouns that point at a name ending in them rather than at the nearest of their class.
        government: Words after a unit that mean the unit itself (昭苏县人民政府).
        leading_verbs: Generic modifiers that are verbs when they stand before a name.
        pointing_before: The same at the end of a stretch of text, a measure between included.
        alias: Words between a thing and another name of it.
        after_subject: Words that follow a name at the start of a sentence.
        organisation_words: Class words of organisations, which a verb may follow directly (管理局养护).
        unit_suffixes: Class words that an end point may lack, in the order in which they are tried.
        indefinite: Words that introduce a thing not named before (一座, 一条).
        toward: Words before the one end by which a road is described.
        not_core: What no name holds (ratings such as AAAAA级).
        rated: What a class word is rated at, at the end of the text before it (110千伏).
        counting: Words that, like a number, stand before a measure word.
        place_before: Words after which a place stands, so that what follows it with 的 is not its own.
        list_joints: What stands between the members of a list.
        retrospects: Words of titles of documents that look back on the year they state.
        on_the_way: Words behind which only a place stands.
        unit_ends: What the full name of a unit ends in.
        alone: Which class words make a name with nothing but the name before them, by kind of name and word.
    """

    class_words: Mapping[str, str]
    weak: frozenset[str]
    not_names: frozenset[str]
    not_followed_by: Mapping[str, tuple[str, ...]]
    generic: frozenset[str]
    boundary: frozenset[str]
    references: Mapping[str, tuple[str, ...]]
    pointed_at: Mapping[str, tuple[str, ...]]
    pointing: tuple[str, ...]
    bare: frozenset[str]
    bare_after: tuple[str, ...]
    pairs: Mapping[str, str]
    unit_guards: Mapping[str, tuple[str, ...]]
    naming: frozenset[str]
    auspicious: frozenset[str]
    auspicious_of: frozenset[str]
    classifiers: frozenset[str]
    naming_measures: frozenset[str]
    sizes: frozenset[str]
    profiles: tuple[str, ...]
    trade: frozenset[str]
    leading: frozenset[str]
    topical: Mapping[str, str]
    not_topical_after: tuple[str, ...]
    syllables: frozenset[str]
    first_syllables: frozenset[str]
    not_first: frozenset[str]
    toward: tuple[str, ...]
    leading_verbs: frozenset[str]
    demonstratives: tuple[str, ...]
    government: tuple[str, ...]
    calling: tuple[str, ...]
    kinds: tuple[str, ...]
    own: tuple[str, ...]
    loose: tuple[str, ...]
    sole: frozenset[str]
    sole_after: tuple[str, ...]
    loose_not_after: tuple[str, ...]
    of_two: Mapping[str, int]
    specific: frozenset[str]
    pointing_before: re.Pattern[str]
    alias: tuple[str, ...]
    after_subject: tuple[str, ...]
    unit_suffixes: tuple[str, ...]
    organisation_words: frozenset[str]
    indefinite: tuple[str, ...]
    not_core: re.Pattern[str]
    rated: re.Pattern[str]
    counting: frozenset[str]
    place_before: tuple[str, ...]
    list_joints: tuple[str, ...]
    retrospects: tuple[str, ...]
    on_the_way: tuple[str, ...]
    unit_ends: tuple[str, ...]
    alone: Mapping[str, frozenset[str]]

    def measures(self, word: str) -> bool:
        """Return whether a word is a measure word."""
        return word in self.classifiers or word in self.naming_measures

    def pointed(self, text: str, at: int) -> bool:
        """Return whether a word that points back (这条), with or without a measure, stands right before `at`."""
        return self.pointing_before.search(text, max(0, at - _POINTING_REACH), at) is not None

    def goes_on(self, text: str, at: int, word: str) -> bool:
        """Return whether what follows `word` at `at` makes it the beginning of something else (大桥镇, 公路局)."""
        if text.startswith(self.not_followed_by.get(word, ()), at):
            return True
        return word not in self.organisation_words and text.startswith(self.not_followed_by.get(_NO_NAME, ()), at)


@dataclass(frozen=True, slots=True)
class ClauseWording:
    """Word sets that relations share, and cues of status, denial and field.

    Attributes:
        sets: Name → words, for use in patterns as `{name}`.
        status: "planned" and "underway" → cue words.
        deny_clause: Words that deny what follows in their clause.
        deny_sentence: Words that void a whole sentence.
        deny_previous: Words that void the sentence before theirs.
        distractors: Ordinary words that contain a pattern word and win over it.
        fields: Field of cooperation → cue words.
    """

    sets: Mapping[str, tuple[str, ...]]
    status: Mapping[str, tuple[str, ...]]
    deny_clause: frozenset[str]
    deny_sentence: tuple[str, ...]
    deny_previous: tuple[str, ...]
    distractors: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


def _table(path: Path, data: Mapping[str, Any], *keys: str) -> Any:
    value: Any = data
    for key in keys:
        if not isinstance(value, Mapping) or key not in value:
            raise KnowledgeError([Problem(str(path), 0, ".".join(keys), "this table or key is missing")])
        value = value[key]
    return value


def _words(path: Path, data: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    value = _table(path, data, *keys)
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        reason = "a list of non-empty strings is expected"
        raise KnowledgeError([Problem(str(path), line_of(path, keys[-1]), ".".join(keys), reason)])
    return tuple(dict.fromkeys(value))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def load_names(path: Path, ontology: Ontology) -> NameWording:
    """Read names.toml.

    Raises:
        KnowledgeError: With every unknown class and every malformed list, by file and line.
    """
    data = read_toml(path)
    problems: list[Problem] = []

    def known(name: str) -> bool:
        if name in ontology.classes:
            return True
        problems.append(Problem(str(path), line_of(path, name), name, "the ontology has no such class"))
        return False

    class_words: dict[str, str] = {}
    for name in _table(path, data, "class_words"):
        if known(name):
            class_words.update(dict.fromkeys(_words(path, data, "class_words", name), name))
    references: dict[str, tuple[str, ...]] = {}
    for noun in _table(path, data, "references"):
        references[noun] = tuple(c for c in _words(path, data, "references", noun) if known(c))
    pointed_at = {
        word: (name,)
        for word, name in class_words.items()
        if len(word) > 1 and name in ontology.concrete("Project") | _REFERRED
    } | references
    guards = {
        name: _words(path, data, "unit_guards", name) for name in _table(path, data, "unit_guards") if known(name)
    }
    topical: dict[str, str] = {}
    for name in _table(path, data, "topical"):
        if name != "never_after" and known(name):
            topical.update(dict.fromkeys(_words(path, data, "topical", name), name))
    if problems:
        raise KnowledgeError(problems)
    pointing = _longest_first(_words(path, data, "pointing", "words"))
    calling = _longest_first(_words(path, data, "pointing", "calling"))
    return NameWording(
        class_words=class_words,
        weak=frozenset(_words(path, data, "weak", "words")),
        not_names=frozenset(_words(path, data, "not_names", "words")),
        not_followed_by={
            word: _words(path, data, "followed_by", word) for word in sorted(_table(path, data, "followed_by"))
        },
        generic=frozenset(_words(path, data, "generic", "words")),
        boundary=frozenset(_words(path, data, "boundary", "words")),
        references=references,
        pointed_at=pointed_at,
        pointing=pointing,
        pointing_before=re.compile(
            f"(?:{'|'.join(pointing)})(?:{MEASURED})?$"
            f"|(?:{'|'.join(word for word in (*pointing, *calling) if len(word) > 1)}){_RELATIVE}的$"
        ),
        bare=frozenset(_words(path, data, "pointing", "bare")),
        bare_after=_longest_first(_words(path, data, "pointing", "after")),
        pairs={
            word: name
            for name in _table(path, data, "pairs")
            if known(name)
            for word in _words(path, data, "pairs", name)
        },
        unit_guards=guards,
        naming=frozenset(_words(path, data, "naming", "words")),
        auspicious=frozenset(_words(path, data, "auspicious", "words")),
        auspicious_of=frozenset(
            word for word, name in class_words.items() if name in _words(path, data, "auspicious", "classes")
        )
        - frozenset(_words(path, data, "auspicious", "not_with")),
        classifiers=frozenset(_words(path, data, "classifiers", "words")),
        naming_measures=frozenset(_words(path, data, "classifiers", "naming")),
        sizes=frozenset(_words(path, data, "classifiers", "sizes")),
        profiles=_longest_first(_words(path, data, "profile", "words")),
        trade=frozenset(_words(path, data, "trade", "words")),
        topical=topical,
        not_topical_after=_words(path, data, "topical", "never_after"),
        syllables=frozenset("".join(_words(path, data, "syllables", "characters"))),
        first_syllables=frozenset(_words(path, data, "syllables", "first")),
        leading=frozenset(_words(path, data, "boundary", "leading")),
        not_first=frozenset(_words(path, data, "boundary", "not_first")),
        organisation_words=frozenset(w for w, c in class_words.items() if ontology.is_a(c, "Organisation")),
        alias=_words(path, data, "alias", "words"),
        after_subject=_words(path, data, "after_subject", "words"),
        unit_suffixes=_words(path, data, "unit_suffixes", "words"),
        indefinite=_words(path, data, "indefinite", "words"),
        demonstratives=_words(path, data, "demonstratives", "words"),
        of_two={word: n for n, word in enumerate(_words(path, data, "pointing", "of_two"))},
        calling=calling,
        kinds=_words(path, data, "pointing", "kinds"),
        own=_words(path, data, "pointing", "own"),
        sole_after=_words(path, data, "pointing", "sole_after"),
        sole=frozenset(_words(path, data, "pointing", "sole")),
        loose=_words(path, data, "pointing", "loose"),
        loose_not_after=_words(path, data, "pointing", "loose_not_after"),
        specific=frozenset(_words(path, data, "pointing", "specific")),
        government=_longest_first(_words(path, data, "government", "words")),
        leading_verbs=frozenset(_words(path, data, "leading_verbs", "words")),
        toward=_words(path, data, "toward", "words"),
        not_core=re.compile("|".join(_words(path, data, "not_core", "patterns"))),
        rated=re.compile(f"[0-9.]+(?:{'|'.join(_words(path, data, 'rated', 'units'))})$"),
        counting=frozenset(_words(path, data, "counting", "words")),
        place_before=_words(path, data, "place_before", "words"),
        list_joints=_words(path, data, "list_joints", "words"),
        retrospects=_words(path, data, "retrospects", "words"),
        on_the_way=_words(path, data, "on_the_way", "words"),
        unit_ends=_words(path, data, "unit_ends", "words"),
        alone={kind: frozenset(_words(path, data, "alone", kind)) for kind in _ALONE},
    )


def load_clauses(path: Path, ontology: Ontology) -> ClauseWording:
    """Read lexicon.toml.

    Raises:
        KnowledgeError: When a list is malformed or a field or status is not in the ontology.
    """
    data = read_toml(path)
    problems = [
        Problem(str(path), line_of(path, f"{key} ="), f"{table}.{key}", f"the ontology has no such {noun}")
        for table, noun, allowed in (("fields", "field", ontology.fields), ("status", "status", ontology.statuses))
        for key in _table(path, data, table)
        if key not in allowed
    ]
    if problems:
        raise KnowledgeError(problems)
    return ClauseWording(
        sets={name: _words(path, data, "sets", name) for name in _table(path, data, "sets")},
        status={name: _words(path, data, "status", name) for name in _table(path, data, "status")},
        deny_clause=frozenset(_words(path, data, "deny", "clause")),
        deny_sentence=_words(path, data, "deny", "sentence"),
        deny_previous=_words(path, data, "deny", "previous"),
        distractors=_words(path, data, "distractors", "words"),
        fields={name: _words(path, data, "fields", name) for name in _table(path, data, "fields")},
    )
