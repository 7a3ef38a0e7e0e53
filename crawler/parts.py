"""The pages of one article, in reading order: when one is the last of them."""

from cleaners.model import Page
from crawler.discovery.scriptfiles import is_script
from crawler.reading import Ending, Reading

MAX_PARTS = 50


def comes_again(page: Page, parts: tuple[Page, ...]) -> bool:
    """Tell whether a further page is one that an article has already: it goes in a circle."""
    return any(page.url == part.url or page.body == part.body for part in parts)


def ending_of(parts: tuple[Page, ...]) -> Ending:
    """Return how an article's newest page is to be read: its text is cut when it has too many."""
    return "cut" if len(parts) == MAX_PARTS else "open"


def goes_on(reading: Reading, parts: tuple[Page, ...]) -> bool:
    """Tell whether a further part is wanted before there is a visit: any of an article, of a list
    what its scripts need and the first data that fill it.
    """
    return reading.kind != "list" or len(parts) == 1 or is_script(reading.further or "")
