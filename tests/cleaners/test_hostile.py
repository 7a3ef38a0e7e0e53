import gzip
import random

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.dom import parse
from crawler.discovery.further import further_page
from crawler.discovery.links import page_links
from crawler.profile import Discover

WORDS = "同志们：今天的会议很重要，我讲三点意见。"
URL = "http://a.cn/1.html"
NOISE = random.Random(1).randbytes(100_000)

HOSTILE = {
    "attributes": "<p " + " ".join(f"a{n}" for n in range(40_000)) + ">" + WORDS,
    "more attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">" + WORDS,
    "tags of attributes": ("<p " + " ".join(f"a{n}" for n in range(9_000)) + ">") * 50,
    "nested": "<div>" * 100_000 + WORDS,
    "nested formats": "<font><p>讲" * 1_400 + WORDS,
    "nested tables": "<table><tr><td>" * 20_000 + WORDS,
    "hidden": f"<div class=hide>{WORDS}</div>" * 10_000,
    "unclosed": "<b>" * 300_000 + WORDS,
    "one line": "<p>" + WORDS * 80_000,
    "breaks": f"{WORDS}<br>" * 20_000,
    "closers": "</body>" * 300_000 + WORDS,
    "open closer": "</body" + " " * 2_000_000 + WORDS,
    "open tags": "<a" * 500_000,
    "open quotes": '<a b="' * 200_000,
    "comments": "<!--" * 500_000,
    "charsets": "charset=        " * 100_000,
    "styles": f'<div style="{"display " * 100_000}">{WORDS}',
    "title": f"<title>{WORDS * 20_000}</title><h1>{WORDS * 20_000}</h1>",
    "full-width spaces": "<p>" + "　" * 1_000_000,
    "stops": "<p>" + "。" * 1_000_000,
    "editors": "".join(f"<p>{'以下小编' * 99}{n}" for n in range(400)),
    "digits": "<p>" + "1" * 1_000_000,
}


# Each takes under two seconds; quadratic in its size, any of them would take minutes.
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_in_text_or_a_reason(name):
    found = clean_html(HOSTILE[name].encode(), URL)
    assert found.body if isinstance(found, Speech) else found.reason


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<a href=/{n}><div>" for n in range(190)) + "<br>" * 20_000,
        "".join(f"<a href='/{n}{'1' * 2000}'>讲话</a>" for n in range(500)),
        "<a href='/a?page=%C2%B2'>2</a><a href='http://['>x</a>",
    ],
)
def test_hostile_links_are_read(page):
    document = parse(page.encode())
    page_links(document, URL, ("a.cn",), Discover())
    further_page(document, URL)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.4\n" + NOISE, "not_html"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "not_html"),
        (b"\xff\xd8\xff\xe0" + NOISE, "not_html"),
        (b"PK\x03\x04" + NOISE, "not_html"),
        (gzip.compress(WORDS.encode() * 9), "not_html"),
        (NOISE, "not_html"),
        (NOISE * 100, "not_html"),
        (b"\xff" * 10_000_000, "not_html"),
        (b"\0" * 10_000_000, "empty"),
        (b" " * 10_000_000, "empty"),
        (b"", "empty"),
        (b"<p>" * 200_000, "unparsable"),
        (b"a" * 10_000_000, "not_html"),
    ],
    ids=[
        *("pdf", "png", "jpeg", "zip", "gzip", "noise", "10 MB", "ff", "nul", "spaces", "empty"),
        *("tags", "letters"),
    ],
)
def test_no_page_is_refused_by_name(body, reason):
    found = clean_html(body, URL)
    assert isinstance(found, Rejected)
    assert found.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        f'{{"code": 0, "data": {{"content": "<p>{WORDS}</p>"}}}}',
        f'[{{"title": "<b>{WORDS}</b>"}}]',
        f'callback({{"text": "<p>{WORDS}</p>"}});',
        f'var text = "<p>{WORDS}</p>";\ndocument.write(text);',
        f'/* {WORDS} */\n(function () {{ $("<div>").text("{WORDS}"); }})();',
        '@charset "utf-8";\n.content { color: red }',
        "body{margin:0}\np{text-indent:2em}",
        f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>讲话</title><item>'
        f"<description><![CDATA[<p>{WORDS}</p>]]></description></item></channel></rss>",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{WORDS}</title></feed>',
        f'<?xml version="1.0"?><w:wordDocument><w:p>{WORDS}</w:p></w:wordDocument>',
        "<urlset><url><loc>http://a.cn/1.html</loc></url></urlset>",
        "From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html><p>" + WORDS,
        "MIME-Version: 1.0\nContent-Type: multipart/related;\n\n--a\n<p>" + WORDS,
        "编号,题目\n1,讲话",
        WORDS * 30,
        f"{WORDS}其中x<y，而a>b。",
        "User-agent: *\nDisallow: /",
        "{\\rtf1\\ansi " + WORDS,
    ],
)
def test_text_that_is_no_page_is_refused(text):
    found = clean_html(text.encode(), URL)
    assert isinstance(found, Rejected)
    assert found.reason == "not_html"


@pytest.mark.parametrize(
    "page",
    [
        f"{WORDS}<br>{WORDS}",
        f"<?xml version='1.0' encoding='gb2312'?>\n<!DOCTYPE html><html><body><p>{WORDS}",
        f"<?xml version='1.0'?><div>{WORDS}</div>",
        f"<!-- <rss> --><font>{WORDS}",
        f" \n\ufeff<DIV>{WORDS}",
        f'document.write("a");</script><div>{WORDS}</div>\n\n',
        f"// 首页 <p>{WORDS}</p>",
        f'{{"code": 1}}<html><body>{WORDS}',
        f"[讲话]<p>{WORDS}</p>",
        f"{{{{title}}}}<p>{WORDS}</p>",
    ],
)
def test_a_piece_of_a_page_is_one(page):
    assert isinstance(clean_html(page.encode(), URL), Speech)


def test_an_address_that_is_none_does_no_harm():
    found = clean_html(
        f"<title>在会议上的讲话_发言网</title><h1>在会议上的讲话</h1><p>{WORDS * 9}</p>".encode(),
        "http://[/",
    )
    assert isinstance(found, Speech | Rejected)
