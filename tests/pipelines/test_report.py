import json
from dataclasses import replace

import pytest

from cleaners.model import Page, Rejected, Speech
from pipelines.corpus import Recorded, Sighting, Visit
from pipelines.report import RunReport
from pipelines.reports.tally import RunTally
from pipelines.reports.verdict import judge

EXPECT = {"title": 0.99, "published": 0.9}
GOOD = RunReport(
    site="a",
    pages={"article": {"fetched": 95, "failed": 5}},
    new=95,
    failed={"HTTP 500": 5},
    filled={"title": 1.0, "published": 0.95},
)


def test_a_tally_counts_what_was_recorded(now):
    tally = RunTally("a", starts=["http://a/"], first_run=True)

    def add(kind, state, *, url="http://a/1", result=None, match=None, pages=1, reason=""):
        some = tuple(Page(f"{url}_{n}", b"") for n in range(pages))
        visit = Visit(url, "a", 1, now, kind, state, reason, pages=some, result=result)
        sighting = Sighting(url, "a", 1, match, 1.0, now) if match else None
        tally.add(visit, Recorded(sighting, 0))

    add("list", "fetched")
    add("article", "fetched", result=Speech("题", "文", source="新华社"), match="first", pages=3)
    add("article", "fetched", result=Speech("", "文"), match="same")
    add("article", "fetched", result=Speech("题", "文", source="人民网"), match="near")
    add("article", "rejected", result=Rejected("no_body"))
    add("list", "failed", url="http://a/", pages=0, reason="HTTP 500")
    report = tally.report(requests=9, bytes=100, seconds=2.5, errors=0)
    assert report == RunReport(
        site="a",
        first_run=True,
        pages={
            "article": {"fetched": 3, "rejected": 1},
            "list": {"fetched": 1, "failed": 1},
            "part": {"fetched": 2},
        },
        new=2,
        near=1,
        same=1,
        rejected={"no_body": 1},
        failed={"HTTP 500": 1},
        failed_starts=("http://a/ (HTTP 500)",),
        filled={
            "title": 2 / 3, "published": 0.0, "source": 2 / 3,
            "speaker": 0.0, "category": 0.0, "tags": 0.0,
        },
        requests=9,
        bytes=100,
        seconds=2.5,
    )  # fmt: skip


def test_a_report_survives_json_also_from_another_version():
    report = replace(GOOD, problems=("no page could be fetched",), failed_starts=("http://a/",))
    values = json.loads(json.dumps(report.as_json()))
    assert RunReport.from_json(values) == report
    assert RunReport.from_json(values | {"holograms": 3}) == report
    assert RunReport.from_json({"site": "a"}) == RunReport("a")


def test_a_good_run_has_no_problems():
    assert judge(GOOD, EXPECT) == ()
    assert GOOD.outcome == "good"
    assert replace(GOOD, problems=("one",)).outcome == "bad"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"pages": {}}, "no page could be fetched"),
        ({"pages": {"list": {"gone": 3}}}, "no page could be fetched"),
        ({"failed_starts": ("http://a/",)}, "the start page could not be had: http://a/"),
        (
            {"pages": {"article": {"fetched": 79, "failed": 21}}, "failed": {"timeout": 21}},
            "21 of 100 pages failed, more than 20%: timeout (21)",
        ),
        ({"errors": 2}, "2 errors in the program; the log tells where"),
        (
            {"first_run": True, "new": 0, "filled": {}},
            "no speech of this site was ever found; check its selectors",
        ),
        (
            {"first_run": True, "new": 0, "scripted_starts": ("http://a/",)},
            "http://a/ is built by a script: crawl it with -s BROWSER=1, or browser = true in"
            " [settings] of its profile",
        ),
        (
            {"pages": {"list": {"gone": 1}}, "first_run": True, "new": 0, "failed_starts": ("x",)},
            "the start page could not be had: x",
        ),
        (
            {"filled": {"title": 1.0, "published": 0.5}},
            "only 50% of speeches have a value for published, expected 90%",
        ),
    ],
)
def test_each_problem_is_told_in_words(changes, problem):
    assert judge(replace(GOOD, **changes), EXPECT) == (problem,)


def test_a_run_that_somebody_stopped_is_not_judged_by_what_it_had_not_come_to():
    begun = replace(GOOD, pages={"list": {"fetched": 3}}, first_run=True, new=0, filled={})
    assert judge(begun, EXPECT, stopped=True) == ()
    assert judge(replace(begun, pages={}), EXPECT, stopped=True) == ()
    failed = replace(begun, pages={"list": {"failed": 1}}, failed_starts=("http://a/",))
    assert judge(failed, EXPECT, stopped=True) == judge(failed, EXPECT) != ()


def test_a_profile_without_selectors_has_none_to_check():
    (problem,) = judge(replace(GOOD, first_run=True, new=0, filled={}), EXPECT, selectors=False)
    assert problem.endswith("-s BROWSER=1 what its scripts show")


def test_few_speeches_are_not_judged_by_their_fields():
    few = replace(GOOD, new=5, same=4, filled={"title": 0.5})
    assert judge(few, EXPECT) == ()
    assert len(judge(replace(few, same=5), EXPECT)) == 2


def test_a_later_run_may_find_nothing_new():
    assert judge(replace(GOOD, new=0, filled={}), EXPECT) == ()
