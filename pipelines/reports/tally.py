"""RunTally: what the visits of a run gave, counted for its report."""

from collections import Counter
from collections.abc import Collection

from cleaners.model import Rejected, Speech
from pipelines.corpus import HostRest, Recorded, Visit
from pipelines.report import FIELDS, RunReport

ADVICE = {
    "private_address": "a private address; ALLOW_PRIVATE_HOSTS lets it in",
    "robots": "robots.txt forbids it",
    "http_429": "http_429: it is asked too often",
    "no_such_host": "no such host; check the address and the network",
    "robots_no_such_host": "no such host; check the address and the network",
}
"""What to say of reasons whose name alone does not tell what to do."""


class RunTally:
    """Counts the visits of a run as they are recorded."""

    def __init__(
        self,
        site: str,
        *,
        profile: str = "",
        starts: Collection[str] = (),
        first_run: bool = False,
        reads: str = "",
    ) -> None:
        self._site = site
        self._profile = profile
        self._starts = frozenset(starts)
        self._first_run = first_run
        self._reads = reads
        self._pages: dict[str, Counter[str]] = {}
        self._matches: Counter[str] = Counter()
        self._changed = 0
        self._rejected: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._failed_starts: list[str] = []
        self._scripted_starts: list[str] = []
        self._filled: Counter[str] = Counter()
        self._rests = 0
        self._rested = 0.0
        self._resting: dict[str, str] = {}

    def add_rest(self, resting: HostRest, seconds: float, *, left: bool) -> None:
        """Count a rest of so many seconds (0: an earlier run's), `left` if nobody waits for it."""
        self._rests += seconds > 0
        if left:
            self._resting[resting.host] = resting.until.isoformat(timespec="seconds")
        else:
            self._rested += seconds

    def add(self, visit: Visit, recorded: Recorded) -> None:
        """Count a visit that the corpus has recorded."""
        self._pages.setdefault(visit.kind, Counter())[visit.state] += 1
        if visit.kind == "article" and len(visit.pages) > 1:
            self._pages.setdefault("part", Counter())[visit.state] += len(visit.pages) - 1
        if isinstance(visit.result, Rejected):
            self._rejected[visit.result.reason] += 1
            if visit.url in self._starts and visit.result.reason == "needs_script":
                self._scripted_starts.append(visit.url)
            elif visit.url in self._starts and visit.kind == "list":
                self._failed_starts.append(f"{visit.url} ({visit.result.reason})")
        if isinstance(visit.result, Speech):
            self._filled.update(name for name in FIELDS if getattr(visit.result, name))
        if recorded.sighting:
            self._matches[recorded.sighting.match] += 1
            self._changed += recorded.sighting.replaced is not None
        if visit.state in ("failed", "gone", "refused"):
            self._failed[visit.reason or "unknown"] += 1
            if visit.url in self._starts:
                advice = ADVICE.get(visit.reason, visit.reason)
                self._failed_starts.append(f"{visit.url} ({advice})")

    def report(self, *, requests: int, bytes: int, seconds: float, errors: int) -> RunReport:
        """Return the counts so far, not judged yet."""
        speeches = self._matches.total()
        return RunReport(
            site=self._site,
            profile=self._profile,
            first_run=self._first_run,
            reads=self._reads,
            pages={kind: dict(states) for kind, states in sorted(self._pages.items())},
            new=self._matches["first"] + self._matches["near"],
            near=self._matches["near"],
            same=self._matches["same"],
            changed=self._changed,
            rejected=dict(self._rejected.most_common()),
            failed=dict(self._failed.most_common()),
            failed_starts=tuple(self._failed_starts),
            scripted_starts=tuple(self._scripted_starts),
            filled={name: self._filled[name] / speeches for name in FIELDS} if speeches else {},
            requests=requests,
            bytes=bytes,
            seconds=seconds,
            errors=errors,
            rests=self._rests,
            rested=self._rested,
            resting=self._resting,
        )
