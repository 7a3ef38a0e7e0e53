"""Redirects, and status codes that come instead of a page."""

from tests.crawler.faults.answers import article, gzip_bomb, head, page, redirect, reply
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


def to_utf8(asked):
    if asked.path != "/a/1001.html":
        return page()(asked)
    return [reply("", "Location: /讲话.html", status="302 Found", html=False)]


def ping_pong(asked):
    to = "/b.html" if asked.path.startswith("/a/") else "/a/1001.html"
    cookie = f"Set-Cookie: a{asked.served}=1; path=/"
    return [reply("", f"Location: {to}", cookie, status="302 Found", html=False)]


def bomb_behind(asked):
    if asked.path != "/a/1001.html":
        return page()(asked)
    fields = "Content-Encoding: gzip", "Location: /b.html"
    return [reply(gzip_bomb(), *fields, status="302 Found")]


REDIRECTS = [
    moved("see_other", "303", "/b.html", redirect("/b.html", "303 See Other")),
    moved("for_good", "308", "/b.html", redirect("/b.html", "308 Permanent")),
    moved("choice", "300, with the server's choice", "/b.html", redirect("/b.html", "300 Choose")),
    failed("choices", "300, with a list", "http_300", page(status="300 Choose")),
    moved("to_dots", "leads to ../../../b.html", "/b.html", redirect("../../../b.html")),
    moved("to_query", "leads to ?x=1", "/a/1001.html?x=1", redirect("?x=1")),
    moved("to_blanks", "leads to /b c.html", "/b%20c.html", redirect("/b c.html")),
    moved("to_tab", "a tab in its address", "/b.html", redirect("/b\t.html")),
    moved("to_utf8", "an address in raw UTF-8", "/%E8%AE%B2%E8%AF%9D.html", to_utf8),
    moved("to_no_scheme", "leads to http:b.html", "/a/b.html", redirect("http:b.html")),
    failed("to_fragment", "leads to #top", "redirect_loop", redirect("#top")),
    failed("ping_pong", "there and back, a cookie each time", "redirect_loop", ping_pong),
    failed(
        "to_long", "an address of 10,000 characters", "redirect_loop", redirect("/" + "b" * 10_000)
    ),
    read(
        "created_elsewhere",
        "201, the page and a Location",
        page("Location: /b.html", status="201 Made"),
    ),
    read(
        "refresh_script", "Refresh: 0; url=javascript:", page("Refresh: 0; url=javascript:alert(1)")
    ),
    read("refresh_itself", "Refresh: 0, without an address", page("Refresh: 0")),
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
    failed("to_empty", "an empty Location", "redirect_loop", redirect("")),
    failed("no_location", "302 without a Location", "http_302", page(status="302 Found")),
    refused("to_port_99999", "a port of 99999", "not_web", redirect("http://127.0.0.1:99999/x")),
    refused(
        "to_zone", "an address with a zone", "private_address", redirect("http://[fe80::1%25eth0]/")
    ),
    moved("to_line_end", "%0d%0a in its address", "/b.html%0d%0aX:y", redirect("/b.html%0d%0aX:y")),
    moved("bomb_behind", "a bomb behind a redirect", "/b.html", bomb_behind),
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
    failed(
        "429_huge", "with Retry-After: 10^12", "http_429", status(429, "Retry-After: 1000000000000")
    ),
    failed(
        "429_digits",
        "with Retry-After of 5,000 digits",
        "http_429",
        status(429, "Retry-After: " + "9" * 5_000),
    ),
    failed("429_word", "with Retry-After: soon", "http_429", status(429, "Retry-After: soon")),
    failed("429_nan", "with Retry-After: nan", "http_429", status(429, "Retry-After: nan")),
    failed(
        "429_far",
        "with Retry-After: the end of 9999",
        "http_429",
        status(429, "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"),
    ),
    failed(
        "429_no_date",
        "with Retry-After: Mon, 99 Foo",
        "http_429",
        status(429, "Retry-After: Mon, 99 Foo 2023 77:00:00 GMT"),
    ),
    read("207", "the page, called multi-status", page(status="207 Multi")),
    read("226", "the page, called IM used", page(status="226 IM Used")),
    failed("416", "no such range, not asked for", "http_416", status(416)),
    failed("418", "a teapot", "http_418", status(418)),
    failed("425", "too early", "http_425", status(425)),
    failed("426", "wants another protocol", "http_426", status(426)),
    failed("511", "wants a network's login", "http_511", status(511)),
    failed("530", "a firewall finds no host", "http_530", status(530)),
    failed("600", "a status of no class", "http_600", status(600)),
]
