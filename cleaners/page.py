"""One page of an article: its title, its text, and the lines around it that may tell of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaners import selectors
from cleaners.boilerplate import body_lines, repeated_lines
from cleaners.document import Document
from cleaners.facts.embedded import embedded_lines
from cleaners.facts.labels import near
from cleaners.facts.titles import Title, is_site
from cleaners.lines.keywords import without_keywords
from cleaners.lines.noise import site_mark, without_mark
from cleaners.lines.paywall import before_wall, ends_at_wall
from cleaners.lines.slogans import site_name, without_slogans
from cleaners.model import Rejected
from cleaners.place.body import Body, find_body, told_above
from cleaners.place.works import work_lines
from cleaners.refused.failures import failure, needs_script
from cleaners.refused.forms import (
    asks_to_log_in,
    is_account,
    is_directory,
    is_entrance,
    is_form,
    says_nothing,
    sells,
)
from cleaners.rules import Rules, TemplateMemory
from cleaners.text import comparable, has_stop
from cleaners.tree.blocks import Block, Line
from cleaners.tree.nodes import attribute

# A page that shows less is filled by its script.
_SCRIPT_BUILT = 200
_SAME_TEXT = 40
_FEW, _FEW_LATIN, _ENTRY = 12, 24, 100
_STOPS = frozenset("，。！？；,!?;…")
_HAN = re.compile("[\u3400-\u9fff]")
# What the foot of a site holds, and no text without a full stop.
_RIGHTS = re.compile(r"版权所有|[Cc]opyright|ICP备")
_OF_SITE = re.compile(
    "关于我们|联系我们|联系方式|免责声明|版权声明|网站地图|广告服务|隐私政策|用户协议|隐私声明|服务条款|网站声明|友情链接"
    "|帮助中心|投稿须知|加入我们|意见反馈|留言[板簿本]|(?:在线|网友|网上|游客)留言|(?:网友|用户|读者|最新|全部)?评论(?:列表)?"
)
_ESCAPED_TAG = re.compile(r"<\\/[a-z][a-z0-9]{0,9}>", re.I)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page, and the lines around it that may tell of it.

    `whole` is false when the page says that it shows only the beginning.
    """

    title: Title
    body: str
    origin: str
    around: Sequence[str]
    repeated: frozenset[str]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines of a body, where they are from, whether its time was told above it, and
    whether they are the text as they stand: no line of the site's is among them."""

    lines: Sequence[str]
    origin: str
    told: bool = False
    clean: bool = False


def page_text(
    document: Document,
    url: str,
    rules: Rules,
    memory: TemplateMemory,
    first: Title | None = None,
) -> PageText | Rejected:
    """One page's text; `first` is the article's title on pages after the first."""
    document.drop(rules.clean.drop)
    reading = document.reading
    title = first or _title(document, rules)
    text = _profile_body(document, title, rules) or _generic_body(document, title, url, first)
    if isinstance(text, Rejected) or not text.lines:
        text = _embedded(document) or text
    if isinstance(text, Rejected):
        return text
    shown = [line.text for line in reading.lines]
    whole = not ends_at_wall(shown, text.lines)
    lines = _unwanted_out(_without_tags(before_wall(text.lines)), rules)
    kept = lines if text.clean else body_lines(lines, title.text, memory, told=text.told)
    named = document.head.title
    kept = without_slogans(kept, site_name(named, title.text))
    kept = without_keywords(kept, document.head.meta.get("keywords", ""))
    body = "\n".join(without_mark(kept, site_mark(named, url, kept)))
    if not body:
        return Rejected("no_body", "no block of the page reads as a text")
    around = near(shown, title.line, text.lines)
    repeated = repeated_lines(lines, title.text, memory)
    return PageText(title, body, text.origin, around, repeated, whole)


def _generic_body(
    document: Document, title: Title, url: str, first: Title | None
) -> _Text | Rejected:
    reading = document.reading
    if not reading.lines:
        script = needs_script(document.tree)
        return Rejected("needs_script" if script else "empty", "no visible text")
    found = document.body if first is None else find_body(reading, None)
    if reason := failure(reading, title, document.head.title):
        return Rejected(reason, "the page says so")
    if title.text.startswith("Index of /"):
        return Rejected("list_page", "the files of a folder")
    if _OF_SITE.fullmatch(title.text):
        return Rejected("no_body", "a page about its site")
    if found and is_entrance(document.tree, title.text, found[1]):
        return Rejected("login_wall", "a form to log in, and few words")
    kind = document.kind(url) if first is None else "article"
    if kind == "other" and asks_to_log_in(reading):
        return Rejected("login_wall", "a form to log in, and no text")
    if kind == "list" and (work := work_lines(reading, document.head, title.line)):
        return _Text([line.text for line in work], "contents of a work", clean=True)
    if kind == "list":
        return Rejected("list_page", f"{len(reading.lines)} lines, most of them links")
    if kind == "other":
        return Rejected("no_body", "too little text for an article without a title")
    if found is None:
        return _Text([], "")
    if title.line is None and _is_entry(found[1], _ENTRY if is_site(title.text) else _FEW_LATIN):
        return Rejected("no_body", "too little text for an article without a title")
    if is_directory(found[1]) or is_account(found[1]):
        return Rejected("no_body", "offices and their telephones, or a member's account")
    if is_form(reading, *found):
        return Rejected("no_body", "a form to fill in")
    if says_nothing(found[1]):
        return Rejected("no_body", "a page that says it has no text")
    if sells(reading, found[1]):
        return Rejected("no_body", "a page that sells something")
    empty = first is None and _is_slogan(found, title.line)
    lines = [] if empty else [_without_anchor(line) for line in found[1]]
    told = first is None and told_above(reading, found[0], title.line)
    return _Text(lines, _origin(found[0]), told)


def _embedded(document: Document) -> _Text | None:
    """What a page without a text to see carries for its script to show."""
    shown = sum(line.plain for line in document.reading.lines)
    lines, origin = embedded_lines(document.tree, scripts=shown < _SCRIPT_BUILT)
    if lines and document.body and _begins_alike(document.body[1], lines):
        block, shown_lines = document.body
        return _Text([line.text for line in shown_lines], _origin(block))
    return _Text(lines, origin) if lines else None


def _begins_alike(shown: Sequence[Line], carried: Sequence[str]) -> bool:
    """True when the text that a page shows begins as the one it carries for machines, which
    has no paragraphs or only the beginning."""
    begin = comparable("".join(line.text for line in shown))[:_SAME_TEXT]
    return len(begin) == _SAME_TEXT and comparable("".join(carried)).startswith(begin)


def _without_anchor(line: Line) -> str:
    """A line without the link to itself that handbooks put before or behind a heading."""
    if not line.linked or line.tag not in _HEADINGS:
        return line.text
    return line.text.removeprefix("#").removesuffix("#").removesuffix("¶").strip() or line.text


def _is_entry(lines: Sequence[Line], most: int) -> bool:
    """True for a few words that make no sentence: an entry of a directory, a firm's slogan."""
    return sum(line.plain for line in lines) <= most and _STOPS.isdisjoint(
        "".join(line.text for line in lines)
    )


def _is_slogan(body: Body, title_at: int | None) -> bool:
    """True for words without a stop above the title or with the site's rights, and for a few of
    them anywhere: an empty article has no text below it."""
    lines = [line.text for line in body[1]]
    if not any("。" in line for line in lines) and any(map(_RIGHTS.search, lines)):
        return True
    above = title_at is not None and body[0].end <= title_at
    most = _FEW if _HAN.search("".join(lines)) else _FEW_LATIN
    few = sum(line.plain for line in body[1]) <= most
    return (above or few) and not any(map(has_stop, lines))


def _title(document: Document, rules: Rules) -> Title:
    found, selector = selectors.text(document, rules.extract.title)
    generic = document.title
    return Title(found, f"profile selector {selector}", generic.line) if found else generic


def _profile_body(document: Document, title: Title, rules: Rules) -> _Text | Rejected | None:
    found, selector = document.read_in(rules.extract.body)
    lines = [line.text for reading in found for line in reading.lines]
    if not lines:
        return None
    if reason := failure(document.reading, title, document.head.title):
        return Rejected(reason, "the page says so")
    return _Text(lines, f"profile selector {selector}")


def _origin(block: Block) -> str:
    element = block.element
    mark = f"#{name}" if (name := attribute(element, "id")) else ""
    return "block " + ".".join([block.tag, *attribute(element, "class").split()]) + mark


def _without_tags(lines: Sequence[str]) -> Sequence[str]:
    """The lines without the tags of a text that was put into its page as JSON holds it: <\\/p>."""
    if not any("<\\/" in line for line in lines):
        return lines
    return [text for line in lines if (text := _ESCAPED_TAG.sub("", line).strip())]


def _unwanted_out(lines: Sequence[str], rules: Rules) -> list[str]:
    if not rules.clean.drop_lines:
        return list(lines)
    unwanted = [re.compile(pattern) for pattern in rules.clean.drop_lines]
    return [line for line in lines if not any(pattern.search(line) for pattern in unwanted)]
