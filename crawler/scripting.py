"""Script files of a site, each asked for once in a run, and pages read with what they need."""

from cleaners.model import Page
from crawler.discovery.scriptfiles import is_script
from crawler.reading import Ending, Reading
from crawler.workers.parsers import Parsers

MOST = 20
"""Script files of a site that are asked for in a run."""


class Scripting:
    """Reads pages with the script files that they need, as far as these are here."""

    def __init__(self, parsers: Parsers) -> None:
        self._parsers = parsers
        self._files: dict[str, Page] = {}

    def learn(self, page: Page) -> None:
        """Take note of a script file that came, or that could not be had: it is empty then."""
        if is_script(page.url):
            self._files[page.url] = page

    async def read(
        self, parts: tuple[Page, ...], ending: Ending
    ) -> tuple[tuple[Page, ...], Reading]:
        """Return the parts of a page with the script files that it needs, and what they give."""
        reading = await self._parsers.read(parts, ending)
        while reading.further and is_script(reading.further):
            file = self._files.get(reading.further)
            if file is None and len(self._files) < MOST:
                break
            parts = (*parts, file or Page(reading.further, b""))
            reading = await self._parsers.read(parts, ending)
        return parts, reading
