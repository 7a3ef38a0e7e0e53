import io
from dataclasses import replace

from rich.console import Console

from pipelines.report import RunReport
from pipelines.reports.render import counted, render

REPORT = RunReport(
    site="明月秘书网",
    pages={"article": {"fetched": 1204, "failed": 5}, "list": {"fetched": 80}},
    new=1190,
    same=14,
    rejected={"no_body": 20},
    failed={"timeout [30 s]": 5},
    filled={"title": 1.0, "published": 0.83},
    requests=1999,
    bytes=77_812_000,
    seconds=3725.2,
)


def shown(corpus):
    console = Console(file=io.StringIO(), width=120)
    console.print(render(corpus.run()))
    return console.file.getvalue()


def test_a_run_is_shown_with_its_problems_first(corpus, now):
    run = corpus.open_run("明月秘书网", now)
    assert "still running, or killed" in shown(corpus)
    report = replace(REPORT, problems=("5 [bold] problems",), errors=3)
    corpus.close_run(run, now, report.outcome, 2, report.as_json())
    heading, problem, summary, *tables = shown(corpus).splitlines()
    assert heading.startswith("明月秘书网  run 1, 2026-11-2")
    assert heading.endswith("bad (exit code 2)")
    assert problem.strip() == "✗ 5 [bold] problems"
    assert "1,190 new speeches, 14 known" in summary
    rows = [line.split() for line in tables]
    for row in (
        ["pages", "fetched", "failed"],
        ["article", "1,204", "5"],
        ["list", "80", "·"],
        ["published", "83%"],
        ["no_body", "20"],
        ["timeout", "[30", "s]", "5"],
    ):
        assert row in rows


def test_an_empty_run_is_shown(corpus, now):
    run = corpus.open_run("a", now)
    corpus.close_run(run, now, "good", 0, RunReport("a").as_json())
    assert "0 new speeches" in shown(corpus)


def test_what_goes_on_in_a_further_line_stays_indented():
    traps = {"all from a.example/calendar on": "http://a.example/calendar/2024/1"}
    row = {"id": 1, "site": "a", "started_at": "2026-11-21T08:00:00Z", "finished_at": "x"}
    row |= {"outcome": "good", "exit_code": 0, "report": replace(REPORT, traps=traps).as_json()}
    console = Console(file=io.StringIO(), width=60)
    console.print(render(row))
    _, *lines = console.file.getvalue().splitlines()
    assert any("all from a.example" in line for line in lines)
    assert all(line.startswith("  ") for line in lines if line)


def test_one_is_no_plural():
    assert counted(1, "new speeches") == "1 new speech"
    assert counted(1, "pages") == "1 page"
    assert counted(1200, "speeches") == "1,200 speeches"


def test_no_figure_is_cut_at_80_columns():
    states = ("fetched", "rejected", "moved", "gone", "refused", "failed")
    pages = {"article": dict.fromkeys(states, 12_345)}
    row = {"id": 1, "site": "a", "started_at": "2026-11-21T08:00:00Z", "finished_at": "x"}
    row |= {"outcome": "good", "exit_code": 0}
    console = Console(file=io.StringIO(), width=80)
    console.print(render(row | {"report": replace(REPORT, pages=pages).as_json()}))
    text = console.file.getvalue()
    assert all(state in text for state in states)
    assert text.count("12,345") == 6
    assert "…" not in text


def test_sections_left_for_later_are_told(corpus, now):
    run = corpus.open_run("a", now)
    corpus.close_run(run, now, "good", 0, RunReport("a", sections_left=180).as_json())
    assert "180 sections left for later" in shown(corpus)


def test_what_came_from_files_was_not_requested(corpus, now):
    run = corpus.open_run("ingest", now)
    report = RunReport("ingest", pages={"article": {"fetched": 1}}, new=1)
    corpus.close_run(run, now, "good", 0, report.as_json())
    assert "1 new speech, 0 known · 1 page read from files in 0 s" in shown(corpus)
