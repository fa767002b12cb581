"""Reconciliation over the gazetteer (Reconciliation Service API 0.2, as in OpenRefine): match, suggest, preview."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.gazetteer import LinkContext, identify, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gazetteer import Gazetteer
    from kg.ontology import Ontology
    from kg.view.drawing import Json

BATCH = 100
"""How many queries one batch may hold."""

_LIMIT = 5
_MOST = 50
_GUESS = 30.0  # score of a name that only begins as asked
PROPERTIES = ("locatedIn", "partOf", "adjacentTo", "near")
"""Relations whose values tell namesakes apart; those of the first two count as written before the name."""


class Reconciler:
    """Answers the questions of the reconciliation API from a gazetteer."""

    def __init__(self, gazetteer: Gazetteer, ontology: Ontology, base: str) -> None:
        self._gazetteer = gazetteer
        self._ontology = ontology
        self._base = base
        spelled: dict[str, set[str]] = {}
        for identifier in gazetteer.ids():
            seed = gazetteer.seed(identifier)
            initials = seed.initials or "".join(part[0] for part in seed.pinyin.split())
            for name in (seed.zh, seed.en.lower(), seed.pinyin.replace(" ", ""), initials):
                if name:
                    spelled.setdefault(name, set()).add(identifier)
        self._spelled = spelled
        self._sorted = sorted(spelled)

    def manifest(self, here: str) -> Json:
        """Return what the service is and where its parts stand.

        Args:
            here: Address of the server as the client knows it, without a slash at its end.
        """
        types: list[Json] = [self._type(name) for name in self._types()]

        def suggest(what: str) -> Json:
            return {"service_url": here, "service_path": f"/reconcile/suggest/{what}"}

        return {
            "versions": ["0.2"],
            "name": "kg gazetteer",
            "identifierSpace": self._base,
            "schemaSpace": self._ontology.namespace,
            "defaultTypes": types,
            "batchSize": BATCH,
            "view": {"url": f"{here}/reconcile/preview?id={{{{id}}}}"},
            "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 220},
            "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
        }

    def batch(self, queries: Json) -> Json:
        """Return `{key: {"result": [candidates, best first]}}` for a batch `{key: query}`.

        Raises:
            QueryError: The batch is not what the API describes.
        """
        if not isinstance(queries, dict):
            raise QueryError('queries: give a JSON object such as {"q0": {"query": "…"}}')
        if len(queries) > BATCH:
            raise QueryError(f"queries: {len(queries)} at once; a batch may hold {BATCH}")
        return {key: {"result": list(self._match(key, query))} for key, query in queries.items()}

    def suggest(self, what: str, prefix: str, cursor: int = 0) -> Json:
        """Return what begins as typed: entities (by name, pinyin or initials), types or properties.

        Args:
            what: "entity", "type" or "property".
            prefix: What was typed.
            cursor: How many to leave out.
        """
        typed = prefix.strip().lower()
        if what == "entity":
            found: list[Json] = [self._entity(one) for one in self._beginning(typed, cursor + 20)[cursor:]]
            return {"result": found}
        if what == "type":
            names: Iterable[str] = self._types()
            return {"result": [self._type(name) for name in names if self._called(name, typed)]}
        return {
            "result": [
                {"id": name, "name": self._ontology.relations[name].labels["zh"]}
                for name in PROPERTIES
                if name in self._ontology.relations
                and any(typed in text.lower() for text in (name, *self._ontology.relations[name].labels.values()))
            ]
        }

    def known(self, identifier: str) -> dict[str, Json] | None:
        """Return what a preview shows of an id, or None when the gazetteer holds none such."""
        if identifier not in self._gazetteer:
            return None
        entry = self._gazetteer.entry(identifier)
        chain = [self._gazetteer.seed(one).zh for one in self._gazetteer.chain(identifier)]
        labels = dict(entry.labels)
        return {
            "id": entry.id,
            "label": {"zh": entry.label, "en": labels.get("en", entry.label)},
            "type": dict(self._labels(entry.type)),
            "chain": [*chain],
            "aliases": [*sorted({name.surface for name in entry.names} - {entry.label})[:8]],
            "place": [entry.lat, entry.lon] if entry.lat is not None and entry.lon is not None else None,
            "source": entry.source,
        }

    def _match(self, key: str, query: Json) -> list[Json]:
        if not isinstance(query, dict) or not isinstance(query.get("query"), str):
            raise QueryError(f'queries: {key}: has no text "query"')
        name = str(query["query"]).strip()[:200]
        limit = query.get("limit")
        most = min(limit, _MOST) if isinstance(limit, int) and limit > 0 else _LIMIT
        types = self._wanted(key, query.get("type"))
        outcome = resolve(self._gazetteer, name, self._context(query.get("properties"), types)) if name else None
        linked = outcome.linked.id if outcome and outcome.linked else None
        found: list[Json] = [
            {**self._entity(one.id), "score": round(100 * one.score, 1), "match": one.id == linked}
            for one in (outcome.candidates if outcome else ())[:most]
        ]
        if found or not name:
            return found
        begun = self._beginning(name.lower(), _MOST)
        fit = [one for one in begun if types is None or self._gazetteer.seed(one).type in types]
        return [{**self._entity(one), "score": _GUESS, "match": False} for one in fit[:most]]

    def _context(self, properties: Json, types: frozenset[str] | None) -> LinkContext:
        beside: list[str] = []
        near: list[str] = []
        for one in properties if isinstance(properties, list) else ():
            if not isinstance(one, dict):
                continue
            values = one.get("v")
            for value in values if isinstance(values, list) else [values]:
                text = value.get("id") if isinstance(value, dict) else value
                ids = identify(self._gazetteer, text[:200]) if isinstance(text, str) and text else ()
                (beside if one.get("pid") in PROPERTIES[:2] else near).extend(ids)
        return LinkContext(beside=tuple(beside), near=tuple(near), types=types)

    def _wanted(self, key: str, given: Json) -> frozenset[str] | None:
        names = [given] if isinstance(given, str) else given if isinstance(given, list) else []
        found: set[str] = set()
        for name in names:
            plain = str(name).removeprefix(self._ontology.namespace).removeprefix("kg:")
            if plain not in self._ontology.classes:
                raise QueryError(f"queries: {key}: no type {plain!r}; there are: {', '.join(self._ontology.classes)}")
            found |= self._ontology.concrete(plain)
        return frozenset(found) if names else None

    def _beginning(self, typed: str, most: int) -> list[str]:
        if not typed:
            return []
        found: dict[str, None] = {}
        if typed in self._gazetteer:
            found[typed] = None
        for number in range(bisect.bisect_left(self._sorted, typed), len(self._sorted)):
            name = self._sorted[number]
            if not name.startswith(typed) or len(found) >= most:
                break
            found.update(dict.fromkeys(sorted(self._spelled[name])))
        return list(found)[:most]

    def _entity(self, identifier: str) -> dict[str, Json]:
        seed = self._gazetteer.seed(identifier)
        above = [self._gazetteer.seed(one).zh for one in self._gazetteer.chain(identifier)]
        kind = self._type(seed.type)
        return {"id": identifier, "name": seed.zh, "type": [kind], "description": " ".join(reversed(above[:2]))}

    def _types(self) -> list[str]:
        held = {self._gazetteer.seed(one).type for one in self._gazetteer.ids()}
        return sorted(held & set(self._ontology.classes))

    def _type(self, name: str) -> Json:
        return {"id": name, "name": self._labels(name)["zh"]}

    def _called(self, name: str, typed: str) -> bool:
        return any(typed in text.lower() for text in (name, *self._labels(name).values()))

    def _labels(self, name: str) -> dict[str, str]:
        known = self._ontology.classes.get(name)
        return dict(known.labels) if known is not None else {"zh": name, "en": name}
