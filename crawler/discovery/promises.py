"""What an address and the text of a link to it promise: a list, an article, or nothing of ours."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.discovery.deeds import is_deed
from crawler.profile import Discover
from pipelines.corpus import Kind

_FILES = re.compile(
    r"\.(jpe?g|png|gif|bmp|webp|svg|ico|css|js|xml|rss|pdf|docx?|xlsx?|pptx?|wps|txt|zip|rar"
    r"|7z|gz|tar|exe|apk|dmg|mp[34]|avi|flv|swf|wmv|wav|woff2?|ttf)$",
    re.IGNORECASE,
)
_FEED = re.compile(
    r"(?i)(?<![\w-])(?>[\w-]*?(?:rss|feed|atom|sitemap))[\w-]*+(\.xml|\.rss|\.txt)?(\.gz)?$"
    r"|\.(rss|atom)$"
)
_LIST = re.compile(
    r"(?i)(/|[/_-](list|index|category|channel|sort|tags?|page)s?[-_/]?\d*([-_]\d+)*"
    r"(\.s?html?|\.php|\.aspx?)?|[/_-]archives?([-_/]?(19|20)\d\d)?(\.s?html?|\.php|\.aspx?)?"
    r"|[/_-]archive[-_/]?(19|20)\d\d(0[1-9]|1[0-2])(\.s?html?|\.php|\.aspx?)?"
    r"|/(19|20)\d\d[-/](0?[1-9]|1[0-2])([-/](0?[1-9]|[12]\d|3[01]))?)$"
    r"|/(list|category|channel)\.\w+\?|[?&](page|p|pn|pageno|catid|typeid|cid)=\d+$"
)
_ARTICLE = re.compile(
    r"(?i)/\d{2,}+(?:[-_]\d*+)?\.(s?html?|php|aspx?|jsp)$"
    r"|/(a|p|t|article|arc|content|show|view|detail|details|info|news|read|thread|archives?)"
    r"[-_/]\d+([-_/]\d+)*(\.\w+|/)?$"
    r"|/\d{4}[-/]?\d{2}[-/]?\d{2}/[\w-]+(\.\w+)?$"
    r"|[?&](id|tid|aid|artid|articleid|newsid|contentid|itemid)=\d+"
)
_OF_MANY = re.compile(
    r"(?i)/(19|20)\d\d[-/](0?[1-9]|1[0-2])([-/](0?[1-9]|[12]\d|3[01]))?/?$"
    r"|/(tags?|author|category)/[^/]+/?$|/page/\d+/?$|/tags?\.(php|aspx?|jsp)\?|[?&]tag(name)?="
    r"|[/_-]archive[-/_]?(19|20)\d\d(0[1-9]|1[0-2])(\.s?html?|\.php|\.aspx?)?$"
)
_SLUG = re.compile(
    r"(?i)/(19|20)\d\d/(0?[1-9]|1[0-2])(/(0?[1-9]|[12]\d|3[01]))?/"
    r"(?!(page|index|list)/)(?=[^/]*[^\d/])[\w%.~-]{4,}/$"
)
"""An article's name below the day or month of its publication, as WordPress writes it."""

_TITLE = 10
"""From that many characters on a link's text is a title."""


@lru_cache(8192)
def is_list(url: str) -> bool:
    return _LIST.search(url) is not None and not _SLUG.search(url)


def is_of_many(url: str) -> bool:
    """Tell whether an address is that of a list even if one entry makes it look like an article:
    what was published on a day, has a tag or an author.
    """
    return _OF_MANY.search(url) is not None


def names_list(url: str) -> bool:
    """Tell whether an address is a list's by more than its last slash."""
    return is_list(url) and not (url.endswith("/") and not is_of_many(url))


def is_of_one(url: str) -> bool:
    return _ARTICLE.search(url) is not None or _SLUG.search(url) is not None


def declared_kind(url: str, discover: Discover) -> Kind | None:
    """Return what the profile's patterns say of an address, None if they say nothing."""
    if any(re.search(pattern, url) for pattern in discover.article):
        return "article"
    if any(re.search(pattern, url) for pattern in discover.list):
        return "list"
    return None


def promised_kind(url: str, text: str, discover: Discover) -> Kind:
    """Return what an address and its link text promise, the profile's patterns first."""
    return promised_by_address(url, discover) or ("article" if len(text) >= _TITLE else "other")


def promised_by_address(url: str, discover: Discover) -> Kind | None:
    if declared := declared_kind(url, discover):
        return declared
    if is_list(url):
        return "list"
    return "article" if is_of_one(url) else None


def is_feed(address: str) -> bool:
    """Tell whether an address is named as that of a feed or a sitemap."""
    return _FEED.search(urlsplit(address).path) is not None


def is_followed(address: str, discover: Discover) -> bool:
    """Tell whether an address may be a page or a feed, and the profile does not ignore it.

    What only counts, votes, prints, answers or logs in is followed if the profile names it.
    """
    if any(re.search(pattern, address) for pattern in discover.ignore):
        return False
    if _FILES.search(urlsplit(address).path) and not is_feed(address):
        return False
    return not is_deed(address) or declared_kind(address, discover) is not None
