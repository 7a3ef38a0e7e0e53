"""Heads that are oddly written, and answers that come in odd pieces."""

import gzip

from tests.crawler.faults.answers import CHUNKED, RESET, article, chunk, head, page, reply, slowly
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
]
