"""A speech as exports give it: the same fields in every format."""

from collections.abc import Mapping
from typing import Any

from cleaners.speech.personal import mask_personal

FIELDS = {
    "id": "number in the corpus; stays",
    "text": "the speech, one paragraph a line",
    "title": "its title",
    "url": "where it was first seen",
    "urls": "every address that holds this text now",
    "current": "false when all of them hold another text by now",
    "deleted": "true when the corpus has it no more; all but `id` is then empty",
    "copy_of": "the copy that stands for it, if it is not that one itself",
    "copies": "how many other copies of it the corpus has",
    "collection": "how many speeches it holds, which stand for it; 0 if it is one",
    "published": "when, ISO 8601 with offset",
    "source": "where the page says it is from",
    "speaker": "who spoke or wrote",
    "category": "the section of the site",
    "tags": "keywords of the page",
    "views": "readers the page counted",
    "site": "the site where it was first seen",
    "quality": "0 to 1",
    "complete": "false when a further page was missing, or the page showed the beginning only",
    "characters": "without white space",
    "added_at": "when it came into the corpus, UTC",
    "occasion": "on what occasion, as the title says",
    "place": "where",
    "outline": "headings: level, text, start in `text`",
    "salutation": "where `text` greets its hearers: start, end",
    "closing": "where it thanks them: start, end",
    "signals": "what `quality` was counted from",
}
"""The fields in their order, and what they hold."""

_HEADING = ("level", "text", "start")


def record(row: Mapping[str, Any], *, mask: bool = False) -> dict[str, Any]:
    """Return a row of `Corpus.speeches` as a record; with `mask`, personal data is asterisks."""
    if row.get("deleted"):
        return {**dict.fromkeys(FIELDS), "id": row["id"], "deleted": True}
    text, title, outline = row["body"], row["title"], row["outline"]
    if mask:
        text, title = mask_personal(text), mask_personal(title)
        outline = [[level, mask_personal(heading), start] for level, heading, start in outline]
    headings = [dict(zip(_HEADING, heading, strict=True)) for heading in outline]
    known = {**row, "deleted": False, "text": text, "title": title, "outline": headings}
    return {name: known[name] for name in FIELDS}
