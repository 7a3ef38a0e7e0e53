"""The further page of an article: 下一页, or the next number."""

import re
from collections.abc import Iterator
from itertools import chain

from cleaners.dom import Document
from cleaners.tree.nodes import Node
from crawler.discovery.addresses import as_served, normalise, numbered
from crawler.discovery.clicks import clicked_links
from crawler.discovery.forums import thread_of
from crawler.discovery.links import Stated, address_of, base_of, text_of
from crawler.discovery.scripted import options, scripts

_NUMBER = re.compile(r"第?\s*(\d{1,3})\s*[页頁]?")
_NEXT = re.compile(
    r"^[\s\[【(（<«‹]*(下一?[页頁]|后一?[页頁]|next( page)?)[\s\]】)）>»›]*$", re.IGNORECASE
)


def further_page(document: Document, url: str) -> str | None:
    """Return the next page of the same article, by its link text and address, or None.

    下一页 or the next number, and an address that differs only in its page number. The further
    pages of a thread are answers to it.
    """
    if thread_of(url):
        return None
    here = numbered(url)
    following, base, own = str(here[1] + 1), base_of(document, url), normalise(url) or url
    for href, node in chain(document.links, options(document), _clicked(document, following)):
        if not _is_next(node, following):
            continue
        written = address_of(base, href, document.encoding)
        address = as_served(written, own) if written else ""
        if address and numbered(address) == (here[0], here[1] + 1):
            return address
    return None


def _is_next(node: Node, following: str) -> bool:
    text = text_of(node)
    number = _NUMBER.fullmatch(text)
    return bool(number and number[1] == following) or bool(_NEXT.match(text))


def _clicked(document: Document, following: str) -> Iterator[Stated]:
    """Yield where clicks lead on a page with a pager that only a script can follow."""
    if "javascript:" not in document.text and "onclick" not in document.text:
        return
    pager = document.tree.css('a[href^="javascript:"], a[onclick]')
    if any(_is_next(node, following) for node in pager):
        yield from clicked_links(document, scripts(document))
