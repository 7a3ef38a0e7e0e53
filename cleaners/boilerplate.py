"""A text without the lines of its site: furniture, editors' words, and what a site repeats."""

import re
from collections.abc import Sequence

from cleaners.lines.foot import before_end, without_foot
from cleaners.lines.furniture import is_cut, is_furniture, is_tags
from cleaners.lines.metalines import breadcrumbs
from cleaners.openings import is_of_paper, without_opening
from cleaners.rules import TemplateMemory
from cleaners.speech.counted import counted_runs
from cleaners.speech.outline import closing
from cleaners.text import comparable, has_stop

_NUMERALS = "一二三四五六七八九十"
# Who posted in a thread, and when: 文山客发表于 2021-4-26 10:21.
_POSTED = re.compile(
    r"[^，。；：:]{1,20}\s?(?:发表|回复|发布)于\s?[:：]?\s?20\d\d[-/年]\d{1,2}[-/月]\d{1,2}日?[\s\d:]{0,12}$"
)
# Below what a reader says: 2021-05-03 回复 赞(2).
_ANSWERED = re.compile(
    r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\d:]{0,12}(?:回[复应覆]|引用|举报|支持|反对|赞|顶|踩|[\s·|()（）\d]){2,20}$"
)
_STAMPED = 40
_CENTURIES = frozenset(["19", "20"])
_FIGURES = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d{1,2}:\d\d(?::\d\d)?)?")
_OPENING, _CLOSING = 6, 4
_POST_ENDS = frozenset("0123456789日:")
_SUBMIT = re.compile(r"[^，。]{0,6}投稿(?:邮箱|电话|热线|QQ|地址|方式)\s?[:：]")
_CALLED = re.compile("征文|征稿|征集|截稿|来稿|参赛|稿件要求|投稿(?:要求|须知|截止|时间|作品)")
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
        if not (is_furniture(line) or _dates_credit(line, text[number + 1 : number + 2]))
        or is_of_paper(text[max(0, number - 1) : number], line)
        or _is_called_for(text, line)
    ]
    if paths := breadcrumbs(kept):
        kept = [line for line in kept if line not in paths]
    if repeated := repeated_lines(kept, title, memory):
        kept = [line for line in kept if masked(line, title) not in repeated]
    name = comparable(title)
    return without_foot(without_opening(kept, name, told=told), name)


def _dates_credit(line: str, below: Sequence[str]) -> bool:
    """True for a day in figures above who gave the text: 2019.05.29, 来源：某某."""
    if line[:2] not in _CENTURIES or not _FIGURES.fullmatch(line):
        return False
    return any(credit.startswith("来源") and is_furniture(credit) for credit in below)


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
