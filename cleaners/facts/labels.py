"""What the lines around a text tell of it: 时间： 来源： 作者： 浏览量： 推荐访问：."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners.facts.names import clean_name
from cleaners.facts.published import is_numeral_day, offer_published
from cleaners.facts.signatures import (
    end_of_letter,
    head_of_text,
    names_behind,
    offer_named,
    offer_signature,
)
from cleaners.facts.writers import (
    credit_behind,
    issuer,
    offer_source,
    offer_writer,
    signs,
    source_behind_day,
)
from cleaners.lines.metalines import MARK, breadcrumbs, is_breadcrumb, is_meta
from cleaners.metadata import Metadata
from cleaners.text import comparable

# A line that stands more often is of a list.
_OF_LIST = 2
_ABOVE, _BELOW, _PROSE, _LONG_LINE, _TOLD = 3, 14, 60, 400, 80
_VIEWS = re.compile(
    r"(?:浏览(?:量|次数|数)?|点击(?:量|次数|率|数)?|阅读(?:量|次数|数)?|访问(?:量|次数)?|人气|查看)\s{0,3}[:：(（]?\s{0,3}(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})"
)
_TAGS = re.compile(
    r"[\s【\[（(]{0,3}(?:推荐访问|推荐搜索|(?:本文|文章|热门|相关)?标签|相关热词(?:搜索)?|关键[词字]|tags?)\s{0,3}[】\]]?\s{0,3}[:：]\s{0,3}(.{1,200})",
    re.I,
)
_CATEGORY = re.compile(
    r"(?<![^\s|｜（(【\[·•/┊])(?:所属|文章|信息)?(?:分类|栏目|类别)\s{0,3}[:：]\s{0,3}"
    r"([^\s:：|｜丨，,;；()（）>┊]{2,12})(?![^\s|｜丨┊，,;；])"
)
# 发表于 2021-03-15 分类于 随笔, as blogs write it.
_FILED = re.compile(r"(?:[分归]类|收录)于\s{0,3}([\u3400-\u9fffA-Za-z]{2,12})(?=$|[\s|｜·])")
_READERS_END = frozenset("论論言贴帖应复表区:：)）0123456789")
_READERS = re.compile(
    r"(?:^|《.{1,60}》上?[共有]{0,2})(?:共|共有|已有|全部)?\s?\d{0,6}\s?[条个則则]?(?:用户|网友|网友们的|精彩|全部|最新|热门)?"
    r"(?:评论|評論|留言|跟贴|跟帖|回应|回复)(?:列表|区|回复)?\s?[(（]?\d{0,6}[)）]?[:：]?$"
)
_LABELS = frozenset(
    ["作者", "来源", "文章来源", "信息来源", "出处", "演讲人", "发言人", "讲话人", "主讲人"]
)
_VALUE = 30
# 【作者】何志远 【来源】秘书工作
_BRACKETED = re.compile(
    r"【\s?(作者|来源|出处|[原单]位|(?:发布|发表)?(?:日期|时间)|浏览|点击|阅读)\s?】\s?[:：]?\s?"
)
LINE_OF_TAGS = "line 推荐访问："
_BETWEEN = re.compile(r"[\s,，、;；/|]+")
_SIGNED = 4
# Of a text of more lines the first and the last so many are asked what they tell.
_FAR = 500
_SOURCED = re.compile(r"(?:信息|文章|稿件)来源\s")
_STEP = re.compile(r"\s{0,3}(?:>|»|›|→|》|＞|::|\\|/|\||(?<=\s)-(?=\s)){1,3}\s{0,3}")
_PLACE = re.compile(r"^.{0,14}?(?:位置|路径|在这里)\s?(?:是|为|在)?\s?[:：]?")
_HOME = re.compile(r"^(?:网站|本站)?首页(?=[\u3400-\u9fff]{2,6}$)")
_NOT_CATEGORY = re.compile(
    r"^(?:正文.{0,12}|首页|网站首页|主页|内容|文章|详情|查看.{0,4}|返回.{0,4}|home|(?:浏览|阅读|查看)(?:文章|内容|正文)"
    r"|(?:文章|新闻|信息|内容|详细|文档)(?:正文|内容|详情|浏览|查看|阅读|页面?))$",
    re.I,
)


def from_lines(lines: Sequence[str], title: str, into: Metadata) -> Metadata:
    """Fill what the lines around a text tell: 时间： 来源： 作者： 浏览量： 推荐访问：."""
    lines = [_BRACKETED.sub(r"\1：", x) if "】" in x else x for x in lines]
    lines = [*lines, *_labelled(lines[:_BELOW])]
    for line in lines:
        if len(line) > _LONG_LINE:
            continue
        if is_breadcrumb(line):
            into.offer("category", _category(line, title), "line 当前位置：")
            continue
        if into.speaker is None:
            offer_writer(line, into)
        if into.views is None and (views := _VIEWS.search(line)):
            into.offer("views", int(views[1].replace(",", "")), "line 浏览量：")
        if _has_label(line) or _SOURCED.match(line):
            _from_labels(line, into)
        if (
            ("类于" in line or "录于" in line)
            and len(line) <= _TOLD
            and (filed := _FILED.search(line))
        ):
            into.offer("category", filed[1], "line 分类于")
    if into.speaker is None:
        offer_signature((*lines[:_BELOW], *lines[_BELOW:][-2:]), into)
    if into.speaker is None:
        offer_named(lines[:_BELOW], title, into)
    into.offer(
        "source", into.source or source_behind_day(lines[:_BELOW]), "line with day and source"
    )
    if into.source is None:
        into.offer("source", issuer(lines[:_BELOW]), "line 发布单位：")
    offer_published(lines, into)
    return into


def _labelled(lines: Sequence[str]) -> Iterator[str]:
    """What stands on a line of its own below its label: 作者 above 何志远."""
    for label, value in pairwise(lines):
        name = label.rstrip(" :：")
        if name in _LABELS and len(value) <= _VALUE and not is_meta(value):
            yield f"{name}：{value}"


def _from_labels(line: str, into: Metadata) -> None:
    if into.source is None:
        offer_source(line, into)
    if not into.category and is_meta(line) and (named := _CATEGORY.search(line)):
        into.offer("category", clean_name(named[1]), "line 分类：")
    if tags := _TAGS.match(line):
        into.offer("tags", tag_words(tags[1]), LINE_OF_TAGS)


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
    below = after[head:] if len(after) <= 2 * _FAR else [*after[head:_FAR], *after[-_FAR:]]
    later = (line for line in filter(MARK.search, below) if len(line) <= 200)
    told = (x for x in later if is_meta(x) or _TAGS.match(x) or is_numeral_day(x))
    signed = filter(signs, (*body[:1], *body[-_SIGNED:]))
    credited = (credit_behind(line) or names_behind(line) for line in body[-2:])
    above = [x for x in after[:_ABOVE] if not (is_meta(x) and lines.count(x) > _OF_LIST)]
    return [
        *breadcrumbs(lines),
        *above,
        *after[_ABOVE:head],
        *told,
        *signed,
        *filter(None, credited),
        *head_of_text(body),
        *end_of_letter(body),
    ]


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


def tag_words(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(word for word in _BETWEEN.split(text.strip()) if 0 < len(word) <= 30)
    )


def _category(line: str, title: str) -> str | None:
    steps = [step for step in _STEP.split(_PLACE.sub("", line)) if step]
    if len(steps) == 1:  # nothing but a style sheet stands between the steps
        steps = [_HOME.sub("", steps[0])]
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
