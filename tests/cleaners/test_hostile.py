import gzip
import random

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.dom import parse
from crawler.links import further_page, page_links
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
    ],
    ids=["pdf", "png", "jpeg", "zip", "gzip", "noise", "10 MB", "ff", "nul", "spaces", "empty"],
)
def test_no_page_is_refused_by_name(body, reason):
    found = clean_html(body, URL)
    assert isinstance(found, Rejected)
    assert found.reason == reason


def test_an_address_that_is_none_does_no_harm():
    found = clean_html(
        f"<title>在会议上的讲话_发言网</title><h1>在会议上的讲话</h1><p>{WORDS * 9}</p>".encode(),
        "http://[/",
    )
    assert isinstance(found, Speech | Rejected)
