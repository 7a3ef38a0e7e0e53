"""scrapy search: find speeches by any text in them."""

import argparse
import dataclasses
import json
import sys

from rich.text import Text

from crawler.command import YanluCommand, named, number
from crawler.console import console, has_styles, plain
from crawler.names import no_site, unknown_name
from pipelines.corpus import Hit, Results
from pipelines.sqlite import SqliteCorpus


class Command(YanluCommand):
    examples = """\
scrapy search 改革开放                       every speech with these words, best first
scrapy search "工业园区 高质量" --limit 20   with both words
scrapy search '(改革 OR 开放) -学校'         with either, and without 学校
scrapy search '"改革开放" year:2019..2023'   the exact phrase, in these years
scrapy search 'title:述职 category:发言稿' --sort date   newest first
scrapy search 发言 --near all                all copies of a speech, not the best one alone
scrapy show 12                              the whole text of hit 12
scrapy search 发言 --site mingyue --json     one JSON object a line, for other programs"""

    def syntax(self) -> str:
        return "QUERY [--limit N] [--site SITE] [--sort relevance|date] [--near one|all] [--json]"

    def short_desc(self) -> str:
        return "Search the corpus"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--limit", type=number, default=10, metavar="N", help="hits to show (10)"
        )
        parser.add_argument("--site", type=named, help="only speeches seen on this site")
        parser.add_argument(
            "--sort", choices=("relevance", "date"), default="relevance", help="what comes first"
        )
        parser.add_argument(
            "--near", choices=("one", "all"), default="one", help="which copies of a speech (one)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            self.refuse("say what to search for")
        query = " ".join(args)
        with self.corpus() as corpus:
            try:
                results = corpus.search(
                    query,
                    limit=opts.limit,
                    site=opts.site,
                    sort=opts.sort,
                    near=opts.near == "all",
                )
            except ValueError as error:
                self.refuse(str(error))
            if not results.total:
                note = _why_nothing(corpus, query, opts.site)
                results = dataclasses.replace(results, note=note or results.note)
        print_json(results) if opts.json else print_hits(results)


def _why_nothing(corpus: SqliteCorpus, query: str, site: str | None) -> str:
    """Say which site or category that was asked for the corpus does not have, if so."""
    if site is not None and not corpus.has_speeches(site):
        return no_site(corpus, site)
    return unknown_name(corpus, query)


def print_json(results: Results) -> None:
    if results.note:
        print(plain(results.note), file=sys.stderr)
    for hit in results.hits:
        print(json.dumps(dataclasses.asdict(hit), ensure_ascii=False))


def print_hits(results: Results) -> None:
    out = console()
    if results.note:
        out.print(Text(plain(results.note), style="yellow"), soft_wrap=True)
    for hit in results.hits:
        out.print(Text(plain(hit.title) or "(no title)", style="bold"), soft_wrap=True)
        out.print(_marked(hit), soft_wrap=True)
        date = (hit.published or "")[:10]
        told = [str(hit.id), date or "no date", hit.site, hit.url]
        if hit.copies:
            told.append(f"{hit.copies} more {'copy' if hit.copies == 1 else 'copies'}")
        out.print(Text(" · ".join(told), style="dim"), soft_wrap=True)
        out.print()
    at_least = "" if results.exact else "at least "
    out.print(f"{at_least}{results.total} found, {len(results.hits)} shown")


def _marked(hit: Hit) -> Text:
    """Return the snippet with its matches marked; without colours, by brackets."""
    text = Text(plain(hit.snippet))
    for start, end in hit.marks:
        text.stylize("bold yellow", start, end)
    if has_styles(console()):
        return text
    bracketed = plain(hit.snippet)
    for start, end in reversed(hit.marks):
        bracketed = f"{bracketed[:start]}【{bracketed[start:end]}】{bracketed[end:]}"
    return Text(bracketed)
