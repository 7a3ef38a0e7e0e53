"""Connections that break, lengths that lie, heads and bodies without end."""

from tests.crawler.faults.answers import (
    CHUNKED,
    MEGABYTE,
    RESET,
    article,
    chunk,
    endless,
    half,
    head,
    page,
    reply,
    sends,
    slowly,
)
from tests.crawler.faults.fault import failed, read


def of_length(length):
    return lambda asked: [head(f"Content-Length: {length}"), article(asked.number)]


def half_sent(*end):
    """Half the bytes that were announced."""

    def answer(asked):
        whole = article(asked.number)
        return [head(f"Content-Length: {len(whole)}"), half(whole), *end]

    return answer


def too_short(asked):
    body = article(asked.number)
    return [head(f"Content-Length: {len(body) // 2}"), body]


def unannounced_half(asked):
    return [head("Connection: close"), half(article(asked.number))]


def chunks(*sizes_and_data):
    return lambda asked: [CHUNKED, chunk(half(article(asked.number))), *sizes_and_data]


def whole_chunks(asked):
    return [CHUNKED, chunk(article(asked.number))]


def bare_lines(asked):
    return [reply(article(asked.number)).replace(b"\r\n", b"\n")]


def endless_head(field, status=b"HTTP/1.1 200 OK\r\n"):
    def answer(asked):
        yield status
        yield from endless(field * 1000)

    return answer


def before(*noise):
    return lambda asked: [*noise, reply(article(asked.number))]


def folded_first(asked):
    return [reply(article(asked.number)).replace(b"\r\n", b"\r\n X-A: b\r\n", 1)]


def padded_chunks(asked):
    body = article(asked.number)
    return [CHUNKED, f"{len(body):06X}  \r\n".encode(), body, b"\r\n0  \r\n\r\n"]


def chunks_and_length(asked):
    both = head("Transfer-Encoding: chunked", "Content-Length: 10")
    return [both, chunk(article(asked.number)), b"0\r\n\r\n"]


def reset_after(asked):
    return [reply(article(asked.number)), 0.05, RESET]


def old_style(asked):
    return [article(asked.number).replace(b"<p>", b"\n<p>")]


def of_http_1_0(asked):
    return [b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", article(asked.number)]


FAULTS = [
    failed("refused", "nobody listens", "robots_connection_refused", nobody=True),
    failed("closed", "closes before it answers", "connection_lost", sends()),
    failed("reset", "resets before it answers", "connection_lost", sends(RESET)),
    failed("half_head", "closes inside the head", "connection_lost", sends(head()[:30])),
    failed("hang", "takes the request and is silent", "timeout", sends(600.0)),
    failed(
        "slow_head",
        "five bytes of its head a second",
        "timeout",
        lambda asked: slowly(head("X-Fill: " + "x" * 900)),
    ),
    failed(
        "slow_body",
        "five bytes of its page a second",
        "timeout",
        lambda asked: slowly(reply(article(asked.number))),
    ),
    failed("drop", "closes in mid-body", "cut_off", half_sent()),
    failed("reset_body", "resets in mid-body", "cut_off", half_sent(0.05, RESET)),
    failed("stall", "stops in mid-body", "timeout", half_sent(600.0)),
    read("long_length", "Content-Length: more than comes, the page whole", of_length(99_999)),
    read("whole_chunks", "closes before the last chunk, the page whole", whole_chunks),
    failed(
        "short_length",
        "Content-Length: half of what comes",
        "cut_off",
        too_short,
        speech="part",
    ),
    failed("no_length", "half a page, no length told", "cut_off", unannounced_half, speech="part"),
    failed("odd_length", "Content-Length: abc", "bad_answer", of_length("abc")),
    failed("negative_length", "Content-Length: -1", "bad_answer", of_length("-1")),
    failed("two_lengths", "two that differ", "bad_answer", of_length("9\r\nContent-Length: 8")),
    failed("huge_length", "Content-Length: 1 TB", "too_large", of_length(10**12)),
    failed(
        "endless_body",
        "a body without end",
        "too_large",
        lambda asked: [head(), *[MEGABYTE] * 64],
    ),
    failed("half_chunk", "closes inside a chunk", "cut_off", chunks(b"fff\r\nhalf")),
    failed("no_last_chunk", "closes before the last chunk", "cut_off", chunks()),
    failed("odd_chunk", "a chunk of size xyz", "cut_off", chunks(b"xyz\r\nhalf\r\n")),
    failed("huge_chunk", "a chunk of 16 EB", "cut_off", chunks(b"f" * 16 + b"\r\nhalf")),
    failed(
        "endless_chunks",
        "chunks without end",
        "too_large",
        lambda asked: [CHUNKED, *[chunk(MEGABYTE)] * 64],
    ),
    failed("odd_transfer", "Transfer-Encoding: zip", "bad_answer", page("Transfer-Encoding: zip")),
    failed("endless_head", "headers without end", "head_too_large", endless_head(b"X-A: b\r\n")),
    failed("huge_header", "a header of 10 MB", "head_too_large", page("X: " + "x" * 10_000_000)),
    failed("many_headers", "100,000 headers", "head_too_large", page(*["X-A: b"] * 100_000)),
    failed(
        "continues",
        "100 Continue without end",
        "head_too_large",
        endless_head(b"HTTP/1.1 100 Continue\r\n\r\n", b""),
    ),
    failed("http_0_9", "the page alone, no head", "bad_answer", old_style),
    failed("odd_status", "HTTP/1.1 OK", "bad_answer", page(status="OK")),
    failed("odd_version", "HTTP/x.y", "bad_answer", sends(b"HTTP/x.y 200 OK\r\n\r\n")),
    failed("noise", "random bytes", "bad_answer", sends(bytes(range(256)) * 99 + b"\n" * 9)),
    failed("no_tls", "plain HTTP where https was asked", "robots_tls_failed", scheme="https"),
    read("bare_lines", "lines that end in LF", bare_lines),
    read("http_1_0", "HTTP/1.0, no length", of_http_1_0),
    read("blank_lines", "blank lines before its status", before(b"\r\n\r\n")),
    read("early_hints", "103 Early Hints first", before(b"HTTP/1.1 103 Early\r\nX-A: b\r\n\r\n")),
    read("folded", "a header on two lines", page("X-A: b\r\n c")),
    read("folded_first", "its first header begins with a blank", folded_first),
    read("odd_names", "headers whose names are none", page("X Odd: b", ": c", "X-Å : d")),
    read("blank_name", "blanks before a colon", page("X-Odd  : b")),
    read("padded_chunks", "blanks behind the size of a chunk", padded_chunks),
    read("chunks_and_length", "chunks, and Content-Length: 10", chunks_and_length),
    read("reset_after", "resets when all is sent", reset_after),
    read("no_colon", "a header without a colon", page("X-Odd")),
    read("twice", "the same headers twice", page("Content-Type: text/html", "X-A: 1", "X-A: 2")),
    read("cookies", "500 cookies", page(*[f"Set-Cookie: a{n}={n}; Path=/" for n in range(500)])),
]
