"""Sites without end: each page leads to one more, and none brings a new text."""

import random

from tests.crawler.faults.answers import article, reply
from tests.crawler.faults.fault import Fault
from tests.crawler.odd_site import text_of

ROBOTS = "User-agent: *\nSitemap: {own}/sitemap.xml\n"


def leads(html, *ways):
    links = "".join(f'<a href="{way}">关于下一件事情的讲话稿全文</a>' for way in ways)
    return [reply(f"<html><head><title>讲话稿</title></head><body>{html}{links}</body></html>")]


def days(asked):
    """A calendar: a page for each day, with those beside it."""
    day = int(asked.path.removeprefix("/rili/").removesuffix(".html") or 20240101)
    return leads("<p>这一天没有内容。</p>", f"/rili/{day + 1}.html", f"/rili/{day - 1}.html")


def queries(asked):
    number = int(asked.path.partition("=")[2] or 0)
    return leads("", *(f"/cha.php?id={number * 3 + n}" for n in (1, 2, 3)))


def paths(asked):
    return leads("", "more/1001.html")


def new_names(asked):
    """Folders that nobody has seen before, in every answer."""
    chance = random.Random(asked.served)
    return leads("", *(f"/{''.join(chance.choices('abcdefghij', k=7))}/" for _ in range(3)))


def sessions(asked):
    """The same article under each new session."""
    own = article(asked.number).replace(
        b"</body>", f"<a href='/s{asked.served:08x}/1001.html'>全文</a></body>".encode()
    )
    return [reply(own)]


def lists(asked):
    """A list whose every page shows the same articles and one more page."""
    number = int(asked.path.partition("_")[2].removesuffix(".html") or 1)
    if asked.path.startswith("/a/"):
        return [reply(article(asked.number))]
    return leads("", "/a/1001.html", f"/list_{number + 1}.html")


def fresh(asked):
    """A list of articles that are new by their addresses only."""
    if asked.path.startswith("/a/"):
        return [reply(article(asked.number))]
    number = int(asked.path.partition("_")[2].removesuffix(".html") or 1)
    shown = (f"/a/{number * 10 + n + 1000}.html" for n in range(10))
    return leads("", *shown, f"/list_{number + 1}.html")


def sitemaps(asked):
    """A sitemap that names two further ones, and so on."""
    if ".xml" not in asked.path:
        return [reply(article(asked.number))]
    number = int(asked.path.partition("=")[2] or 0)
    names = "".join(
        f"<sitemap><loc>{asked.own}/sitemap.xml?n={number * 2 + n}</loc></sitemap>" for n in (1, 2)
    )
    xml = f"<?xml version='1.0'?><sitemapindex>{names}</sitemapindex>"
    return [reply(xml, "Content-Type: text/xml", html=False)]


def altered(asked):
    """Speeches filled in by chance, each of which leads to two more."""
    number = int(asked.path.removeprefix("/yanjiang/").removesuffix(".html") or 1)
    chance = random.Random(number)
    words = ["".join(chance.choices("山水风云天地人和春夏秋冬", k=2)) for _ in range(9)]
    places = "、".join(words)
    day = f"第{number}天，我们走访了{places}等地，一共{number * 37}人次。"
    links = "".join(
        f"<a href='/yanjiang/{n}.html'>在第{n}次会议上的讲话</a>"
        for n in (2 * number, 2 * number + 1)
    )
    return [reply(article(asked.number, paragraphs=[day, *text_of(asked.number)], links=links))]


def robots(asked):
    return [reply(ROBOTS.format(own=asked.own), "Content-Type: text/plain", html=False)]


TRAPS = [
    Fault("calendar", "a page for each day, for ever", path="/rili/20240101.html", answer=days),
    Fault("queries", "queries that lead to three more each", path="/cha.php?id=0", answer=queries),
    Fault("paths", "a path that grows", answer=paths),
    Fault("new_names", "three folders in each answer, never the same", answer=new_names),
    Fault("sessions", "a new session in each link", answer=sessions),
    Fault("lists", "a list without a last page", path="/list_1.html", answer=lists),
    Fault("fresh_lists", "new addresses for one article", path="/list_1.html", answer=fresh),
    Fault("altered", "texts made by chance", path="/yanjiang/1.html", answer=altered),
    Fault("sitemaps", "sitemaps that name two more each", answer=sitemaps, robots=robots),
]
