"""The application: addresses and what answers them. All work is done by the workers; here it is only passed on."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.answer import Reply, not_acceptable, refusal
from kg.serve.discovery import description
from kg.serve.log import AccessLog
from kg.serve.negotiate import ENDINGS, GRAPHS, PAGE, ROWS, choose, packs, prefers, split_ending
from kg.serve.protocol import Asked, parameters, read

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.generation import Current
    from kg.serve.settings import Settings
    from kg.view.drawing import Json

_LANGUAGES = ("zh", "en")
_EVERYTHING = {**PAGE, **GRAPHS}
_ASSETS = {"yasgui.min.js": "text/javascript", "yasgui.min.css": "text/css", "LICENSE": "text/plain"}
_CACHE = "no-cache"  # ask whether it has changed; a tag makes that cheap
_VARY = "Accept, Accept-Encoding, Accept-Language"
_TAIL = re.compile(r"/+$")


class App:
    """Handlers, one a kind of address."""

    def __init__(self, current: Current, settings: Settings) -> None:
        self._current = current
        self._settings = settings
        folder = Path(__file__).parent / "assets" / "yasgui"
        self._assets = {name: _Fixed((folder / name).read_bytes(), media) for name, media in _ASSETS.items()}
        self._pages: dict[int, dict[str, _Fixed]] = {}

    def routes(self) -> list[Route]:
        """Return the addresses; what no other takes is the path of a thing."""
        both = ["GET", "POST"]
        return [
            Route("/", self.graph),
            Route("/sparql", self.sparql, methods=both),
            Route("/reconcile", self.reconcile, methods=both),
            Route("/reconcile/suggest/{what}", self.suggest),
            Route("/reconcile/preview", self.preview),
            Route("/assets/yasgui/{name}", self.asset),
            Route("/health", self.health),
            Route("/{path:path}", self.thing),
        ]

    async def graph(self, request: Request) -> Response:
        """Return the page that shows the graph."""
        return self._page(request, "graph")

    async def sparql(self, request: Request) -> Response:
        """Answer a query; without one, return the editor to a browser and the service's description to a program."""
        body = await self._body(request) if request.method == "POST" else b""
        if isinstance(body, Reply):
            return _response(body)
        kind = request.headers.get("content-type", "")
        asked = read(request.method, request.scope["query_string"], kind, body, self._settings.limits)
        accept = _accept(request)
        if isinstance(asked, Reply):
            return _response(asked)
        if asked is None:
            form = choose(accept, {**GRAPHS, **PAGE})  # who does not care is no browser
            if form == "html":
                return self._page(request, "sparql")
            if form is None:
                return _response(not_acceptable(_EVERYTHING))
            address = f"{_here(request)}/sparql"
            content = description(address, self._current.now.about, form)
            return _response(Reply(200, GRAPHS[form][0], content), vary=True)
        return await self._query(request, asked, accept)

    async def thing(self, request: Request) -> Response:
        """Return what is known of an entity, a claim or an article, or the ontology, by its path."""
        path = _TAIL.sub("", request.scope["raw_path"].decode("latin-1").split("?")[0].lstrip("/"))
        stem, ending = split_ending(path)
        if stem in ("ontology", f"ontology/{self._current.now.about['ontology']}"):
            return await self._described(request, "ontology", "", ending)
        return await self._described(request, "describe", path)

    async def reconcile(self, request: Request) -> Response:
        """Match a batch of names with the gazetteer; without one, say what the service can do."""
        most = self._settings.limits.query_bytes
        body = await self._body(request) if request.method == "POST" else request.scope["query_string"]
        if isinstance(body, Reply):
            return _response(body)
        if len(body) > most:
            return _response(refusal(413, f"the batch is longer than {most:,} bytes, the limit here"))
        try:
            fields = dict(parameters(body))
        except ValueError:
            return _response(refusal(400, "the parameters are not UTF-8, form-encoded"))
        if "queries" in fields:
            return await self._run(request, {"task": "reconcile"}, fields["queries"])
        if request.method == "POST" or fields:
            return _response(refusal(400, 'give the batch as the parameter `queries`: {"q0": {"query": "…"}}'))
        return await self._run(request, {"task": "manifest"}, _here(request))

    async def suggest(self, request: Request) -> Response:
        """Return what begins as typed."""
        what = request.path_params["what"]
        if what not in {"entity", "type", "property"}:
            return _response(refusal(404, "suggest: there are entity, type and property"))
        cursor = request.query_params.get("cursor", "0")
        job: dict[str, Json] = {"task": "suggest", "what": what, "cursor": cursor if cursor.isdecimal() else "0"}
        return await self._run(request, job, request.query_params.get("prefix", "")[:200])

    async def preview(self, request: Request) -> Response:
        """Return the small page of an entry of the gazetteer."""
        language = _language(request)
        return await self._run(
            request, {"task": "preview", "language": language}, request.query_params.get("id", "")[:500]
        )

    async def asset(self, request: Request) -> Response:
        """Return a file of the editor."""
        found = self._assets.get(request.path_params["name"])
        return found.response(request) if found else _response(refusal(404, "there is no such file"))

    async def health(self, request: Request) -> Response:
        """Return whether the server is well, what it serves, and how much it has to do."""
        import json

        del request
        now = self._current.now
        found = {
            "status": "ok" if now.alive else "failing",
            "generation": self._current.number,
            "running": now.pool.running,
            **now.about,
        }
        return _response(
            Reply(200 if now.alive else 503, "application/json", json.dumps(found, ensure_ascii=False).encode())
        )

    async def _body(self, request: Request) -> bytes | Reply:
        """Return the body, or a refusal when it is too long in coming."""
        limits = self._settings.limits
        try:
            return await asyncio.wait_for(_body(request, limits.query_bytes), limits.seconds)
        except TimeoutError:
            return refusal(408, f"the request did not arrive within {limits.seconds:g} s")

    async def _query(self, request: Request, asked: Asked, accept: str) -> Response:
        forms: list[Json] = [choose(accept, ROWS), choose(accept, GRAPHS)]
        if forms == [None, None]:
            return _response(not_acceptable(ROWS, GRAPHS))
        dataset: Json = [list(graphs) for graphs in asked.dataset] if asked.dataset else None
        return await self._run(request, {"task": "sparql", "dataset": dataset, "forms": forms}, asked.sparql)

    async def _described(self, request: Request, task: str, path: str, ending: str | None = None) -> Response:
        wanted = request.query_params.get("format")
        if wanted is not None and wanted not in _EVERYTHING:
            return _response(refusal(400, f"no format {wanted!r}; there are: {', '.join(_EVERYTHING)}"))
        wanted = wanted or ending
        form = wanted or choose(_accept(request), _EVERYTHING)
        job: dict[str, Json] = {"task": task, "form": form, "language": _language(request), "chosen": bool(wanted)}
        response = await self._run(request, job, path)
        if task == "ontology" and response.status_code == 200 and wanted is None:
            response.headers["Content-Location"] = f"/ontology{ENDINGS[str(form)][0]}"
        return response

    async def _run(self, request: Request, job: dict[str, Json], text: str) -> Response:
        async def gone() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass

        job["gzip"] = packs(request.headers.get("accept-encoding", ""))
        reply = await self._current.now.pool.run(job, text.encode("utf-8", "surrogatepass"), gone)
        log = request.scope.get("state", {}).get("log", {})
        if reply.rows is not None:
            log["rows"] = reply.rows
        if reply.limit:
            log["limit"] = reply.limit
        return _response(reply, vary=True)

    def _page(self, request: Request, name: str) -> Response:
        number = self._current.number
        if number not in self._pages:
            shown = self._current.now.pages.items()
            self._pages = {number: {name: _Fixed(page, "text/html") for name, page in shown}}
        return self._pages[number][f"{name}.{_language(request)}"].response(request)


class _Fixed:
    """Bytes that do not change, packed once, with a tag by which a browser knows that it has them."""

    def __init__(self, content: bytes, media: str) -> None:
        self._plain = content
        self._packed = gzip.compress(content, 6, mtime=0)
        self._media = media
        self._tag = hashlib.sha256(content).hexdigest()[:20]

    def response(self, request: Request) -> Response:
        packed = packs(request.headers.get("accept-encoding", ""))
        tag = f'"{self._tag}{"-gzip" if packed else ""}"'
        headers = {"ETag": tag, "Vary": _VARY, "Cache-Control": _CACHE, "X-Content-Type-Options": "nosniff"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return Response(self._packed if packed else self._plain, 200, headers, f"{self._media}; charset=utf-8")


def application(current: Current, settings: Settings) -> Starlette:
    """Return the application over what is served now."""
    middleware = [Middleware(AccessLog)] if settings.log else []
    if settings.cors:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.cors),
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["*"],
                expose_headers=["Content-Location", "Link", "Retry-After"],
            )
        )
    return Starlette(routes=App(current, settings).routes(), middleware=middleware)


def _response(reply: Reply, *, vary: bool = False) -> Response:
    headers = dict(reply.headers)
    headers["X-Content-Type-Options"] = "nosniff"
    if vary:
        headers["Vary"] = _VARY
    media = f"{reply.media}; charset=utf-8" if reply.media.startswith("text/") else reply.media
    return Response(reply.body, reply.status, headers, media)


async def _body(request: Request, most: int) -> bytes:
    """Return the body, or as much of it as shows that it is too long."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            break
    return bytes(body)


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _language(request: Request) -> str:
    return prefers(request.headers.get("accept-language", ""), _LANGUAGES)


def _here(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
