"""A fault: what a server does, and what must become of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.crawler.faults.answers import Answer, page


@dataclass(frozen=True)
class Fault:
    """One row of the table in docs/operate.md.

    `state` and `reason` are the ledger's; `speech` tells what of the article arrives: all, part
    or nothing. `pages` are other paths of its host, `nobody` a host that does not listen;
    `sitemap` is the state and reason of the host's sitemap, if that is what is faulty.
    """

    name: str
    does: str
    state: str = "fetched"
    reason: str = ""
    answer: Answer = field(default_factory=page)
    robots: Answer | None = None
    pages: Mapping[str, Answer] = field(default_factory=dict)
    path: str = "/a/1001.html"
    scheme: str = "http"
    nobody: bool = False
    sitemap: tuple[str, str] | None = None
    speech: str = ""

    @property
    def arrives(self) -> str:
        return self.speech or ("all" if self.state == "fetched" else "nothing")


def read(name, does, answer=None, **words):
    """A fault that does no harm: the article arrives."""
    return Fault(name, does, answer=answer or page(), **words)


def failed(name, does, reason, answer=None, **words):
    return Fault(name, does, "failed", reason, answer or page(), **words)


def refused(name, does, reason, answer=None, **words):
    return Fault(name, does, "refused", reason, answer or page(), **words)


def rejected(name, does, reason, answer=None, **words):
    return Fault(name, does, "rejected", reason, answer or page(), **words)


def moved(name, does, to, answer, **words):
    """A fault that leads to another address of its host, where the article is."""
    return Fault(name, does, "moved", to, answer, pages={to: page()}, **words)
