"""RunReport: what a run did, judged against what its profile expects."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from cleaners.model import Rejected, Speech
from pipelines.corpus import HostRest, Recorded, State, Visit

FIELDS = ("title", "published", "source", "speaker", "category", "tags")
"""The fields of a speech whose fill rates are counted."""

FAILED_SHARE = 0.2
"""A run with more failed pages than that ran badly: single dead pages are usual, a fifth is not."""

_ADVICE = {
    "private_address": "a private address; ALLOW_PRIVATE_HOSTS lets it in",
    "robots": "robots.txt forbids it",
    "http_429": "http_429: it is asked too often",
    "no_such_host": "no such host; check the address and the network",
    "robots_no_such_host": "no such host; check the address and the network",
}

JUDGED_FROM = 10
"""Speeches from which fill rates are judged; of fewer, one odd page decides."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """Counts of one run. `pages` are by kind and state, `filled` shares (0 to 1) by field.

    `rejected` and `failed` (gone and refused, too) are by reason; `problems` are sentences for
    people, none when the run was good. `first_run`: the site had no speech before. `reads` is a
    hash of what decides what a page gives; `traps` what was left alone because so many new pages
    of it in a row had brought nothing, and where that was noticed. `near`: how many of the new
    speeches are altered copies of one that was there; `changed`: how many of the speeches stand
    where another stood; `older`: articles left alone for being older than the run was asked for.
    `rests`: how often the run put a host to rest, `rested`: seconds it waited for that,
    `resting`: the hosts it left alone, and until when (ISO 8601). `scripted_starts`: start pages
    that show nothing until a script has run.
    """

    site: str
    profile: str = ""
    first_run: bool = False
    reads: str = ""
    traps: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    new: int = 0
    near: int = 0
    same: int = 0
    changed: int = 0
    older: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)
    failed_starts: tuple[str, ...] = ()
    scripted_starts: tuple[str, ...] = ()
    filled: Mapping[str, float] = field(default_factory=dict)
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    errors: int = 0
    rests: int = 0
    rested: float = 0.0
    resting: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """`bad` when there are problems, `resting` when a host was left alone, else `good`."""
        return "bad" if self.problems else "resting" if self.resting else "good"

    def in_state(self, *states: str) -> int:
        """Return how many pages of any kind the run left in these states."""
        return sum(by_state.get(state, 0) for by_state in self.pages.values() for state in states)

    @property
    def tried(self) -> int:
        return sum(sum(by_state.values()) for by_state in self.pages.values())

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` reads: dicts, lists, strings and numbers only."""
        return asdict(self) | {
            "problems": list(self.problems),
            "failed_starts": list(self.failed_starts),
            "scripted_starts": list(self.scripted_starts),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read a kept report; keys that another version wrote are left out."""
        known = {each.name for each in fields(cls)} & values.keys()
        lists = {"problems", "failed_starts", "scripted_starts"} & known
        return cls(
            **{name: values[name] for name in known} | {name: tuple(values[name]) for name in lists}
        )


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
        if isinstance(visit.result, Speech):
            self._filled.update(name for name in FIELDS if getattr(visit.result, name))
        if recorded.sighting:
            self._matches[recorded.sighting.match] += 1
            self._changed += recorded.sighting.replaced is not None
        if visit.state in ("failed", "gone", "refused"):
            self._failed[visit.reason or "unknown"] += 1
            if visit.url in self._starts:
                advice = _ADVICE.get(visit.reason, visit.reason)
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


def judge(
    report: RunReport,
    expect: Mapping[str, float],
    *,
    selectors: bool = True,
    stopped: bool = False,
) -> tuple[str, ...]:
    """Return what was wrong with a run, in words, worst first; nothing when it was good.

    `expect` gives the least fill rate (0 to 1) by field, as the profile's [expect] has it. A run
    that asked for nothing, because its hosts rest, is not judged, and one that could not begin
    has that one fault. `selectors`: the profile has some, which may be wrong. `stopped`: somebody
    ended it, so that what it had not come to yet is no fault.
    """
    early = stopped and not report.failed_starts and not _has_found(report)
    if early or (report.resting and not report.tried):
        return tuple(_errors(report))
    begun = (*_fetching(report), *_errors(report))
    if report.failed_starts and not report.in_state(*_CAME):
        return begun
    return (*begun, *_reading(report, selectors=selectors), *_filling(report, expect))


def _has_found(report: RunReport) -> bool:
    return report.new + report.same + report.older > 0


_CAME: tuple[State, ...] = ("fetched", "rejected", "moved")


def _fetching(report: RunReport) -> list[str]:
    problems = [f"the start page could not be had: {start}" for start in report.failed_starts]
    problems += [
        f"{start} is built by a script: crawl it with -s BROWSER=1, or browser = true in [settings]"
        " of its profile"
        for start in report.scripted_starts
    ]
    if not report.in_state(*_CAME):
        return problems or ["no page could be fetched"]
    failed = report.in_state("failed") - _asking_for_rest(report)
    if failed > FAILED_SHARE * report.tried:
        reasons = ", ".join(f"{reason} ({count})" for reason, count in report.failed.items())
        problems.append(
            f"{failed} of {report.tried} pages failed, more than {FAILED_SHARE:.0%}: {reasons}"
        )
    return problems


def _asking_for_rest(report: RunReport) -> int:
    """Return how many failed pages only said what the host got: its rest."""
    answers = ("http_429", "http_503") if report.resting else ()
    return sum(report.failed.get(answer, 0) for answer in answers)


def _errors(report: RunReport) -> list[str]:
    problems = []
    if report.errors:
        errors = "1 error" if report.errors == 1 else f"{report.errors} errors"
        problems.append(f"{errors} in the program; the log tells where")
    return problems


def _reading(report: RunReport, *, selectors: bool) -> list[str]:
    problems = []
    if report.first_run and not _has_found(report) and not report.scripted_starts:
        check = "check its selectors" if selectors else "scrapy probe URL shows what a page gives"
        problems.append(f"no speech of this site was ever found; {check}")
    articles = report.pages.get("article", {})
    rejected, read = articles.get("rejected", 0), articles.get("fetched", 0)
    rejected -= report.rejected.get("older", 0)  # as it was asked for
    if rejected > read and rejected >= JUDGED_FROM:
        reasons = ", ".join(f"{reason} {count}" for reason, count in report.rejected.items())
        problems.append(f"{rejected} of {rejected + read} articles were rejected: {reasons}")
    return problems


def _filling(report: RunReport, expect: Mapping[str, float]) -> list[str]:
    if report.new + report.same < JUDGED_FROM:
        return []
    shares = {name: report.filled.get(name, 0.0) for name in FIELDS if name in expect}
    return [
        f"only {share:.0%} of speeches have a value for {name}, expected {expect[name]:.0%}"
        for name, share in shares.items()
        if share < expect[name]
    ]
