"""scrapy probe: what we make of one page, and why."""

import argparse
import json
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from cleaners.dom import Unparsable, parse
from cleaners.model import Page, Rejected, Speech
from crawler.command import YanluCommand, named
from crawler.console import console, fail
from crawler.discovery.addresses import domains_of, normalise
from crawler.profile import SiteProfile
from crawler.profile_file import find_profile
from crawler.reading import Reading, read
from crawler.spiders.probe import ProbeSpider
from pipelines.reports.tally import ADVICE

FIELDS = ("title", "published", "source", "speaker", "category", "tags", "views", "quality")


class Command(YanluCommand):
    requires_crawler_process = True
    examples = """\
scrapy probe http://www.example.com/a/1.html            fetch a page and read it
scrapy probe saved.html --url http://www.example.com/   read a saved page
scrapy probe saved.html --site mingyue --body           by a site's profile, with the whole body"""

    def syntax(self) -> str:
        return "URL|FILE [--site SITE] [--url URL] [--body] [--json]"

    def short_desc(self) -> str:
        return "Show what we make of a page: kind, fields and where they came from, links"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--site", type=named, default="generic", help="profile to read the page by"
        )
        parser.add_argument("--url", help="address that a saved page came from")
        parser.add_argument("--body", action="store_true", help="print the whole body")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            self.refuse("name one URL or file")
        profile = find_profile(opts.site, self.settings.getlist("PROFILES_DIRS"))
        page = self._page(args[0], opts.url)
        domains = profile.discover.domains or domains_of(page.url)
        reading = read((page,), profile, domains)
        if further := reading.further:
            reading = replace(read((page,), profile, domains, "cut"), further=further)
        found = describe(page, profile, reading)
        if opts.json:
            print(json.dumps(found, ensure_ascii=False, default=str))
        else:
            show(found, whole=opts.body)

    def _page(self, name: str, url: str | None) -> Page:
        if not name.startswith(("http://", "https://")):
            if "://" in name:
                fail(f"{name}: not a web address (http://… or https://…), nor a file")
            return saved_page(name, url)
        if normalise(name) is None:
            fail(f"{name}: not a web address")
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(ProbeSpider)
        self.crawler_process.crawl(crawler, url=name)
        self.crawler_process.start()
        spider = crawler.spider
        assert isinstance(spider, ProbeSpider)
        if spider.page is None:
            fail(f"{name}: {ADVICE.get(spider.trouble, spider.trouble)}")
        return spider.page


def saved_page(name: str, url: str | None) -> Page:
    """Read a page from a file; ends the command when it cannot be read."""
    if url is not None and normalise(url) is None:
        fail(f"--url {url}: not a web address")
    try:
        return Page(url or Path(name).resolve().as_uri(), Path(name).read_bytes())
    except OSError as error:
        fail(f"{name}: cannot be read: {error.strerror}")


def describe(page: Page, profile: SiteProfile, reading: Reading) -> dict[str, Any]:
    """Return all that a page gave, as plain values: what --json prints."""
    try:
        encoding = parse(page.body, page.charset).encoding
    except Unparsable:
        encoding = ""
    return {
        "url": page.url,
        "bytes": len(page.body),
        "encoding": encoding,
        "profile": profile.name,
        "kind": reading.kind,
        "further": reading.further,
        "rejected": asdict(reading.result) if isinstance(reading.result, Rejected) else None,
        "speech": asdict(reading.result) if isinstance(reading.result, Speech) else None,
        "links": [asdict(link) for link in reading.links],
    }


def show(found: dict[str, Any], *, whole: bool) -> None:
    out = console()
    out.print(Text(found["url"], style="bold"), soft_wrap=True)
    out.print(f"{found['bytes']:,} bytes, {found['encoding']}; kind: {found['kind']}")
    if found["further"]:
        out.print(Text(f"goes on at {found['further']}"), soft_wrap=True)
    if found["rejected"]:
        out.print("rejected: {reason} {detail}".format(**found["rejected"]).rstrip())
    if speech := found["speech"]:
        out.print(_fields(speech))
        out.print(Text(_body(speech["body"], whole)), soft_wrap=True)
    kinds = Counter(link["kind"] for link in found["links"])
    out.print(f"links: {', '.join(f'{n} {kind}' for kind, n in kinds.most_common()) or 'none'}")
    for kind in kinds:
        examples = [link["url"] for link in found["links"] if link["kind"] == kind][:3]
        out.print(Text(f"  {kind}: {'  '.join(examples)}", style="dim"), soft_wrap=True)


def _fields(speech: dict[str, Any]) -> Table:
    table = Table("field", "value", "where it came from", box=None, pad_edge=False)
    for name in FIELDS:
        value = speech[name]
        shown = " ".join(value) if isinstance(value, tuple | list) else str(value)
        origin = speech["origins"].get(name, "")
        table.add_row(name, Text("" if value is None else shown), Text(origin, style="dim"))
    body = f"{len(speech['body'])} characters, {len(speech['outline'])} headings"
    table.add_row("body", body, Text(speech["origins"].get("body", ""), style="dim"))
    return table


def _body(body: str, whole: bool) -> str:
    paragraphs = body.split("\n")
    if whole or len(paragraphs) <= 4:
        return body
    left_out = f"… {len(paragraphs) - 4} paragraphs (--body shows all) …"
    return "\n".join([*paragraphs[:2], left_out, *paragraphs[-2:]])
