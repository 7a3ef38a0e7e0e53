"""The Datasette plugin: our pages, their JSON, and what a browser may do with all of it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response

from cleaners.decode import decode
from crawler.web import pages, plots, wording
from crawler.web.catalogue import TABLES
from crawler.web.reasons import reason
from crawler.web.room import Room
from crawler.web.translated import in_chinese
from pipelines.corpus import CorpusError
from pipelines.searching.tokens import tagged

STRICT = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""For our own pages: no script at all, nothing from elsewhere."""

OF_DATASETTE = f"{STRICT}; style-src-attr 'unsafe-inline'"
"""For Datasette's own pages, which colour headings by attribute."""

OF_ARCHIVE = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'"
)
"""For archived pages: as text with its own inline styles, in an origin of its own."""

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-dns-prefetch-control": "off",
    "cross-origin-opener-policy": "same-origin",
}
_PAGES: tuple[tuple[str, str, pages.Page], ...] = (
    (r"/", "home.html", pages.home),
    (r"/search", "search.html", pages.search),
    (r"/speech/(?P<number>\d{1,18})", "speech.html", pages.read),
    (r"/diff/(?P<left>\d{1,18})/(?P<right>\d{1,18})", "diff.html", pages.compare),
    (r"/sites", "sites.html", pages.sites),
    (r"/site", "site.html", pages.site),
    (r"/runs", "runs.html", pages.runs),
    (r"/run/(?P<number>\d{1,18})", "run.html", pages.run),
)
_SHOWN: dict[str, Any] = {
    "when": wording.when, "day": wording.day, "lasting": wording.lasting,
    "amount": wording.amount, "percent": wording.percent, "ending": wording.ending,
    "marked": wording.marked, "link": wording.link, "note": wording.note,
    "most": wording.most, "error": wording.error, "tagged": tagged,
    "problem": wording.problem, "trap": wording.trap, "in_chinese": in_chinese, "reason": reason,
    "named": wording.named, "every_year": plots.every_year,
}  # fmt: skip

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]
View = Callable[..., Awaitable[Response]]
_Hook = TypeVar("_Hook", bound=Callable[..., Any])
_hook: Callable[[_Hook], _Hook] = hookimpl


class Plugin:
    """The hooks, bound to one room."""

    __name__ = "yanlu"

    def __init__(self, room: Room, hosts: Collection[str]) -> None:
        self._room, self._hosts = room, hosts

    @_hook
    def register_routes(self) -> list[tuple[str, View]]:
        views = [
            (rf"^{path}(?P<format>\.json)?$", self._view(template, page))
            for path, template, page in _PAGES
        ]
        # What else Datasette tells of itself is nobody's business: paths of files, settings.
        views.append((r"^/-/(?!static/)", _nothing))
        return [*views, (r"^/page/(?P<sha256>[0-9a-f]{64})$", self._archived)]

    @_hook
    def permission_allowed(self, action: str, resource: object) -> bool | None:
        """Other tables than those shown are nobody's business: paths of files, what waits."""
        if action == "view-table" and isinstance(resource, tuple) and resource[1] not in TABLES:
            return False
        return None

    @_hook
    def prepare_jinja2_environment(self, env: Any) -> None:
        env.filters |= _SHOWN
        env.globals |= {"plots": plots, "words": wording, "address": address}

    @_hook
    def asgi_wrapper(self) -> Callable[[App], App]:
        return partial(_guarded_app, hosts=self._hosts)

    def _view(self, template: str, page: pages.Page) -> View:
        async def view(request: Any, datasette: Any) -> Response:
            parts = dict(request.url_vars)
            as_json = parts.pop("format", None)
            args = {name: request.args.get(name) for name in request.args} | parts
            try:
                found = await asyncio.to_thread(page, self._room, args)
            except (CorpusError, TimeoutError) as error:
                return await _failed(datasette, request, error, as_json)
            if found is None:
                raise NotFound("这里没有这样的内容")
            value, shown = found
            if as_json:
                return Response.json(value)
            shown = {"found": value, "json": _json_address(request), **shown}
            html = await datasette.render_template(template, shown, request=request)
            return Response.html(html, headers={"content-security-policy": STRICT})

        return view

    async def _archived(self, request: Any) -> Response:
        body = await asyncio.to_thread(self._room.body, request.url_vars["sha256"])
        if body is None:
            raise NotFound("存档里没有这个网页")
        text = await asyncio.to_thread(decode, body, request.args.get("charset"))
        return Response.html(text.text, headers={"content-security-policy": OF_ARCHIVE})


def address(path: str, **values: object) -> str:
    """Return the address of a page of ours, its values quoted; those that are empty left out."""
    said = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{quote(path)}?{urlencode(said)}" if said else quote(path)


def _json_address(request: Any) -> str:
    path = "/.json" if request.path == "/" else f"{request.path}.json"
    return f"{path}?{request.query_string}" if request.query_string else path


async def _failed(datasette: Any, request: Any, error: Exception, as_json: str | None) -> Response:
    said = str(error) or "查询花的时间太长，请把范围缩小一些"
    if as_json:
        return Response.json({"ok": False, "error": said}, status=503)
    shown = {"title": "暂时不行", "error": said, "status": 503}
    html = await datasette.render_template("error.html", shown, request=request)
    return Response.html(html, status=503)


async def _nothing() -> Response:
    raise NotFound("这里没有这样的内容")


def _guarded_app(app: App, hosts: Collection[str]) -> App:
    """Return the app with our headers, deaf to names that a stranger's page gave this machine."""

    async def wrapped(scope: Scope, receive: Any, send: Send) -> None:
        async def guarded(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = message | {"headers": _guarded(message.get("headers") or [])}
            await send(message)

        if scope["type"] == "http" and hosts and _host(scope) not in hosts:
            said = f"这间阅览室只应答 {'、'.join(sorted(hosts))}"
            await Response.text(said, status=403).asgi_send(guarded)
        else:
            await app(scope, receive, guarded)

    return wrapped


def _host(scope: Scope) -> str:
    said = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return said if said.endswith("]") else re.sub(r":\d*$", "", said)


def _guarded(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in headers}
    wanted: Mapping[str, str] = {"content-security-policy": OF_DATASETTE, **_HEADERS}
    added = [
        (name.encode(), value.encode())
        for name, value in wanted.items()
        if name.encode() not in present
    ]
    return [*headers, *added]


TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
