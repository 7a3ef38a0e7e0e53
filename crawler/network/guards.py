"""What no request may do: leave its site, or reach a private address by whatever name."""

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import inet_aton, inet_ntoa
from typing import Self
from urllib.parse import unquote, urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.discovery.addresses import is_below, on_site
from crawler.network.errors import Refused
from crawler.profile import SiteProfile

# Not the internet's, though Python's is_global says so (3.11): IETF assignments, with Oracle's
# metadata service; site-local; and Azure's WireServer on an address of the open internet.
_NOT_GLOBAL = tuple(map(ip_network, ("192.0.0.0/24", "fec0::/10", "168.63.129.16/32")))

_SEGMENTS = 20
_REPEATED = re.compile(r"/((?:[^/]+/){1,3}?)\1\1")
_MOVED = (301, 302, 303, 307, 308)
_REFRESH = re.compile(rb"(?i)\s*+[0-3](?:\.\d*+)?+\s*+[;,]\s*+(?:url\s*+=\s*+)?+(\S++)\s*+")
_NUMBERS = re.compile(r"(?i)(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}")


def is_private(address: str) -> bool:
    """Tell whether an IP address is not one of the open internet's.

    Addresses that wrap another (IPv4-mapped, 6to4, Teredo, NAT64) count as what they wrap.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and (wrapped := _wrapped(ip)):
        return is_private(str(wrapped))
    special = any(ip in network for network in _NOT_GLOBAL)
    return special or not ip.is_global or ip.is_multicast or ip.is_reserved


def _wrapped(ip: IPv6Address) -> IPv4Address | None:
    nat64 = IPv4Address(int(ip) & 0xFFFFFFFF) if int(ip) >> 32 == 0x0064FF9B << 64 else None
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1]) or nat64


def allowed_hosts(settings: BaseSettings) -> frozenset[str]:
    """Return the hosts that ALLOW_PRIVATE_HOSTS names, with or without brackets."""
    names = settings.getlist("ALLOW_PRIVATE_HOSTS")
    return frozenset(name.strip().lower().strip("[]") for name in names)


class AddressGuard:
    """Refuses requests that leave the site or name a private address; redirects come here too."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._allowed = allowed_hosts(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https"):
            raise Refused("not_web", request.url)
        if host not in self._allowed and names_private_address(host):
            raise Refused("private_address", host)
        if is_pathological(parts.path):
            raise Refused("trap_path", request.url)
        if not self._is_ours(request.url, host):
            raise Refused("offsite", request.url)

    def _is_ours(self, url: str, host: str) -> bool:
        spider = self._crawler.spider
        domains = getattr(spider, "domains", (host,))
        if on_site(url, domains):
            return True
        profile: SiteProfile | None = getattr(spider, "profile", None)
        given = profile is None or profile.discover.domains
        return not given and is_below(urlsplit(url).netloc, domains)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Name the reason of a look-up that the resolver refused."""
        if isinstance(exception, CannotResolveHostError) and leads_inside(request.url):
            raise Refused("private_address", urlsplit(request.url).hostname or "")


def is_pathological(path: str) -> bool:
    """Tell whether a path has one to three segments thrice in a row, or more than 20 in all.

    Links of a page that is served under any path grow so without end; the limits are Heritrix's
    (PathologicalPathDecideRule, TooManyPathSegmentsDecideRule).
    """
    return path.count("/") > _SEGMENTS or _REPEATED.search(path) is not None


class Redirects(RedirectMiddleware):
    """Scrapy's own, but we send no referer, and what leads out of the web is refused by name."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        response = _as_redirect(request, response)
        if response.status not in _MOVED:
            return response
        location = (response.headers.get("Location") or b"").decode("latin-1").strip()
        try:
            scheme = urlsplit(location).scheme
            if scheme and scheme not in ("http", "https"):
                raise Refused("not_web", location)
            following = super().process_response(request, response)
        except ValueError:
            raise Refused("not_web", location) from None
        if isinstance(following, Request) and following.url == request.url:
            self._mind_circle(request, response)
        return following

    @staticmethod
    def _mind_circle(request: Request, response: Response) -> None:
        """What leads to itself goes on only while it hands out cookies."""
        if "Set-Cookie" not in response.headers:
            raise IgnoreRequest(f"{request.url} redirects to itself")

    def handle_referer(self, request: Request, response: Response) -> None:
        request.headers.pop("Referer", None)


def _as_redirect(request: Request, response: Response) -> Response:
    """Return the redirect that a header `Refresh: 0; url=…` is, or a choice with one named first,
    else the response itself.

    In a redirect's path, backslashes are slashes, as browsers have it.
    """
    if response.status == 300 and response.headers.get("Location"):
        response = response.replace(status=302)  # RFC 9110, 15.4.1: the server's choice
    if response.status != 200 and response.status not in _MOVED:
        return response
    refresh = _REFRESH.fullmatch(response.headers.get("Refresh") or b"")
    if response.status == 200 and not refresh:
        return response
    headers = response.headers.copy()
    if response.status == 200 and refresh:
        target = urljoin(request.url, refresh[1].strip(b"\"' ").decode("latin-1"))
        if target.partition("#")[0] == request.url or not target.startswith(("http:", "https:")):
            return response
        headers["Location"] = target
        return response.replace(status=302, headers=headers)
    location = headers.get("Location") or b""
    if response.status not in _MOVED or b"\\" not in location:
        return response
    path, mark, query = location.partition(b"?")
    headers["Location"] = path.replace(b"\\", b"/") + mark + query
    return response.replace(headers=headers)


def names_private_address(host: str) -> bool:
    """Tell whether a host is a private address, written in any way that a resolver takes.

    `0x7f.1`, `2130706433`, `0177.0.0.1` and full-width digits are 127.0.0.1, too (inet_aton(3)).
    """
    host = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").rstrip(".")
    try:
        return is_private(host)
    except ValueError:
        pass
    try:
        return is_private(inet_ntoa(inet_aton(host))) if _NUMBERS.fullmatch(host) else False
    except OSError:
        return False


class GuardedResolver(CachingThreadedResolver):
    """The resolver every connection goes through: a name that leads inside leads nowhere."""

    def __init__(
        self, reactor: ReactorBase, cache_size: int, timeout: float, allowed: frozenset[str]
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings["DNSCACHE_ENABLED"] else 0
        return cls(reactor, cache_size, settings.getfloat("DNS_TIMEOUT"), allowed_hosts(settings))

    def getHostByName(self, name: str, timeout: object = ()) -> "Deferred[str]":
        resolved = super().getHostByName(name)
        return resolved if name.lower() in self._allowed else resolved.addCallback(_checked, name)


# Twisted hides why a look-up failed: the names that led inside, for AddressGuard to tell.
_private_names: set[str] = set()


def leads_inside(url: str) -> bool:
    """Tell whether the resolver found the host of an address to be a private one."""
    return (urlsplit(url).hostname or "") in _private_names


def _checked(address: str, name: str) -> str:
    if is_private(address):
        _private_names.add(name.lower())
        raise DNSLookupError(f"{name} is at {address}, a private address")
    return address
