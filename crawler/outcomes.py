"""What a response or a failure means for the ledger: a page's state, by name, and when again."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from scrapy import Request, exceptions
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from cleaners.model import Page, Rejected, Speech
from crawler.discovery.addresses import normalise
from crawler.discovery.sitemaps import GZIP
from crawler.network.errors import (
    BadAnswer,
    BadEncoding,
    HeadTooLarge,
    NoAnswer,
    NotAsked,
    Refused,
    TlsFailed,
)
from crawler.pacing.pace import Verdict
from pipelines.corpus import Kind, State

LAST_RETRY = timedelta(days=30)
FIRST_RETRY: dict[State, timedelta] = {
    "failed": timedelta(hours=1),
    "refused": timedelta(days=1),
    "rejected": timedelta(days=1),
    "moved": timedelta(days=7),
    "gone": LAST_RETRY,
}
OLDER = "older"
"""The reason of an article that was published before the day that `-a since=…` gave."""


class Outcome(NamedTuple):
    """What became of a page, as the ledger keeps it; a redirect that may end does not last."""

    state: State
    reason: str = ""
    lasts: bool = True


_WHOLE = re.compile(r"bytes 0-(\d{1,9})/(\d{1,9})")
_OVERLOADED = frozenset((502, 503, 504, 520, 521, 522, 523, 524, 529))
_AWAY = (
    exceptions.DownloadTimeoutError,
    exceptions.DownloadConnectionRefusedError,
    exceptions.DownloadFailedError,
    exceptions.CannotResolveHostError,
)


def says_of_host(what: int | Exception) -> Verdict:
    """Return what a status or an error says about the host.

    500 is the page's own program that failed; 502 to 504 and 520 to 529 are what gateways say
    for a server that is down or cannot keep up. Other refusals (401, 403, 405 or 412 of a firewall)
    are the page's own or a ban.
    """
    if isinstance(what, Exception):
        away = isinstance(what, _AWAY) and not isinstance(what, BadAnswer)
        return "trouble" if away else "neutral"
    if what == 429:
        return "too_many"
    if what in _OVERLOADED:
        return "trouble"
    if 400 <= what < 500 and what not in (404, 410):
        return "forbidden"
    return "neutral" if what >= 500 else "good"


_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.DownloadTimeoutError, "timeout"),
    (exceptions.CannotResolveHostError, "no_such_host"),
    (exceptions.DownloadConnectionRefusedError, "connection_refused"),
    (exceptions.ResponseDataLossError, "cut_off"),
    (HeadTooLarge, "head_too_large"),
    (exceptions.DownloadCancelledError, "too_large"),
    (BadAnswer, "bad_answer"),
    (TlsFailed, "tls_failed"),
    (exceptions.DownloadFailedError, "connection_lost"),
    (BadEncoding, "bad_encoding"),
)


def of_failure(failure: Failure) -> Outcome:
    """Return what it means that a page brought no response."""
    return of_error(failure.value)


def of_error(error: BaseException | None) -> Outcome:
    """Return what an error means that came instead of a response."""
    if isinstance(error, Refused):
        return Outcome("refused", error.reason)
    if isinstance(error, NoAnswer | NotAsked):
        return Outcome("failed", error.reason)
    if isinstance(error, IgnoreRequest):
        return Outcome("failed", "redirect_loop")
    for kind, reason in _FAILURES:
        if isinstance(error, kind):
            return Outcome("failed", reason)
    return Outcome("failed", type(error).__name__)


def of_response(response: Response) -> Outcome | None:
    """Return what a response means that is not to be read, None for one that is."""
    status = response.status
    if status == 304 and _is_conditional(response.request):
        return Outcome("fetched", "not_modified")
    if status in (404, 410):
        return Outcome("gone", f"http_{status}")
    if status in (401, 403, 451):
        return Outcome("refused", f"http_{status}")
    if not _brings_a_page(response):
        return Outcome("failed", f"http_{status}")
    packed = response.body.startswith(GZIP)  # perhaps a sitemap
    page = not response.body or packed or _is_page(response.body)
    if not isinstance(response, TextResponse) and not page:
        return Outcome("rejected", "not_html")
    return None


def _brings_a_page(response: Response) -> bool:
    """Tell whether a status says that this is the page: 2xx, of parts (206) only the whole."""
    if response.status == 206:
        part = _WHOLE.fullmatch(header_of(response, "Content-Range") or "")
        return part is not None and int(part[1]) + 1 == int(part[2]) == len(response.body)
    return 200 <= response.status < 300 and response.status not in (204, 205)


def _is_page(body: bytes) -> bool:
    """Tell whether a body is HTML, whatever its Content-Type says."""
    beginning = body[:1024].lower()
    return b"<html" in beginning or b"<!doctype html" in beginning


def _is_conditional(request: Request | None) -> bool:
    names = ("If-None-Match", "If-Modified-Since")
    return request is not None and any(name in request.headers for name in names)


def of_result(result: Speech | Rejected | None) -> Outcome:
    """Return what a page gave that was read, or that its parser could not read."""
    if isinstance(result, Rejected):
        failed = result.reason.startswith("parser_")
        return Outcome("failed" if failed else "rejected", result.reason)
    return Outcome("fetched")


def moved(response: Response, to: str) -> Outcome:
    """Return what it means for an address that it redirected, for good or for a while."""
    for_good = {301, 308}.issuperset(response.meta.get("redirect_reasons", ()))
    return Outcome("moved", to, for_good)


def due_at(outcome: Outcome, kind: Kind, failures: int, at: datetime) -> datetime | None:
    """Return when a page is wanted again that was not read; None: never, or as [revisit] says.

    What failed is wanted after 1 h, what was refused or rejected after a day, then twice as long
    each time, up to 30 days; what is gone after those. A list that could not be had is wanted in
    the next run, and so is an article that only `since` left out. A redirect that may end is
    asked again after a week.
    """
    if outcome.state == "fetched" or (outcome.state == "moved" and outcome.lasts):
        return None
    if outcome.reason == OLDER or (kind == "list" and outcome.state != "gone"):
        return at
    wait: timedelta = FIRST_RETRY[outcome.state] * 2 ** min(failures, 10)
    return at + min(wait, LAST_RETRY)


def as_page(response: Response, at: datetime) -> Page:
    """Return a response as the archive keeps it, under its normal address."""
    return Page(
        url=normalise(response.url) or response.url,
        body=response.body,
        charset=_header_charset(response),
        fetched_at=at,
        status=response.status,
        etag=header_of(response, "ETag"),
        last_modified=header_of(response, "Last-Modified"),
    )


def header_of(response: Response, name: str) -> str | None:
    """Return the first value of a response's header as text, None if it has none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _header_charset(response: Response) -> str | None:
    content_type = header_of(response, "Content-Type") or ""
    _, found, charset = content_type.lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None if found else None
