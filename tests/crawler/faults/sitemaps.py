"""Sitemaps that burst, lie or lead elsewhere, told by robots.txt; the page is healthy."""

import gzip

from tests.crawler.faults.answers import MEGABYTE, gzip_bomb, head, reply, sends
from tests.crawler.faults.fault import read

ROBOTS = "User-agent: *\nSitemap: {own}/sitemap.xml\n"
NAMED = "<urlset><url><loc>{own}/a/1001.html</loc></url></urlset>"
ENTITIES = "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f"<!DOCTYPE urlset [<!ENTITY a 'ha'>{ENTITIES}]>"
FILE = "<!DOCTYPE urlset [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"

PARAMETER = "<!DOCTYPE urlset [<!ENTITY % p SYSTEM '{forbidden}/x.dtd'>%p;]>"
DAYS = ("9999-12-31", "0000-00-00", "2024-13-45", "99999-01-01", "now", "0001-01-01T00:00:00+14:00")
DATED = "".join(
    f"<url><loc>{{own}}/a/1001.html</loc><lastmod>{day}</lastmod></url>" for day in DAYS
)
DATED = f"<urlset>{DATED}</urlset>"
FEED = "".join(
    f"<item><link>{{own}}/a/1001.html</link><pubDate>{day}</pubDate></item>"
    for day in (
        "星期一",
        "Mon, 32 Jan 2024 00:00:00 GMT",
        "Mon, 01 Jan 10000 00:00:00 +0000",
        *DAYS,
    )
)
FEED = f"<rss><channel>{FEED}</channel></rss>"
OTHERS = [f"http://a.cn/{number}.html" for number in range(50_001)]
ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(40_000))


def robots(asked):
    return [reply(ROBOTS.format(own=asked.own), "Content-Type: text/plain", html=False)]


def xml(text, *fields):
    """Answer with a sitemap; it may name {own} and {forbidden}."""
    return lambda asked: [
        reply(text.format(**vars(asked)), "Content-Type: text/xml", *fields, html=False)
    ]


def sitemap(name, does, answer, state="fetched", reason=""):
    pages = {"/sitemap.xml": answer}
    return read(name, does, robots=robots, pages=pages, sitemap=(state, reason))


def loc(*urls):
    return "".join(f"<url><loc>{url}</loc></url>" for url in urls)


FAULTS = [
    sitemap("sitemap_entities", "entities that grow to 1 GB", xml(BOMB + NAMED)),
    sitemap("sitemap_file", "an entity that is /etc/passwd", xml(FILE + NAMED)),
    sitemap(
        "sitemap_forbidden",
        "names forbidden hosts",
        xml(
            "<urlset>"
            + loc("{forbidden}/sitemap.html", "http://localhost:{port}/x", "file:///etc/passwd")
            + "</urlset>"
        ),
    ),
    sitemap("sitemap_html", "the site's HTML page", sends(reply("<html><body>首页</body></html>"))),
    sitemap("sitemap_half", "breaks off", xml(NAMED[:40])),
    sitemap(
        "sitemap_404", "not there", sends(reply("", status="404 Not Found")), "gone", "http_404"
    ),
    sitemap(
        "sitemap_bomb",
        "1 GB of gzip",
        lambda asked: [reply(gzip_bomb(), html=False)],
        "rejected",
        "not_html",
    ),
    sitemap(
        "sitemap_half_gzip",
        "half a gzip",
        sends(reply(gzip.compress(b"x" * 999)[:20])),
        "rejected",
        "not_html",
    ),
    sitemap(
        "sitemap_endless", "without end", sends(head(), *[MEGABYTE] * 64), "failed", "too_large"
    ),
    sitemap("sitemap_parameter", "an entity of its DTD elsewhere", xml(PARAMETER + NAMED)),
    sitemap(
        "sitemap_relative",
        "addresses without a host",
        xml("<urlset><url><loc>/a/1001.html</loc></url></urlset>"),
    ),
    sitemap(
        "sitemap_namespaces",
        "namespaces of its own",
        xml(NAMED.replace("<", "<x:").replace("<x:/", "</x:")),
    ),
    sitemap("sitemap_dates", "days that there are not", xml(DATED)),
    sitemap(
        "sitemap_itself",
        "an index that names itself",
        xml("<sitemapindex><sitemap><loc>{own}/sitemap.xml</loc></sitemap></sitemapindex>"),
    ),
    sitemap("sitemap_many", "50,001 addresses", sends(reply(f"<urlset>{loc(*OTHERS)}</urlset>"))),
    sitemap(
        "sitemap_deep", "100,000 nested elements", sends(reply("<urlset>" + "<url>" * 100_000))
    ),
    sitemap(
        "sitemap_attributes",
        "40,000 attributes",
        sends(reply(f"<urlset><url {ATTRIBUTES}></url></urlset>")),
    ),
    sitemap(
        "sitemap_long",
        "an address of 5 MB",
        sends(reply(f"<urlset>{loc('http://a.cn/' + 'x' * 5_000_000)}</urlset>")),
    ),
    sitemap("feed_dates", "RSS with days that there are not", xml(FEED)),
    sitemap(
        "sitemap_500", "internal error", sends(reply("", status="500 Odd")), "failed", "http_500"
    ),
    sitemap("sitemap_403", "forbidden", sends(reply("", status="403 Odd")), "refused", "http_403"),
    sitemap("sitemap_hang", "is silent", sends(600.0), "failed", "timeout"),
]
