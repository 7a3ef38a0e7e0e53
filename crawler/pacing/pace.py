"""When a host may be asked: its pace, its rests, our patience. Pure: the clock comes in."""

import random
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from statistics import median
from typing import Literal

from crawler.fences.walls import is_ban

Verdict = Literal["good", "neutral", "trouble", "too_many", "forbidden"]
"""What an answer says about its host. good: it is well. neutral: nothing (that page fails, or
this is robots.txt). trouble: overloaded or away, if other pages say so too. too_many: we ask
too often (429). forbidden (401, 403): perhaps we are banned, if that goes on."""

LONGEST_REST = 24 * 3600.0
"""Seconds; no Retry-After and no back-off is longer: a site asks again in a day."""

ROW = 3
"""So many different pages in a row mean that it is the host that is in trouble."""

BAN = 10
"""So many different pages in a row that are forbidden, on a host that gave others, are a ban;
after a rest for that, ROW."""

SLOWEST = 16.0
"""How many times longer than usual the pauses become for a host that answers 429."""

HEALING = 0.95
"""What a good answer leaves of such a slow-down: half of it after 14 pages."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are treated; all times in seconds.

    `patience` is how long an answer may take while other pages wait for it (on a slow host three
    times what its answers usually take), `timeout` how long when none does.
    """

    at_once: int = 1
    delay: float = 2.0
    jitter: float = 0.2
    longest_delay: float = 30.0
    patience: float = 4.0
    timeout: float = 30.0
    first_rest: float = 4.0


class Host:
    """One host; `strikes` are the rests it was given in a row, without a good answer between.

    Times are seconds of one clock, the caller's.
    """

    def __init__(
        self, name: str, manners: Manners, *, strikes: int = 0, rests_until: float = -inf
    ) -> None:
        self.name, self.strikes, self.rests_until = name, strikes, rests_until
        self.crawl_delay = 0.0
        self._manners = manners
        self._active = 0
        self._next = self._struck_at = -inf
        self._proven = False
        self._in_trouble: set[str] = set()
        self._forbidden: set[str] = set()
        self._gave = self._banned = False
        self._walls: set[str] = set()
        self._gave_articles = self._walled = False
        self._took: deque[float] = deque(maxlen=5)
        self._limited: deque[str] = deque(maxlen=20)
        self._slower = 1.0

    def wait(self, now: float) -> float:
        """Return the seconds until the next request may go out, 0 when it may.

        After a rest one request goes out alone, until there is a good answer.
        """
        alone = 0.1 if self.strikes and self._active else 0.0
        return max(self.rests_until - now, self._next - now, alone, 0.0)

    def begin(self, now: float) -> None:
        """Take note that a request goes out: from its beginning, `delay` or Crawl-delay counts."""
        self._active += 1
        pause = max(self._manners.delay, self.crawl_delay, 0.5 if self._slower > 1 else 0.0)
        self._next = now + pause * self._slower * random.uniform(1, 1 + self._manners.jitter)

    def end(self, took: float, now: float) -> None:
        """Take note that an answer came, or that its time was up, after so many seconds.

        The host then gets as much time without us as it usually takes to answer (the median of
        five: one slow page slows nothing down), unless `delay` is 0.
        """
        self._active -= 1
        self._took.append(took)
        if self._manners.delay:
            pause = min(median(self._took) / self._manners.at_once, self._manners.longest_delay)
            self._next = max(self._next, now + pause)

    def patience(self) -> float:
        """Return the seconds an answer may take while other pages wait."""
        if not self._took:
            return self._manners.timeout
        usual = max(self._manners.patience, 3 * median(self._took))
        return min(usual, self._manners.timeout)

    def judge(
        self, url: str, verdict: Verdict, began: float, now: float, retry_after: float | None = None
    ) -> None:
        """Let the host rest, or be well again, as its answer to `url` says.

        What was asked before the last rest began counts no more.
        """
        if began < self._struck_at:
            return
        if verdict == "good":
            if not self._walled:
                self._recover()
        elif verdict == "too_many":
            self._slow_down(url)
            self._strike(now, retry_after)
        elif verdict == "forbidden":
            self._forbid(url, now)
        elif verdict == "trouble":
            self._in_trouble.add(url)
            if len(self._in_trouble) >= self._enough(retry_after):
                self._strike(now, retry_after)

    def learn(self, url: str, wall: str, now: float) -> None:
        """Take note of the wall that a page was that answered well, "" for an article.

        So many different ones in a row as are a ban when they are forbidden are one, too; then
        only an article says that the host is well again.
        """
        if not wall:
            self._gave_articles = True
            self._walls.clear()
            if self._walled:
                self._walled = False
                self._recover()
        elif is_ban(wall, gave=self._gave_articles):
            self._walls.add(url)
            if now >= self.rests_until and len(self._walls) >= (ROW if self._walled else BAN):
                self._walled = True
                self._walls.clear()
                self._strike(now, None)

    def _forbid(self, url: str, now: float) -> None:
        self._forbidden.add(url)
        if self._gave and len(self._forbidden) >= (ROW if self._banned else BAN):
            self._banned = True
            self._strike(now, None)

    def _enough(self, retry_after: float | None) -> int:
        """One page is enough of a host that gave no good one yet, or none since its last rest."""
        if not self._proven:
            return 1
        return ROW if retry_after is None else 2

    def _recover(self) -> None:
        self.strikes, self._proven = 0, True
        self._gave, self._banned = True, False
        self._in_trouble.clear()
        self._forbidden.clear()
        self._limited.append("")
        self._slower = max(1.0, self._slower * HEALING)

    def _slow_down(self, url: str) -> None:
        """One page that always answers 429 is no reason; two of the last twenty are."""
        self._limited.append(url)
        if len({limited for limited in self._limited if limited}) > 1:
            self._slower = min(2 * self._slower, SLOWEST)

    def _strike(self, now: float, retry_after: float | None) -> None:
        self.strikes += 1
        rest = self._manners.first_rest * 2 ** min(self.strikes - 1, 20) * random.uniform(0.75, 1.2)
        if retry_after is not None:
            asked = retry_after * random.uniform(1, 1.05)
            rest = asked if self.strikes == 1 else max(asked, rest)
        self.rests_until, self._struck_at = now + min(rest, LONGEST_REST), now
        self._proven = False
        self._in_trouble.clear()
        self._forbidden.clear()


def seconds_to_wait(retry_after: str | None, date: str | None, now: datetime) -> float | None:
    """Return what a Retry-After asks for in seconds, 0 to LONGEST_REST; None when it says nothing.

    It holds seconds or a date (RFC 9110, 10.2.3); a date counts from the answer's own Date, if
    there is one: clocks differ.
    """
    value = (retry_after or "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), LONGEST_REST)
    until = _date(value)
    if until is None:
        return None
    return min(max(0.0, (until - (_date(date or "") or now)).total_seconds()), LONGEST_REST)


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
