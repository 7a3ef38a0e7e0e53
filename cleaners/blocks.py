"""The visible text of a tree as lines in reading order, and the blocks that hold them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from cleaners.text import normalize_line

_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "optgroup",
        "datalist",
        "textarea",
        "button",
        "input",
        "head",
        "title",
        "marquee",
        "noframes",
        "rp",
        "rt",
    ]
)
_HIDDEN = re.compile(
    r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|font-size\s{0,4}:\s{0,4}0(?![.\d])",
    re.I,
)
# Classes that style sheets hide everywhere: Bootstrap's, and Discuz's anti-copy noise.
_UNSEEN = frozenset(["jammer", "hide", "hidden", "sr-only"])
_SPLIT = re.compile(
    r"(?<=[。！？”：:；;）)…])[ \t\r\n]*[\u3000\xa0]{2}[\u3000\xa0 ]*|[\u3000\xa0]{4,}+"
)
_NEVER = re.compile(
    r"comment|pinglun|footer|copyright|(?<![a-z])(?:nav|menu|foot|reply)(?![a-z])", re.I
)
_FURNITURE = re.compile(
    r"breadcrumb|crumb|relate|recommend|tuijian|xiangguan"
    r"|pager|paging|pagelist|pagination|fenye|prevnext|pagenav|navbar|navigat|disclaim|shengming"
    r"|friend-?link|flink|qr-?code|erweima|toolbar|jiathis|bdshare|share-?(?:box|bar|btn)"
    r"|(?<![a-z])(?:ads?|adv|advert|guanggao|prev|next|share|login|search)"
    r"(?![a-z])",
    re.I,
)
_ASIDE = re.compile(
    r"sidebar|banner|keyword|hidden-|(?<![a-z])(?:side|left|right|position|place|location|local|copy"
    r"|tools?|gg|like|around|relevant|weizhi|operate|btns?|where|path|top|hots?|rank|tags?|links?"
    r"|pages?)(?![a-z])",
    re.I,
)
_ARTICLE = re.compile(
    r"article|content|neirong|zhengwen|trs_editor|detail|entry|artical|zoom|endtext|post-?body"
    r"|body-?text|(?<![a-z])(?:arc|con|cont|text|txt|main|news|show|post|body|editor|rich_media)"
    r"(?![a-z])",
    re.I,
)


@dataclass(slots=True)
class Line:
    """One line of visible text: `plain` and `linked` count its characters outside and inside
    links, `links` its links; `block` is the index of the innermost block that holds it."""

    text: str
    plain: int
    linked: int
    links: int
    block: int
    tag: str


@dataclass(slots=True)
class Block:
    """A block element with the range of lines it holds.

    `hint` is the nearest one of the block and those around it (see `hint`); furniture stays.
    """

    element: HtmlElement
    parent: int
    start: int
    end: int
    hint: int


@dataclass(slots=True)
class Reading:
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def read(tree: HtmlElement) -> Reading:
    """The visible lines of a page.

    Hidden nodes and anti-copy noise are left out, unless one of them holds more text than
    all that is visible: such a body is shown by a script.
    """
    reader = _Reader()
    reader.walk(tree)
    if reader.largest_hidden is None:
        return reader.reading
    visible = sum(line.plain for line in reader.reading.lines)
    if reader.largest <= max(visible, 200):
        return reader.reading
    again = _Reader(shown=reader.largest_hidden)
    again.walk(tree)
    return again.reading


def is_hidden(element: HtmlElement) -> bool:
    """True for nodes that a reader never sees: hidden by style, or Discuz's anti-copy noise."""
    style = element.get("style")
    if style and _HIDDEN.search(style):
        return True
    return element.get("hidden") is not None or element.get("class") in _UNSEEN


@lru_cache(maxsize=4096)
def hint(tag: str, name: str) -> int:
    """What a tag and its `class id` suggest: 1 an article's text, -1 something beside it,
    -2 a site's furniture whatever it holds, -3 the same without doubt, 0 nothing."""
    if tag in {"html", "body", "form"}:
        return 0
    article = tag in {"article", "main"} or bool(_ARTICLE.search(name))
    if tag in {"nav", "footer"} or _NEVER.search(name):
        return -2 if article and tag != "footer" else -3
    if _FURNITURE.search(name):
        return -1 if tag == "article" else -2
    return int(article) - (tag == "aside" or bool(_ASIDE.search(name)))


def _text_length(element: HtmlElement) -> int:
    return sum(
        len(text.strip())
        for node in element.iter()
        if node.tag not in _SKIPPED
        for text in (node.text or "", node.tail or "")
    )


class _Reader:
    """One walk over a tree; `shown` is a hidden node to read all the same."""

    def __init__(self, shown: HtmlElement | None = None) -> None:
        self.reading = Reading()
        self.shown = shown
        self.largest = 0
        self.largest_hidden: HtmlElement | None = None
        self._chunks: list[str] = []
        self._plain = self._linked = self._links = self._depth = 0
        self._open: list[int] = [-1]

    def walk(self, tree: HtmlElement) -> None:
        walker = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._skips(element):
                    walker.skip_subtree()
                else:
                    self._enter(element)
            else:
                self._leave(element)
        self._flush()

    def _skips(self, element: HtmlElement) -> bool:
        tag = element.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            return True
        if tag == "body" or element is self.shown or not is_hidden(element):
            return False
        length = _text_length(element)
        if length > self.largest:
            self.largest, self.largest_hidden = length, element
        return True

    def _enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCK:
            self._flush()
            start = len(self.reading.lines)
            name = f"{element.get('class') or ''} {element.get('id') or ''}"
            parent = self._open[-1]
            above = self.reading.blocks[parent].hint if parent >= 0 else 0
            own = hint(tag, name)
            own = min(above, own) if min(above, own) <= -2 else own or above
            block = Block(element, parent, start, start, own)
            self.reading.blocks.append(block)
            self._open.append(len(self.reading.blocks) - 1)
        elif tag == "br":
            self._flush()
        elif tag == "a":
            self._depth += 1
            self._links += 1
        if element.text:
            self._add(element.text)

    def _leave(self, element: HtmlElement) -> None:
        index = self._open[-1]
        if index >= 0 and self.reading.blocks[index].element is element:
            self._flush()
            self._open.pop()
            self.reading.blocks[index].end = len(self.reading.lines)
        elif element.tag == "a" and self._depth:
            self._depth -= 1
        if element.tail:
            self._add(element.tail)

    def _add(self, text: str) -> None:
        self._chunks.append(text)
        if self._depth:
            self._linked += len(text.strip())
        else:
            self._plain += len(text.strip())

    def _flush(self) -> None:
        if self._plain or self._linked:
            index = self._open[-1]
            tag = self.reading.blocks[index].element.tag if index >= 0 else ""
            self.reading.lines += self._cut("".join(self._chunks), index, tag)
        self._chunks.clear()
        self._plain = self._linked = self._links = 0

    def _cut(self, text: str, index: int, tag: str) -> Iterator[Line]:
        """One line, or more where `　　` begins a new paragraph inside it."""
        parts = _SPLIT.split(text.strip()) if tag != "pre" else text.split("\n")
        kept = [line for part in parts if (line := normalize_line(part))]
        share = self._linked / (self._plain + self._linked)
        for line in kept:
            linked = round(len(line) * share)
            yield Line(line, len(line) - linked, linked, self._links, index, tag)
