"""scrapy list: the sites that have a profile."""

import argparse

from scrapy.spiderloader import get_spider_loader

from crawler.command import YanluCommand


class Command(YanluCommand):
    examples = "scrapy list      the names that scrapy crawl takes, one a line"

    def short_desc(self) -> str:
        return "List the sites that have a profile"

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            self.refuse(f"takes no argument, not {args[0]}")
        print("\n".join(sorted(get_spider_loader(self.settings).list())))
