"""A page as a tree: decoded once, refused when parsing it would be an attack."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from cleaners import broken
from cleaners.decode import decode

# lxml needs 12.5 s for one tag with 40,000 attributes and the time grows with their square
# (measured, libxml2 2.14): 10,000 still take well under a second.
MOST_ATTRIBUTES = 10_000
LONGEST_TAG = 65_536

_CLOSERS = re.compile(r"</(?:html|body)\s*>", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}>")
_ATTRIBUTE = (
    r"[\s/]++|[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?|="
)
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE})*+")
_NAME = re.compile(r"[\s/\"'][^\s/>=\"']")


class Unparsable(Exception):
    """A page that must not be parsed; `reason` says why, in words for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Document:
    """A parsed page.

    `text` is the decoded source, `damaged` the number of its characters that could not be
    read, and `lost` tells that the tree does not hold all of the page.
    """

    tree: HtmlElement = field(repr=False)
    encoding: str
    text: str = field(repr=False)
    damaged: int = 0
    lost: bool = False


def parse(body: bytes, charset: str | None = None) -> Document:
    """The tree of a page; `charset` is the HTTP header's, a hint only.

    Raises `Unparsable` for a tag with more than 10,000 attributes or 64 kB of them.
    """
    decoded = decode(body, charset)
    _refuse_bombs(decoded.text)
    # A stray </html> or </body> ends the document for libxml2: whatever follows is lost.
    source = _CLOSERS.sub("", _DECLARATION.sub("", decoded.text))
    tree, whole = _tree(source)
    if not whole:
        tree, whole = broken.reparse(source) or (tree, False)
    return Document(tree, decoded.encoding, decoded.text, decoded.damaged, lost=not whole)


def _tree(source: str) -> tuple[HtmlElement, bool]:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return document_fromstring("<html><body></body></html>"), True
    cut = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    return tree, not cut


def _refuse_bombs(source: str) -> None:
    if len(source) < LONGEST_TAG:
        return
    many = source.count("=") > MOST_ATTRIBUTES
    if not many and max(map(len, source.split(">"))) < LONGEST_TAG:
        return
    for tag in _TAG.finditer(source):
        if tag.end() - tag.start() > MOST_ATTRIBUTES:
            _judge(tag[0])


def _judge(tag: str) -> None:
    attributes = sum(1 for _ in _NAME.finditer(tag))
    if attributes > MOST_ATTRIBUTES:
        raise Unparsable(f"a tag with {attributes} attributes")
