"""A run as a person reads it on a terminal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rich import filesize
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipelines.report import RunReport

_STATES = ("fetched", "rejected", "moved", "gone", "refused", "failed")


def render(row: Mapping[str, Any]) -> RenderableType:
    """Return a run (a row of `Corpus.run`) as tables: problems first, then counts."""
    parts: list[RenderableType] = [_heading(row)]
    if row["report"] is not None:
        report = RunReport.from_json(row["report"])
        parts += [_indented(f"✗ {problem}", "red") for problem in report.problems]
        parts += [
            _indented(f"! a trap, left alone: {trap}; nothing new for long, up to {url}", "yellow")
            for trap, url in report.traps.items()
        ]
        parts += [_indented(f"! {line}", "yellow") for line in rests(report)]
        parts += [_summary(report), Text(), *_tables(report)]
    return Group(*parts)


def counted(number: int, what: str) -> str:
    """Return a number with what it counts, named in the plural: `1 new speech`, `2 pages`."""
    if number == 1:
        what = what.removesuffix("es") if what.endswith("speeches") else what.removesuffix("s")
    return f"{number:,} {what}"


def sections(report: RunReport) -> str:
    """Return how many sections were left for later runs."""
    return f"{counted(report.sections_left, 'sections')} left for later"


def rests(report: RunReport) -> list[str]:
    """Return what there is to say about hosts that were given a rest."""
    lines = []
    if report.rests:
        times = "once" if report.rests == 1 else f"{report.rests} times"
        lines.append(f"rested {times}; waited {duration(report.rested)} for it")
    return lines + rests_until(report)


def rests_until(report: RunReport) -> list[str]:
    """Return which hosts a run left alone, and until when."""
    return [f"{host} rests until {_local(until)}" for host, until in report.resting.items()]


def _local(time: str) -> str:
    return f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"


def _heading(row: Mapping[str, Any]) -> Text:
    began = datetime.fromisoformat(row["started_at"]).astimezone()
    text = Text.assemble((row["site"], "bold"), f"  run {row['id']}, {began:%Y-%m-%d %H:%M}  ")
    if row["finished_at"] is None:
        return text.append("still running, or killed before it could report", "yellow")
    style = "green" if row["exit_code"] == 0 else "bold red"
    return text.append(f"{row['outcome']} (exit code {row['exit_code']})", style)


def _indented(text: str, style: str = "") -> RenderableType:
    return Padding(Text(text, style), (0, 0, 0, 2), expand=False)


def _summary(report: RunReport) -> RenderableType:
    speed = report.requests / report.seconds if report.seconds else 0.0
    took = duration(report.seconds)
    if report.tried and not report.requests:
        fetched = f"{counted(report.tried, 'pages')} read from files in {took}"
    else:
        size = filesize.decimal(report.bytes)
        fetched = f"{counted(report.requests, 'requests')}, {size} in {took} ({speed:.1f}/s)"
    return _indented(
        f"{counted(report.new, 'new speeches')}"
        + (
            f" ({report.near:,} altered {'copy' if report.near == 1 else 'copies'})"
            if report.near
            else ""
        )
        + f", {report.same:,} known"
        + (f", {report.changed:,} changed" if report.changed else "")
        + (f", {report.older:,} older left alone" if report.older else "")
        + f" · {fetched}"
        + (f" · {sections(report)}" if report.sections_left else "")
        + (f" · {counted(report.errors, 'errors')}" if report.errors else "")
    )


def duration(seconds: float) -> str:
    """Return a length of time as people say it: 5 s, 2 min 5 s, 3 h 2 min."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _tables(report: RunReport) -> list[RenderableType]:
    tables = [_pages(report)] if report.pages else []
    if report.filled:
        tables.append(_counts("speeches with", report.filled, share=True))
    tables += [
        _counts(title, counts)
        for title, counts in (
            ("rejected because", report.rejected),
            ("failed with", report.failed),
            ("lists not followed", report.not_followed),
        )
        if counts
    ]
    return [*tables]


def _pages(report: RunReport) -> Table:
    table = _table("pages")
    states = [state for state in _STATES if report.in_state(state)]
    for state in states:
        table.add_column(state, justify="right", overflow="fold")
    for kind, by_state in report.pages.items():
        table.add_row(kind, *(f"{by_state[s]:,}" if s in by_state else "·" for s in states))
    return table


def _counts(title: str, counts: Mapping[str, float], *, share: bool = False) -> Table:
    table = _table(title)
    table.add_column(justify="right", overflow="fold")
    for name, count in counts.items():
        table.add_row(escape(name), f"{count:.0%}" if share else f"{count:,}")
    return table


def _table(title: str) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 2), header_style="dim", show_header=True)
    table.add_column(title, min_width=18, overflow="fold")
    return table
