"""Graphs of any size that look like real ones: a few hubs, many leaves, works of both sides, sentences with marks.

Made by a seeded generator, so that a size always gives the same graph.
"""

from __future__ import annotations

import random
from functools import cache

from kg.ids import claim_id
from kg.model import Claim, Document, Entity, Evidence, GraphRecords, Mention

SIZES = (2_000, 10_000, 30_000)
"""Entities of the graphs that the tests and the benchmark use."""

_CLASSES = (
    ("Division", "division", "师", 0.005),
    ("Prefecture", "unit", "地区", 0.006),
    ("County", "unit", "县", 0.03),
    ("Regiment", "regiment", "团", 0.08),
    ("Township", "unit", "镇", 0.15),
    ("Village", "unit", "村", 0.2),
    ("Road", "road", "公路", 0.16),
    ("Bridge", "bridge", "大桥", 0.06),
    ("Zone", "zone", "产业园", 0.08),
    ("Facility", "facility", "供水站", 0.08),
    ("Enterprise", "enterprise", "农业公司", 0.06),
    ("School", "school", "中学", 0.05),
    ("River", "river", "河", 0.039),
)
_CHARACTERS = (
    "昌吉石河子五家渠玛纳斯阿拉尔博乐伊宁霍城塔奎屯乌苏沙湾额敏和布克赛尔哈密"
    "巴里坤吐鲁番轮台焉耆且末若羌喀什疏勒岳普泽莎车叶"
)
_ACTS = ("builds", "manages", "uses", "connects", "locatedIn", "cooperatesWith", "partOf", "near")
_SAYS = {
    "builds": "修建",
    "manages": "管理",
    "uses": "共用",
    "connects": "连接",
    "locatedIn": "位于",
    "cooperatesWith": "合作建设",
    "partOf": "隶属",
    "near": "毗邻",
}
_SIDES = ("Division", "Prefecture", "County", "Regiment")
_EACH = 2.5  # claims an entity
_PARAGRAPH = 24  # sentences a document


@cache
def generated(size: int, seed: int = 1) -> GraphRecords:
    """Return a graph of `size` entities and 2.5 times as many claims, four of five with a sentence.

    Every second sentence carries two claims; each document holds 24 sentences. Roads and bridges have opening dates.
    """
    dice = random.Random(seed * 1_000_003 + size)  # noqa: S311 (a test's graph, no secret)
    entities = _entities(size, dice)
    by_class: dict[str, list[Entity]] = {}
    for entity in entities:
        by_class.setdefault(entity.type, []).append(entity)
    sides = [entity for name in _SIDES for entity in by_class.get(name, ())]
    hubs = sides[: max(2, len(sides) // 8)]
    works = [entity for name in ("Road", "Bridge", "Zone", "Facility") for entity in by_class.get(name, ())]
    claims: dict[str, Claim] = {}
    documents: list[Document] = []
    mentions: list[Mention] = []
    text, found = "", 0
    while len(claims) < _EACH * size:
        number = len(documents)
        name, published = f"news/{number:05}.txt", f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
        act = dice.choice(_ACTS)
        target = dice.choice(works if act in ("builds", "manages", "uses") else entities)
        subjects = [dice.choice(hubs if dice.random() < 0.5 else sides if dice.random() < 0.7 else entities)]
        if dice.random() < 0.5:
            subjects.append(dice.choice(sides))
        subjects = [one for one in dict.fromkeys(subjects) if one is not target]
        if not subjects:
            continue
        if dice.random() < 0.2:
            made = _claim(subjects[0], act, target.id, ())
            claims[made.id] = made
            continue
        extra = "".join(dice.choices(_CHARACTERS, k=dice.randint(4, 24)))
        sentence = f"{'与'.join(one.label for one in subjects)}{_SAYS[act]}的{target.label}，惠及{extra}各族群众。"
        start = len(text)
        mark = Evidence(name, start, start + len(sentence), sentence, f"{act}/generated", published)
        text += sentence
        for one in (*subjects, target):
            at = start + sentence.index(one.label)
            mentions.append(
                Mention(name, at, at + len(one.label), one.label, one.type, one.id, ("exact name",)),
            )
        for one in subjects:
            made = _claim(one, act, target.id, (mark,), dice.choice(("done", "done", "done", "planned", "underway")))
            claims[made.id] = made
        if target.type in ("Road", "Bridge") and dice.random() < 0.3:
            opened = f"{dice.randint(2000, 2025)}-{dice.randint(1, 12):02}"
            made = _claim(target, "openedOn", opened, (mark,))
            claims[made.id] = made
        found += 1
        if found % _PARAGRAPH == 0:
            documents.append(Document(name, text, f"新闻{number}：{target.label}通车", published, "生成日报"))
            text = ""
    if text:
        number = len(documents)
        documents.append(Document(f"news/{number:05}.txt", text, "", None, None))
    return GraphRecords(
        documents=tuple(documents),
        entities=tuple(entities),
        mentions=tuple(sorted(mentions, key=lambda one: (one.document, one.start, one.end))),
        claims=tuple(sorted(claims.values(), key=lambda one: one.id)),
    )


def _entities(size: int, dice: random.Random) -> list[Entity]:
    made: list[Entity] = []
    taken: set[str] = set()
    left = size
    for order, (name, prefix, ending, share) in enumerate(_CLASSES):
        count = left if order == len(_CLASSES) - 1 else max(1, round(size * share))
        count = min(count, left)
        left -= count
        for number in range(count):
            label = ""
            while not label or label in taken:
                label = "".join(dice.choices(_CHARACTERS, k=dice.randint(2, 4))) + ending
            taken.add(label)
            labels = (("en", f"{name} {number}"), ("zh", label)) if dice.random() < 0.3 else (("zh", label),)
            placed = dice.random() < 0.5
            made.append(
                Entity(
                    f"{prefix}/{order:02}-{number:05}",
                    name,
                    label,
                    labels,
                    (label[:2] + ending[-1],) if dice.random() < 0.2 else (),
                    (("gb2260", f"65{number:05}"),) if prefix == "unit" else (),
                    round(36 + 12 * dice.random(), 4) if placed else None,
                    round(75 + 20 * dice.random(), 4) if placed else None,
                )
            )
    return sorted(made, key=lambda one: one.id)


def _claim(subject: Entity, predicate: str, target: str, cited: tuple[Evidence, ...], status: str = "done") -> Claim:
    is_entity = "/" in target
    return Claim(
        id=claim_id(subject.id, predicate, target, (status, "")),
        subject=subject.id,
        predicate=predicate,
        object=target if is_entity else None,
        value=None if is_entity else target,
        status=status,
        field="transport" if predicate == "cooperatesWith" else None,
        confidence=0.95 if cited else 1.0,
        origin="article" if cited else "gazetteer",
        evidence=cited,
    )
