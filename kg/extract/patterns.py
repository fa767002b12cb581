"""From patterns to regular expressions over symbols, with the slots they fill and the symbols they need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract import symbols
from kg.extract.frames import TOPIC_SLOT, Frame, FrameSource, PatternError, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.extract.symbols import Alphabet
    from kg.ontology import Ontology, Relation

_ROLE = re.compile(r"<([SOBTX]\d?)(\*?)(\+?)(?::([A-Za-z|]+))?>")
_GAP = re.compile(r"~(\d*)([oml,]*)")
_VALUES = {"[length]": symbols.LENGTH, "[area]": symbols.AREA, "[money]": symbols.MONEY, "[date]": symbols.DATE}
_SKIP = f"[{symbols.NEWLINE}{symbols.ASIDE}]{{0,2}}"
_LIST_HEADS = range(1, 7)
_DEFAULT_GAP = 6
_OPERATORS = "<{~[()|^$!"
_ANYTHING_SHORT = (
    symbols.TEXT + symbols.QUOTED + symbols.ASIDE + symbols.NUMBER + symbols.DATE + symbols.OTHER_VALUE
    + symbols.LENGTH + symbols.AREA + symbols.MONEY + symbols.ANY_WORD + symbols.NEWLINE
)  # fmt: skip


def pattern_words(source: FrameSource, sets: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield every word a pattern may match, so that an alphabet can be made of them.

    Raises:
        PatternError: When a word set is unknown or its bracket is not closed.
    """
    for element in source.pattern.split():
        bare = element.rstrip("?")
        if bare.startswith("{"):
            yield from _set_words(bare, source, sets)
        elif bare and (bare[0] not in _OPERATORS or bare.startswith("!")):
            yield from (word for word in bare.lstrip("!").split("|") if word and word not in symbols.PUNCTUATION)
    yield from source.block
    yield from source.void


def compile_frame(
    source: FrameSource, relation: Relation, ontology: Ontology, alphabet: Alphabet, sets: Mapping[str, tuple[str, ...]]
) -> Frame:
    """Compile one frame.

    Args:
        source: The frame as written.
        relation: The relation it finds; gives the classes of roles that name none.
        ontology: The ontology.
        alphabet: Symbols of words and classes; it holds every word of `pattern_words`.
        sets: Word sets that all files share.

    Raises:
        PatternError: When an element is unknown, a class is not in the ontology, or a needed role is missing.
    """
    compiler = _Compiler(source, relation, ontology, alphabet, sets)
    expression = "".join(compiler.parts())
    slots = compiler.slots
    if source.topic:
        slots[TOPIC_SLOT] = compiler.slot(source.topic, source.topic_classes, carried=True)
    roles = {slot.role for slot in slots.values()}
    literal = bool(relation.datatype)
    if literal and not {"S", symbols.VALUE_SLOT} <= roles:
        raise PatternError("the pattern needs a subject and a value")
    if not literal and "B" not in roles and not {"S", "O"} <= roles:
        raise PatternError("the pattern needs <S> and <O>, or <B>")
    return Frame(
        source=source,
        expression=expression,
        slots=slots,
        needs=tuple(compiler.needs),
        literal=literal,
        copular=symbols.COPULA in source.pattern,
        comitative="{with}" in source.pattern,
        void=frozenset(alphabet.words[word] for word in source.void),
    )


def _frequency(need: frozenset[str]) -> tuple[bool, bool, int]:
    """Order needs by how often they are met, roughly: words, then values, then punctuation and names."""
    words = any(symbols.is_word(symbol) for symbol in need)
    values = not need.isdisjoint(_VALUES.values())
    return not words, not values, len(need)


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


_Needs = list[frozenset[str]]


def _common(alternatives: Sequence[_Needs]) -> _Needs:
    """Return what some alternatives need whichever is taken: all of the only one, or one of the rarest of each."""
    if len(alternatives) == 1:
        return alternatives[0]
    if not all(alternatives):
        return []
    return [frozenset().union(*(min(needs, key=_frequency) for needs in alternatives))]


class _Compiler:
    """Turns the elements of one pattern into a regular expression, noting slots and needs on the way."""

    def __init__(
        self,
        source: FrameSource,
        relation: Relation,
        ontology: Ontology,
        alphabet: Alphabet,
        sets: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._source, self._relation, self._ontology, self._sets = source, relation, ontology, sets
        self._alphabet = alphabet
        self._elements = source.pattern.split()
        self._blocked = self._coded(source.block)
        self.slots: dict[str, Slot] = {}
        self._needs: list[list[_Needs]] = [[[]]]

    @property
    def needs(self) -> _Needs:
        """The sets of symbols of each of which one must occur, in the order in which they must."""
        return self._needs[0][0]

    def parts(self) -> Iterator[str]:
        """Yield the regular expressions of the elements, in order."""
        depth = 0
        for element in self._elements:
            optional = element.endswith("?")
            bare = element[:-1] if optional else element
            if bare == "(":
                depth += 1
                self._needs.append([[]])
                yield "(?:"
            elif bare == ")":
                depth -= 1
                if depth < 0:
                    raise PatternError("a bracket is closed that was not opened")
                needs = _common(self._needs.pop())
                self._needs[-1][-1] += [] if optional else needs
                yield ")?" if optional else ")"
            elif bare == "|":
                if not depth:
                    raise PatternError("alternatives stand in brackets")
                self._needs[-1].append([])
                yield "|"
            else:
                body = self._element(bare, required=not optional)
                if not bare.startswith(("^", "$", "!")):
                    body += _SKIP
                yield f"(?:{body})?" if optional else body
        if depth:
            raise PatternError("a bracket is not closed")

    def slot(self, role: str, classes: frozenset[str], *, carried: bool) -> Slot:
        """Return a slot of a role; without classes it admits what the relation does."""
        admitted = classes or self._default_classes(role)
        works = any(self._ontology.is_a(name, "Project") for name in admitted)
        return Slot(role, admitted, carried, works)

    def _default_classes(self, role: str) -> frozenset[str]:
        domain, range_ = self._relation.domain, self._relation.range
        everything = frozenset(name for name, kind in self._ontology.classes.items() if not kind.abstract)
        return {"S": domain, "O": range_, "B": domain | range_}.get(role, everything)

    def _coded(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(self._alphabet.words[word] for word in words)

    def _element(self, bare: str, *, required: bool) -> str:
        if bare == "^":
            return f"(?<={symbols.one_of(symbols.BREAKS)})"
        if bare == "$":
            return f"(?={symbols.one_of({*symbols.BREAKS, symbols.CLOSE})}|$)"
        if bare.startswith("~"):
            return self._gap(bare)
        if bare.startswith("!"):
            return f"(?!{symbols.one_of(self._coded(bare[1:].split('|')))})"
        if bare.startswith("<"):
            return self._role(bare, required=required)
        if bare.startswith("["):
            return self._value(bare, required=required)
        if bare.startswith("{"):
            accepted = self._coded(_set_words(bare, self._source, self._sets))
        else:
            accepted = frozenset(
                symbols.PUNCTUATION.get(word) or self._alphabet.words[word] for word in bare.split("|") if word
            )
        if not accepted:
            raise PatternError(f"{bare}: no words stand here")
        self._need(accepted, required=required)
        return symbols.one_of(accepted)

    def _need(self, accepted: frozenset[str], *, required: bool) -> None:
        if required:
            self._needs[-1][-1].append(accepted)

    def _role(self, bare: str, *, required: bool) -> str:
        found = _ROLE.fullmatch(bare)
        if not found:
            raise PatternError(f"{bare}: a role is written <S>, <O2*+:Class|Class>")
        name, carried, described = found[1], bool(found[2]), bool(found[3])
        if name in self.slots:
            raise PatternError(f"{bare}: the slot {name} stands twice; number the second one")
        slot = self.slot(name[0], self._classes(bare, found[4]), carried=carried)
        self.slots[name] = slot
        accepted = self._alphabet.role(slot.classes, described=described)
        self._need(accepted, required=required and not carried)
        accept = self._in_its_place(bare, slot.role, f"(?P<{name}>{symbols.one_of(accepted)})")
        return f"(?:{accept}|(?<={symbols.one_of(symbols.BREAKS)}))" if carried else accept

    def _classes(self, bare: str, written: str | None) -> frozenset[str]:
        classes: frozenset[str] = frozenset()
        for name in written.split("|") if written else ():
            if name not in self._ontology.classes:
                raise PatternError(f"{bare}: the ontology has no class {name}")
            classes |= self._ontology.concrete(name)
        return classes

    def _in_its_place(self, bare: str, role: str, accept: str) -> str:
        """Keep the first agent of a pattern from owning what follows it, and from hanging on a preposition."""
        if role in "SB" and len(self.slots) == 1 and not self._particle_follows():
            of_staff = f"[{symbols.TEXT}{symbols.NUMBER}]{{0,4}}{symbols.one_of(self._coded(self._sets['staff']))}"
            accept = f"{accept}(?!{self._alphabet.words[symbols.PARTICLE]}(?!{of_staff}))"
        following = self._elements[1] if len(self._elements) > 1 else ""
        acting = role == "S" and self._source.pattern.startswith(("<S", "{by}? <S")) and following != "（"
        paired = role == "B" and self._source.pattern.startswith(bare[:2])
        if acting or paired:
            by = self._sets["by"] if self._source.pattern.startswith("{by}") else ()
            leading = (*(self._sets["with"] if paired else ()), *(set(self._sets["prepositions"]) - set(by)))
            accept = f"(?<!{symbols.one_of(self._coded(leading))}){accept}"
        if paired:  # 与部队、A县、B县签订: what heads the list is named nowhere, but it hangs on 与 with the rest
            head = f"{symbols.one_of(self._coded(self._sets['with']))}[{_ANYTHING_SHORT}]"
            heads = (f"(?<!{head}{{{length}}}{symbols.LIST})" for length in _LIST_HEADS)
            accept = "".join(heads) + accept
        return accept

    def _particle_follows(self) -> bool:
        return any(element.rstrip("?").split("|")[0] == symbols.PARTICLE for element in self._elements[1:3])

    def _gap(self, bare: str) -> str:
        found = _GAP.fullmatch(bare)
        if not found:
            raise PatternError(f"{bare}: a gap is written ~, ~12, ~12o, ~12m, ~12l or ~12,")
        limit, flags = int(found[1] or _DEFAULT_GAP), found[2]
        inside = _ANYTHING_SHORT
        if "," in flags:
            inside += symbols.COMMA
        if "l" in flags:
            inside += symbols.LIST
        if "m" in flags:
            inside += symbols.ANY_GROUP + symbols.LIST
        one = f"[{inside}]"
        if self._blocked:
            one = f"(?!{symbols.one_of(self._blocked)}){one}"
        if "o" in flags:
            prepositions = symbols.one_of(self._coded(self._sets["prepositions"]))
            one = f"(?:{prepositions}[{symbols.ANY_GROUP}]|{one})"
        bracket = f"[{symbols.OPEN}][^{symbols.OPEN}{symbols.CLOSE}{symbols.END}]{{0,12}}[{symbols.CLOSE}]"
        return f"(?:{one}|{bracket}){{0,{limit}}}?"

    def _value(self, bare: str, *, required: bool) -> str:
        kind = _VALUES.get(bare)
        if kind is None:
            raise PatternError(f"{bare}: a value is one of {', '.join(_VALUES)}")
        if symbols.VALUE_SLOT in self.slots:
            raise PatternError(f"{bare}: a pattern holds one value")
        self.slots[symbols.VALUE_SLOT] = Slot(symbols.VALUE_SLOT, frozenset(), carried=False, works=False)
        self._need(frozenset({kind}), required=required)
        return f"(?P<{symbols.VALUE_SLOT}>{kind})"
