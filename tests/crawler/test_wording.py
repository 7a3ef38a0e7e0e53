import pytest

from crawler.web.plots import every_year
from crawler.web.reasons import reason
from crawler.web.wording import amount, lasting, link, marked, note, problem
from pipelines.report import RunReport
from pipelines.reports.verdict import judge
from pipelines.searching.syntax import understood
from pipelines.searching.tokens import QueryError


@pytest.mark.parametrize(
    "query",
    [
        '"a',
        "(a",
        ") a",
        "a OR",
        "a AND",
        "a NOT",
        "year:去年",
        "title:",
        "-a",
        "",
        "(" * 30 + "a",
        "year:2023..2019",
        "a " * 65,
    ],
)
def test_all_that_can_be_wrong_with_a_query_is_said_in_chinese(query):
    try:
        _, said = understood(query)
    except QueryError as error:
        said = str(error)
    assert said
    words = note(said).replace("year", "").replace("title", "")
    assert not any(word.isascii() and word.isalpha() and word.islower() for word in words.split())


def test_reasons_are_said_in_chinese_and_unknown_ones_as_they_are():
    said = [reason(name) for name in ("no_body", "http_404", "robots_timeout", "of_tomorrow")]
    assert said == ["没有正文", "HTTP 404", "robots.txt：超时", "of_tomorrow"]


def test_a_plot_of_years_has_those_without_a_speech():
    found = [{"value": "2012", "count": 439}, {"value": "2014", "count": 1}]
    assert [one["count"] for one in every_year(found)] == [439, 0, 1]
    far = [{"value": "0999", "count": 1}, *found]
    assert every_year(far) == far
    assert every_year([]) == []


def test_all_that_can_be_wrong_with_a_run_is_said_in_chinese():
    reports = (
        RunReport("a", first_run=True, failed_starts=("http://a/ (robots)",), errors=2),
        RunReport("a", first_run=True, errors=1),
        RunReport("a", scripted_starts=("http://a/",)),
        RunReport("a", pages={"article": {"failed": 30, "fetched": 1, "rejected": 20}}, new=10,
                  failed={"timeout": 30}, rejected={"no_body": 20}),
    )  # fmt: skip
    found = [said for report in reports for said in judge(report, {"title": 0.9})]
    assert len(found) == 9
    for said in found:
        assert problem(said) != said
        assert any("\u4e00" <= sign <= "\u9fff" for sign in problem(said))


def test_marks_and_links_escape_what_they_show():
    assert marked("<b>&", [(0, 1)]) == "<mark>&lt;</mark>b&gt;&amp;"
    assert "href" not in link("javascript:alert(1)")
    assert "href" not in link("http://[bad")
    assert link('http://a/"><b>').count("<") == 2


def test_numbers_as_chinese_reads_them():
    assert [amount(n) for n in (None, 99_999, 1_234_567, 250_000_000)] == [
        "0", "99,999", "123.5 万", "2.5 亿",
    ]  # fmt: skip
    assert [lasting(s) for s in (5, 65, 3_720)] == ["5 秒", "1 分 5 秒", "1 小时 2 分"]
