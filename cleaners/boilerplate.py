"""A text without the lines of its site: furniture, editors' words, and what a site repeats."""

import re
from collections.abc import Sequence

from cleaners.furniture import is_breadcrumb, is_cut, is_furniture, is_meta, is_tags
from cleaners.rules import TemplateMemory
from cleaners.text import comparable, has_stop

_SITE = (
    r"(?:小编|本站|本网|[\u3400-\u9fff]{1,8}(?:秘书网|文秘网?|范文网|文库|作文网|文档网|写作网"
    r"|材料网|资料网|文稿网|学习网|公文网|演讲网|述职网|笔杆子|好文网?))"
)
_GIVES = r"(?:推荐|整理|收集|搜集|带来|分享|准备|汇总|介绍|提供|编辑|编写|搜罗|筛选|精选)"
_YOU = r"(?:为|给|帮|供)(?:您|你|大家|各位|读者)"
# What an editor says before a text: 下面是XX小编为您推荐…, 以下是为大家整理的…, 欢迎阅读参考.
_INTRO = re.compile(
    rf"小编.{{0,30}}(?:{_GIVES}|{_YOU})|{_SITE}.{{0,10}}{_YOU}.{{0,10}}{_GIVES}"
    rf"|(?:以下|下面|接下来).{{0,20}}{_SITE}.{{0,30}}{_GIVES}"
    rf"|(?:以下|下面)(?:是|就是|为|由).{{0,20}}{_YOU}.{{0,10}}{_GIVES}"
    r"|(?:范文|文章|本文|篇|稿|内容).{0,30}欢迎.{0,8}(?:参考|借鉴|阅读|收藏|下载|查看)"
    rf"|^(?:本文|本篇|这篇).{{0,30}}{_YOU}.{{0,10}}{_GIVES}"
)
# What it says after one; a speaker's own 以上就是我的发言 has an 我 and stays.
_OUTRO = re.compile(
    rf"(?:以上|上述|上面)(?:就)?(?:是|为|内容).{{0,40}}(?:{_SITE}|全部内容|{_YOU})"
    rf"|小编.{{0,30}}(?:{_GIVES}|希望)|(?:以上|这篇|本篇).{{0,40}}希望.{{0,16}}(?:参考|帮助|喜欢)"
)
_ABSTRACT = re.compile(r"^[【\[]?(?:内容)?(?:摘要|导读|简介|提要)\s?[】\]]?\s?[:：]?\s?")
_SAME = 20
_WRAP = " 　【】[]（）()"
_OPENING, _CLOSING = 6, 4
_LONGEST = 400
# A heading like 相关文章 ends a text when half of it, or this many characters, stand before it.
_ENOUGH = 400


def body_lines(
    lines: Sequence[str],
    title: str,
    memory: TemplateMemory = TemplateMemory(),  # noqa: B008
) -> list[str]:
    """The lines of a text without those of its site.

    Cuts at the first line like 相关文章 or 推荐访问： that leaves most of the text before it;
    drops furniture and what the site repeats (`memory`) anywhere, meta lines and the repeated title
    at the top, what an editor (小编) says in the first six lines and in the last four.
    """
    kept = [
        line
        for line in _before_cut(lines)
        if not is_furniture(line) and not is_breadcrumb(line) and not _repeated(line, title, memory)
    ]
    return _without_closing(_without_opening(kept, comparable(title)))


def masked(line: str, title: str) -> str:
    """A line as `TemplateMemory` keeps it: the title in it, if any, replaced by 〈title〉."""
    return line.replace(title, "〈title〉") if len(title) >= 4 else line


def _repeated(line: str, title: str, memory: TemplateMemory) -> bool:
    return bool(memory.lines) and masked(line, title) in memory.lines


def _before_cut(lines: Sequence[str]) -> list[str]:
    total = sum(map(len, lines))
    seen = 0
    for number, line in enumerate(lines):
        if (is_cut(line) or is_tags(line)) and (seen * 2 >= total or seen > _ENOUGH):
            return list(lines[:number])
        seen += len(line)
    return [line for line in lines if not is_cut(line)]


def _without_opening(lines: list[str], title: str) -> list[str]:
    kept: list[str] = []
    begun = False
    for line in lines[:_OPENING]:
        if _introduces(line, title) or (not begun and is_meta(line)):
            continue
        kept.append(line)
        begun = begun or (len(line) > _SAME and has_stop(line))
    kept += lines[_OPENING:]
    repeats = bool(kept) and _abstracts(kept[0], "".join(kept[1:_OPENING]))
    return kept[1:] if repeats else kept


def _abstracts(line: str, text: str) -> bool:
    """True for a 摘要：… that says in advance what the text begins with."""
    found = _ABSTRACT.match(line)
    start = comparable(line[found.end() :])[:_SAME] if found else ""
    return len(start) >= _SAME and start in comparable(text)


def _introduces(line: str, title: str) -> bool:
    if title and comparable(line.strip(_WRAP)) == title.strip(_WRAP):
        return True
    return len(line) <= _LONGEST and bool(_INTRO.search(line))


def _without_closing(lines: list[str]) -> list[str]:
    return lines[:-_CLOSING] + [line for line in lines[-_CLOSING:] if not _closes(line)]


def _closes(line: str) -> bool:
    spoken = "我" in line and "小编" not in line
    return len(line) <= _LONGEST and not spoken and bool(_OUTRO.search(line))
