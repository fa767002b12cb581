"""Small made-up extractions that use every column of every table."""

from __future__ import annotations

import pytest

from kg.model import Candidate, Claim, Document, Entity, Evidence, Extraction, GraphRecords, Mention, Note


def extraction(name: str) -> Extraction:
    document = Document(name, "第六师修建“甲路”。\n长 3 公里。\x00", "标题", "2022-10", "社", "https://news.example/1")
    division = Entity(
        "division/6", "Division", "第六师", (("zh", "第六师"), ("en", "Sixth Division")), ("六师", "农六师")
    )
    road = Entity("road/jia", "Road", "甲路", (("zh", "甲路"),), (), (("wikidata", "Q1"),), 43.5, -87.25)
    weighed = (Candidate("division/6", "第六师", "Division", 0.75, ("exact",)), Candidate("x/1", "某", "Road", 0.1))
    mentions = (
        Mention(name, 0, 3, "第六师", "Division", "division/6", ("exact", "listed"), weighed),
        Mention(name, 6, 8, "甲路", "", None),
    )
    first = Evidence(name, 0, 9, document.text[0:9], "builds/verb", "2022-10")
    second = Evidence(name, 10, 16, document.text[10:16], "lengthKm/plain")
    claims = (
        Claim("0a", "division/6", "builds", "road/jia", None, "done", "transport", 0.93, evidence=(first, second)),
        Claim("0b", "road/jia", "lengthKm", None, 3.1, "planned", None, 1 / 3, "derived", True, (second,)),
        Claim("0c", "road/jia", "openedOn", None, "2022-10", "done", None, 0.5, "gazetteer"),
    )
    notes = (Note(name, "cut", 15, 16, "the text stops"), Note(name, "ambiguous", 6, 8, "two roads"))
    return Extraction(document, (division, road), mentions, claims, notes)


@pytest.fixture
def records() -> GraphRecords:
    one = extraction("a.txt")
    return GraphRecords((one.document,), one.entities, one.mentions, one.claims, one.notes)
