"""Relation frames: patterns over mentions, cue words and punctuation, compiled from ontology/relations/*.toml.

A pattern is a sequence of elements separated by spaces:

    <S>  <O:Road|Bridge>   a role: S subject, O object, B both (two or more members, paired); a number tells two slots of
                           one role apart (<S2>); T further end point of the work; X anything, ignored; classes default to
                           the relation's domain or range
    <S*>                   the same, or nothing at the start of a clause: then it is carried over from what was said before
    <O+>                   also a described thing without a name ("a demonstration zone")
    {build}  {build|open}  one word of a set of the file's [words] or of lexicon.toml's [sets]
    ~  ~12  ~12o  ~12,     up to 6 (12) characters or words; with o also places after a preposition, with m any mention,
                           with , also commas
    [length] [area] [money] [date]   a value
    ^  $                   start and end of a clause
    的  由|被  ，           literal words and punctuation
    !的|者                 none of these words here
    ( … | … )              alternatives;  ? after any element makes it optional
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import symbols

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.extract.symbols import Alphabet
    from kg.ontology import Ontology, Relation

_ROLE = re.compile(r"<([SOBTX]\d?)(\*?)(\+?)(?::([A-Za-z|]+))?>")
_GAP = re.compile(r"~(\d*)([om,]*)")
_VALUES = {"length": symbols.LENGTH, "area": symbols.AREA, "money": symbols.MONEY, "date": symbols.DATE}
_SKIP = f"[{symbols.NEWLINE}{symbols.ASIDE}]{{0,2}}"
_DEFAULT_GAP = 6


class PatternError(ValueError):
    """Raised when a pattern cannot be read; the message says which element and why."""


@dataclass(frozen=True, slots=True)
class FrameSource:
    """A frame as written.

    Attributes:
        name: `predicate/name`, the rule's name in evidence.
        predicate: Local name of the relation.
        pattern: The pattern.
        words: The file's own word sets.
        topic: Role that is filled from what was said before and stands nowhere in the pattern, or "".
        topic_classes: Classes of that role.
        place: Roles in which a division named with its city means the city.
        status: Status that overrides the one read from the clause, or "".
        mutual: Whether the claim holds in both directions (互派).
        block: Words that may stand in no gap of the pattern.
    """

    name: str
    predicate: str
    pattern: str
    words: Mapping[str, tuple[str, ...]]
    topic: str = ""
    topic_classes: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    status: str = ""
    mutual: bool = False
    block: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled frame.

    Attributes:
        source: The frame as written.
        regex: Over the symbols of a sentence; its groups are the slots of the pattern.
        slots: Slot name → (role letter, classes, may be carried).
        anchors: Symbols of which at least one must occur for the frame to match; empty when none is needed.
    """

    source: FrameSource
    regex: re.Pattern[str]
    slots: Mapping[str, tuple[str, frozenset[str], bool]]
    anchors: frozenset[str]


def pattern_words(source: FrameSource, sets: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield every word a pattern may match, so that an alphabet can be made of them."""
    for element in source.pattern.split():
        bare = element.rstrip("?")
        if bare.startswith("{"):
            yield from _set_words(bare, source, sets)
        elif _is_literal(bare) or bare.startswith("!"):
            yield from (word for word in bare.lstrip("!").split("|") if word and word not in symbols.PUNCTUATION)
    yield from source.block


def compile_frame(
    source: FrameSource, relation: Relation, ontology: Ontology, alphabet: Alphabet, sets: Mapping[str, tuple[str, ...]]
) -> Frame:
    """Compile one frame.

    Raises:
        PatternError: When an element is unknown, a class is not in the ontology, or a needed role is missing.
    """
    compiler = _Compiler(source, relation, ontology, alphabet, sets)
    regex = re.compile("".join(compiler.parts()))
    slots = compiler.slots
    if source.topic:
        slots["topic"] = (source.topic, source.topic_classes or compiler.default_classes(source.topic), True)
    roles = {role for role, _, _ in slots.values()}
    literal = bool(relation.datatype)
    complete = "S" in roles and "V" in roles if literal else ("B" in roles or {"S", "O"} <= roles)
    if not complete:
        raise PatternError(
            "the pattern needs a subject and a value" if literal else "the pattern needs <S> and <O>, or <B>"
        )
    return Frame(source, regex, slots, compiler.anchors)


def _is_literal(element: str) -> bool:
    return bool(element) and element[0] not in "<{~[()|^$!"


def _set_words(element: str, source: FrameSource, sets: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not element.endswith("}"):
        raise PatternError(f"{element}: a word set ends with }}")
    for name in element[1:-1].split("|"):
        if name in source.words:
            yield from source.words[name]
        elif name in sets:
            yield from sets[name]
        else:
            raise PatternError(f"{{{name}}}: no such word set")


class _Compiler:
    """Turns the elements of one pattern into a regular expression, noting slots and anchors on the way."""

    def __init__(
        self,
        source: FrameSource,
        relation: Relation,
        ontology: Ontology,
        alphabet: Alphabet,
        sets: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.source, self.relation, self.ontology, self.alphabet, self.sets = source, relation, ontology, alphabet, sets
        self.slots: dict[str, tuple[str, frozenset[str], bool]] = {}
        self.anchors: frozenset[str] = frozenset()
        self._blocked = "".join(re.escape(alphabet.words[word]) for word in source.block)

    def parts(self) -> Iterator[str]:
        depth = 0
        for element in self.source.pattern.split():
            optional = element.endswith("?")
            bare = element[:-1] if optional else element
            if bare == "(":
                depth += 1
                yield "(?:"
                continue
            if bare == "|":
                yield "|"
                continue
            if bare == ")":
                depth -= 1
                yield ")?" if optional else ")"
                continue
            body = self._element(bare, required=not optional and not depth)
            yield (
                f"(?:{body}{_SKIP})?"
                if optional
                else f"{body}{_SKIP}"
                if not bare.startswith(("^", "$", "!"))
                else body
            )
        if depth:
            raise PatternError("a bracket is not closed")

    def _element(self, bare: str, *, required: bool) -> str:
        if bare.startswith("<"):
            return self._role(bare)
        if bare.startswith("~"):
            return self._gap(bare)
        if bare.startswith("["):
            return self._value(bare)
        if bare == "^":
            return f"(?<=[{re.escape(symbols.CLAUSE_STARTS)}])"
        if bare == "$":
            return f"(?=[{re.escape(symbols.CLAUSE_STARTS + symbols.CLOSE)}]|$)"
        if bare.startswith("!"):
            banned = "".join(re.escape(self.alphabet.words[word]) for word in bare[1:].split("|"))
            return f"(?![{banned}])"
        if bare.startswith("{"):
            return self._words(frozenset(_set_words(bare, self.source, self.sets)), required=required)
        marks = [symbols.PUNCTUATION[word] for word in bare.split("|") if word in symbols.PUNCTUATION]
        words = frozenset(word for word in bare.split("|") if word not in symbols.PUNCTUATION)
        if not marks:
            return self._words(words, required=required)
        if required and not self.anchors:
            self.anchors = frozenset(marks) | frozenset(self.alphabet.words[word] for word in words)
        return f"[{re.escape(''.join(marks) + ''.join(self.alphabet.words[word] for word in sorted(words)))}]"

    def _words(self, words: frozenset[str], *, required: bool) -> str:
        found = frozenset(self.alphabet.words[word] for word in words)
        is_set_smaller = not self.anchors or not any(symbol >= "\ue000" for symbol in self.anchors)
        if required and (is_set_smaller or len(found) > 1):
            self.anchors = found
        return "[" + "".join(re.escape(symbol) for symbol in sorted(found)) + "]"

    def default_classes(self, role: str) -> frozenset[str]:
        relation = self.relation
        everything = frozenset(name for name, kind in self.ontology.classes.items() if not kind.abstract)
        return {"S": relation.domain, "O": relation.range, "B": relation.domain | relation.range}.get(role, everything)

    def _role(self, bare: str) -> str:
        found = _ROLE.fullmatch(bare)
        if not found:
            raise PatternError(f"{bare}: a role is written <S>, <O2*+:Class|Class>")
        slot, carried, described, classes = found[1], bool(found[2]), bool(found[3]), found[4]
        if slot in self.slots:
            raise PatternError(f"{bare}: the slot {slot} stands twice; number the second one")
        role = slot[0]
        allowed = self.default_classes(role)
        if classes:
            allowed = frozenset()
            for name in classes.split("|"):
                if name not in self.ontology.classes:
                    raise PatternError(f"{bare}: the ontology has no class {name}")
                allowed |= self.ontology.concrete(name)
        self.slots[slot] = (role, allowed, carried)
        accept = f"(?P<{slot}>[{self.alphabet.role(allowed, described=described)}])"
        if role in "SB" and len(self.slots) == 1 and not self._following_de():
            staff = "".join(re.escape(self.alphabet.words[word]) for word in self.sets["staff"])
            de = self.alphabet.words["的"]
            accept = f"{accept}(?!{de}(?![{symbols.TEXT}{symbols.NUMBER}]{{0,4}}[{staff}]))"
        acting = role == "S" and self.source.pattern.startswith("<S") and self.source.pattern.split()[1] != "（"
        first = self.source.pattern.startswith(bare[:2])
        if (role == "B" and first) or acting:
            leading = (*(self.sets["with"] if role == "B" else ()), *self.sets["prepositions"])
            accept = f"(?<![{''.join(re.escape(self.alphabet.words[word]) for word in leading)}]){accept}"
        return f"(?:{accept}|(?<=[{re.escape(symbols.CLAUSE_STARTS)}]))" if carried else accept

    def _following_de(self) -> bool:
        elements = self.source.pattern.split()
        return any(element.rstrip("?").split("|")[0] == "的" for element in elements[1:3])

    def _gap(self, bare: str) -> str:
        found = _GAP.fullmatch(bare)
        if not found:
            raise PatternError(f"{bare}: a gap is written ~, ~12, ~12o, ~12m or ~12,")
        limit, flags = int(found[1] or _DEFAULT_GAP), found[2]
        inside = symbols.TEXT + symbols.QUOTED + symbols.ASIDE + symbols.NUMBER + symbols.DATE + symbols.OTHER_VALUE
        inside += symbols.LENGTH + symbols.AREA + symbols.MONEY + symbols.ANY_WORD + symbols.NEWLINE
        if "," in flags:
            inside += symbols.COMMA
        if "m" in flags:
            inside += symbols.ANY_GROUP + symbols.LIST
        one = f"[{inside}]"
        if self._blocked:
            one = f"(?![{self._blocked}]){one}"
        if "o" in flags:
            prepositions = "".join(re.escape(self.alphabet.words[word]) for word in self.sets["prepositions"])
            one = f"(?:[{prepositions}][{symbols.ANY_GROUP}]|{one})"
        bracket = f"[{symbols.OPEN}][^{symbols.OPEN}{symbols.CLOSE}{symbols.END}]{{0,12}}[{symbols.CLOSE}]"
        return f"(?:{one}|{bracket}){{0,{limit}}}?"

    def _value(self, bare: str) -> str:
        kind = _VALUES.get(bare.strip("[]"))
        if kind is None:
            raise PatternError(f"{bare}: a value is one of {', '.join(f'[{name}]' for name in _VALUES)}")
        self.slots["V"] = ("V", frozenset(), False)
        return f"(?P<V>{kind})"
