"""First pages of folders that a server knows by the name of their file only, as stores of files do.

One page has one address, that of its folder; where nothing is at it, the file is asked for.
"""

import re
from collections import Counter
from urllib.parse import urlsplit

from scrapy.http import Response

_NAME = re.compile(rb"/((?:index|default)\.[a-z]{3,5})[\"'\s>]", re.I)
_USUAL = "index.html"


class Folders:
    """Tells what to ask for in a folder: the name that a site's links have for it, the usual one
    before any page was read. A site without such links has no such files.
    """

    def __init__(self) -> None:
        self._names: Counter[str] = Counter()
        self._of_files: set[str] = set()
        self._has_read = False

    def learn(self, page: bytes) -> None:
        """Take note of the names of files that the links of a page have."""
        self._has_read = True
        self._names.update(name.decode("ascii").lower() for name in _NAME.findall(page))

    def address(self, url: str) -> str:
        """Return what to ask for first, for the page at an address."""
        return self._file(url) if urlsplit(url).netloc in self._of_files else url

    def otherwise(self, url: str, response: Response) -> str | None:
        """Return what else to ask for when nothing is there, None when that was asked for, too."""
        if response.status != 404 or "folder" in response.meta or url == self._file(url):
            return None
        return url if self.address(url) != url else self._file(url)

    def came(self, url: str, response: Response) -> None:
        """Take note that a page came after all, as a file."""
        if response.meta.get("folder") == self._file(url):
            self._of_files.add(urlsplit(url).netloc)

    def _file(self, url: str) -> str:
        usual = [] if self._has_read else [(_USUAL, 0)]
        names = self._names.most_common(1) or usual
        is_folder = url.endswith("/") and "?" not in url
        return url + names[0][0] if names and is_folder else url
