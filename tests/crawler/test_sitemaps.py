"""Sitemaps and feeds: what they name is found, whatever they look like, and nothing else is."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from cleaners.dom import parse
from cleaners.model import Page
from crawler.discovery.listings import data_links, listed_links
from crawler.discovery.sitemaps import Entry, entries, moment
from crawler.profile import Discover
from tests.crawler.odd_site import Answer, article, listing, serve

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> http://a.cn/a/1001.html </loc><lastmod>2023-11-01T15:22:14+08:00</lastmod></url>
<url><loc>http://a.cn/v.php?id=5&page=2</loc></url>
</urlset>"""
NAMED = [
    Entry("http://a.cn/a/1001.html", date="2023-11-01T15:22:14+08:00"),
    Entry("http://a.cn/v.php?id=5&page=2"),
]


@pytest.mark.parametrize(
    "body",
    [
        SITEMAP.encode(),
        SITEMAP.replace("&", "&amp;").encode(),
        b"\xef\xbb\xbf" + SITEMAP.encode(),
        SITEMAP.encode("utf-16"),
        SITEMAP.replace("UTF-8", "GBK").replace("<urlset", "<!-- 讲话 --><urlset").encode("gbk"),
        b"\n\n" + SITEMAP.encode(),
        SITEMAP.replace("loc>", "s:loc>").replace("url", "s:url").encode(),
        SITEMAP.replace("</urlset>", "").encode(),
        SITEMAP.replace("</urlset>", "<url><loc>http://a.cn/a/100").encode(),
        SITEMAP.replace(
            "<urlset", '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset'
        ).encode(),
        gzip.compress(SITEMAP.encode()),
        gzip.compress(gzip.compress(SITEMAP.encode())),
    ],
)
def test_a_sitemap_in_any_form(body):
    assert entries(body) == NAMED


@pytest.mark.parametrize(
    "entry",
    ["<item><link>{0}</link><title>T</title></item>", "<url>{0}</url>", "<x:url>{0}</x:url>"],
)
def test_entries_below_a_root_of_another_name(entry):
    start = '<?xml version="1.0"?><document xmlns:x="y"><webSite>a.cn</webSite>'
    named = "".join(entry.format(f"http://a.cn/a/{n}.html") for n in (1, 2))
    found = entries(f"{start}{named}</document>".encode())
    assert [each.url for each in found] == ["http://a.cn/a/1.html", "http://a.cn/a/2.html"]
    assert entries(f"{start}<item><title>T</title></item></document>".encode()) is None
    assert entries(f"{start}<item><id>7</id></item></document>".encode()) is None
    assert entries(f'<?xml version="1.0"?><html>{named}</html>'.encode()) is None


def test_half_a_packed_sitemap_gives_what_there_is():
    packed = gzip.compress(SITEMAP.encode())
    assert [entry.url for entry in entries(packed[: len(packed) * 4 // 5])] == [NAMED[0].url]


@pytest.mark.parametrize(
    "body",
    [
        b'<rss version="2.0"><channel><link>http://a.cn/</link><image><url>http://a.cn/x.gif</url>'
        b"</image><item><title>T</title><link>/a/1.html</link><pubDate>D</pubDate></item></channel></rss>",
        b'<rdf:RDF xmlns:rdf="r" xmlns:dc="d"><item><title>T</title><link>/a/1.html</link>'
        b"<dc:date>D</dc:date></item></rdf:RDF>",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><title>T</title>'
        b'<link rel="edit" href="/e"/><link href="/a/1.html"/><updated>D</updated></entry></feed>',
    ],
)
def test_a_feed(body):
    assert entries(body) == [Entry("/a/1.html", "T", "D")]


def test_a_list_of_addresses_is_a_sitemap():
    assert entries(b"http://a.cn/1\r\nhttp://a.cn/2\n") == [
        Entry(f"http://a.cn/{n}") for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 1000,
        b"User-agent: *",
        b"<!DOCTYPE html><html><body><a href='/'>urlset</a></body></html>",
        b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html><body><feed ></feed></body></html>",
        b"http://a.cn/1 is our address\nand that is all",
        gzip.compress(b"<html></html>", mtime=0),
        gzip.compress(b"\0" * 50_000_000, mtime=0),
    ],
)
def test_what_is_no_sitemap(body):
    assert entries(body) is None


def test_entities_are_never_read():
    entity = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    bomb = f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "aaaaaaaaaa">{entity}]>'
    hostile = bomb + SITEMAP.partition("?>")[2].replace(
        "</urlset>", "<url><loc>http://a.cn/&j;</loc></url></urlset>"
    )
    assert entries(hostile.encode())[:2] == NAMED


def test_no_more_is_read_than_a_sitemap_may_hold():
    many = "".join(f"<url><loc>http://a.cn/{n}</loc></url>" for n in range(60_000))
    assert len(entries(f"<urlset>{many}</urlset>".encode())) == 50_000


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2023-11-01", "2023-11-01T00:00:00+08:00"),
        ("2023-11-01T15:22:14Z", "2023-11-01T23:22:14+08:00"),
        ("Wed, 01 Nov 2023 15:22:14 +0800", "2023-11-01T15:22:14+08:00"),
        ("yesterday", None),
        ("2023-13-45", None),
    ],
)
def test_when_a_page_changed(written, when):
    assert moment(written) == (when and datetime.fromisoformat(when))


def links(body, url="http://a.cn/sitemap.xml", **discover):
    page = Page(
        url,
        body if isinstance(body, bytes) else body.encode(),
        fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    return listed_links(page, ("a.cn", "www.a.cn"), Discover(**discover))


def sitemap(*entries):
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{date}</lastmod></url>" for url, date in entries)
    return f"<urlset>{rows}</urlset>"


def test_entries_are_links_of_the_site_only():
    found = links(
        sitemap(
            ("https://www.a.cn/a/1001.html?utm_source=x", "2023-11-01"),
            ("http://other.cn/a/1002.html", ""),
            ("http://169.254.169.254/", ""),
            ("file:///etc/passwd", ""),
            ("http://a.cn/up/1.pdf", ""),
            ("http://a.cn/no/1003.html", ""),
            ("/fayangao/", ""),
            ("http://[bad", ""),
        ),
        ignore=("/no/",),
    )
    assert [(link.url, link.kind) for link in found] == [
        ("http://a.cn/a/1001.html", "article"),
        ("http://a.cn/fayangao/", "list"),
    ]
    assert found[0].modified == moment("2023-11-01")


def test_an_index_leads_to_its_sitemaps_but_not_to_itself():
    found = links(
        "<sitemapindex><sitemap><loc>http://a.cn/sitemap.xml</loc></sitemap>"
        "<sitemap><loc>http://a.cn/maps/one.xml.gz</loc><lastmod>2023-11-01</lastmod></sitemap></sitemapindex>"
    )
    assert [(link.url, link.kind) for link in found] == [("http://a.cn/maps/one.xml.gz", "list")]
    assert found[0].modified == moment("2023-11-01")
    assert not found[0].section


def test_the_sitemaps_of_a_short_index_without_days_are_read_as_often_as_it():
    (found,) = links("<sitemapindex><sitemap><loc>/maps/one.xml</loc></sitemap></sitemapindex>")
    assert found.section
    assert found.level


def test_the_day_a_sitemap_was_made_is_no_change():
    made = [(f"http://a.cn/a/{n}.html", "2023-11-01") for n in range(100, 120)]
    found = links(
        sitemap(
            *made, ("http://a.cn/a/99.html", "2023-11-05"), ("http://a.cn/a/98.html", "2030-01-01")
        )
    )
    assert [link.url for link in found if link.modified] == ["http://a.cn/a/99.html"]


def test_xml_that_carries_html_names_pages():
    """What jcms' dataproxy.jsp brings when its list is turned over."""
    record = '<record><![CDATA[<li><a href="/art/2024/1/2/art_3_{0}.html">{0}</a></li>]]></record>'
    body = f'<?xml version="1.0"?><datastore>{record.format(101)}{record.format(102)}</datastore>'
    page = Page("http://a.cn/proxy.jsp?page=2&id=3", body.encode())
    links = listed_links(page, ("a.cn",), Discover())
    assert [link.url.rpartition("/")[2] for link in links] == ["art_3_101.html", "art_3_102.html"]


def test_data_that_a_script_would_show_names_pages():
    data = json.dumps({"props": {"list": [{"title": "在会上的讲话", "url": "/article/101"}]}})
    page = f'<html><body><script type="application/json">{data}</script></body></html>'
    links = data_links(parse(page.encode()), "http://a.cn/list/1", ("a.cn",), Discover())
    assert [(link.url, link.kind) for link in links] == [("http://a.cn/article/101", "article")]


@pytest.mark.parametrize("call", ["jQuery1_2({0})", " /**/cb.more({0});\n"])
def test_json_in_the_call_of_a_function_names_pages(call):
    body = call.replace(
        "{0}", json.dumps({"list": [{"title": "在会上的讲话", "url": "/a/101.html"}]})
    )
    links = listed_links(Page("http://a.cn/api?page=1", body.encode()), ("a.cn",), Discover())
    assert links[0].url == "http://a.cn/a/101.html"
    script = Page("http://a.cn/app.js", b"f({a: 1})")
    assert listed_links(script, ("a.cn",), Discover()) is None


def test_json_names_pages():
    body = json.dumps(
        {
            "html": "<li><a href='/a/1001.html'>在会议上的讲话</a></li>",
            "list": [{"title": "在全县教育工作会议上的讲话", "url": "/x/y"}, {"pic": "/p.jpg"}],
        }
    )
    found = links(body, "http://a.cn/more?page=2")
    assert [(link.url, link.kind) for link in found] == [
        ("http://a.cn/x/y", "article"),
        ("http://a.cn/a/1001.html", "article"),
        ("http://a.cn/more?page=3", "list"),
    ]
    assert links("[" * 100_000) is None


@pytest.fixture
def site():
    with serve() as server:
        yield server


def xml(site, *paths, tag="url", root="urlset"):
    rows = "".join(f"<{tag}><loc>{site.url}{path}</loc></{tag}>" for path in paths)
    return f"<{root}>{rows}</{root}>"


def seen(yanlu, site):
    return {url.removeprefix(site.url) for (url,) in yanlu.query("SELECT url FROM sightings")}


def test_what_only_a_sitemap_names_is_found(yanlu, site):
    packed = gzip.compress(xml(site, "/a/1003.html", "/a/1001.html").encode())
    site.pages = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /secret/\nSitemap: /maps/index.xml\n"),
        "/": listing("/a/1001.html", "/a/1002.html"),
        "/maps/index.xml": Answer(
            xml(
                site,
                "/maps/1.xml.gz",
                "/maps/2.txt",
                "/maps/index.xml",
                tag="sitemap",
                root="sitemapindex",
            ),
            headers={"Content-Type": "text/html"},
        ),
        "/maps/1.xml.gz": Answer(packed, headers={"Content-Type": "application/x-gzip"}),
        "/maps/2.txt": Answer(f"{site.url}/a/1004.html\n{site.url}/secret/1005.html\n"),
        **{f"/a/{1000 + n}.html": article(n) for n in range(1, 5)},
        "/secret/1005.html": article(5),
    }
    assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
    assert seen(yanlu, site) == {f"/a/{1000 + n}.html" for n in range(1, 5)}
    assert "/sitemap.xml" not in site.asked
    assert "/secret/1005.html" not in site.asked


def test_a_feed_of_the_home_page_is_read(yanlu, site):
    feed = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    site.pages = {
        "/": Answer(f"<html><head>{feed}</head><body><div id=app></div></body></html>"),
        "/rss.xml": Answer(
            "<rss><channel><item><link>/a/1001.html</link></item></channel></rss>",
            headers={"Content-Type": "application/rss+xml"},
        ),
        "/a/1001.html": article(1),
    }
    assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
    assert seen(yanlu, site) == {"/a/1001.html"}


def test_a_profile_names_sitemaps_or_has_none(yanlu, site):
    site.pages = {
        "/": listing("/a/1001.html"),
        "/a/1001.html": article(1),
        "/a/1002.html": article(2),
        "/sitemap.xml": Answer(xml(site, "/a/1002.html")),
    }
    profiles = yanlu.folder / "profiles"
    profiles.mkdir()
    words = ("-s", f"PROFILES_DIRS={profiles}")
    (profiles / "none.toml").write_text("[discover]\nsitemap = []\n")
    assert yanlu.crawl("none", f"{site.url}/", *words).returncode == 0
    assert "/sitemap.xml" not in site.asked
    (profiles / "named.toml").write_text(f'[discover]\nsitemap = "{site.url}/map"\n')
    site.pages["/map"] = site.pages["/sitemap.xml"]
    assert yanlu.crawl("named", f"{site.url}/", *words).returncode == 0
    assert "/sitemap.xml" not in site.asked
    assert "/a/1002.html" in seen(yanlu, site)


def test_sitemaps_that_name_ever_more_sitemaps_end(yanlu, site):
    def more(handler):
        number = int(handler.path.rpartition("=")[2])
        return Answer(
            f"<sitemapindex><sitemap><loc>{site.url}/map?n={number + 1}</loc></sitemap>"
            f"<url><loc>{site.url}/gone/{1000 + number}.html</loc></url></sitemapindex>"
        )

    site.pages = {f"/map?n={number}": more for number in range(1, 100)} | {
        "/robots.txt": Answer(f"Sitemap: {site.url}/map?n=1\n"),
        "/": listing("/a/1001.html"),
        "/a/1001.html": article(1),
    }
    yanlu.crawl("generic", f"{site.url}/", "-s", "MAX_FRUITLESS_PAGES=40")
    assert json.loads(yanlu.run("report", "--json").out)["report"]["traps"]
    assert seen(yanlu, site) == {"/a/1001.html"}
    in_flight, others = 16, 5  # robots.txt, the start page, the article, /sitemap.xml …
    assert site.asked.total() <= 40 + in_flight + others


def test_a_change_that_a_sitemap_tells_is_fetched_and_nothing_else(yanlu, site):
    def dated(*days):
        rows = [(f"{site.url}/a/100{n}.html", day) for n, day in enumerate(days, 1)]
        return Answer(sitemap(*rows), headers={"Content-Type": "application/xml"})

    site.pages = {
        "/": listing("/a/1001.html", "/a/1002.html"),
        "/sitemap.xml": dated("2023-11-01", "2023-11-02", "2023-11-03"),
        **{f"/a/{1000 + n}.html": article(n) for n in range(1, 4)},
    }
    assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
    assert seen(yanlu, site) == {f"/a/{1000 + n}.html" for n in range(1, 4)}
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    site.pages["/sitemap.xml"] = dated("2023-11-01", "2023-11-02", later)
    site.pages["/a/1003.html"] = article(9)
    site.asked.clear()
    assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
    assert set(site.asked) == {"/robots.txt", "/", "/sitemap.xml", "/a/1003.html"}
    assert yanlu.query("SELECT count(*) FROM speeches") == [(4,)]


def test_a_canonical_address_is_the_article_s(yanlu, site):
    head = '<link rel="canonical" href="/a/{}.html">'
    text = article(1).body
    site.pages = {
        "/": listing("/v.php?aid=1001", "/a/1001.html", "/v.php?aid=1002"),
        "/v.php?aid=1001": Answer(text.replace("<head>", "<head>" + head.format(1001))),
        "/a/1001.html": Answer(text.replace("<head>", "<head>" + head.format(1001))),
        "/v.php?aid=1002": Answer(article(2).body.replace("<head>", "<head>" + head.format(1001))),
    }
    assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
    assert seen(yanlu, site) == {"/a/1001.html", "/v.php?aid=1002"}


def test_load_more_goes_on_while_there_is_more(yanlu, site):
    piece = "<li><a href='/a/{0}.html'>在第{0}次会议上的讲话</a></li>"
    site.pages = {
        "/": Answer(
            f"<html><body><ul>{piece.format(1001)}</ul>"
            "<button data-url='/more?page=2'>加载更多</button></body></html>"
        ),
        "/more?page=2": Answer(piece.format(1002)),
        "/more?page=3": Answer(
            json.dumps({"html": piece.format(1003)}), headers={"Content-Type": "application/json"}
        ),
        "/more?page=4": Answer('{"html": ""}', headers={"Content-Type": "application/json"}),
        **{f"/a/{1000 + n}.html": article(n) for n in range(1, 4)},
    }
    assert yanlu.crawl("generic", f"{site.url}/").returncode == 0
    assert seen(yanlu, site) == {f"/a/{1000 + n}.html" for n in range(1, 4)}
    assert "/more?page=5" not in site.asked
