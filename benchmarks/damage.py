"""Ways in which a page can be damaged: bytes cut, repeated, mixed, marked and nested."""

import random
import re
from collections.abc import Callable

LARGEST = 300_000
ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16", "utf-16-be", "latin-1", "shift_jis")
TAGS = (
    "div", "p", "b", "a", "table", "tr", "td", "ul", "li", "font", "span", "form", "select", "h1",
    "title", "script", "style", "pre", "iframe", "svg",
)  # fmt: skip
ENTITIES = ("&amp;", "&#0;", "&#xD800;", "&#x10FFFF;", "&#99999999;", "&nbsp", "&;", "&#x;", "&lt;")
ODD = (
    "\0",
    "\ufeff",
    "\u202e",
    "\ufffe",
    "　　",
    "\x0b",
    "\x85",
    "<![CDATA[",
    "]]>",
    "<?xml",
    "<!--",
)
WORDS = (
    "时间：2020-13-45",
    "来源：",
    "一、",
    "（一）",
    "下一页",
    "以上就是小编",
    "相关文章",
    "9" * 5000,
)
ATTRIBUTES = ("style='display:none'", "class='content'", "id=x", "href='http://['", "class=footer")
Mutation = Callable[[random.Random, bytes], bytes]


def spot(rng: random.Random, page: bytes) -> int:
    return rng.randrange(len(page) + 1)


def stretch(rng: random.Random, page: bytes) -> tuple[int, int]:
    at = spot(rng, page)
    return at, min(len(page), at + rng.randrange(1, 3000))


def put(rng: random.Random, page: bytes, new: bytes) -> bytes:
    at = spot(rng, page)
    return page[:at] + new + page[at:]


def cut(rng: random.Random, page: bytes) -> bytes:
    return page[: spot(rng, page)]


def headless(rng: random.Random, page: bytes) -> bytes:
    return page[spot(rng, page) :]


def leave_out(rng: random.Random, page: bytes) -> bytes:
    start, end = stretch(rng, page)
    return page[:start] + page[end:]


def repeat(rng: random.Random, page: bytes) -> bytes:
    start, end = stretch(rng, page)
    return put(rng, page, page[start:end] * rng.randrange(1, 20))


def flip(rng: random.Random, page: bytes) -> bytes:
    flipped = bytearray(page)
    for _ in range(rng.randrange(1, 200) if page else 0):
        flipped[rng.randrange(len(page))] = rng.randrange(256)
    return bytes(flipped)


def noise(rng: random.Random, page: bytes) -> bytes:
    return put(rng, page, rng.randbytes(rng.randrange(1, 2000)))


def soup(rng: random.Random, page: bytes) -> bytes:
    tags = (f"<{rng.choice(('', '/'))}{rng.choice(TAGS)}>" for _ in range(rng.randrange(1, 300)))
    return put(rng, page, "".join(tags).encode())


def nest(rng: random.Random, page: bytes) -> bytes:
    few = "".join(f"<{tag}>" for tag in rng.choices(TAGS, k=rng.randrange(1, 4)))
    return put(rng, page, few.encode() * rng.randrange(1, 3000))


def attributes(rng: random.Random, page: bytes) -> bytes:
    flood = " ".join(f"a{n}={n}" for n in range(rng.randrange(1, 3000)))
    return put(rng, page, f"<p {flood} {rng.choice(ATTRIBUTES)}>".encode())


def mark(rng: random.Random, page: bytes) -> bytes:
    """Give some of the tags an attribute that means something to the cleaners."""
    attribute, share = f" {rng.choice(ATTRIBUTES)}".encode(), rng.random() / 3
    return re.sub(
        rb"<(?:div|p|span|td|li|a)\b",
        lambda tag: tag[0] + attribute if rng.random() < share else tag[0],
        page,
    )


def words(rng: random.Random, page: bytes) -> bytes:
    few = rng.choices((*ENTITIES, *ODD, *WORDS), k=rng.randrange(1, 6))
    return put(
        rng, page, "".join(few).encode(rng.choice(ENCODINGS), "replace") * rng.randrange(1, 50)
    )


def recode(rng: random.Random, page: bytes) -> bytes:
    text = page.decode(rng.choice(ENCODINGS), "replace")
    return text.encode(rng.choice(ENCODINGS), "replace")


def mix(rng: random.Random, page: bytes) -> bytes:
    """Encode the second part of a page otherwise than the first."""
    at = spot(rng, page)
    return page[:at] + recode(rng, page[at:])


MUTATIONS: tuple[Mutation, ...] = (
    cut, headless, leave_out, repeat, flip, noise, soup, nest, attributes, mark, words, recode, mix,
)  # fmt: skip
