"""scrapy report: how the last run of a site went."""

import argparse
import json

from crawler.alternatives import alternatives
from crawler.command import YanluCommand
from crawler.console import console, fail
from pipelines.reports.render import counted, render
from pipelines.tables.runs import INGEST


class Command(YanluCommand):
    examples = """\
scrapy report               the newest run
scrapy report mingyue       the newest run of that site
scrapy report --json        one JSON object, for other programs"""

    def syntax(self) -> str:
        return "[SITE] [--json]"

    def short_desc(self) -> str:
        return "Show how the last run went"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            self.refuse("name one site at most")
        site = args[0] if args else None
        with self.corpus() as corpus:
            row = corpus.run(site)
            if row is None and site and (sites := corpus.sites()):
                fail(f"no run of {site} yet; {alternatives(site, sites)}")
            counts = corpus.counts(row["site"] if row and row["site"] != INGEST else None)
        if row is None:
            fail(f"no run of {site or 'any site'} yet; scrapy crawl starts one")
        if opts.json:
            print(json.dumps({**row, "corpus": counts}, ensure_ascii=False))
            return
        console().print(render(row))
        whose = "" if row["site"] == INGEST else " of this site"
        print(f"  {counted(counts['speeches'], 'speeches')}{whose} in the corpus")
