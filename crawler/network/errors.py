"""What stands in the way of a page: refused, not asked, no answer, or none that could be read."""

from scrapy import exceptions
from scrapy.exceptions import IgnoreRequest


class Refused(IgnoreRequest):
    """A guard does not let this request out; `reason` names the guard."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


class NoAnswer(IgnoreRequest):
    """What was asked for did not come; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooLarge(exceptions.DownloadCancelledError):
    """A body is larger, unpacked, than DOWNLOAD_MAXSIZE."""


class HeadTooLarge(exceptions.DownloadCancelledError):
    """The head of an answer has no end, or one too far off."""


class BadAnswer(exceptions.DownloadFailedError):
    """What came was no HTTP."""


class TlsFailed(exceptions.DownloadFailedError):
    """No secure connection could be made."""


class BadEncoding(Exception):
    """A body cannot be unpacked as its Content-Encoding says."""


class NotAsked(IgnoreRequest):
    """A request that did not go out, because `host` rests or the run ends: it is as it was."""

    def __init__(self, reason: str, host: str = "") -> None:
        super().__init__(f"{reason}: {host}")
        self.reason, self.host = reason, host
