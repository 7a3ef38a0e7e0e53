"""What the pages say in Chinese: names of states, times and numbers, marks, safe links."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from pipelines.tables.runs import INGEST

STATES = {
    "fetched": "已读", "found": "待取", "rejected": "非文章", "moved": "已转移",
    "refused": "不许取", "failed": "失败", "gone": "已消失",
}  # fmt: skip
OUTCOMES = {"good": "良好", "bad": "异常", "stopped": "已停止", "resting": "让站点休息"}
MATCHES = {"first": "首见", "same": "相同", "near": "近似"}
FIELDS = {
    "title": "标题", "published": "日期", "source": "来源", "speaker": "作者",
    "category": "栏目", "tags": "标签",
}  # fmt: skip

_NOTES = (
    (r"empty query.*", "请输入要查找的内容。"),
    (r"the query says only what must not.*", "查询只说了不要什么；请再加一个要有的词"),
    (r"a bracket \) closes nothing", "多了一个右括号 )"),
    (r"a bracket \( is not closed", "左括号 ( 没有闭合"),
    (r"a quotation mark is not closed: (.*)", r"引号没有闭合：\1"),
    (r"(\w+): needs a word right behind it, as in (.*)", r"\1: 后面要紧跟一个词，如 \2"),
    (
        r"year:(.*): write year:.*",
        r"year:\1 不是年份；请写 year:2019、year:2019..2023 或 year:2019..",
    ),
    (r"year:(.*): the first year comes after the last", r"year:\1 的起年晚于止年"),
    (r"more than (\d+) words", r"超过 \1 个词"),
    (r"(OR|AND) needs a word on both sides", r"\1 两边都要有词"),
    (r"NOT needs a word behind it", "NOT 后面要有词"),
    (r"brackets and NOTs more than (\d+) deep", r"括号和 NOT 超过 \1 层"),
)
_PROBLEMS = (
    (r"the start page could not be had: (.*)", r"起始页取不到：\1"),
    (
        r"(.*) is built by a script: .*",
        r"\1 要靠脚本生成：请用 -s BROWSER=1，或在配置的 [settings] 里写 browser = true",
    ),
    (r"no page could be fetched", "一页也没有取到"),
    (r"(\d+) of (\d+) pages failed, more than (\S+): (.*)", r"\2 页中 \1 页失败，超过 \3：\4"),
    (r"(\d+) errors? in the program; .*", r"程序出了 \1 个错；日志里说在哪里"),
    (r"no speech of this site was ever found; .*", "这个站点从来没有读到过稿件；请检查它的选择器"),
    (r"(\d+) of (\d+) articles were rejected: (.*)", r"\2 篇文章中 \1 篇没有收：\3"),
    (
        r"only (\S+) of speeches have a value for (\w+), expected (\S+)",
        r"只有 \1 的稿件有 \2，应有 \3",
    ),
)
_TRAPS = (
    (r"views of known articles at (.*)", r"\1 下已知文章的其他列法"),
    (r"pages without end of the list (.*)", r"列表 \1 没有尽头的后续页"),
    (r"one page at many addresses, (.*)", r"同一页的许多网址（\1）"),
    (r"more than (\d+) pages behind the last new article", r"最后一篇新文章之后的第 \1 页以后"),
    (r"all from (.*) on", r"从 \1 起的全部"),
    (r"the whole site", "整个站点"),
)
_ERRORS = (
    (r"(Database|Table|Record|Row) not found.*", "这里没有这样的内容"),
    (r"execute-sql", "这里不接受自己写的 SQL；scrapy browse --sql 可以打开"),
)
_AS_TYPED = "; searched for as typed"


def note(text: str) -> str:
    """Return what `Results.note` says, in Chinese where we have the words."""
    said = _translated(text.removesuffix(_AS_TYPED), _NOTES)
    return f"{said}。已按原样查找。" if text.endswith(_AS_TYPED) else said


def problem(text: str) -> str:
    """Return what `verdict.judge` says was wrong with a run, in Chinese where we have the words."""
    return _translated(text, _PROBLEMS)


def trap(text: str) -> str:
    """Return what `RunReport.traps` names, in Chinese where we have the words."""
    return _translated(text, _TRAPS)


def error(text: str) -> str:
    """Return what Datasette says of what is not there, or not allowed, in Chinese."""
    return _translated(text, _ERRORS)


def _translated(text: str, words: Iterable[tuple[str, str]]) -> str:
    for pattern, chinese in words:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return found.expand(chinese)
    return text


def named(site: str) -> str:
    """Return the name of a site; of the runs that took in files, what they were."""
    return "文件导入" if site == INGEST else site


def when(stamp: str | None) -> str:
    """Return a time of the corpus in the time of this machine, to the minute."""
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}" if stamp else "—"


def day(published: str | None) -> str:
    """Return the day a page says it was published."""
    return published[:10] if published else "日期不详"


def lasting(seconds: float | None) -> str:
    """Return a length of time as people say it."""
    minutes, rest = divmod(round(seconds or 0), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def amount(count: float | None) -> str:
    """Return a number as Chinese reads large ones: 12,345, 123.4 万, 1.2 亿."""
    count = count or 0
    for unit, word in ((10**8, "亿"), (10**6, "万")):
        if count >= unit:
            size = 10**4 if word == "万" else unit
            return f"{count / size:,.1f} {word}"
    return f"{count:,}"


def most(found: Sequence[Mapping[str, Any]], name: str) -> int:
    """Return the largest value of that name, 0 of nothing."""
    return max((one[name] for one in found), default=0)


def percent(share: float | None) -> str:
    return f"{share or 0:.1%}".replace(".0%", "%")


def ending(run: Mapping[str, Any]) -> tuple[str, str]:
    """Return how a run ended as a class of the style sheet and in words."""
    if run["finished_at"] is None:
        return "open", "进行中，或中途被终止"
    outcome = run["outcome"] or ""
    kind = "good" if run["exit_code"] == 0 else "bad"
    return ("rest" if outcome == "resting" else kind), OUTCOMES.get(outcome, outcome)


def marked(text: str, places: Sequence[Sequence[int]]) -> Markup:
    """Return a text with marks around these (start, end)."""
    found, at = Markup(), 0
    for start, end in places:
        found += escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    return found + escape(text[at:])


def link(url: str) -> Markup:
    """Return an address as a link when a browser may follow it, else as text."""
    if not _leads_to_the_web(url):
        return Markup('<span class="url">{}</span>').format(url)
    return Markup('<a class="url" href="{0}" rel="noopener noreferrer nofollow">{0}</a>').format(
        url
    )


def _leads_to_the_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
