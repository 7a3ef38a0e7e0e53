"""What a page says about its text: time, source, speaker, category, tags, views."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from cleaners.dates import has_date, labelled_day, parse_date
from cleaners.head import Head
from cleaners.metalines import MARK, breadcrumbs, is_breadcrumb, is_meta, is_of_meeting
from cleaners.names import account_name, before_label, clean_name, person_name
from cleaners.script import simplified
from cleaners.text import comparable

_META_DATES = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate",
    "publish_date", "publication_date", "og:release_date", "releasedate",
    "weibo:article:create_at", "apub:time", "dc.date", "date",
)  # fmt: skip
_META_SOURCES = ("contentsource", "mediaid", "source", "article:source")
_META_CATEGORIES = ("columnname", "article:section", "og:article:section")
_META_AUTHORS = ("author", "article:author", "og:article:author", "dc.creator")
_PUBLISHED = re.compile(
    r"(?:^|(?<=[\s|｜（(【\[·•/]))(?:发布|发表|发稿|添加|更新|录入|创建|成文|印发)?(?:时间|日期)\s{0,3}[:：]\s{0,3}(?=\S)"
    r"|(?<!文章)(?:发布|发表|首发|刊登)[于於]\s?[:：]?\s{0,3}(?=(?:19|20)\d\d)"
)
_SOURCE = re.compile(
    r"(?:信息|文章|稿件|新闻|内容|本文)?(?:来源|出处|来自|稿源)\s{0,3}[:：]\s{0,3}([^\s:：|，,。;；()（）]{2,30})"
)
_MAY_SOURCE = re.compile("[源处處自]")
_SPEAKER = re.compile(
    r"(?:(?:作者|发言人|演讲人|讲话人|主讲人?)\s{0,3}[:：]|文/)\s{0,3}"
    r"([\u3400-\u9fff](?:[\s\u3000][\u3400-\u9fff]){1,2}(?![^\s|｜])|[^\s:：|，,。;；()（）]{2,20})"
)
# How newspapers name who wrote: □ 何秀英, ◎本报记者 何秀英.
_SIGNED = re.compile(
    r"[□◎■○●◆◇▱]\s{0,3}(?:本[报刊]|特约)?(?:记者|通讯员|撰稿人?|作者)?\s{0,3}([\u3400-\u9fff·]{2,4})$"
)
# 聯合報／記者林淑芬／台北報導.
_REPORTER = re.compile(r"[记記]者\s?([\u3400-\u9fff]{2,4})\s?[／/]\s?[\u3400-\u9fff]{0,8}[报報]")
# 周闻 · 2020年10月9日, 山有木兮 发表于 2021-05-02.
_BY = re.compile(
    r"([\w\u3400-\u9fff]{2,12})\s{0,2}(?:[·/|｜]|\s(?:发[表布]|發[表佈布]|写|寫)[于於])\s{0,3}(?:19|20)\d\d[-/.年]"
)
_DAY_WORDS = ("时间", "日期", "時間", "于", "於")
# 清江日报 2022-07-19 08:00.
_PAPER = re.compile(
    r"([\u3400-\u9fff]{2,8}(?:[日晚晨早]报|网|在线|电视台|融媒|客户端))\s{0,3}[·|/]?\s{0,3}(?:19|20)\d\d[-/.年]"
)
# 2023-05-12 陳雅琴; 2020年1月2日 大雪 is a diary's.
_DATED_BY = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,4}([\u3400-\u9fff]{2,3})(?<![晴阴雨雪云雾风霾])$"
)
# What tells of a writer holds one of these.
_CENTURIES = frozenset(["19", "20"])
_MAY_SIGN = re.compile("[者人讲講/·|｜于於□◎■○●◆◇▱]")
_VIEWS = re.compile(
    r"(?:浏览(?:量|次数|数)?|点击(?:量|次数|率|数)?|阅读(?:量|次数|数)?|访问(?:量|次数)?|人气|查看)\s{0,3}[:：(（]?\s{0,3}(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})"
)
_TAGS = re.compile(
    r"[\s【\[（(]{0,3}(?:推荐访问|推荐搜索|(?:本文|文章|热门|相关)?标签|关键[词字]|tags?)\s{0,3}[】\]]?\s{0,3}[:：]\s{0,3}(.{1,200})",
    re.I,
)
_CATEGORY = re.compile(
    r"(?<![^\s|｜（(【\[·•/┊])(?:所属|文章|信息)?(?:分类|栏目|类别)\s{0,3}[:：]\s{0,3}"
    r"([^\s:：|｜丨，,;；()（）>┊]{2,12})(?![^\s|｜丨┊，,;；])"
)
# The day on which a page was last touched is not the day on which it was published.
_LATER = re.compile("更新|修改|编辑于|最新推荐")
# A day that a forum tells of its members.
_OF_MEMBERS = re.compile("注册|登[录陆]")
_READERS_END = frozenset("论論言贴帖应复表区:：)）0123456789")
_READERS = re.compile(
    r"(?:^|《.{1,60}》上?[共有]{0,2})(?:共|共有|已有|全部)?\s?\d{0,6}\s?[条个則则]?(?:用户|网友|网友们的|精彩|全部|最新|热门)?"
    r"(?:评论|評論|留言|跟贴|跟帖|回应|回复)(?:列表|区)?\s?[(（]?\d{0,6}[)）]?[:：]?$"
)
_PLAIN = ("时间", "日期")
LINE_OF_TAGS = "line 推荐访问："
_BETWEEN = re.compile(r"[\s,，、;；/|]+")
_STEP = re.compile(r"\s{0,3}(?:>|»|›|→|》|＞|::|\\|/|\|){1,3}\s{0,3}")
_PLACE = re.compile(r"^.{0,14}?(?:位置|路径|在这里)\s?(?:是|为|在)?\s?[:：]?")
_NOT_CATEGORY = re.compile(
    r"^(?:正文|首页|网站首页|主页|内容|文章|详情|查看.{0,4}|返回.{0,4}|home|(?:浏览|阅读|查看)(?:文章|内容|正文)"
    r"|(?:文章|新闻|信息|内容|详细|文档)(?:正文|内容|详情|浏览|查看|阅读|页面?))$",
    re.I,
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[-_/]?(1[0-2]|0[1-9])[-_/]?(3[01]|[12]\d|0[1-9])(?!\d)")

_NUMERAL_DAY = re.compile(
    r"[（(]?[〇○零Ｏ一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ABOVE, _BELOW, _PROSE, _LONG_LINE, _SHORT_DAY, _TOLD = 3, 14, 60, 400, 16, 80


@dataclass(slots=True)
class Metadata:
    """The fields found so far, and for each the place it came from, in words."""

    published: datetime | None = None
    source: str | None = None
    speaker: str | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    views: int | None = None
    origins: dict[str, str] = field(default_factory=dict)

    def offer(self, name: str, value: object, origin: str) -> None:
        """Set a field that has no value yet."""
        if value and not getattr(self, name):
            setattr(self, name, value)
            self.origins[name] = origin


def from_lines(lines: Sequence[str], title: str, into: Metadata) -> Metadata:
    """Fill what the lines around a text tell: 时间： 来源： 作者： 浏览量： 推荐访问：."""
    for line in lines:
        if len(line) > _LONG_LINE:
            continue
        if is_breadcrumb(line):
            into.offer("category", _category(line, title), "line 当前位置：")
            continue
        if into.speaker is None:
            _offer_writer(line, into)
        if into.views is None and (views := _VIEWS.search(line)):
            into.offer("views", int(views[1].replace(",", "")), "line 浏览量：")
        if _has_label(line):
            _from_labels(line, into)
    _labelled_date(lines, into)
    _bare_date(lines, into)
    return into


def _offer_writer(line: str, into: Metadata) -> None:
    if not (line[:2] in _CENTURIES or _MAY_SIGN.search(line)):
        return
    if MARK.search(line):
        into.offer("speaker", _person(_SPEAKER, line), "line 作者：")
    if len(line) > _PROSE:
        return
    if by := _BY.match(line):
        into.offer("speaker", account_name(by[1]), "line with name and day")
    elif dated := _DATED_BY.match(line):
        into.offer("speaker", account_name(dated[1]), "line with day and name")
    elif signed := _SIGNED.match(line) or _REPORTER.search(line):
        into.offer("speaker", clean_name(signed[1]), "line □ or 记者")


def _from_labels(line: str, into: Metadata) -> None:
    if into.source is None and line[:1] not in "12" and (paper := _PAPER.match(line)):
        into.offer("source", paper[1], "line with paper and day")
    if into.source is None and _MAY_SOURCE.search(line):
        into.offer("source", _person(_SOURCE, line), "line 来源：")
    if not into.category and is_meta(line) and (named := _CATEGORY.search(line)):
        into.offer("category", clean_name(named[1]), "line 分类：")
    if tags := _TAGS.match(line):
        into.offer("tags", tag_words(tags[1]), LINE_OF_TAGS)


def from_head(head: Head, into: Metadata) -> Metadata:
    """Fill time, source, speaker and category from the page's <meta> tags."""
    said = head.meta
    for name in filter(said.get, _META_DATES):
        _offer_moment(parse_date(said[name]), f"meta {name}", into)
    for name in filter(said.get, _META_SOURCES):
        into.offer("source", clean_name(said[name]), f"meta {name}")
    for name in filter(said.get, _META_AUTHORS):
        into.offer("speaker", person_name(said[name]), f"meta {name}")
    for name in filter(said.get, _META_CATEGORIES):
        into.offer("category", clean_name(said[name]), f"meta {name}")
    return into


def _offer_moment(moment: datetime | None, origin: str, into: Metadata) -> None:
    """Set the time of publication, or add the hour to a day that is known."""
    known = into.published
    if (
        known
        and moment
        and known.date() == moment.date()
        and known.time() == time() != moment.time()
    ):
        into.published = None
    into.offer("published", moment, origin)


def from_url(url: str, into: Metadata) -> Metadata:
    """Fill the day from an address like /20121129/609.html, when nothing else told it."""
    if found := _URL_DATE.search(url):
        into.offer("published", parse_date("-".join(found.groups())), "address")
    return into


def near(lines: Sequence[str], title_at: int | None = None, body: Sequence[str] = ()) -> list[str]:
    """The lines that may tell of a text: breadcrumbs, those from just above its title to its
    first long paragraph, and later ones that tell nothing else."""
    start = title_at if title_at is not None else _above(lines, body)
    after = _before_readers(lines[max(0, start - _ABOVE) :], body)
    head = next(
        (n for n, line in enumerate(after) if n > _ABOVE and "。" in line and len(line) > _PROSE),
        _BELOW,
    )
    head = min(head, _BELOW)
    later = (line for line in filter(MARK.search, after[head:]) if len(line) <= 200)
    told = (x for x in later if is_meta(x) or _TAGS.match(x) or _is_numeral_day(x))
    return [*breadcrumbs(lines), *after[:head], *told]


def _before_readers(lines: Sequence[str], body: Sequence[str]) -> Sequence[str]:
    """The lines to where the readers of a text have their say below it: 18 条评论."""
    last = body[-1] if body else ""
    end = len(lines) - lines[::-1].index(last) if last in lines else len(lines)
    told = range(end, len(lines))
    short = (n for n in told if lines[n][-1:] in _READERS_END and len(lines[n]) <= _TOLD)
    return lines[: next((n for n in short if _READERS.search(lines[n])), len(lines))]


def _has_label(line: str) -> bool:
    return "：" in line or ":" in line


def _above(lines: Sequence[str], body: Sequence[str]) -> int:
    return max(0, lines.index(body[0]) - 3) if body and body[0] in lines else 0


def _labelled_date(lines: Sequence[str], into: Metadata) -> None:
    """The time behind 发布时间： or its like; behind 更新时间： when no such line tells another,
    nor one beside it without a label."""
    if into.published:
        return
    for number, line in enumerate(lines):
        if line[:1] in "时日会活" and any(map(is_of_meeting, lines[number + 1 : number + 2])):
            continue
        if len(line) > _LONG_LINE or not any(word in line for word in _DAY_WORDS):
            continue
        for label in _PUBLISHED.finditer(simplified(line)):
            later = _LATER.search(label[0]) is not None
            day = (parse_date if later else labelled_day)(line[label.end() :][:40])
            above = _above_text(lines[:number]) if day and label[0][:2] in _PLAIN else None
            if above:  # the day of a meeting, in its text: 时间：4月7日
                into.published = None
                into.offer("published", above, "line with a date")
                return
            if day and not later:
                into.published = None
                into.offer("published", day, f"line {label[0].strip()}")
                return
            if into.published is None:
                beside = _beside(lines, number)
                into.offer("published", beside, "line with a date")
                into.offer("published", day, f"line {label[0].strip()}")


def _above_text(lines: Sequence[str]) -> datetime | None:
    """The time that one of some lines tells without a label, with its hour."""
    told = (x for x in lines if ":" in x and is_meta(x) and has_date(x) and not _has_day_label(x))
    return next((day for x in told if (day := parse_date(x)) and day.time() != time()), None)


def _beside(lines: Sequence[str], number: int) -> datetime | None:
    """The time that one of the lines next to one tells, and nothing else."""
    near_it = (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])
    told = (x for x in near_it if is_meta(x) and has_date(x) and not _has_day_label(x))
    return next((day for x in told if (day := parse_date(x))), None)


def _has_day_label(line: str) -> bool:
    return bool(_PUBLISHED.search(line) or _LATER.search(line))


def _bare_date(lines: Sequence[str], into: Metadata) -> None:
    """A date without a label: first in a line that tells nothing else, then in a short one."""
    head = [line for line in lines[:_BELOW] if not _OF_MEMBERS.search(line)]
    text = next(
        (n for n, line in enumerate(head) if "。" in line and len(line) > _SHORT_DAY), _BELOW
    )
    first = [line for line in head[:text] if not _LATER.search(line)]
    heads = ((is_meta, first), (is_meta, head), (_is_short, head))
    for told, within in (*heads, (is_meta, lines), (_is_numeral_day, lines)):
        for line in within:
            if into.published:
                return
            if told(line) and has_date(line):
                into.offer("published", parse_date(line), "line with a date")


def _is_numeral_day(line: str) -> bool:
    """True for a line that is a day in Chinese numerals, as letters and notices end."""
    return len(line) <= _SHORT_DAY and bool(_NUMERAL_DAY.match(line))


def _is_short(line: str) -> bool:
    return len(line) <= 120 and not line.endswith("。")


def _person(pattern: re.Pattern[str], line: str) -> str | None:
    found = pattern.search(simplified(line))
    if found is None:
        return None
    start, end = found.span(1)
    return clean_name(before_label(line[start:end], line[end:]))


def tag_words(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(word for word in _BETWEEN.split(text.strip()) if 0 < len(word) <= 30)
    )


def _category(line: str, title: str) -> str | None:
    steps = [step for step in _STEP.split(_PLACE.sub("", line)) if step]
    wanted = comparable(title)
    named = [
        step
        for step in steps
        if not _NOT_CATEGORY.match(step)
        and len(step) <= 20
        and not (wanted and comparable(step)[:8] == wanted[:8])
    ]
    # The first step is the site itself: 首页, or its name.
    if named and not _NOT_CATEGORY.match(steps[0]) and len(named) > 1 and named[0] == steps[0]:
        named = named[1:]
    return named[-1] if named else None
