"""A page as a tree: decoded once, refused when parsing it would be an attack."""

from dataclasses import replace
from html import escape

from cleaners import remembered
from cleaners.decode import decode
from cleaners.document import Document
from cleaners.refused.binary import is_noise, is_text, no_html, no_page
from cleaners.tree.bombs import bomb
from cleaners.tree.broken import lightened
from cleaners.tree.counts import tags_of
from cleaners.tree.nodes import tree_of

__all__ = ["Document", "Unparsable", "parse"]


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

    Raises `Unparsable` for a tag with more than 20,000 attributes, or many with thousands, for
    more than 150,000 tags, and as `not_html` for files of other kinds; MemoryError when there
    is not enough of it.
    """
    remembered.forget()
    if kind := no_page(body):
        raise Unparsable(kind, "not_html")
    decoded = decode(body, charset)
    if decoded.damaged and is_noise(decoded.text):
        raise Unparsable(f"{decoded.damaged} unreadable characters", "not_html")
    if kind := no_html(decoded.text):
        if not is_text(decoded.text):
            raise Unparsable(kind, "not_html")
        decoded = replace(decoded, text=f"<pre>{escape(decoded.text)}</pre>", as_is=False)
    source = body if decoded.as_is else decoded.text.encode("utf-8", "replace")
    tags = tags_of(source)
    if reason := bomb(source, tags.all):
        raise Unparsable(reason)
    tree = tree_of(lightened(source, tags))
    return Document(tree, decoded.encoding, decoded.text, decoded.damaged)
