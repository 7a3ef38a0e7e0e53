"""Script files that a page needs: its own scripts do not say where it goes on."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from cleaners.decode import decode
from cleaners.dom import Document
from cleaners.model import Page
from cleaners.tree.nodes import attribute
from crawler.discovery.addresses import as_served, is_host_of
from crawler.discovery.links import address_of, base_of
from pipelines.corpus import Link

_LIBRARY = re.compile(
    r"(?i)\.min\.js|jquery|bootstrap|swiper|slick|slide|layui|layer|laydate|^vue|react|angular|axios"
    r"|moment|lodash|echarts|respond|html5|modernizr|polyfill|analytics|tongji|^stats?\b|count|share|wow"
    r"|require|vendor|element|scroll|lightbox|video|player|editor|datepicker|calendar|md5|aes|base64"
)
_MOST, _LONGEST = 3, 300_000


def is_script(url: str) -> bool:
    return urlsplit(url).path.endswith(".js")


def joined(pages: Sequence[Page]) -> tuple[tuple[Page, ...], frozenset[str]]:
    """Return pages with the script files among them written into the first, and which."""
    files = [page for page in pages[1:] if is_script(page.url)]
    if not files:
        return tuple(pages), frozenset()
    first, *rest = (page for page in pages if page not in files)
    written = b"".join(_written(file) for file in files)
    whole = replace(first, body=first.body + written)
    return (whole, *rest), frozenset(file.url for file in files)


def needed_script(
    document: Document,
    url: str,
    links: Sequence[Link],
    left: str,
    domains: tuple[str, ...],
    read: Collection[str],
) -> str | None:
    """Return the address of the next script file to read for a page that names no article, or
    whose pager is `left` to a script; None if it needs none, or has none of its own.
    """
    if left != "script_pager" and any(link.kind == "article" for link in links):
        return None
    if len(read) >= _MOST:
        return None
    base = base_of(document, url)
    for node in document.elements["script"]:
        source = attribute(node, "src").strip()
        if not source or _LIBRARY.search(source.rpartition("/")[2]):
            continue
        address = as_served(address_of(base, source, document.encoding) or "", url)
        own = address and is_host_of(address.split("/", 3)[2], domains)
        if own and is_script(address) and address not in read:
            return address
    return None


def _written(file: Page) -> bytes:
    """Return a script file as a script in a page, of what is not ASCII nothing."""
    text = decode(file.body[:_LONGEST], file.charset).text.replace("</", "<\\/")
    return b"<script>" + text.encode("ascii", "ignore") + b"</script>"
