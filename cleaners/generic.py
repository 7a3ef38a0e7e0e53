"""Without a profile: what kind of page a page is."""

from cleaners.document import Document
from cleaners.kinds import Kind, judge


def page_kind(document: Document, url: str) -> Kind:
    """What a page is: `article` (one text), `list` (links to texts), `other` (neither).

    Weighs the text found against the lines that are links, and what the address looks like.
    Leaves the tree as it is.
    """
    return judge(document.reading, document.body, document.title.line, url)
