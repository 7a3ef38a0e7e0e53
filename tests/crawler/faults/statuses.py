"""Redirects, and status codes that come instead of a page."""

from tests.crawler.faults.answers import article, head, page, redirect, reply
from tests.crawler.faults.fault import Fault, failed, moved, read, refused


def growing(asked):
    return redirect(asked.path + "x")(asked)


def there_and_back(asked):
    return redirect("/a/1001.html" if "b" in asked.path else "/b.html")(asked)


def growing_query(asked):
    return redirect(f"/a/1001.html?{asked.served}")(asked)


def cookies_for_ever(asked):
    return [
        reply(
            "",
            f"Location: {asked.path}",
            f"Set-Cookie: a{asked.served}=1",
            status="302 Found",
            html=False,
        )
    ]


def cookie_gate(asked):
    """As a client has it that brings the cookie back: it asks twice."""
    return cookies_for_ever(asked) if asked.times == 1 else page()(asked)


def to_gbk(asked):
    if asked.path != "/a/1001.html":
        return page()(asked)
    whole = reply("", "Location: /?.html", status="302 Found", html=False)
    return [whole.replace(b"?", "讲".encode("gbk"))]


def refresh_header(asked):
    if asked.path == "/b.html":
        return page()(asked)
    return [reply("", "Refresh: 0; url=/b.html")]


def chain(asked):
    """Thirty redirects, then the article."""
    number = int(asked.path.partition("?")[2] or 0) + 1
    return redirect(f"/a/1001.html?{number}")(asked) if number < 30 else page()(asked)


def pointing(*tags, place="<head>"):
    """Answer with an article that names forbidden addresses, too."""

    def answer(asked):
        inside = "".join(tags).format(**vars(asked)).encode()
        return page(make=lambda body: body.replace(place.encode(), place.encode() + inside))(asked)

    return answer


def elsewhere(name, does, to):
    return refused(name, f"leads to {does}", "private_address", redirect(to))


_LINKS = "".join(
    f"<a href='{to}'>关于一件事情的讲话稿全文</a>"
    for to in (
        "{forbidden}/link.html",
        "http://localhost:{port}/link.html",
        "http://2130707201:{port}/link.html",
        "file:///etc/passwd",
        "data:text/html,<p>讲话",
        "javascript:alert(1)",
    )
)

REDIRECTS = [
    failed("loop", "redirects to itself", "redirect_loop", redirect("/a/1001.html")),
    failed("to_nothing", "Location: without an address", "redirect_loop", redirect("")),
    failed("loop_of_queries", "to a longer query each time", "redirect_loop", growing_query),
    failed(
        "cookies_for_ever", "to itself, a new cookie each time", "redirect_loop", cookies_for_ever
    ),
    read("cookie_gate", "to itself, with the cookie it wants back", cookie_gate),
    refused("to_no_port", "leads to port x", "not_web", redirect("http://a.cn:x/")),
    refused("to_no_host", "leads to http://[::1", "not_web", redirect("http://[::1")),
    moved("to_backslashes", "leads to \\b.html", "/b.html", redirect("\\b.html")),
    moved("to_gbk", "an address in raw GBK", "/%BD%B2.html", to_gbk),
    moved("refresh_header", "Refresh: 0; url=/b.html", "/b.html", refresh_header),
    failed("loop_of_two", "there and back", "redirect_loop", there_and_back),
    failed("loop_that_grows", "to a longer address each time", "redirect_loop", growing),
    failed("chain", "30 redirects, then a page", "redirect_loop", chain),
    failed("nowhere", "302 without Location", "http_302", page(status="302 Found")),
    elsewhere("to_loopback", "another loopback address", "{forbidden}/redirect.html"),
    elsewhere("to_10", "10.0.0.1", "http://10.0.0.1/"),
    elsewhere("to_192_168", "192.168.1.1", "http://192.168.1.1/"),
    elsewhere("to_metadata", "169.254.169.254", "http://169.254.169.254/latest/meta-data/"),
    elsewhere("to_hex", "0x7f.0.3.1", "http://0x7f.0.3.1:{port}/redirect.html"),
    elsewhere("to_decimal", "2130707201", "http://2130707201:{port}/redirect.html"),
    elsewhere("to_octal", "0177.0.3.1", "http://0177.0.3.1:{port}/redirect.html"),
    elsewhere("to_short", "127.769", "http://127.769:{port}/redirect.html"),
    elsewhere("to_fullwidth", "１２７.0.3.1", "http://%EF%BC%91%EF%BC%92%EF%BC%97.0.3.1:{port}/"),
    elsewhere("to_zero", "0.0.0.0", "http://0.0.0.0:{port}/redirect.html"),
    elsewhere("to_ipv6", "[::1]", "http://[::1]:{port}/redirect.html"),
    elsewhere("to_mapped", "[::ffff:10.0.0.1]", "http://[::ffff:10.0.0.1]:{port}/"),
    elsewhere("to_localhost", "localhost, by name", "http://localhost:{port}/redirect.html"),
    refused("to_userinfo", "user@ before it", "private_address", redirect("http://a.cn@10.0.0.1/")),
    refused("to_other_site", "leads off the site", "offsite", redirect("http://example.com/")),
    refused("to_file", "leads to file:///etc/passwd", "not_web", redirect("file:///etc/passwd")),
    refused("to_data", "leads to data:", "not_web", redirect("data:text/html,<p>讲话")),
    refused("to_script", "leads to javascript:", "not_web", redirect("javascript:alert(1)")),
    refused("to_ftp", "leads to ftp:", "not_web", redirect("ftp://10.0.0.1/a")),
    read(
        "base",
        "<base> is a forbidden host",
        pointing("<base href='{forbidden}/base/'>", "<a href='b.html'>x</a>"),
    ),
    read(
        "refresh",
        "meta refresh to a forbidden host",
        pointing("<meta http-equiv=refresh content='0; url={forbidden}/refresh.html'>"),
    ),
    read("links", "links to forbidden hosts", pointing(_LINKS, place="</h1>")),
]


def status(code, *fields, body="<html><body><p>稍后</p></body></html>"):
    return lambda asked: [reply(body, *fields, status=f"{code} Odd")]


def whole_range(asked):
    length = len(article(asked.number))
    return page(f"Content-Range: bytes 0-{length - 1}/{length}", status="206 Partial")(asked)


def bare(code):
    return lambda asked: [head(status=f"{code} Odd", html=False)]


FAULTS = [
    failed("429", "too many requests", "http_429", status(429)),
    failed("429_seconds", "with Retry-After: 1", "http_429", status(429, "Retry-After: 1")),
    failed("503", "unavailable", "http_503", status(503)),
    failed("503_seconds", "with Retry-After: 1", "http_503", status(503, "Retry-After: 1")),
    failed(
        "503_date",
        "with Retry-After: a day that is past",
        "http_503",
        status(503, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"),
    ),
    failed("500", "internal error", "http_500", status(500)),
    failed("502", "bad gateway", "http_502", status(502)),
    failed(
        "503_years",
        "with Retry-After: 9999999",
        "http_503",
        status(503, "Retry-After: 9999999"),
    ),
    failed("503_odd", "with Retry-After: -1e9", "http_503", status(503, "Retry-After: -1e9")),
    read("201", "the page, called created", page(status="201 Created")),
    read("202", "the page, called accepted", page(status="202 Accepted")),
    read("218", "the page, called fine", page(status="218 This is fine")),
    read("206_whole", "partial content, all of it", whole_range),
    failed("405", "not allowed, as firewalls say", "http_405", status(405)),
    failed("521", "a firewall wants a script run", "http_521", status(521)),
    failed("204", "no content", "http_204", bare(204)),
    failed("205", "reset content", "http_205", status(205, body="")),
    failed("206", "partial content, not asked for", "http_206", page(status="206 Partial")),
    failed("304", "not modified, not asked for", "http_304", bare(304)),
    failed("407", "a proxy wants a password", "http_407", status(407)),
    failed("999", "a status there is none of", "http_999", status(999)),
    refused("401", "wants a password", "http_401", status(401)),
    refused("403", "forbidden", "http_403", status(403)),
    refused("451", "forbidden by law", "http_451", status(451)),
    Fault("404", "not found", "gone", "http_404", status(404)),
    Fault("410", "gone", "gone", "http_410", status(410)),
]
