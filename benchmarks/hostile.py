"""Pages made to harm: how long each takes, and what it ends in.

    python -m benchmarks.hostile [--only NAME]

Each is read as a crawl reads it: cleaned, and its links looked for. The exit code is 1 when one
takes over two seconds of CPU time, raises, or ends in neither text nor a named reason.
"""

import argparse
import gzip
import io
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.fuzz import ADDRESS, SLOWEST
from cleaners import Speech, clean_html
from cleaners.dom import Unparsable, parse
from crawler.discovery.further import further_page
from crawler.discovery.links import page_links
from crawler.profile import Discover

WORDS = "同志们：今天的会议很重要，我讲三点意见。"
HUGE = 10_000_000
Maker = Callable[[], str | bytes]


def filled(part: str, size: int = HUGE) -> Maker:
    """Make `size` bytes of one part, again and again, and a text behind them."""
    return lambda: part * (size // len(part.encode())) + WORDS


def nested(part: str, times: int) -> Maker:
    return lambda: part * times + WORDS


def numbered(part: str, times: int) -> Maker:
    return lambda: "".join(part.format(n) for n in range(times)) + WORDS


def archive() -> bytes:
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as file:
        file.writestr("word/document.xml", f"<w:t>{WORDS}</w:t>")
    return office.getvalue()


def attributes(count: int, value: str = "") -> Maker:
    return lambda: "<p " + " ".join(f"a{n}{value}" for n in range(count)) + ">" + WORDS


ANYTHING: Mapping[str, str] = {
    "<": "<", ">": ">", "a": "a", "&": "&", "NUL": "\0", "quote": '"', "=": "=", "-": "-",
    "/": "/", "digits": "1", "Han": "讲", "full stop": "。", "full-width space": "　",
    "space": " ", "no-break space": "\xa0", "newline": "\n", "tab": "\t", "bracket": "（",
    "asterisk": "*", "X": "X", "zero width": "\u200b", "private use": "\ue5e5", "emoji": "😀",
    "replacement": "\ufffd", "&#0;": "&#0;", "&nbsp;": "&nbsp;", "&lt;p&gt;": "&lt;p&gt;",
    "</": "</", "<!": "<!", "<?": "<?", "<!--": "<!--", "<!-->": "<!-->", "<![CDATA[": "<![CDATA[",
    "<!DOCTYPE html>": "<!DOCTYPE html>", "<a": "<a", "<a ": "<a ", "<a b='": "<a b='",
    '<a b="c': '<a b="c', "<a b=": "<a b=", "<p": "<p", "<p/": "<p/", "</p>": "</p>", "<p>": "<p>",
    "<br>": "<br>", "<b>": "<b>", "<i><b>": "<i><b>", "</b>": "</b>", "<div>": "<div>",
    "</div>": "</div>", "<div><p>": "<div><p>", "<li>": "<li>", "<ul><li>": "<ul><li>",
    "<dl><dt>": "<dl><dt>", "<table>": "<table>", "<td>": "<td>", "<tr>": "<tr>",
    "<table><tr><td>": "<table><tr><td>", "<a href>": "<a href>", "<a href=x>讲话</a>":
    "<a href=x>讲话</a>", "<h1>": "<h1>", "<h1>讲</h1>": "<h1>讲</h1>", "<form>": "<form>",
    "<form><div>": "<form><div>", "<select><option>": "<select><option>", "<option>": "<option>",
    "<button>": "<button>", "<textarea>": "<textarea>", "<script>": "<script>",
    "<script></script>": "<script></script>", "<style>": "<style>", "<title>": "<title>",
    "<title></title>": "<title></title>", "<meta name=a content=b>": "<meta name=a content=b>",
    "<base href=x>": "<base href=x>", "<body>": "<body>", "<html>": "<html>", "</body>": "</body>",
    "</html>": "</html>", "<head>": "<head>", "<frame>": "<frame>", "<frameset>": "<frameset>",
    "<iframe>": "<iframe>", "<svg>": "<svg>", "<svg><p>": "<svg><p>", "<math>": "<math>",
    "<pre>": "<pre>", "<pre>\n": "<pre>\n", "<font>": "<font>", "<font><p>": "<font><p>",
    "<object>": "<object>", "<noscript>": "<noscript>", "<ruby><rt>": "<ruby><rt>",
    "<p><x-y>": "<p><x-y>", "<o:p>": "<o:p>", "<p>。": "<p>。", "时间：": "时间：",
    "首页 > ": "首页 > ", "（一）": "（一）", "<p>(((": "<p>" + "(" * 300, "<p> <": "<p> <",
    "小编为您推荐": "小编为您推荐", "相关文章<br>": "相关文章<br>", "charset=": "charset=",
    "<p hidden>讲": "<p hidden>讲", "<p style=display:none>讲": "<p style=display:none>讲",
    "</p></div></td>": "</p></div></td>", "<![if x]>": "<![if x]>", "<%": "<%", "{{": "{{",
}  # fmt: skip
OTHERS: Mapping[str, Maker] = {
    "40,000 attributes": attributes(40_000),
    "40,000 attributes with values": attributes(40_000, "=1"),
    "200,000 attributes": attributes(200_000, "='1'"),
    "1,000,000 attributes": attributes(1_000_000),
    "50 tags of 9,000 attributes": lambda: (
        ("<p " + " ".join(f"a{n}" for n in range(9_000)) + ">") * 50 + WORDS
    ),
    "the same attribute 40,000 times": lambda: "<p " + "a=1 " * 40_000 + ">" + WORDS,
    "class of 5 MB": lambda: f'<div class="{"content " * 625_000}">{WORDS}',
    "style of 5 MB": lambda: f'<div style="{"display:" * 625_000}">{WORDS}',
    "address of 5 MB": lambda: f'<a href="{"a/../" * 1_000_000}">{WORDS}</a>',
    "addresses of 2,000": numbered("<a href='/{}" + "1" * 2_000 + "'>讲话</a>", 2_000),
    "200,000 links": numbered("<a href={}>在会议上的讲话</a>", 200_000),
    "200,000 links in a list": numbered("<li><a href=/{}.html>在会议上的讲话</a>", 200_000),
    "200,000 classes": numbered("<div class=c{}>讲话。</div>", 200_000),
    "100,000 nested <div>": nested("<div>", 100_000),
    "100,000 nested <b>": nested("<b>", 100_000),
    "100,000 nested <font>讲": nested("<font>讲", 100_000),
    "100,000 nested <div> closed": lambda: "<div>" * 100_000 + WORDS + "</div>" * 100_000,
    "100,000 nested <div><p>讲": nested("<div><p>讲", 100_000),
    "100,000 nested <blockquote>": nested("<blockquote>", 100_000),
    "100,000 nested tables": nested("<table><tr><td>", 100_000),
    "100,000 nested <a>": nested("<a href=x>", 100_000),
    "100,000 nested hidden": nested("<div style='display:none'>讲", 100_000),
    "2,000 nested, long lines": lambda: ("<div>" + WORDS * 200) * 2_000,
    "1,400 nested <font><p>讲": nested("<font><p>讲", 1_400),
    "misnested": nested("<b><p></b></p>讲", 200_000),
    "5 MB of one line": filled(WORDS, 5_000_000),
    "5 MB of one line in <p>": lambda: "<p>" + WORDS * 80_000,
    "5 MB of one word": filled("讲", 5_000_000),
    "title of 5 MB": lambda: f"<title>{WORDS * 80_000}</title><h1>{WORDS * 80_000}</h1>",
    "20,000 lines, all the title": lambda: (
        "<title>在会议上的讲话</title>" + "<p>在会议上的讲话</p>" * 200_000
    ),
    "100,000 hidden texts": lambda: f"<div class=hide>{WORDS}</div>" * 100_000,
    "100,000 paragraphs": lambda: f"<p>{WORDS}</p>" * 100_000,
    "100,000 <br>": lambda: f"{WORDS}<br>" * 100_000,
    "100,000 rows of a table": lambda: "<table>" + "<tr><td>甲<td>乙<td>丙" * 100_000,
    "one row of 300,000 cells": lambda: "<table><tr>" + "<td>甲" * 300_000,
    "100,000 lists in lists": lambda: "<ul>" + f"<li>{WORDS}<ul><li>甲</ul>" * 50_000,
    "100,000 headings": lambda: "<h1>在会议上的讲话</h1><h2>讲话。</h2>" * 100_000,
    "10,000 articles": lambda: (
        "<title>在会议上的讲话</title>"
        + f"<article class=post><h1>在会议上的讲话</h1><i>2020-1-2</i><p>{WORDS * 3}</article>"
        * 10_000
    ),
    "bait for 小编": lambda: "".join(f"<p>{'以下小编' * 99}{n}" for n in range(20_000)),
    "bait for 时间：": lambda: "".join(f"<p>{'时间： ' * 30}{n}" for n in range(20_000)),
    "bait for 首页 >": lambda: "".join(f"<p>{'首页 > ' * 30}{n}" for n in range(20_000)),
    "bait for (((": lambda: "".join(f"<p>{'（((【[' * 30}{n}" for n in range(20_000)),
    "bait for dates": lambda: "".join(f"<p>{'2020年1月' * 40}{n}" for n in range(20_000)),
    "bait for buttons": lambda: "".join(f"<p>{'顶赞收藏上一页 ' * 8}{n}" for n in range(20_000)),
    "bait for sites": lambda: (
        "<title>讲话_明溪文秘网</title><p>" + "明溪文秘网（w w w" * 200_000
    ),
    "bait for headings": lambda: "".join(f"<p>第一，{n}首先，（一）1.(1)①" for n in range(100_000)),
    "NUL between all": lambda: "\0".join(WORDS * 100_000),
    "half of each": lambda: b"<p>" + WORDS.encode("gbk") * 50_000 + WORDS.encode() * 50_000,
    "every second byte bad": lambda: b"<p>" + b"\xff\xe4" * 2_000_000 + WORDS.encode(),
    "charsets": lambda: "charset=        " * 600_000 + WORDS,
    "UTF-16": lambda: f"<p>{WORDS * 100_000}".encode("utf-16"),
    "random": lambda: random.Random(1).randbytes(HUGE),
    "random in <p>": lambda: b"<p>" + random.Random(1).randbytes(HUGE),
    "ff": lambda: b"\xff" * HUGE,
    "PDF": lambda: b"%PDF-1.4\n" + random.Random(1).randbytes(HUGE),
    "gzip": lambda: gzip.compress(WORDS.encode() * 9),
    "zip": archive,
    "empty": lambda: b"",
}  # fmt: skip


def pages() -> dict[str, Maker]:
    """Return what makes each page, by its name."""
    return {f"10 MB of {name}": filled(part) for name, part in ANYTHING.items()} | dict(OTHERS)


def read(body: bytes) -> tuple[str, float, float]:
    """Return what cleaning ends in, and the seconds that it and looking for links take."""
    began = time.process_time()
    found = clean_html(body, ADDRESS)
    cleaned = time.process_time()
    try:
        document = parse(body)
        page_links(document, ADDRESS, ("a.cn",), Discover())
        further_page(document, ADDRESS)
    except Unparsable:
        pass
    linked = time.process_time()
    if isinstance(found, Speech):
        return f"text, {len(found.body):,} characters", cleaned - began, linked - cleaned
    return f"{found.reason}: {found.detail}"[:60], cleaned - began, linked - cleaned


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only", default="", help="part of the name of the pages to read")
    options = parser.parse_args()
    table = Table(box=None)
    for column in ("page", "MB", "clean s", "links s", "peak MB", "ends in"):
        table.add_column(column, justify="left" if column in {"page", "ends in"} else "right")
    failed = []
    for name, make in pages().items():
        if options.only not in name:
            continue
        made = make()
        body = made if isinstance(made, bytes) else made.encode()
        try:
            ending, cleaned, linked = read(body)
        except Exception as error:
            ending, cleaned, linked = f"raises {error!r}"[:60], 0.0, 0.0
            failed.append(name)
        if max(cleaned, linked) > SLOWEST:
            failed.append(name)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.add_row(
            Text(name),
            f"{len(body) / 1e6:.1f}",
            f"{cleaned:.2f}",
            f"{linked:.2f}",
            f"{peak:.0f}",
            Text(ending),
        )
    Console(width=140, highlight=False).print(table)
    print(
        f"{table.row_count} pages, {len(failed)} of them over {SLOWEST:.0f} s or raising: {failed}"
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
