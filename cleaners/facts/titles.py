"""The title of a page, by agreement of its heading, its meta tags and its <title>."""

import re
from dataclasses import replace
from functools import lru_cache

from cleaners.facts.brokentitles import broken_title, whole_heading
from cleaners.facts.centred import UNNAMED
from cleaners.facts.genres import genre_line
from cleaners.facts.headings import (
    HEADINGS,
    LONGEST,
    NAMED,
    Title,
    class_name,
    heading,
    letter_title,
    run_on_title,
    title_at,
    unheaded,
)
from cleaners.facts.signatures import behind_title
from cleaners.facts.sites import ORGAN, OWNED, PARTS, SITE, is_house, is_site, without_address
from cleaners.lines.metalines import is_breadcrumb, is_meta
from cleaners.text import comparable
from cleaners.tree.blocks import Line, Reading
from cleaners.tree.head import Head

__all__ = ["Title", "is_site", "title_of"]

# Between a title and the site behind it: 标题-栏目-网站.
_COLUMN = re.compile(r"(?<=[^-]{5})-[\u3400-\u9fff]{2,4}$")
_META_TITLES = ("og:title", "articletitle", "twitter:title")
# Some sites count their readers inside the heading: 标题（阅读 1,024 次）.
_COUNTER = re.compile(
    r"\s{0,3}[（(\[【]?\s?(?:阅读|浏览|点击|查看|访问|评论|人气|回复)(?:量|数|次数|人数)?\s?[:：]?\s?"
    r"\d[\d,.]{0,12}\s?[万次人条]{0,2}\s?[）)\]】]?$"
    r"|\s{0,3}[（(\[【_-]?\s?第\s?\d{1,3}\s?页\s?[）)\]】]?$|\s?\[复制链接\]$|\.(?:docx?|pdf|pptx?|txt|wps)$"
)
_LABEL = re.compile(
    r"[\[【(（]?(?:原创|转载|置顶|推荐|精华|图文|视频|专题|头条)[\]】)）]?\s?[:：|]?\s?"
    r"|[\[【][^\]】]{1,8}[\]】]\s?"
)
_KIND = re.compile(r"[\[【(（](?:[组多]?图片?|图文|视频|图集)[\])】）]\s?")
_ENDS = ("", *"_-|—｜·")
_SEPARATORS = "_-|—｜·"
# In a table of what there is to tell: 标题 在全县教育工作会议上的讲话.
_TITLE_LABEL = re.compile(r"(?:文章|信息|新闻|文件)?标\s{0,3}题(?:\s?[:：]\s?|\s{1,3})(?=.{4})")
# What sites greet with: 欢迎访问某某管理平台.
_GREETING = re.compile("欢迎(?:访问|光临|来到|浏览|进入|登[录陆])")
_END, _WHOLE = 6, 6
_begin = lru_cache(maxsize=4096)(comparable)


def title_of(head: Head, reading: Reading) -> Title:
    """The title that most of the page's evidence agrees on; empty when it has none.

    First choice is the line shown on the page that <title> or og:title begins with, then a
    lone <h1> or <h2>, then what the page declares, without the site's name.
    """
    found = _title_of(head, reading)
    if signed := behind_title(found.text):
        found = replace(found, text=signed[0])
    label = _TITLE_LABEL.match(found.text) if found.text[:5].count("标") else None
    return replace(found, text=found.text[label.end() :]) if label else found


def _title_of(head: Head, reading: Reading) -> Title:
    if letter := letter_title(reading):
        return letter
    declared = _declared(head)
    names = [comparable(text) for text, _ in declared if not UNNAMED.match(text)]
    names += [owned[2] for name in names if (owned := OWNED.match(name)) and is_house(owned[1])]
    shown = _shown(reading, names)
    if shown is not None:
        shown = _below_owner(reading, shown, names)
        whole = broken_title(reading, shown, names)
        return title_at(reading, shown, whole or _bare(reading.lines[shown].text, names))
    if (headed := heading(reading, names)) is not None:
        if run_on := run_on_title(reading, headed):
            return run_on
        begin, whole = whole_heading(reading, headed)
        return title_at(reading, begin, _bare(whole, names))
    if spoken := genre_line(reading, names):
        return spoken
    for text, origin in declared:
        if (is_site(text) or _GREETING.match(text)) and (found := unheaded(reading)):
            return found
        named = _without_site(_without_kind(text), reading)
        return Title(_COUNTER.sub("", named), origin)
    return unheaded(reading) or Title("", "")


def _bare(text: str, declared: list[str]) -> str:
    """A heading without the counter behind it, or the label before what the page declares."""
    text = _COUNTER.sub("", _without_kind(text))
    name = comparable(text.rstrip("0123456789"))
    if any(title.startswith(name) and title[len(name) :][:1] in _ENDS for title in declared):
        text = text.rstrip("0123456789 ")  # a bare counter, and no number of the title
    rest = text[_label_end(text) :]
    named = len(rest) >= 4 and any(title.startswith(comparable(rest)) for title in declared)
    return rest if named else text


def _without_kind(text: str) -> str:
    """A title without what it is published with: [图]全市教育工作会议召开."""
    kind = _KIND.match(text)
    return text[kind.end() :] if kind and len(text) - kind.end() >= 4 else text


def _declared(head: Head) -> list[tuple[str, str]]:
    """What the page says its title is, with where: the meta tags, then <title>."""
    found = [(head.meta[name], f"meta {name}") for name in _META_TITLES if head.meta.get(name)]
    return [*found, (head.title, "title")] if head.title else found


def _shown(reading: Reading, declared: list[str]) -> int | None:
    best, rank = None, 0.0
    told = "\n".join(declared)
    opens = {*told, "[", "【"}
    for number, line in enumerate(reading.lines):
        text = line.text
        short = len(text) < 4 and (len(text) < 2 or line.tag not in HEADINGS)
        if short or len(text) > LONGEST or _begin(text[0]) not in opens:
            continue
        if text[0] in "[【" and _begin(text[:3]) not in told:
            text = text[_label_end(text) :]  # a forum's kind of thread: [讲话]
        if text and _begin(text[:3]) in told:
            score = _agreement(reading, line, comparable(text), declared)
            if score > rank:
                best, rank = number, score
    return best


def _below_owner(reading: Reading, shown: int, declared: list[str]) -> int:
    """The line that ends a declared title, where the one shown is whose site it is: 某某小学."""
    owner = comparable(reading.lines[shown].text)
    if not ORGAN.match(owner) or owner in declared:
        return shown
    ends = [title[-_END:] for title in declared if title.startswith(owner)]
    for number, line in enumerate(reading.lines[shown + 1 :], shown + 1):
        text = comparable(line.text) if len(owner) < len(line.text) <= LONGEST else ""
        if text and text[-_END:] in ends and any(_part(text, title) for title in declared):
            return number
    return shown


def _label_end(text: str) -> int:
    label = _LABEL.match(text)
    return label.end() if label else 0


def _agreement(reading: Reading, line: Line, text: str, declared: list[str]) -> float:
    """How well a line, or the `text` of it, agrees with a declared title and is a heading."""
    heading = line.tag in HEADINGS
    linked = line.linked * 2 > len(line.text)
    if linked and not _heads(reading, line):
        return 0.0
    score = max((_part(text, title) for title in declared), default=0.0)
    if not score or is_meta(line.text) or is_breadcrumb(line.text) or SITE.match(line.text):
        return 0.0
    named = heading or bool(NAMED.search(class_name(reading, line)))
    if score < 0.5 and not named:
        return 0.0
    if ORGAN.match(text) and all(title.endswith(text) and title != text for title in declared):
        return 0.0  # whose site it is, behind the title of every page
    return score + (0.3 if heading else 0.2 if named else 0.0)


def _part(text: str, title: str) -> float:
    if title == text:
        return 1.0
    if title.startswith(text):
        whole = len(text) >= _WHOLE or title[len(text)] in _SEPARATORS
        return 0.5 + 0.5 * len(text) / len(title) if whole else 0.0
    if text not in title:
        return 0.0
    if len(text) >= _WHOLE and title.endswith(f">{text}"):
        return 0.6  # 某某一中-->教研论文-->浅谈语文教学
    if len(text) * 2 <= len(title):
        return 0.0
    behind = title.endswith(text) and title[-len(text) - 1] in _SEPARATORS
    return 0.6 if behind else 0.4


def _heads(reading: Reading, line: Line) -> bool:
    return line.tag in HEADINGS and reading.blocks[line.block].hint > -2


def _without_site(text: str, reading: Reading) -> str:
    """The first part of a <title> that holds the site's name behind a separator.

    A bare hyphen separates only what is short, or what the page shows as a line of its own.
    """
    parts = [part for part in PARTS.split(text) if part]
    if len(parts) > 1 and len(parts[-1]) >= _WHOLE and is_site(parts[0]) > is_site(parts[-1]):
        return parts[-1]
    name = parts[0] if len(parts) > 1 and len(parts[0]) >= 4 else without_address(text)
    first, hyphen, _ = name.partition("-")
    if hyphen and any(line.text == first for line in reading.lines):
        return first
    column = _COLUMN.search(name) if name != text and text.startswith(f"{name}-") else None
    if column:
        return name[: column.start()]
    return name
