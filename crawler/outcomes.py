"""What a response or a failure means for the ledger: a page's state, by name, and when again."""

from datetime import datetime, timedelta

from scrapy import exceptions
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from cleaners.model import Page, Rejected, Speech
from crawler.links import normalise, promised_kind
from crawler.profile import Discover
from pipelines.corpus import Kind, State

FIRST_RETRY = timedelta(hours=1)
LAST_RETRY = timedelta(days=30)


class Refused(IgnoreRequest):
    """A guard does not let this request out; `reason` names the guard."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.DownloadTimeoutError, "timeout"),
    (exceptions.CannotResolveHostError, "no_such_host"),
    (exceptions.DownloadConnectionRefusedError, "connection_refused"),
    (exceptions.ResponseDataLossError, "cut_off"),
    (exceptions.DownloadCancelledError, "too_large"),
    (exceptions.DownloadFailedError, "connection_lost"),
    (OSError, "bad_encoding"),
)


def of_failure(failure: Failure) -> tuple[State, str]:
    """Return state and reason of a page that brought no response."""
    error = failure.value
    if isinstance(error, Refused):
        return "refused", error.reason
    if isinstance(error, IgnoreRequest):
        return "refused", "robots"
    for kind, reason in _FAILURES:
        if isinstance(error, kind):
            return "failed", reason
    return "failed", type(error).__name__


def of_response(response: Response) -> tuple[State, str] | None:
    """Return state and reason of a response that is not to be read, None of one that is."""
    status = response.status
    if status == 304:
        return "fetched", "not_modified"
    if status in (404, 410):
        return "gone", f"http_{status}"
    if not 200 <= status < 300:
        return "failed", f"http_{status}"
    if not isinstance(response, TextResponse) and response.body:
        return "rejected", "not_html"
    return None


def of_result(result: Speech | Rejected | None) -> State:
    """Return the state of a page that was read, or that its parser could not read."""
    if isinstance(result, Rejected):
        return "failed" if result.reason.startswith("parser_") else "rejected"
    return "fetched"


def due_at(state: State, kind: Kind, url: str, failures: int, at: datetime) -> datetime | None:
    """Return when a page is wanted again; None: never.

    Lists are wanted in every run. A failed page is wanted after 1 h, then twice as long each
    time, up to 30 days.
    """
    if state in ("failed", "refused", "gone"):
        wait = LAST_RETRY if state == "gone" else FIRST_RETRY * 2 ** min(failures, 10)
        return at + min(wait, LAST_RETRY)
    if state == "moved" or kind in ("article", "part"):
        return None
    return at if kind == "list" or promised_kind(url, "", Discover()) != "article" else None


def as_page(response: Response, at: datetime) -> Page:
    """Return a response as the archive keeps it, under its normal address."""
    return Page(
        url=normalise(response.url) or response.url,
        body=response.body,
        charset=_header_charset(response),
        fetched_at=at,
        status=response.status,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
    )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _header_charset(response: Response) -> str | None:
    content_type = _header(response, "Content-Type") or ""
    _, found, charset = content_type.lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None if found else None
