"""The pages for people: an entity, a claim, a document, the ontology, the query editor; and the same things as RDF."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.export.iris import Terms
from kg.export.rdf import ontology_triples
from kg.export.serialise import serialise
from kg.query import rdf_syntax, shipped_queries
from kg.serve.answer import Reply, not_acceptable, refusal
from kg.serve.negotiate import ENDINGS, GRAPHS, PAGE, split_ending
from kg.view.render import asset, environment, json_block, policy, render, script

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from kg.ontology import Ontology
    from kg.serve.describe import Thing
    from kg.view.drawing import Json

ROOM = Path(__file__).parent
OFFERS = {**PAGE, **GRAPHS}
"""What an address of a thing is offered as."""

_FORMS = {"ttl": "Turtle", "nt": "N-Triples", "json": "JSON-LD", "xml": "RDF/XML"}


class Pages:
    """Makes pages. Everything that lies in files is read when it is made, so that a confined worker can use it."""

    def __init__(self, thing: Thing, ontology: Ontology, ontology_dir: Path | None = None) -> None:
        self._thing = thing
        self._ontology = ontology
        self._words = tomllib.loads((ROOM / "words.toml").read_text(encoding="utf-8"))
        self._style = (asset("base.css"), asset("report.css"), (ROOM / "assets" / "served.css").read_text("utf-8"))
        self._script = script("report.js")
        self._prefixes = Terms(ontology, thing.base).prefixes
        self.editor = self._editor(ontology_dir)
        templates = environment(ROOM / "templates")
        for name in templates.list_templates():
            templates.get_template(name)

    def describe(self, path: str, form: str | None, language: str, *, chosen: bool = False) -> Reply:
        """Return a document about a thing, or from a thing's own address the way to one.

        A road cannot be sent: what its address answers is 303 and the address of a document about it, which ends in
        `.html`, `.ttl`, … (W3C TAG, httpRange-14). Claims and articles are treated alike.

        Args:
            path: The path of the request, without its leading slash.
            form: The negotiated format, a key of `OFFERS`; None when none is acceptable.
            language: "zh" or "en", in which a page opens.
            chosen: Whether the request itself names the format (`?format=ttl`), so that it means the document.
        """
        iri = self._thing.find(path)
        if iri is not None and not chosen:
            return not_acceptable(OFFERS) if form is None else self._see(iri, form)
        if iri is None:
            stem, ending = split_ending(path)
            iri, form = self._thing.find(stem) if ending else None, ending or form
        if form is None:
            return not_acceptable(OFFERS)
        if iri is None:
            return self._missing(path, language) if form == "html" else refusal(404, f"the graph holds no {path!r}")
        reply = self._about(iri, form, language)
        return replace(reply, headers={"Link": f'<{iri}>; rel="describes"'})

    def _see(self, iri: str, form: str) -> Reply:
        """Return the way from a thing to a document about it."""
        there = self._document(iri, form)
        return Reply(303, "text/plain", f"a document about it: {there}\n".encode(), headers={"Location": there})

    def _document(self, iri: str, form: str) -> str:
        """Return where a document about a thing stands."""
        link = self._thing.link(iri)
        there = link + ENDINGS[form][0]
        taken = self._thing.find(there.lstrip("/")) is not None  # an article may be called so
        return f"{link}?format={form}" if taken else there

    def _about(self, iri: str, form: str, language: str) -> Reply:
        if form != "html":
            return self._rdf(self._thing.triples(iri), form)
        kind = self._thing.kind(iri)
        ways = [(name, GRAPHS[form][0], self._document(iri, form)) for form, name in _FORMS.items()]
        values: dict[str, object] = {"formats": ways}
        if kind == "claim":
            claim = self._thing.claim(iri)
            return self._page("claim.html", str(claim["id"]), language, {"claim": claim, **values})
        found = self._thing.document(iri) if kind == "document" else self._thing.entity(iri)
        title = self._thing.label(iri)[language]
        return self._page("thing.html", title, language, {"thing": found, **values})

    def ontology(self, form: str | None, language: str) -> Reply:
        """Return the ontology as a page or as RDF; arguments as for `describe`."""
        if form is None:
            return not_acceptable(OFFERS)
        if form != "html":
            return self._rdf(ontology_triples(self._ontology), form)
        known = self._ontology
        classes: list[object] = [
            {"name": one.name, "label": one.labels, "definition": one.definitions, "ends": None}
            for one in known.classes.values()
        ]
        relations: list[object] = [
            {
                "name": one.name,
                "label": one.labels,
                "definition": one.definitions,
                "ends": [", ".join(sorted(one.domain)) or "—", ", ".join(sorted(one.range)) or one.datatype or "—"],
            }
            for one in known.relations.values()
        ]
        values: dict[str, object] = {
            "namespace": known.namespace,
            "version": known.version,
            "formats": [(name, GRAPHS[form][0], f"/ontology{ENDINGS[form][0]}") for form, name in _FORMS.items()],
            "sections": [(self._words["classes"], classes), (self._words["relations"], relations)],
        }
        return self._page("ontology.html", self._words["ontology"][language], language, values)

    def preview(self, identifier: str, found: dict[str, Json] | None, language: str) -> Reply:
        """Return the small page that a reconciliation client shows of an entry of the gazetteer.

        Args:
            identifier: The id that was asked for.
            found: What `Reconciler.known` says of it.
            language: "zh" or "en".
        """
        if found is None:
            return self._missing(identifier, language)
        here = self._thing.find(identifier)
        link = self._thing.link(here) if here else ""
        values: dict[str, object] = {"entry": found, "link": link}
        return self._page("preview.html", str(found["id"]), language, values)

    def _missing(self, path: str, language: str) -> Reply:
        page = self._page("missing.html", self._words["missing"][language], language, {"missing": path})
        return Reply(404, page.media, page.body)

    def _page(self, template: str, title: str, language: str, values: Mapping[str, object]) -> Reply:
        shown = {"title": title, "language": language, "words": self._words, **values}
        text = render(template, scripts=(self._script,), styles=self._style, values=shown, folder=ROOM / "templates")
        return Reply(200, "text/html", text.encode())

    def _rdf(self, triples: list[ox.Triple], form: str) -> Reply:
        body = serialise(triples, rdf_syntax(form), self._prefixes)
        return Reply(200, GRAPHS[form][0], body, len(triples))

    def _editor(self, ontology_dir: Path | None) -> dict[str, bytes]:
        """Return the editor's page by language."""
        queries: list[Json] = [
            {"name": one.name, "zh": one.questions["zh"], "en": one.questions["en"], "sparql": one.sparql}
            for one in shipped_queries(ontology_dir).values()
        ]
        own = (ROOM / "assets" / "editor.js").read_text("utf-8")
        styles = (*self._style, (ROOM / "assets" / "editor.css").read_text("utf-8"))
        scripts = (self._script, own)
        data = json_block({"queries": queries, "prefixes": dict(self._prefixes), "base": self._thing.base})
        # The editor writes markup and styles itself; what it may not do is load or send anything elsewhere.
        rules = policy(scripts, ()).split("; ")
        kept = [rule for rule in rules if rule.startswith(("default-src", "base-uri", "form-action"))]
        allowed = "; ".join(
            (
                *kept,
                next(rule for rule in rules if rule.startswith("script-src")) + " 'self'",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src data:",
                "connect-src 'self'",
            )
        )
        return {
            language: render(
                "editor.html",
                scripts=scripts,
                styles=styles,
                values={
                    "title": "SPARQL",
                    "language": language,
                    "words": self._words,
                    "data": data,
                    "queries": queries,
                    "policy": allowed,
                },
                folder=ROOM / "templates",
            ).encode()
            for language in ("zh", "en")
        }
