"""The pages of the room: each gives the values that its template shows and its JSON holds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from crawler.web import overview
from crawler.web.asked import Asked
from crawler.web.differ import side_by_side
from crawler.web.finding import find, turned
from crawler.web.overview import Row
from crawler.web.reading import contents, pair, paragraphs, speech
from crawler.web.room import Room
from pipelines.corpus import CorpusError

RUNS = 50
"""Runs on a page."""

_ONCE = 4  # equal paragraphs in a row that a comparison shows; of more, the first and the last

Args = Mapping[str, str]
Page = Callable[[Room, Args], tuple[Row, Row] | None]
"""A page: of the room and the address's parts, what JSON holds, and what the template needs
besides; None when there is no such page."""


def prepare(room: Room) -> None:
    """Have the overviews made before the first visitor asks; returns at once."""
    room.prepare("home", partial(overview.overview, now=_now()))
    room.prepare("sites", partial(overview.sites, now=_now()))


def home(room: Room, args: Args) -> tuple[Row, Row]:
    return room.kept("home", partial(overview.overview, now=_now())), {}


def search(room: Room, args: Args) -> tuple[Row, Row]:
    asked = Asked.of(args)
    room.index_soon()
    if asked.q:
        return room.read(partial(find, asked=asked)), {"asked": asked}
    first = replace(asked, page=1)
    found = room.kept(first.address(), partial(find, asked=first))
    if asked.page > 1:
        found = room.read(partial(turned, asked=asked, first=found))
    return found, {"asked": asked}


def read(room: Room, args: Args) -> tuple[Row, Row] | None:
    row = room.read(partial(speech, number=int(args["number"])))
    if row is None:
        return None
    found = paragraphs(row["body"], row["outline"] or [], args.get("q") or "")
    listed = contents(found, row["outline"] or [])
    shown: Row = {"paragraphs": found, "contents": listed, "captures": [], "unread": ""}
    try:
        shown["captures"] = [one for url in _places(row) for one in room.captures(url)]
    except CorpusError as error:
        shown["unread"] = str(error)
    return row, shown


def _places(row: Row) -> list[str]:
    """Return the addresses of the pages it stood on, of a collection's speech that of the whole
    after its own (under which an ingest keeps it).
    """
    urls = [seen["url"] for seen in (row["sightings"] or [row])[:20]]
    return list(dict.fromkeys(form for url in urls for form in (url, url.partition("#")[0])))


def compare(room: Room, args: Args) -> tuple[Row, Row] | None:
    found = room.read(partial(pair, left=int(args["left"]), right=int(args["right"])))
    if found is None:
        return None
    left, right = found
    rows = side_by_side(left.pop("body"), right.pop("body"))
    shown = rows if args.get("all") else _folded(rows)
    return {"left": left, "right": right, "rows": rows}, {"shown": shown}


def _folded(rows: list[Row]) -> list[Row]:
    """Return the rows, long stretches without a difference as one that counts them."""
    shown: list[Row] = []
    waiting: list[Row] = []
    for row in [*rows, None]:
        if row is not None and "same" in row:
            waiting.append(row)
            continue
        if len(waiting) > _ONCE:
            waiting = [waiting[0], {"skipped": len(waiting) - 2}, waiting[-1]]
        shown += waiting
        waiting = []
        shown += [row] if row is not None else []
    return shown


def sites(room: Room, args: Args) -> tuple[Row, Row]:
    return room.kept("sites", partial(overview.sites, now=_now())), {}


def site(room: Room, args: Args) -> tuple[Row, Row] | None:
    name = args.get("name") or ""
    row = room.read(partial(overview.site, name=name, now=_now()))
    return None if row is None else (row, {})


def runs(room: Room, args: Args) -> tuple[Row, Row]:
    page = Asked.of({"page": args.get("page") or ""}).page
    name = args.get("site") or None
    listed = partial(overview.runs, site=name, limit=RUNS + 1, offset=(page - 1) * RUNS)
    found = room.read(listed)
    more = len(found) > RUNS
    return {"site": name, "page": page, "more": more, "runs": found[:RUNS]}, {}


def run(room: Room, args: Args) -> tuple[Row, Row] | None:
    row = room.read(partial(overview.run, number=int(args["number"])))
    return None if row is None else (row, {})


def _now() -> datetime:
    return datetime.now(UTC)
