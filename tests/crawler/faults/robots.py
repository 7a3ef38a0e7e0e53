"""robots.txt files that are large, broken, foreign, endless or not there; the page is healthy."""

import gzip

from tests.crawler.faults.answers import MEGABYTE, bomb, head, redirect, reply, sends
from tests.crawler.faults.fault import failed, read, refused


def rules(text, *fields):
    body = text if isinstance(text, bytes) else text.encode()
    return sends(reply(body, "Content-Type: text/plain", *fields, html=False))


LONG = "User-agent: other\nDisallow: /\n" + "# 很长的一行\n" * 520_000
DELAYS = "User-agent: *\nCrawl-delay: -inf\nCrawl-delay: nan\n"
NO_ADDRESS = "User-agent: *\nDisallow:\nSitemap: http://[::1\nSitemap: http://a:b:c/\nSitemap:\n"
WILD = f"User-agent: *\nDisallow: /{'*a' * 500}$\nDisallow: /{'*' * 99}x$\n"
OTHERS = "User-agent: other\nCrawl-delay: 1e9\n\nUser-agent: *\nCrawl-delay: -5\nCrawl-delay: ten\n"
ALLOWED = "User-agent: *\nDisallow: /讲话\n"

NAMES = "".join(f"User-agent: bot{n}\n" for n in range(20_000))
TIE = "User-agent: *\nDisallow: /a/\nAllow: /a/\n"
LONGEST = "User-agent: *\nDisallow: /\nAllow: /a/*.html$\n"
NAMED = "User-agent: *\nDisallow:\n\nUser-agent: Yanlu\nDisallow: /\n"
GROUPS = "User-agent: *\nDisallow: /x\n\nUser-agent: *\nDisallow: /a/\n"
ESCAPES = "User-agent: *\nDisallow: /%e8%ae%b2\nDisallow: /%zz\nDisallow: /%\n"

FAULTS = [
    read("robots_10_mb", "10 MB of rules", robots=rules(LONG)),
    read("robots_loop", "redirects without end", robots=redirect("/robots.txt")),
    read(
        "robots_to_forbidden",
        "leads to a forbidden host",
        robots=redirect("{forbidden}/robots.txt"),
    ),
    read("robots_to_file", "leads to file:///etc/passwd", robots=redirect("file:///etc/passwd")),
    read(
        "robots_html",
        "the site's HTML page, status 200",
        robots=rules("<html><body>首页</body></html>"),
    ),
    read("robots_gbk", "in GBK, another path forbidden", robots=rules(ALLOWED.encode("gbk"))),
    read("robots_utf16", "in UTF-16", robots=rules(ALLOWED.encode("utf-16"))),
    read("robots_binary", "random bytes", robots=rules(bytes(range(256)) * 400)),
    read("robots_401", "wants a password", robots=sends(reply("", status="401 Odd"))),
    refused("robots_forbids", "forbids all", "robots", robots=rules("User-agent: *\nDisallow: /")),
    read("robots_nan", "Crawl-delay: -inf, and nan", robots=rules(DELAYS)),
    read("robots_no_address", "sitemaps at http://[::1 and a:b:c", robots=rules(NO_ADDRESS)),
    read("robots_nul", "NULs in its lines", robots=rules(b"User-agent: *\0\nDisallow: /x\0\n")),
    refused(
        "robots_untold_gzip",
        "forbids all, in gzip that no header tells of",
        "robots",
        robots=rules(gzip.compress(b"User-agent: *\nDisallow: /\n")),
    ),
    failed(
        "robots_500", "internal error", "robots_http_500", robots=sends(reply("", status="500 Odd"))
    ),
    failed(
        "robots_503", "unavailable", "robots_http_503", robots=sends(reply("", status="503 Odd"))
    ),
    failed("robots_closed", "closes before it answers", "robots_connection_lost", robots=sends()),
    failed("robots_hang", "is silent", "robots_timeout", robots=sends(600.0)),
    failed("robots_bomb", "1 GB of gzip", "robots_too_large", robots=bomb("gzip", gzip.compress)),
    failed(
        "robots_half",
        "half a gzip",
        "robots_cut_off",
        robots=rules(gzip.compress(LONG.encode())[:99], "Content-Encoding: gzip"),
    ),
    read("robots_endless", "without end", robots=sends(head(), *[MEGABYTE] * 64)),
    refused(
        "robots_50_mb",
        "50 MB, the rule against all of it first",
        "robots",
        robots=sends(
            head("Content-Length: 52428825"), b"User-agent: *\nDisallow: /\n", *[MEGABYTE] * 50
        ),
    ),
    read(
        "robots_encoding",
        "Content-Encoding: UTF-8",
        robots=rules(ALLOWED, "Content-Encoding: UTF-8"),
    ),
    read(
        "robots_not_packed", "plain, called gzip", robots=rules(ALLOWED, "Content-Encoding: gzip")
    ),
    read("robots_wildcards", "rules of 500 wildcards", robots=rules(WILD)),
    read("robots_delay", "Crawl-delay: 1e9 for others, -5 and ten for us", robots=rules(OTHERS)),
    read(
        "robots_long_line",
        "a line of 400 kB",
        robots=rules(f"User-agent: *\nDisallow: /{'x' * 400_000}\n"),
    ),
    read("robots_cr", "lines that end in CR", robots=rules(ALLOWED.replace("\n", "\r"))),
    read(
        "robots_bom_gbk",
        "UTF-8's BOM before GBK",
        robots=rules(b"\xef\xbb\xbf" + ALLOWED.encode("gbk")),
    ),
    read("robots_204", "no content", robots=sends(head(status="204 No", html=False))),
    read(
        "robots_304",
        "not modified, not asked for",
        robots=sends(head(status="304 Not", html=False)),
    ),
    read("robots_429", "too many requests", robots=sends(reply("", status="429 Odd"))),
    read(
        "robots_grows",
        "redirects to a longer address each time",
        robots=lambda asked: redirect(f"{asked.path}x")(asked),
    ),
    failed(
        "robots_no_http", "no status", "robots_bad_answer", robots=sends(reply("", status="OK"))
    ),
    read("robots_agents", "20,000 names of others", robots=rules(NAMES + "Disallow: /\n")),
    read("robots_tie", "Allow and Disallow of one length", robots=rules(TIE)),
    read("robots_longest", "the longer Allow goes first", robots=rules(LONGEST)),
    refused("robots_named", "names us", "robots", robots=rules(NAMED)),
    refused("robots_groups", "two groups for all, one forbids", "robots", robots=rules(GROUPS)),
    read("robots_418", "418", robots=sends(reply("", status="418 Odd"))),
    failed("robots_599", "599", "robots_http_599", robots=sends(reply("", status="599 Odd"))),
    read("robots_escapes", "broken escapes", robots=rules(ESCAPES)),
]
