"""A bare Scrapy spider, to measure against: fetches, parses links, yields nothing.

    python -m benchmarks.bare_spider URL [SETTING=VALUE ...]

Prints the pages received and the seconds it took.
"""

import sys
from collections.abc import Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse


class Bare(Spider):
    name = "bare"

    def parse(self, response: Response, **_: Any) -> Iterator[Request]:
        assert isinstance(response, TextResponse)
        for href in response.css("a::attr(href)").getall():
            yield response.follow(href, self.parse)


def main(url: str, *settings: str) -> None:
    process = AsyncCrawlerProcess(dict(pair.split("=", 1) for pair in settings))
    crawler = process.create_crawler(Bare)
    process.crawl(crawler, start_urls=[url])
    process.start()
    assert crawler.stats is not None
    for name in ("response_received_count", "elapsed_time_seconds"):
        print(crawler.stats.get_value(name))


if __name__ == "__main__":
    main(*sys.argv[1:])
