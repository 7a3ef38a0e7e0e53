"""What stands above a text and is its site's: its title again, its day, an editor's words."""

import re
from collections.abc import Sequence

from cleaners.facts.signatures import named_above
from cleaners.facts.writers import is_byline
from cleaners.lines.chatter import is_chatter
from cleaners.lines.editors import LONGEST, introduces
from cleaners.lines.metalines import is_meta, is_of_meeting
from cleaners.lines.readers import offers_title
from cleaners.lines.sitewords import is_address
from cleaners.speech.outline import salutation
from cleaners.text import comparable, has_stop

_ABSTRACT = re.compile(r"^[【\[]?(?:内容)?(?:摘要|导读|简介|提要)\s?[】\]]?\s?[:：]?\s?")
_ABSTRACTED = re.compile(r"[【\[]?(?:内容)?摘\s{0,4}要")
# An author dates a text but does not count its readers.
_COUNTS = re.compile("点击|浏览|阅读|访问|人气|查看|字号|字体|打印")
# What a site adds to a title: （精选5篇）, （通用三篇）.
_HOW_MANY = re.compile(
    r"[(（][^()（）]{0,8}[0-9一二三四五六七八九十]{1,3}[篇份则条][^()（）]{0,4}[)）]$"
)
_FILE = re.compile(r"\.(?:docx?|pdf|pptx?|txt|wps)$")
_SUMMARY = re.compile(
    r"(?:导读|导语)\s?[:：].{0,80}(?:请看|详见|见下文|全文如下)|"
    r"(?:文章|内容|文档|范文)(?:摘要|简介|概述|概要|提要)\s?[:：]\s?(?:本文|本篇|这篇|该文|该篇)"
)
# What firms write below the names of their pages: MESSAGE FROM THE PRESIDENT.
_TRANSLATED = re.compile(
    r"(?=.{12,60}$)[A-Z][A-Z'’&.]{0,20}(?:[\s/-]{1,3}[A-Z&][A-Z'’&.]{0,20}){1,9}$"
)
# When a speech was given, below its title.
_SPOKEN_ON = re.compile(r"（(?:19|20)\d\d年\d{1,2}月\d{1,2}日）$")
# Whose account it is, and where: 企鹅号 清河发布.
_PLATFORMS = frozenset(["企鹅号", "网易号", "搜狐号", "百家号", "头条号", "大鱼号", "人民号"])
_PLATFORM = 3
_KIND, _BARS, _OPENS = 9, frozenset("|｜丨"), frozenset("[【(（")
_LEADS = frozenset(
    ["导语", "导读", "文章导读", "内容导读", "核心提示", "本文导读", "摘要", "内容预览", "文档预览"]
)
# What stands above minutes, which tell when and where they are of.
_LABEL, _PUBLISHED = 2, frozenset(["发布", "更新", "来源", "浏览", "点击"])
_SAME, _DOTS, _CUT_OFF = 20, ".…。", frozenset(".…")
_WRAP = " 　【】[]（）()"
_OPENING, _CLOSING, _BEGIN, _BEGINNING = 6, 4, 4, 20


def without_opening(lines: list[str], title: str, *, told: bool) -> list[str]:
    """The lines without those of the site among the first six: the repeated title, meta lines,
    what an editor says, an abstract that repeats the beginning.

    `title` is made `comparable`; `told` as in `boilerplate.body_lines`.
    """
    lines = _without_broken_title(lines, title)
    kept = _begun(lines, title, told)
    if kept and not any(map(has_stop, kept)):
        kept = _begun(lines, "", told)  # fragments below it: the repeated title is text, too
    return _without_excerpts(kept)


def _without_excerpts(lines: list[str]) -> list[str]:
    """The lines without a first one that only repeats how those below it begin, with their
    greeting or without it; what is said three times is the text's own."""
    again = len(lines) > 2 and lines[2] == lines[0] and len(lines[0]) >= _SAME
    if again and salutation(lines[1]):
        lines = lines[1:]
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
        own = begun or (told and not _COUNTS.search(line)) or is_of_paper(kept[-1:], line)
        published = not kept and line[:_LABEL] in _PUBLISHED
        if published and is_meta(line) and not told:
            continue
        if _introduces(line, title) or (not own and is_meta(line) and not _SPOKEN_ON.match(line)):
            continue
        if line[:_PLATFORM] in _PLATFORMS and len(line) <= _SAME:
            continue
        if not (kept or title.isascii()) and _TRANSLATED.match(line):
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
    if line.endswith(title) and line[0] in _OPENS and len(line) - len(title) <= _KIND:
        return True  # [图]全市教育工作会议召开
    if title.endswith(line) and title[0] in _OPENS and 0 < len(title) - len(line) <= _KIND:
        return len(line) >= _BEGIN  # below （受权发布）在纪念大会上的讲话
    plain = _HOW_MANY.sub("", title)
    return line.startswith(plain) and _HOW_MANY.sub("", line) == plain


def is_of_paper(above: Sequence[str], line: str) -> bool:
    """True for the 关键词：… of a paper, below its abstract."""
    return line.startswith("关键词") and any(map(_ABSTRACTED.match, above))
