"""Heads that are oddly written, and answers that come in odd pieces."""

import gzip

from tests.crawler.faults.answers import (
    CHUNKED,
    RESET,
    article,
    chunk,
    head,
    page,
    reply,
    sends,
    slowly,
)
from tests.crawler.faults.fault import failed, read

LAST = b"0\r\n\r\n"


def begins(line):
    """A proper answer with another status line."""
    return lambda asked: [reply(article(asked.number)).replace(b"HTTP/1.1 200 OK", line, 1)]


def ends(*more):
    """A proper answer with something behind it."""
    return lambda asked: [reply(article(asked.number)), *more]


def in_chunks(*fields, last=LAST, pack=lambda body: body):
    return lambda asked: [head(*fields), chunk(pack(article(asked.number))), last]


def byte_by_byte(asked):
    pieces = (chunk(bytes((byte,))) for byte in article(asked.number))
    return [CHUNKED, b"".join(pieces), LAST]


def extended(asked):
    body = article(asked.number)
    return [CHUNKED, f'{len(body):x};name=val;q="a;b"\r\n'.encode(), body, b"\r\n", LAST]


def of_http_1_0(asked):
    return [CHUNKED.replace(b"1.1", b"1.0"), chunk(article(asked.number)), LAST]


def announced(*fields):
    """Lengths in so many words; {n} is the right one."""

    def answer(asked):
        body = article(asked.number)
        return [head(*(field.format(n=len(body)) for field in fields)), body]

    return answer


def length_of_the_unpacked(asked):
    body = article(asked.number)
    return [head("Content-Encoding: gzip", f"Content-Length: {len(body)}"), gzip.compress(body)]


def in_gbk(asked):
    return [reply(article(asked.number), "X-A: ?").replace(b"?", "讲话".encode("gbk"), 1)]


def drips(asked):
    return slowly(reply(article(asked.number)), 4.0)


def closes_once(asked):
    return [reply(article(asked.number))] if asked.times > 1 else []


PROCESSING = b"HTTP/1.1 102 Processing\r\n\r\n" * 300


def sized(size):
    return lambda asked: [
        head(f"Content-Length: {size(len(article(asked.number)))}"),
        article(asked.number),
    ]


def chunked(size):
    def answer(asked):
        body = article(asked.number)
        return [CHUNKED, size(len(body)).encode() + b"\r\n" + body + b"\r\n0\r\n\r\n"]

    return answer


in_wide_digits = sized(lambda n: "".join(chr(0xFF10 + int(digit)) for digit in str(n)))
with_stroke = sized(lambda n: f"{n // 10}_{n % 10}")
zeros_first = chunked(lambda n: f"{'0' * 30}{n:X}")
in_0x = chunked(lambda n: f"0x{n:x}")


def folded_type(asked):
    body = article(asked.number)
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    return [b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n\tcharset=utf-8\r\n" + length + body]


def pauses(asked):
    body = reply(article(asked.number))
    return [body[:500], 1.0, body[500:1000], 1.0, body[1000:]]


ODD_DATES = ("Cache-Control: max-age=-1, x==y", "Age: -5", "Expires: -1", "Date: yesterday")
ODD_COOKIES = ("=x", ";;;", "a=b; domain=.com", "c=d; domain=127.0.3.1", f"{'k' * 9000}=v")
ODD_COOKIES = tuple(f"Set-Cookie: {cookie}" for cookie in ODD_COOKIES)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

FAULTS = [
    read(
        "processing",
        "102 Processing 300 times first",
        lambda asked: [PROCESSING, reply(article(asked.number))],
    ),
    read("no_reason", "HTTP/1.1 200", page(status="200")),
    read("chinese_reason", "HTTP/1.1 200 成功", page(status="200 成功")),
    read("two_blanks", "HTTP/1.1  200  OK", begins(b"HTTP/1.1  200  OK")),
    read("no_version", "HTTP 200 OK", begins(b"HTTP 200 OK")),
    read("small_letters", "http/1.1 200 ok", begins(b"http/1.1 200 ok")),
    read("http_2_0", "HTTP/2.0 200 OK, in text", begins(b"HTTP/2.0 200 OK")),
    failed("status_000", "status 000", "bad_answer", page(status="000 Odd")),
    failed("status_20", "status 20", "bad_answer", page(status="20 Odd")),
    failed("status_99999", "status 99999", "bad_answer", page(status="99999 Odd")),
    failed("shoutcast", "ICY 200 OK", "bad_answer", begins(b"ICY 200 OK")),
    read(
        "trailers",
        "fields behind the last chunk",
        in_chunks("Transfer-Encoding: chunked", last=b"0\r\nX-A: b\r\nno colon\r\n\r\n"),
    ),
    read("extended_chunks", "extensions behind the size of a chunk", extended),
    read("tiny_chunks", "chunks of one byte", byte_by_byte),
    read("chunks_of_http_1_0", "HTTP/1.0, and chunks", of_http_1_0),
    read(
        "chunked_twice",
        "Transfer-Encoding: chunked twice",
        in_chunks(*["Transfer-Encoding: chunked"] * 2),
    ),
    read(
        "packed_in_transfer",
        "Transfer-Encoding: gzip, chunked",
        in_chunks("Transfer-Encoding: gzip, chunked", pack=gzip.compress),
    ),
    read("identity_transfer", "Transfer-Encoding: identity", page("Transfer-Encoding: identity")),
    failed(
        "no_chunks",
        "Transfer-Encoding: chunked, no chunk",
        "cut_off",
        lambda asked: [CHUNKED, article(asked.number)],
    ),
    read("two_same_lengths", "Content-Length: n, n", announced("Content-Length: {n}, {n}")),
    read("empty_length", "Content-Length: without a number", announced("Content-Length:")),
    failed("signed_length", "Content-Length: +n", "bad_answer", announced("Content-Length: +{n}")),
    failed(
        "broken_length", "Content-Length: n.0", "bad_answer", announced("Content-Length: {n}.0")
    ),
    read("unpacked_length", "a gzip with the length of its page", length_of_the_unpacked),
    read("junk_behind", "junk behind its page", ends(b"<script>x</script>" * 99)),
    read("answer_behind", "a second answer behind it", ends(reply("<html>x</html>"))),
    read("header_in_gbk", "a header in GBK", in_gbk),
    read("header_with_nul", "a NUL in a header", page("X-A: a\0b")),
    read("header_with_cr", "a lone CR in a header", page("X-A: a\rb")),
    read("attachment", "Content-Disposition: attachment", page("Content-Disposition: attachment")),
    read("hsts", "wants https from now on, by HSTS", page("Strict-Transport-Security: max-age=9")),
    read("long_cookies", "80 cookies of 500 bytes", page(*[f"Set-Cookie: a={'x' * 500}"] * 80)),
    failed(
        "closes_after_head",
        "closes behind its head",
        "cut_off",
        lambda asked: [head("Content-Length: 5000")],
    ),
    failed(
        "resets_after_head",
        "resets behind its head",
        "cut_off",
        lambda asked: [head("Content-Length: 5000"), 0.05, RESET],
    ),
    failed("drips", "a byte in 4 s", "timeout", drips),
    read("closes_once", "closes, and answers when asked again", closes_once),
    failed("wide_length", "Content-Length in wide digits", "bad_answer", in_wide_digits),
    failed("length_with_stroke", "Content-Length: 1_000", "bad_answer", with_stroke),
    read("padded_chunk_size", "thirty zeros before a chunk's size", zeros_first),
    failed("chunk_in_0x", "a chunk's size as 0x1a", "cut_off", in_0x),
    read("colon_alone", "a header that is a colon", page(":")),
    read("folded_type", "Content-Type on two lines", folded_type),
    read("location_of_200", "200 with a Location", page("Location: /nowhere.html")),
    read("refresh_to_own", "Refresh: 0 to itself", page("Refresh: 0; url=/a/1001.html")),
    read("range_of_200", "200 with a Content-Range", page("Content-Range: bytes 0-99/5000")),
    read("odd_dates", "Age: -5, Expires: -1, Date: yesterday", page(*ODD_DATES)),
    read("odd_cookies", "cookies without a name, of other hosts, of 9 kB", page(*ODD_COOKIES)),
    failed("only_100", "100 Continue, then nothing", "connection_lost", sends(CONTINUE)),
    read("pauses", "a second's pause, twice", pauses),
]
