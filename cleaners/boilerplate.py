"""A text without the lines of its site: furniture, editors' words, and what a site repeats."""

import re
from collections.abc import Sequence

from cleaners.furniture import is_cut, is_furniture, is_tags
from cleaners.metalines import is_breadcrumb, is_meta
from cleaners.noise import TEXT_SITES
from cleaners.rules import TemplateMemory
from cleaners.text import comparable, has_stop

_SITE = rf"(?:小编|本站|本网|[\u3400-\u9fff]{{1,8}}{TEXT_SITES})"
_GIVES = r"(?:推荐|整理|收集|搜集|带来|分享|准备|汇总|介绍|提供|编辑|编写|搜罗|筛选|精选)"
_YOU = r"(?:为|给|帮|供)(?:您|你|大家|各位|读者)"
# What an editor says before a text: 下面是XX小编为您推荐…, 以下是为大家整理的…, 欢迎阅读参考.
_INTRO = re.compile(
    rf"小编.{{0,30}}(?:{_GIVES}|{_YOU})|(?:本站|本网|(?<=[\u3400-\u9fff]){TEXT_SITES}).{{0,10}}{_YOU}.{{0,10}}{_GIVES}"
    rf"|(?:以下|下面|接下来).{{0,20}}{_SITE}.{{0,30}}{_GIVES}"
    rf"|(?:以下|下面)(?:是|就是|为|由).{{0,20}}{_YOU}.{{0,10}}{_GIVES}"
    r"|(?:范文|文章|本文|篇|稿|内容).{0,30}欢迎.{0,8}(?:参考|借鉴|阅读|收藏|下载|查看)"
    rf"|^(?:本文|本篇|这篇).{{0,30}}{_YOU}.{{0,10}}{_GIVES}"
)
# Every such line has one of these words, and few others do.
_OFFER = re.compile(rf"小编|欢迎|{_GIVES}")
_TEXT = r"(?:文章|范文|例文|资料|文档|内容)"
_HERE = r"(?:本[页文站网篇]|此[页文]|这篇|该文)"
# What it says after one: 以上就是…的全部内容, 希望这篇…对您有所帮助, 喜欢就请收藏本页（Ctrl+D）.
_OUTRO = re.compile(
    rf"(?:以上|上述|上面)(?:就)?(?:是|为|内容).{{0,80}}(?:{_SITE}|全部内容|{_YOU})"
    rf"|小编.{{0,30}}(?:{_GIVES}|希望)|(?:以上|这篇|本篇).{{0,80}}希望.{{0,16}}(?:参考|帮助|喜欢)"
    rf"|希望(?:{_HERE}|以上的?{_TEXT}).{{0,80}}(?:帮助|帮到|参考|借鉴|喜欢)"
    r"|^(?:希望|但愿)(?:能够?)?[对给帮].{1,6}(?:有所帮助|有帮助|帮助)[。！!~～]?$"
    r"|(?:收藏|分享|转发)(?:一下)?[本此][页文站网]"
    r"|喜欢.{0,5}(?:请|记得|欢迎|别忘).{0,6}(?:收藏|分享|转发)"
    rf"|ctrl\s?\+\s?D|以上{_TEXT}.{{0,4}}仅?供.{{0,4}}参考|^(?:感谢|谢谢).{{0,5}}(?:阅读|浏览|访问)",
    re.I,
)
# A speaker's own 以上就是我的发言 or 希望今天的分享对大家有所帮助，谢谢大家 stays.
_SPOKEN = re.compile(
    r"(?<!关注)(?<!收藏)(?<!访问)我|(?:谢谢|感谢)(?!.{0,4}(?:阅读|浏览|访问|收藏|关注))"
    r"|聆听|倾听|指正|审议|今天"
)
# Headings of an encyclopedia's last sections: nothing stands below them but links.
_SECTIONS = re.compile(
    r"^(?:参考(?:文献|资料|来源)|外部(?:链接|连接)|参见|另见|注释|注解|脚注|备注|引用|来源|延伸阅读"
    r"|相关条目|扩展阅读)[:：]?$"
)
_ABSTRACT = re.compile(r"^[【\[]?(?:内容)?(?:摘要|导读|简介|提要)\s?[】\]]?\s?[:：]?\s?")
_SAME = 20
_WRAP = " 　【】[]（）()"
_OPENING, _CLOSING = 6, 4
_LONGEST = 400
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
    kept = [
        line for line in _before_cut(lines) if not is_furniture(line) and not is_breadcrumb(line)
    ]
    if repeated := repeated_lines(kept, title, memory):
        kept = [line for line in kept if masked(line, title) not in repeated]
    return _without_closing(_without_opening(kept, comparable(title), told))


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
    for number, line in enumerate(lines):
        if (is_cut(line) or is_tags(line)) and (seen * 2 >= total or seen > _ENOUGH):
            return list(lines[:number])
        seen += len(line)
    return [line for line in lines if not is_cut(line)]


def _without_opening(lines: list[str], title: str, told: bool) -> list[str]:
    kept = _begun(lines, title, told)
    if kept and not any(map(has_stop, kept)):
        kept = _begun(lines, "", told)  # fragments below it: the repeated title is text, too
    repeats = bool(kept) and _abstracts(kept[0], "".join(kept[1:_OPENING]))
    return kept[1:] if repeats else kept


def _begun(lines: list[str], title: str, told: bool) -> list[str]:
    kept: list[str] = []
    begun = told
    for line in lines[:_OPENING]:
        if _introduces(line, title) or (not begun and is_meta(line)):
            continue
        kept.append(line)
        begun = begun or (len(line) > _SAME and has_stop(line))
    return kept + lines[_OPENING:]


def _abstracts(line: str, text: str) -> bool:
    """True for a 摘要：… that says in advance what the text begins with."""
    found = _ABSTRACT.match(line)
    start = comparable(line[found.end() :])[:_SAME] if found else ""
    return len(start) >= _SAME and start in comparable(text)


def _introduces(line: str, title: str) -> bool:
    if len(line) > _LONGEST:
        return False
    short = title and len(line) <= 2 * len(title) + len(_WRAP)
    if short and comparable(line.strip(_WRAP)) == title.strip(_WRAP):
        return True
    return bool(_OFFER.search(line) and _INTRO.search(line))


def _without_closing(lines: list[str]) -> list[str]:
    kept = lines[:-_CLOSING] + [line for line in lines[-_CLOSING:] if not _closes(line)]
    return _without_empty_sections(kept)


def _without_empty_sections(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in reversed(lines):
        if not (_SECTIONS.match(line) and (not kept or _SECTIONS.match(kept[-1]))):
            kept.append(line)
    return kept[::-1]


def _closes(line: str) -> bool:
    if len(line) > _LONGEST or not _OUTRO.search(line):
        return False
    return "小编" in line or not _SPOKEN.search(line)
