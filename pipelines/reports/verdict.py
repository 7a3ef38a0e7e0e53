"""What was wrong with a run: its report, judged against what its profile expects."""

from collections.abc import Mapping

from pipelines.corpus import State
from pipelines.report import FIELDS, RunReport

FAILED_SHARE = 0.2
"""A run with more failed pages than that ran badly: single dead pages are usual, a fifth is not."""

JUDGED_FROM = 10
"""Speeches from which fill rates are judged; of fewer, one odd page decides."""


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
        probe = "scrapy probe URL shows what a page gives, -s BROWSER=1 what its scripts show"
        check = "check its selectors" if selectors else probe
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
