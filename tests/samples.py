"""A small graph made by hand, for tests of rooms that start from records.

Two documents, one with an awkward name and awkward characters; a shared road, a bridge with two lengths, dates of every
precision, a planned work, background knowledge without evidence, an ambiguous name. Every quote is cut from its text.
"""

from __future__ import annotations

from kg.ids import claim_id
from kg.model import Candidate, Claim, Document, Entity, Evidence, GraphRecords, Mention, Note

FIRST = Document(
    id="bingdi.txt",
    text=(
        "五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道，全长约12.5公里，2021年9月通车。\n"
        "横跨玛纳斯河的石玛大桥长300米。三十七团与且末县毗邻。\n"
        "六师奇台农场与奇台县共同打造生态环境。\n"
        "兵地融合大道总投资43.83亿元。"
    ),
    title="下好一盘棋",
    published="2022-10-25",
    publisher="兵团日报",
    url="https://example.org/新闻?id=1&x=a b",
)
SECOND = Document(
    id="新闻/2023 年 #1.txt",
    text='石玛大桥全长0.3"1"公里\\，\x0b2020年开工🌉，计划2024-05-01投用。\r\n石河子市的公交车驶上石玛大桥。红旗农场人来人往。',
    published="2023-05",
)

ENTITIES = (
    Entity("bridge/shi-ma-da-qiao", "Bridge", "石玛大桥"),
    Entity("division/5", "Division", "第五师", (("en", "5th Division"), ("zh", "第五师")), ("五师", "农五师")),
    Entity("division/6", "Division", "第六师", (("en", "6th Division"), ("zh", "第六师")), ("六师",)),
    Entity("regiment/37", "Regiment", "三十七团", (("zh", "三十七团"),), ("37团",)),
    Entity("regiment/6-qitai-nongchang", "Regiment", "奇台农场"),
    Entity("river/manasi-he", "River", "玛纳斯河", (("en", "Manas River"), ("zh", "玛纳斯河"))),
    Entity("road/bingdi-ronghe-dadao", "Road", "兵地融合大道", (), ("融合大道",)),
    Entity(
        "unit/652325",
        "County",
        "奇台县",
        (("en", "Qitai County"), ("zh", "奇台县")),
        (),
        (("gb2260", "652325"), ("geonames", "1529115"), ("wikidata", "Q1198221")),
        44.02,
        89.59,
    ),
    Entity(
        "unit/652700",
        "Prefecture",
        "博尔塔拉蒙古自治州",
        (("en", "Bortala Mongol Autonomous Prefecture"), ("zh", "博尔塔拉蒙古自治州")),
        ("博州",),
        (("gb2260", "652700"),),
        44.9,
        82.066667,
    ),
    Entity("unit/652825", "County", "且末县", (("zh", "且末县"),), (), (("gb2260", "652825"),), 38.13, 85.53),
    Entity("unit/659001", "County", "石河子市"),
    Entity("unit/659007", "County", "双河市", (("en", "Shuanghe City"), ("zh", "双河市"))),
)


def evidence(document: Document, quote: str, rule: str) -> Evidence:
    """Return evidence for the first occurrence of a quote."""
    start = document.text.index(quote)
    return Evidence(document.id, start, start + len(quote), quote, rule, document.published or "")


def claim(
    subject: str,
    predicate: str,
    target: str | float,
    *found: Evidence,
    status: str = "done",
    field: str | None = None,
    confidence: float = 0.9,
    origin: str = "article",
    approximate: bool = False,
) -> Claim:
    """Return a claim; a target with a slash is an entity's id, any other a value."""
    is_entity = isinstance(target, str) and "/" in target
    return Claim(
        id=claim_id(subject, predicate, str(target), (status, field or "")),
        subject=subject,
        predicate=predicate,
        object=str(target) if is_entity else None,
        value=None if is_entity else target,
        status=status,
        field=field,
        confidence=confidence,
        origin=origin,
        approximate=approximate,
        evidence=tuple(sorted(found)),
    )


ROAD, BRIDGE = "road/bingdi-ronghe-dadao", "bridge/shi-ma-da-qiao"
_BUILT = evidence(FIRST, "五师双河市与博尔塔拉蒙古自治州共同修建的兵地融合大道", "builds/joint")
_OPENED = evidence(FIRST, FIRST.text.split("\n")[0], "openedOn/open")
_LONG = evidence(FIRST, "横跨玛纳斯河的石玛大桥长300米", "lengthKm/long")
_BRIDGE = evidence(SECOND, SECOND.text.split("\r\n")[0], "lengthKm/long")
_BUS = evidence(SECOND, "石河子市的公交车驶上石玛大桥", "uses/drive")

CLAIMS = (
    claim("division/5", "builds", ROAD, _BUILT, confidence=0.95),
    claim("unit/652700", "builds", ROAD, _BUILT, confidence=0.95),
    claim("division/5", "unifiedWith", "unit/659007", _BUILT, evidence(FIRST, "五师双河市", "unifiedWith/compound")),
    claim(ROAD, "lengthKm", 12.5, _OPENED, approximate=True),
    claim(ROAD, "openedOn", "2021-09", _OPENED),
    claim(ROAD, "investmentCNY", 4383000000.0, evidence(FIRST, "兵地融合大道总投资43.83亿元", "investmentCNY/total")),
    claim(BRIDGE, "crosses", "river/manasi-he", _LONG),
    claim(BRIDGE, "lengthKm", 0.3, _LONG, confidence=0.8),
    claim(BRIDGE, "lengthKm", 0.31, _BRIDGE, confidence=0.85),
    claim(BRIDGE, "startedOn", "2020", _BRIDGE, status="underway"),
    claim(BRIDGE, "openedOn", "2024-05-01", _BRIDGE, status="planned"),
    claim("unit/659001", "uses", BRIDGE, _BUS),
    claim("regiment/37", "adjacentTo", "unit/652825", evidence(FIRST, "三十七团与且末县毗邻", "adjacentTo/with")),
    claim(
        "regiment/6-qitai-nongchang",
        "cooperatesWith",
        "unit/652325",
        evidence(FIRST, "六师奇台农场与奇台县共同打造生态环境", "cooperatesWith/joint"),
        field="ecology",
    ),
    claim("regiment/6-qitai-nongchang", "partOf", "division/6", evidence(FIRST, "六师奇台农场", "partOf/nested")),
    claim("unit/659007", "locatedIn", "unit/652700", origin="gazetteer", confidence=1.0),
    claim("regiment/6-qitai-nongchang", "locatedIn", "unit/652325", origin="gazetteer", confidence=1.0),
)


def mention(document: Document, surface: str, entity: Entity | None, type_: str = "", *why: str) -> Mention:
    """Return the first mention of a surface in a document."""
    start = document.text.index(surface)
    kind = entity.type if entity else type_
    return Mention(
        document.id, start, start + len(surface), surface, kind, entity.id if entity else None, why or ("exact name",)
    )


_BY_ID = {entity.id: entity for entity in ENTITIES}
_AMBIGUOUS = mention(SECOND, "红旗农场", None, "Regiment", "two regiments have this name")
MENTIONS = (
    mention(FIRST, "五师", _BY_ID["division/5"], "", "alias"),
    mention(FIRST, "博尔塔拉蒙古自治州", _BY_ID["unit/652700"]),
    mention(FIRST, "兵地融合大道", _BY_ID[ROAD]),
    mention(FIRST, "玛纳斯河", _BY_ID["river/manasi-he"]),
    mention(FIRST, "石玛大桥", _BY_ID[BRIDGE]),
    mention(FIRST, "三十七团", _BY_ID["regiment/37"]),
    mention(FIRST, "且末县", _BY_ID["unit/652825"]),
    mention(FIRST, "六师", _BY_ID["division/6"]),
    mention(FIRST, "奇台农场", _BY_ID["regiment/6-qitai-nongchang"]),
    mention(FIRST, "奇台县", _BY_ID["unit/652325"]),
    mention(SECOND, "石玛大桥", _BY_ID[BRIDGE]),
    mention(SECOND, "石河子市", _BY_ID["unit/659001"]),
    Mention(
        _AMBIGUOUS.document,
        _AMBIGUOUS.start,
        _AMBIGUOUS.end,
        _AMBIGUOUS.surface,
        "Regiment",
        None,
        _AMBIGUOUS.reasons,
        (
            Candidate("regiment/3-hongqi-nongchang", "红旗农场（第三师）", "Regiment", 1.0, ("exact name",)),
            Candidate("regiment/6-hongqi-nongchang", "红旗农场（第六师）", "Regiment", 1.0, ("exact name",)),
        ),
    ),
)

RECORDS = GraphRecords(
    documents=(FIRST, SECOND),
    entities=ENTITIES,
    mentions=tuple(sorted(MENTIONS, key=lambda one: (one.document, one.start, one.end))),
    claims=tuple(sorted(CLAIMS, key=lambda one: one.id)),
    notes=(Note(SECOND.id, "ambiguous", _AMBIGUOUS.start, _AMBIGUOUS.end, "红旗农场 names two regiments"),),
)
