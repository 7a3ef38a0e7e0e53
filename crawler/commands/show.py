"""scrapy show: one speech of the corpus, as text."""

import argparse
import json
from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from crawler.command import YanluCommand
from crawler.commands.similar import id_of
from crawler.console import console, fail, plain
from pipelines.exporting.records import record

_TOLD = ("published", "source", "speaker", "occasion", "place", "category", "site")


class Command(YanluCommand):
    examples = """\
scrapy show 12               title, facts and text of speech 12; scrapy search tells ids
scrapy show 12 | less        a page at a time
scrapy show 12 --json        one JSON object, as scrapy export writes it"""

    def syntax(self) -> str:
        return "ID [--json]"

    def short_desc(self) -> str:
        return "Show one speech of the corpus"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        number = id_of(args[0]) if len(args) == 1 else None
        if number is None:
            self.refuse("name one speech by its id")
        with self.corpus() as corpus:
            row = corpus.speech(number)
        if row is None:
            fail(f"no speech has the id {number}; scrapy search tells ids")
        found = record(row)
        if opts.json:
            print(json.dumps(found, ensure_ascii=False))
            return
        out = console()
        out.print(Text(plain(found["title"]) or "(no title)", style="bold"), soft_wrap=True)
        for line in _facts(found):
            out.print(Text(line, style="dim"), soft_wrap=True)
        print()
        for line in found["text"].split("\n"):
            print(plain(line))


def _facts(found: Mapping[str, Any]) -> Iterator[str]:
    for name in _TOLD:
        if found[name]:
            yield f"{name}: {plain(str(found[name]))}"
    if found["tags"]:
        yield f"tags: {plain('、'.join(found['tags']))}"
    yield from (f"url: {url}" for url in found["urls"] or [found["url"]])
    if found["copies"]:
        yield f"copies: {found['copies']} (scrapy similar {found['id']})"
    if not found["complete"]:
        yield "not complete: a further page was missing, or the page showed the beginning only"
