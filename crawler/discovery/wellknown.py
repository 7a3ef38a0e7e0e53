"""Where a site's sitemaps are: as its profile, its robots.txt or custom says."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin

from scrapy.http import Response

from crawler.discovery.addresses import as_served, normalise, on_site
from crawler.frontier import Frontier
from crawler.reading import Reading
from pipelines.corpus import Link

logger = logging.getLogger(__name__)

MOST_SITEMAPS = 100
"""Sitemaps that a robots.txt may name."""

MOST_LISTED = 500_000
"""Links that all sitemaps of a site may give in one run."""


class SiteMaps:
    """The sitemaps of a run: asked for when nothing else is left, for what no page links to.

    `given` are the profile's: None when it says nothing.
    """

    def __init__(self, given: tuple[str, ...] | None, start: str, domains: tuple[str, ...]) -> None:
        self._given, self._served, self._domains = given, start, domains
        self._named: dict[str, None] = {}
        self._learnt = self._begun = False
        self._listed = 0
        self._guessed: tuple[str, ...] = ()

    def learn(self, response: Response) -> None:
        """Take note of what robots.txt names, and of the host that serves the first page."""
        if not self._learnt:
            self._learnt, self._served = True, normalise(response.url) or self._served
        self._named.update(dict.fromkeys(response.meta.get("sitemaps", ())))

    def begin(self, frontier: Frontier) -> bool:
        """Have the sitemaps fetched, once; tell whether there are any to fetch."""
        begun, self._begun = self._begun, True
        if begun or self._given == () or not (self._learnt or self._given):
            return False
        named = self._here(self._given or tuple(self._named)[:MOST_SITEMAPS])
        if named:
            frontier.begin_at(named)
            return True
        self._guessed = self._here((urljoin(self._served, "/sitemap.xml"),))
        return frontier.find([Link(guess, "list") for guess in self._guessed]) > 0

    def is_guess(self, url: str) -> bool:
        """Tell whether nobody named this sitemap: that it is not there is no fault."""
        guess = urljoin(self._served, "/sitemap.xml")
        return url in self._here((guess,)) and url not in self._here(self._given or self._named)

    def within_budget(
        self, reading: Reading, url: str, branch: str, frontier: Frontier
    ) -> tuple[Link, ...]:
        """Return the links of a page, of sitemaps no more than a site may have.

        A sitemap that was there though nobody named it is asked for in every run from now on.
        What an index names that another index named (it has a `branch`) is not.
        """
        if not reading.listed:
            return reading.links
        if url in self._guessed:
            frontier.begin_at((url,))
        room = max(0, MOST_LISTED - self._listed)
        self._listed += len(reading.links)
        if len(reading.links) > room:
            logger.warning("sitemaps name more than %d pages: the rest is left", MOST_LISTED)
        links = reading.links[:room]
        if not branch:
            return links
        return tuple(replace(link, level=False, section=False) for link in links)

    def _here(self, urls: Iterable[str]) -> tuple[str, ...]:
        addresses = [as_served(url, self._served) for each in urls if (url := normalise(each))]
        return tuple(url for url in addresses if on_site(url, self._domains))
