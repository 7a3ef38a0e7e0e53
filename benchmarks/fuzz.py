"""Damaged pages through the cleaners: which raise, which take long, which eat memory.

    python -m benchmarks.fuzz [--pages 200000] [--data FOLDER] [--seed 0] [--failures FOLDER]

Mutates pages of the bundled sample site and, with --data, those of a folder as
`benchmarks.extraction` reads it. The same seed makes the same pages. Failing ones are written
to the folder of --failures; the exit code is 1 when there are any.
"""

import argparse
import random
import re
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.extraction import load
from cleaners import Speech, clean_html
from cleaners.dom import Unparsable, parse
from crawler.links import further_page, page_links
from crawler.profile import Discover
from crawler.sample.expected import load_expected
from crawler.sample.site import render

SLOWEST = 2.0
BATCH = 250
LARGEST = 300_000
ADDRESS = "http://a.cn/2020/1.html"  # a crawl asks for no other kind
URLS = (ADDRESS, "http://a.cn/list/", "", "http://a.cn/x?id=1", "http://[/", "::")
CHARSETS = (None, "utf-8", "gbk", "big5", "latin-1", "utf-16", "utf-7", "x", "hex", "\udcff")
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


@dataclass(frozen=True)
class Failure:
    number: int
    why: str
    body: bytes


@dataclass(frozen=True)
class Batch:
    """What one batch of pages gave: results by name, the slowest page's seconds, peak memory."""

    results: Counter[str]
    slowest: float
    peak: int
    failures: list[Failure]


def mutated(pages: list[bytes], seed: int, number: int) -> tuple[bytes, str, str | None]:
    """Return the page of that number with an address and a charset; the same for each seed."""
    rng = random.Random(f"{seed} {number}")
    body = rng.choice(pages)
    for mutation in rng.choices(MUTATIONS, k=rng.randrange(1, 5)):
        body = mutation(rng, body)[:LARGEST]
    return body, rng.choice(URLS), rng.choice(CHARSETS)


def read(body: bytes, url: str, charset: str | None) -> str:
    """Take a page through all that a crawl does with it and return the result's name."""
    found = clean_html(body, url, charset=charset)
    try:
        document = parse(body, charset)
    except Unparsable as error:
        return error.name
    page_links(document, ADDRESS, ("a.cn",), Discover())
    further_page(document, ADDRESS)
    return "speech" if isinstance(found, Speech) else found.reason


def run_batch(pages: list[bytes], seed: int, start: int, count: int) -> Batch:
    results: Counter[str] = Counter()
    slowest, failures = 0.0, []
    for number in range(start, start + count):
        body, url, charset = mutated(pages, seed, number)
        began = time.process_time()
        try:
            results[read(body, url, charset)] += 1
        except Exception:
            results["exception"] += 1
            failures.append(Failure(number, f"{url} {charset}\n{traceback.format_exc()}", body))
        took = time.process_time() - began
        slowest = max(slowest, took)
        if took > SLOWEST:
            failures.append(Failure(number, f"{url} {charset}\n{took:.1f} s", body))
    return Batch(results, slowest, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, failures)


_PAGES: list[bytes] = []


def keep(pages: list[bytes]) -> None:
    _PAGES[:] = pages


def run_kept(seed: int, count: int, start: int) -> Batch:
    return run_batch(_PAGES, seed, start, min(BATCH, count - start))


def sample_pages() -> list[bytes]:
    articles = load_expected()["articles"].values()
    return [render(path).body for article in articles for path in article["pages"]]


def batches(pages: list[bytes], seed: int, count: int) -> Iterator[Batch]:
    """Yield the results of `count` pages, in batches, from all cores."""
    with ProcessPoolExecutor(initializer=keep, initargs=(pages,)) as pool:
        yield from pool.map(partial(run_kept, seed, count), range(0, count, BATCH))


def write(failures: list[Failure], folder: Path) -> None:
    for failure in failures:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{failure.number}.html").write_bytes(failure.body)
        (folder / f"{failure.number}.txt").write_text(ascii(failure.why), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    pages = sample_pages()
    if options.data:
        pages += [page.body for page in load(options.data)]
    console = Console(stderr=True)
    done = track(
        batches(pages, options.seed, options.pages),
        "mutated pages", total=-(-options.pages // BATCH),
        console=console, disable=not console.is_terminal,
    )  # fmt: skip
    total = list(done)
    failures = [failure for batch in total for failure in batch.failures]
    write(failures, options.failures)
    show(options.seed, total, failures)
    sys.exit(bool(failures))


def show(seed: int, total: list[Batch], failures: list[Failure]) -> None:
    results: Counter[str] = Counter()
    for batch in total:
        results += batch.results
    print(f"{results.total()} mutated pages, seed {seed}: {dict(results.most_common())}")
    print(f"slowest {max(batch.slowest for batch in total):.2f} s of CPU time")
    print(f"memory at most {max(batch.peak for batch in total) / 1024:.0f} MB a process")
    for failure in failures[:20]:
        print(f"page {failure.number}: {failure.why.strip().splitlines()[-1]}")
    print(f"{len(failures)} failures")


if __name__ == "__main__":
    main()
