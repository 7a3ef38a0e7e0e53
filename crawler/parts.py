"""The pages of one article, in reading order: when one is the last of them."""

from cleaners.model import Page
from crawler.reading import Ending

MAX_PARTS = 50


def comes_again(page: Page, parts: tuple[Page, ...]) -> bool:
    """Tell whether a further page is one that an article has already: it goes in a circle."""
    return any(page.url == part.url or page.body == part.body for part in parts)


def ending_of(parts: tuple[Page, ...]) -> Ending:
    """Return how an article's newest page is to be read: its text is cut when it has too many."""
    return "cut" if len(parts) == MAX_PARTS else "open"
