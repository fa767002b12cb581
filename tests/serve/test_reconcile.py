"""Reconciliation as OpenRefine does it: manifest, batches, context for namesakes, suggestions, previews."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from tests.serve.conftest import Answer, Served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def post(served: Served, queries: object) -> Answer:
    body = urlencode({"queries": queries if isinstance(queries, str) else json.dumps(queries)})
    return served.send("POST", "/reconcile", body.encode(), FORM)


def test_the_manifest_names_what_there_is(served: Served) -> None:
    found = json.loads(served.get("/reconcile").body)
    assert found["versions"] == ["0.2"]
    assert found["identifierSpace"] == "https://kg.example/"
    assert {"Division", "County", "Regiment"} <= {one["id"] for one in found["defaultTypes"]}
    for part in found["suggest"].values():
        assert served.get(part["service_path"] + "?prefix=x").status == 200
        assert part["service_url"] == served.address
    assert found["preview"]["url"] == f"{served.address}/reconcile/preview?id={{{{id}}}}"


def test_a_batch_is_answered_key_by_key(served: Served) -> None:
    found = json.loads(
        post(
            served,
            {
                "a": {"query": "農六師"},
                "b": {"query": "红旗农场"},
                "c": {"query": "红旗农场", "properties": [{"pid": "partOf", "v": "第六师"}]},
                "d": {"query": "红旗农场", "properties": [{"pid": "partOf", "v": {"id": "division/3"}}], "limit": 1},
                "e": {"query": "没有这个地方"},
                "f": {"query": "奇台县", "type": "Regiment"},
                "g": {"query": "奇台县", "type": ["kg:County"]},
            },
        ).body
    )
    assert list(found) == list("abcdefg")
    best = {key: [(one["id"], one["match"]) for one in value["result"]] for key, value in found.items()}
    assert best["a"] == [("division/6", True)]
    assert best["b"] == [("regiment/3-hongqi-nongchang", False), ("regiment/6-hongqi-nongchang", False)]
    assert best["c"][0] == ("regiment/6-hongqi-nongchang", True)
    assert best["d"] == [("regiment/3-hongqi-nongchang", True)]
    assert best["e"] == []
    assert all(not match for _, match in best["f"])
    assert best["g"] == [("unit/652325", True)]
    (one,) = found["g"]["result"]
    assert one["type"] == [{"id": "County", "name": "县级行政区"}]
    assert one["score"] > 0


def test_a_name_that_only_begins_like_one_is_offered_and_not_matched(served: Served) -> None:
    found = json.loads(post(served, {"q": {"query": "吉木萨"}}).body)["q"]["result"]
    assert "unit/652327" in [one["id"] for one in found]
    assert not any(one["match"] for one in found)


def test_bad_batches_are_told_what_is_wrong(served: Served) -> None:
    for queries, message in (
        ("{", 'give a JSON object such as {"q0"'),
        ([], 'give a JSON object such as {"q0"'),
        ({"q": {"type": "County"}}, 'queries: q: has no text "query"'),
        ({"q": {"query": "x", "type": "Planet"}}, "queries: q: no type 'Planet'; there are: "),
        ({str(number): {"query": "x"} for number in range(101)}, "101 at once; a batch may hold 100"),
    ):
        answer = post(served, queries)
        assert answer.status == 400
        assert message in answer.text
    assert served.send("POST", "/reconcile", b"", FORM).status == 400


def test_suggestions_by_name_pinyin_and_initials(served: Served) -> None:
    for typed in ("五家渠", "wujiaqu", "wjq", "Wujiaqu"):
        found = json.loads(served.get(f"/reconcile/suggest/entity?prefix={quote(typed)}").body)["result"]
        assert "五家渠市" in [one["name"] for one in found], typed
    types = json.loads(served.get("/reconcile/suggest/type?prefix=divi").body)["result"]
    assert [one["id"] for one in types] == ["Division"]
    properties = json.loads(served.get(f"/reconcile/suggest/property?prefix={quote('位于')}").body)["result"]
    assert [one["id"] for one in properties] == ["locatedIn"]
    assert served.get("/reconcile/suggest/colour?prefix=x").status == 404


def test_a_preview_is_a_small_page(served: Served) -> None:
    page = served.get("/reconcile/preview?id=unit/652325")
    assert page.media == "text/html"
    assert "昌吉回族自治州" in page.text
    assert 'href="/unit/652325"' in page.text  # the graph speaks of it
    assert "href=" not in served.get("/reconcile/preview?id=unit/652327").text.split("<body>")[1]
    assert served.get("/reconcile/preview?id=unit/0").status == 404
