"""Addresses: their one form, the site they are on, the pages they number."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

# Pairs of a query that say where a reader came from, who he is or when, never which page it is.
_TRACKING = re.compile(
    r"(?i)(utm_\w+|spm|scm|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|zenid|oscsid)=.*"
    r"|(?>\w*?sess(ion)?_?id)\w*+=(?!\d{1,9}$).*|(sid|s)=[0-9a-f]{16,}"
    r"|sid=(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{6}"  # Discuz
    r"|(gclid|fbclid|msclkid|yclid|bd_vid|hm(sr|pl|cu|kw|ci)|nsukey|clicktime|enterid|referr?er"
    r"|wx_?share\w*|share_?(token|source|from|medium|user|uid)|tdsourcetag|isappinstalled)=.*"
    r"|(from|tt_from|wxfrom|share|ref)=([a-z]+\d?)?"
    r"|(_|t|ts|timestamp|r|rnd|rand|random|nocache)=(1\d{9}(\d{3})?|0\.\d{6,})"
    r"|replytocom=\d+"  # WordPress: the same article, its form for comments open
    r"|extra=(page(=|%3d).*)?|fromuid=\d+|(show)?mobile=(yes|no|1|2)"  # Discuz
    r"|totalresult=\d+|"  # DedeCMS counts its articles anew when it is not told
)
_PLAIN = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!80/|443/)(?:\d{1,4}|[1-5]\d{4}))?/(?:[\w~-][\w.~-]*+/?)*+",
    re.ASCII,
)
LONGEST_URL = 2083  # what browsers and proxies of old took
_INDEX = re.compile(r"(?<=/)(index|default)\.(s?html?|php|aspx?|jsp)$", re.IGNORECASE)
_SESSION = re.compile(
    r";(jsessionid|phpsessid|sid)=[^/?#]*|(?<=/)\([A-Z]\([0-9a-z]{24}\)\)/", re.IGNORECASE
)
_COMMENTS = re.compile(r"(?<=.)/comment-page-\d+(?=/?$)")  # WordPress: the article stands above
_PART = re.compile(r"^(?P<first>.*\d\d)_(?P<number>\d{1,2})$")
_NUMBERED = re.compile(r"^(?P<stem>.*?)(?:[-_](?P<number>\d{1,3}))?$")

_FOLDER_PAGE = re.compile(
    r"(?i)^(?P<stem>.*/)(?:(?:index|default)[-_]?|(?:page|p)[-_/]?)(?P<number>\d{1,5})/?$"
)
_LIST_PAGE = re.compile(r"(?i)^(?P<stem>.*(?:list|page)(?:[-_]\d+)*)[-_](?P<number>\d{1,5})$")
_OPEN = re.compile(r"\.|(com|net|org|gov|edu|ac|mil|co|or|go|ne|gob|idv)\.[a-z]{2}(:\d+)?$")
PAGE_KEYS = (
    "page",
    "p",
    "pageno",
    "pn",
    "pageindex",
    "page_no",
    "pagenum",
    "curpage",
    "paged",
    "currentpage",
    "currpage",
    "pagenumber",
    "nowpage",
    "topage",
)


@lru_cache(8192)  # menus and side columns come again on every page of a site
def normalise(url: str, encoding: str = "utf-8") -> str | None:
    """Return the one form under which a page's address is known, None if it is no web page.

    Fragments, session ids, tracking keys, the time or a random number against caches, default
    ports, dot segments and `index.html` go; the order of the query stays. Browsers write a query
    in the page's own `encoding`, and so do we.
    """
    if len(url) > LONGEST_URL:
        return None
    if _PLAIN.fullmatch(url):
        return _INDEX.sub("", _COMMENTS.sub("", url))
    try:
        parts = urlsplit(safe_url_string(url.strip(), encoding))
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or not host:
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, default) else f"{host}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair))
    path = _COMMENTS.sub("", _SESSION.sub("", parts.path)) or "/"
    if "/." in path:
        path = urlsplit(urljoin(f"http://{netloc}/", path)).path
    if not query:
        path = _INDEX.sub("", path)
    return urlunsplit((parts.scheme, netloc, path, query, ""))


@lru_cache(1024)
def _bare(authority: str) -> str:
    return re.sub(r"^(www|m|wap)\.(?=[^.]+\.)", "", authority)


def as_served(address: str, page: str) -> str:
    """Return a normal address under the scheme and host of a page that links to it.

    http or https, with or without www, m and wap, it is the same site: the page's own form is
    the one known to work. An address on another site or port stays as it is.
    """
    here, there = page.split("/", 3), address.split("/", 3)
    if here[:3] == there[:3] or len(there) < 4 or _bare(here[2]) != _bare(there[2]):
        return address
    return "/".join((*here[:3], there[3]))


def other_forms(url: str) -> tuple[str, ...]:
    """Return a page's address under http and https and the hosts of its site, and with its last
    slash or without, its own left out.
    """
    parts = urlsplit(url)
    name = parts.path.rpartition("/")[2]
    bare = not parts.query and len(parts.path) > 1 and "." not in name
    slashed = ((url[:-1] if url.endswith("/") else f"{url}/"),) if bare else ()
    if parts.port is not None:
        return slashed
    path = url.split("/", 3)[3]
    hosts = domains_of(url)
    forms = (f"{scheme}://{host}/{path}" for scheme in ("http", "https") for host in hosts)
    return (*slashed, *(form for form in forms if form != url))


def domains_of(url: str) -> tuple[str, ...]:
    """Return the hosts that are the same site as a URL: with and without www, m and wap.

    The port, if the URL names one, belongs to the site.
    """
    netloc = re.sub(r":(80|443)?$", "", urlsplit(url).netloc.rpartition("@")[2].lower())
    bare = _bare(netloc)
    if not re.search(r"[a-z]", bare.partition(":")[0]):
        return (bare,)
    return (bare, f"www.{bare}", f"m.{bare}", f"wap.{bare}")


def host_of(url: str) -> str:
    """Return the one name of the host that a URL asks: without www, m and wap; with its port,
    unless that is a usual one.
    """
    return domains_of(url)[0]


def on_site(url: str, domains: tuple[str, ...]) -> bool:
    """Tell whether a URL is on one of the hosts; `.abc.com` takes in all hosts below it.

    A domain that names no port takes the usual ones, 80 and 443.
    """
    return is_host_of(urlsplit(url).netloc, domains)


@lru_cache(1024)
def is_host_of(authority: str, domains: tuple[str, ...]) -> bool:
    """Tell whether an authority (host, perhaps with user and port) is one of the hosts."""
    host = re.sub(r":(80|443)?$", "", authority.lower().rpartition("@")[2])
    return any(
        host == domain or (domain.startswith(".") and (host.endswith(domain) or host == domain[1:]))
        for domain in domains
    )


@lru_cache(1024)
def is_below(authority: str, domains: tuple[str, ...]) -> bool:
    """Tell whether an authority is a host below one of the hosts, news.abc.com below abc.com.

    None is below a domain in which anybody may have one, like gov.cn.
    """
    host = re.sub(r":(80|443)?$", "", authority.lower().rpartition("@")[2])
    above = (domain for domain in domains if "." in domain and not _OPEN.match(domain))
    return any(host.endswith(f".{domain}") for domain in above)


def part_of(url: str) -> str | None:
    """Return the first page's address of one that looks like an article's later page.

    `/a/1005_2.html` is page 2 of `/a/1005.html`; None for any other shape.
    """
    if "_" not in url:
        return None
    path, dot, suffix = urlsplit(url).path.rpartition(".")
    folder, slash, stem = path.rpartition("/")
    match = _PART.match(stem) if dot else None
    if match is None or int(match["number"]) < 2:
        return None
    return urljoin(url, f"{folder}{slash}{match['first']}{dot}{suffix}")


def numbered(url: str) -> tuple[str, int]:
    """Return an address without its page number, and that number, 1 if it has none."""
    parts = urlsplit(url)
    pairs = {key.lower(): value for key, value in parse_qsl(parts.query)}
    for key in PAGE_KEYS:
        if pairs.get(key, "").isdecimal():
            number = int(pairs.pop(key))
            return f"{parts.netloc}{parts.path}?{sorted(pairs.items())}", number
    query = f"?{sorted(pairs.items())}"
    path, dot, suffix = parts.path.rpartition(".") if "." in parts.path else (parts.path, "", "")
    path = unquote(path)
    if match := _FOLDER_PAGE.match(path) or _LIST_PAGE.match(path):
        ends = "" if match["stem"].endswith("/") else f"{dot}{suffix}"
        return f"{parts.netloc}{match['stem']}{ends}{query}", int(match["number"])
    match = _NUMBERED.match(path)
    assert match is not None
    number = int(match["number"] or 1)
    return f"{parts.netloc}{match['stem']}{dot}{suffix}{query}", number
