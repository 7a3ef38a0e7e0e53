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
]
