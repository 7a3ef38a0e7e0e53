"""Pages to WARC files (ISO 28500), by warcio."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, BinaryIO

from cleaners import __version__
from cleaners.model import Page
from pipelines.inputs.given import TOLD
from pipelines.inputs.warc import looks_like_html
from pipelines.storage.database import stamp

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def write_warc(stream: BinaryIO, name: str, pages: Iterable[Page], *, compress: bool) -> int:
    """Write a warcinfo record and one record a page, WARC 1.1; return how many pages.

    What came by HTTP is a `response` with the headers we kept, what did not a `resource`. A page
    whose time is not known says 1970.
    """
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(stream, gzip=compress, warc_version="WARC/1.1")
    info = {"software": f"yanlu {__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(name, info))
    count = 0
    for page in pages:
        writer.write_record(_record(writer, page))
        count += 1
    return count


def _record(writer: Any, page: Page) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    dated = {"WARC-Date": stamp(page.fetched_at or _UNKNOWN)}
    body = io.BytesIO(page.body)
    if page.status == TOLD:
        kind = "application/json" if page.body.lstrip()[:1] == b"{" else "text/plain"
        return writer.create_warc_record(page.url, "resource", body, len(page.body), kind, dated)
    status = f"{page.status} {_phrase(page.status)}".strip()
    head = StatusAndHeaders(status, _headers(page), protocol="HTTP/1.1")
    return writer.create_warc_record(
        page.url, "response", body, len(page.body), "", dated, http_headers=head
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _headers(page: Page) -> list[tuple[str, str]]:
    kind = _media_type(page.body)
    said = {
        "Content-Type": f"{kind}; charset={page.charset}" if page.charset else kind,
        "Content-Length": str(len(page.body)),
        "ETag": page.etag,
        "Last-Modified": page.last_modified,
    }
    return [(name, " ".join(value.split())) for name, value in said.items() if value]


def _media_type(body: bytes) -> str:
    if body.startswith(b"\x1f\x8b"):
        return "application/gzip"
    xml = body.lstrip()[:5] == b"<?xml" and not looks_like_html(body)
    return "application/xml" if xml else "text/html"
