"""A page as a tree: decoded once, refused when parsing it would be an attack."""

import re
from collections.abc import Iterable

from lxml import etree
from lxml.html import HtmlElement

from cleaners.binary import is_noise, no_html, no_page
from cleaners.broken import flattened
from cleaners.decode import Decoded, decode
from cleaners.document import Document

__all__ = ["MOST_ATTRIBUTES", "MOST_TAGS", "Document", "Unparsable", "parse"]

# lxml needs 12.5 s for one tag with 40,000 attributes and the time grows with their square
# (measured, libxml2 2.14): 10,000 still take well under a second.
MOST_ATTRIBUTES = 10_000
# Reading takes up to 10 µs and 500 bytes for each; no honest page has a tenth of them.
MOST_TAGS = 150_000
_MOST_EFFORT = 4 * MOST_ATTRIBUTES**2
_HARMLESS, _LONG_TAG, _SPACES = 65_536, 1_000, 20

# Over bytes, and not with re.I: three times as fast.
_CLOSERS = re.compile(rb"</(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])\s*>")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}>")
_ATTRIBUTE = (
    rb"[\s/]++|[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?|="
)
# Nearly every tag is short and plain, and told as such three times as fast.
_PLAIN = (
    rb"[a-zA-Z][\w:-]{0,30}+(?:\s{1,3}+[\w:-]{1,30}+(?:=\"[^\"<>]{0,120}+\")?+){0,6}+\s{0,3}+/?>"
)
_TAG = re.compile(rb"<(?=[a-zA-Z])(?!%b)[^\s/>]*+(?:%b)*+" % (_PLAIN, _ATTRIBUTE))
_BEGUN = re.compile(rb"<[a-zA-Z]")
_VALUE = re.compile(rb"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_NAME = re.compile(rb"[\s/\"'][^\s/>=\"']")
_HEAD = frozenset(["title", "meta", "link", "base", "script", "style", "noscript", "template"])
# lxml.html looks every element's class up in Python; all of them are HtmlElement to us.
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)


class Unparsable(Exception):
    """A page that must not be parsed; `reason` says why, in words for people.

    `name` is the one under which it is counted: `unparsable`, or `not_html` for other files.
    """

    def __init__(self, reason: str, name: str = "unparsable") -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name


def parse(body: bytes, charset: str | None = None) -> Document:
    """The tree of a page; `charset` is the HTTP header's, a hint only.

    Raises `Unparsable` for a tag with more than 10,000 attributes, or many with thousands, for
    more than 150,000 tags, and as `not_html` for files of other kinds; MemoryError when there
    is not enough of it.
    """
    if kind := no_page(body):
        raise Unparsable(kind, "not_html")
    decoded = decode(body, charset)
    if decoded.damaged and is_noise(decoded.text):
        raise Unparsable(f"{decoded.damaged} unreadable characters", "not_html")
    if kind := no_html(decoded.text):
        raise Unparsable(kind, "not_html")
    source = _source(body, decoded)
    _refuse_bombs(source)
    tree, whole = _tree(source)
    if not whole:
        tree, whole = _repaired(source)
    return Document(tree, decoded.encoding, decoded.text, decoded.damaged, lost=not whole)


def _source(body: bytes, decoded: Decoded) -> bytes:
    """The page in UTF-8 for libxml2, where a stray </html> or </body> would end the document:
    whatever follows would be lost."""
    text = decoded.text
    declared = _DECLARATION.match(text)
    if decoded.as_is and not declared:
        return _CLOSERS.sub(b"", body)
    rest = text[declared.end() :] if declared else text
    return _CLOSERS.sub(b"", rest.encode("utf-8", "replace"))


def _tree(source: bytes) -> tuple[HtmlElement, bool]:
    # Nothing looks elements up by an id: collecting them takes a fifth of the time of parsing.
    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        tree = etree.fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = None
    if any(error.type_name == "ERR_NO_MEMORY" for error in parser.error_log):
        raise MemoryError
    if tree is None:
        return etree.fromstring("<html><body></body></html>", parser=parser), True
    _open_body(tree)
    cut = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    return tree, not cut


def _open_body(tree: HtmlElement) -> None:
    """On a page without <body>, libxml2 puts what it does not know, like <article>, into <head>."""
    head = tree.find("head")
    if head is not None and any(child.tag not in _HEAD for child in head):
        head.tag = "div"


def _repaired(source: bytes) -> tuple[HtmlElement, bool]:
    # Few pages need it, and importing BeautifulSoup takes as long as reading fifty pages.
    from cleaners.soup import shallow_tree

    tree = shallow_tree(source.decode("utf-8", "replace"))
    return _tree(flattened(source)) if tree is None else (tree, True)


def _refuse_bombs(source: bytes) -> None:
    size = len(source)
    if size < _HARMLESS:
        return
    if source.count(b"<") > MOST_TAGS and (tags := _tags(source)) > MOST_TAGS:
        raise Unparsable(f"{tags} tags")
    # An attribute takes two bytes: where all tags are shorter, `_judge` finds nothing.
    least = max(_LONG_TAG, min(2 * MOST_ATTRIBUTES, 4 * _MOST_EFFORT // size))
    if _holds_tag_of(source, least):
        _judge(tag[0] for tag in _TAG.finditer(source) if tag.end() - tag.start() > _LONG_TAG)


def _tags(source: bytes) -> int:
    return sum(1 for _ in _BEGUN.finditer(source))


def _holds_tag_of(source: bytes, least: int) -> bool:
    """True when a tag is `least` bytes long or more.

    No tag reaches over a `>` outside of quotes. Such are looked for in steps of half that
    length, and tags only where none was found on the way.
    """
    outside, step = 0, least // 2
    for at in range(0, len(source), step):
        end = source.find(b">", at, at + step)
        if end < 0 or _may_be_quoted(source, outside, end):
            continue
        if _is_there(source, outside, end, least):
            return True
        outside = end + 1
    return _is_there(source, outside, len(source), least)


def _is_there(source: bytes, start: int, end: int, least: int) -> bool:
    tags = _TAG.finditer(source, start, end) if end - start >= least else ()
    return any(tag.end() - tag.start() >= least for tag in tags)


def _may_be_quoted(source: bytes, start: int, at: int) -> bool:
    """False when no quotation mark behind `start` begins a value that a place is part of."""
    near = max(start, at - _HARMLESS)
    for quote in (b'"', b"'"):
        last = source.rfind(quote, near, at)
        if last < 0 and near > start:
            return True
        before = source[max(last - _SPACES, near) : last].rstrip() if last >= 0 else b"."
        if before[-1:] in (b"=", b""):
            return True
    return False


def _judge(tags: Iterable[bytes]) -> None:
    effort = 0
    for tag in tags:
        attributes = sum(1 for _ in _NAME.finditer(_VALUE.sub(b"''", tag)))
        effort += attributes**2
        if attributes > MOST_ATTRIBUTES:
            raise Unparsable(f"a tag with {attributes} attributes")
    if effort > _MOST_EFFORT:
        raise Unparsable("too many tags with thousands of attributes")
