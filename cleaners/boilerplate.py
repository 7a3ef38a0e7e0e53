"""A text without the lines of its site: furniture, editors' words, and what a site repeats."""

import re
from collections.abc import Sequence

from cleaners.chatter import is_chatter
from cleaners.counted import counted_runs
from cleaners.editors import LONGEST, introduces
from cleaners.foot import before_end, without_foot
from cleaners.furniture import is_cut, is_furniture, is_tags
from cleaners.metalines import breadcrumbs, is_meta, is_of_meeting
from cleaners.outline import closing
from cleaners.readers import offers_title
from cleaners.rules import TemplateMemory
from cleaners.signatures import named_above
from cleaners.sitewords import is_address
from cleaners.text import comparable, has_stop
from cleaners.writers import is_byline

_ABSTRACT = re.compile(r"^[【\[]?(?:内容)?(?:摘要|导读|简介|提要)\s?[】\]]?\s?[:：]?\s?")
_ABSTRACTED = re.compile(r"[【\[]?(?:内容)?摘\s{0,4}要")
# An author dates a text but does not count its readers.
_COUNTS = re.compile("点击|浏览|阅读|访问|人气|查看|字号|字体|打印")
_NUMERALS = "一二三四五六七八九十"
# What a site adds to a title: （精选5篇）, （通用三篇）.
_HOW_MANY = re.compile(
    r"[(（][^()（）]{0,8}[0-9一二三四五六七八九十]{1,3}[篇份则条][^()（）]{0,4}[)）]$"
)
# Who posted in a thread, and when: 文山客发表于 2021-4-26 10:21.
_POSTED = re.compile(
    r"[^，。；：:]{1,20}\s?(?:发表|回复|发布)于\s?[:：]?\s?20\d\d[-/年]\d{1,2}[-/月]\d{1,2}日?[\s\d:]{0,12}$"
)
# Below what a reader says: 2021-05-03 回复 赞(2).
_ANSWERED = re.compile(
    r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\d:]{0,12}(?:回[复应覆]|引用|举报|支持|反对|赞|顶|踩|[\s·|()（）\d]){2,20}$"
)
_STAMPED = 40
_POST_ENDS = frozenset("0123456789日:")
_FILE = re.compile(r"\.(?:docx?|pdf|pptx?|txt|wps)$")
_SUMMARY = re.compile(
    r"(?:导读|导语)\s?[:：].{0,80}(?:请看|详见|见下文|全文如下)|"
    r"(?:文章|内容|文档|范文)(?:摘要|简介|概述|概要|提要)\s?[:：]\s?(?:本文|本篇|这篇|该文|该篇)"
)
_SUBMIT = re.compile(r"[^，。]{0,6}投稿(?:邮箱|电话|热线|QQ|地址|方式)\s?[:：]")
_CALLED = re.compile("征文|征稿|征集|截稿|来稿|参赛|稿件要求|投稿(?:要求|须知|截止|时间|作品)")
_KIND, _BARS = 9, frozenset("|｜丨")
_LEADS = frozenset(
    ["导语", "导读", "文章导读", "内容导读", "核心提示", "本文导读", "摘要", "内容预览", "文档预览"]
)
_SAME, _DOTS, _CUT_OFF = 20, ".…。", frozenset(".…")
_WRAP = " 　【】[]（）()"
_OPENING, _CLOSING, _BEGIN, _BEGINNING = 6, 4, 4, 20
# What a site repeats is at most one part in so many of a page: more of it is the text itself.
_MOST_REPEATED = 3
# A heading like 相关文章 ends a text when half of it, or this many characters, stand before it.
_ENOUGH = 400


def body_lines(
    lines: Sequence[str],
    title: str,
    memory: TemplateMemory = TemplateMemory(),  # noqa: B008
    *,
    told: bool = False,
) -> list[str]:
    """The lines of a text without those of its site.

    Cuts at the first line like 相关文章 or 推荐访问： that leaves most of the text before it;
    drops furniture and what the site repeats (`memory`) anywhere, meta lines and the repeated title
    at the top, what an editor (小编) says in the first six lines and in the last four. `told`:
    the page told its time above the text (see `body.told_above`), so meta lines stay.
    """
    text = _before_cut(_before_answers(_first_post(before_end(lines))))
    kept = [
        line
        for number, line in enumerate(text)
        if not is_furniture(line)
        or _is_of_paper(text[max(0, number - 1) : number], line)
        or _is_called_for(text, line)
    ]
    if paths := breadcrumbs(kept):
        kept = [line for line in kept if line not in paths]
    if repeated := repeated_lines(kept, title, memory):
        kept = [line for line in kept if masked(line, title) not in repeated]
    name = comparable(title)
    return without_foot(_without_opening(kept, name, told), name)


def _is_of_paper(above: Sequence[str], line: str) -> bool:
    """True for the 关键词：… of a paper, below its abstract."""
    return line.startswith("关键词") and any(map(_ABSTRACTED.match, above))


def _is_called_for(text: Sequence[str], line: str) -> bool:
    """True for the 投稿邮箱：… of a text that calls for papers itself."""
    if not ("投稿" in line and _SUBMIT.match(line)):
        return False
    return any(_CALLED.search(other) for other in text if other is not line)


def _first_post(lines: Sequence[str]) -> Sequence[str]:
    """The first of several posts of a thread, each below its writer and time, or all lines."""
    may = (number for number, line in enumerate(lines) if line[-1:] in _POST_ENDS)
    posts = [number for number in may if _POSTED.match(lines[number])]
    if len(posts) < 2:
        return lines
    first = posts[0] + 1 if posts[0] < _OPENING else 0
    end = posts[1] if first else posts[0]
    return lines[first:end] if any(map(has_stop, lines[first:end])) else lines


def _before_answers(lines: Sequence[str]) -> Sequence[str]:
    """The lines to where readers say something, each above a day and a button to answer."""
    may = (
        number for number, line in enumerate(lines) if line[:2] == "20" and len(line) <= _STAMPED
    )
    stamps = [number for number in may if _ANSWERED.match(lines[number])]
    if len(stamps) < 2 or stamps[0] < len(stamps):
        return lines
    return lines[: stamps[0] - 1]


def masked(line: str, title: str) -> str:
    """A line as `TemplateMemory` keeps it: the title in it, if any, replaced by 〈title〉."""
    return line.replace(title, "〈title〉") if len(title) >= 4 else line


def repeated_lines(lines: Sequence[str], title: str, memory: TemplateMemory) -> frozenset[str]:
    """Those of the lines, masked, that the site repeats; none when they are too much of a text."""
    if not memory.lines:
        return frozenset()
    known = {hidden: line for line in lines if (hidden := masked(line, title)) in memory.lines}
    too_much = sum(map(len, known.values())) * _MOST_REPEATED > sum(map(len, lines))
    return frozenset() if too_much else frozenset(known)


def _before_cut(lines: Sequence[str]) -> list[str]:
    total = sum(map(len, lines))
    seen = 0
    kept = list[str]()
    for number, line in enumerate(lines):
        half = seen * 2 >= total
        cut = is_cut(line)
        ends = (cut and (half or seen > _ENOUGH)) or (half and is_tags(line))
        if ends and not _goes_on(lines[:number], lines[number + 1 :]):
            break
        seen += len(line)
        if not cut:
            kept.append(line)
    return kept


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """True when the heading after the last one above stands below, or the text's thanks do."""
    if _counts_on(above, below):
        return True
    numbers = [_NUMERALS.find(line[0]) for line in above if line[1:2] == "、"]
    last = max(numbers, default=-1)
    following = _NUMERALS[last + 1 : last + 2]
    if last >= 0 and following and any(line.startswith(following + "、") for line in below):
        return True
    return bool(below) and closing("\n".join(below[-_CLOSING:])) is not None


def _counts_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """True when 第三篇 stands below with its text, and 第二篇 above."""
    lines = [*above, *below]
    for run in counted_runs(lines):
        first = next((heading.line for heading in run if heading.line >= len(above)), None)
        if first is not None and run[0].line < len(above):
            return any(map(has_stop, lines[first + 1 : first + 1 + _CLOSING]))
    return False


def _without_opening(lines: list[str], title: str, told: bool) -> list[str]:
    lines = _without_broken_title(lines, title)
    kept = _begun(lines, title, told)
    if kept and not any(map(has_stop, kept)):
        kept = _begun(lines, "", told)  # fragments below it: the repeated title is text, too
    return _without_excerpts(kept)


def _without_excerpts(lines: list[str]) -> list[str]:
    """The lines without a first one that only repeats how those below it begin; what is said
    three times is the text's own."""
    while len(lines) > 1 and _abstracts(lines[0], "".join(lines[1:_BEGINNING])):
        if lines[:1] * 3 == lines[:3]:
            break
        lines = lines[1:]
    return lines


def _without_broken_title(lines: list[str], title: str) -> list[str]:
    """The lines without a title that stands in two or three of the first ones."""
    for start in range(min(_OPENING, len(lines))):
        line = lines[start]
        fits = 0 < len(line) <= 2 * len(title)  # one space a character, at most
        begins = fits and title.startswith(comparable(line[:_BEGIN]))
        if not begins or not title.startswith(comparable(line)):
            continue
        for end in (start + 2, start + 3):
            if comparable("".join(lines[start:end])) == title and end < len(lines):
                return lines[:start] + lines[end:]
    return lines


def _begun(lines: list[str], title: str, told: bool) -> list[str]:
    kept: list[str] = []
    begun = any(map(is_of_meeting, lines[:_OPENING]))
    rest = lines[_OPENING:]
    for line, below in zip(lines[:_OPENING], [*lines[1:], ""], strict=False):
        if not (begun or told) and named_above(line, below):
            continue
        own = begun or (told and not _COUNTS.search(line)) or _is_of_paper(kept[-1:], line)
        if _introduces(line, title) or (not own and is_meta(line)):
            continue
        if not begun and (is_address(line) or is_chatter(line, lines[_CLOSING:])):
            continue
        kept.append(line)
        begun = begun or (len(line) > _SAME and has_stop(line))
    return kept + rest


def _abstracts(line: str, text: str) -> bool:
    """True for a 摘要：… that says in advance what the text begins with, or a line that is
    nothing but that beginning, cut off or not."""
    found = _ABSTRACT.match(line)
    if found:
        start = comparable(line[found.end() :])[:_SAME]
        return len(start) >= _SAME and start in comparable(text)
    begins = comparable(line[:_SAME]).startswith(comparable(text[:_BEGIN]))
    if not begins and line[-1:] not in _CUT_OFF:
        return False
    start = comparable(line).rstrip(_DOTS)
    if not begins:  # the excerpt leaves the greeting out
        return len(start) >= _SAME and start in comparable(text)
    return len(start) >= _SAME and comparable(text).startswith(start)


def _introduces(line: str, title: str) -> bool:
    if len(line) > LONGEST:
        return False
    if line.strip("【】[]:：") in _LEADS or is_byline(line) or _SUMMARY.match(line):
        return True
    short = len(title) >= _BEGIN and len(line) <= 2 * len(title) + len(_WRAP)
    if short and _is_title(comparable(line), title):
        return True
    return introduces(line) or offers_title(line, title)


def _is_title(line: str, title: str) -> bool:
    """True for the title, or the title and how many texts there are: both comparable."""
    if _FILE.sub("", line.strip(_WRAP)) == title.strip(_WRAP):
        return True
    if (
        line.endswith(title)
        and 2 < len(line) - len(title) <= _KIND
        and line[-len(title) - 1] in _BARS
    ):
        return True  # 聚会主持词 | 老同学聚会开场白
    plain = _HOW_MANY.sub("", title)
    return line.startswith(plain) and _HOW_MANY.sub("", line) == plain
