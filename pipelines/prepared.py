"""A speech made ready for the corpus: all that its text alone decides, in whatever process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from cleaners.model import Speech
from cleaners.speech.quality import Signals
from pipelines.duplicates.sketch import Hashes, Text
from pipelines.fingerprint import content_hash
from pipelines.searching.grams import index_words

_json = json.JSONEncoder(ensure_ascii=False).encode

LONGEST = 20_000
"""Characters of a body that is made ready in another process: a long one is sent
as it is, for 10 bytes a character less."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The row of a speech by column and its content hash; if they are made already, how many
    letters it has and the hashes of their 5-grams, and the index words of its title and of all of
    it.
    """

    columns: Mapping[str, Any]
    content_hash: bytes
    length: int = 0
    grams: Hashes | None = None
    words: tuple[str, str] | None = None

    @property
    def text(self) -> Text:
        title, body = self.columns["title"], self.columns["body"]
        if self.grams is None:
            return Text(title, body)
        return Text.known(title, body, self.length, self.grams)


def prepare(speech: Speech) -> Prepared:
    """Return of a speech what cannot be done without."""
    return Prepared(columns(speech), content_hash(speech.body))


def prepare_all(speech: Speech) -> Prepared | None:
    """Return a speech with all that can be made of it; None of a long one."""
    if len(speech.body) > LONGEST:
        return None
    ready = prepare(speech)
    words = index_words(ready.columns["title"], ready.columns["body"])
    text = ready.text
    return replace(ready, length=text.length, grams=text.grams, words=words)


def columns(speech: Speech) -> dict[str, Any]:
    """Return what the table holds of a speech itself, by column."""
    body = _storable(speech.body)
    outline = [[heading.level, heading.text, heading.start] for heading in speech.outline]
    return {
        "title": _storable(speech.title),
        "published": speech.published.isoformat() if speech.published else None,
        "source": _storable_or_none(speech.source),
        "speaker": _storable_or_none(speech.speaker),
        "category": _storable_or_none(speech.category),
        "tags": _storable(_json(speech.tags)),
        "views": speech.views if (speech.views or 0) < 2**63 else None,
        "quality": speech.quality,
        "complete": speech.complete,
        "characters": len("".join(body.split())),
        "outline": _storable(_json(outline)),
        "body": body,
        "salutation": json.dumps(speech.salutation) if speech.salutation else None,
        "closing": json.dumps(speech.closing) if speech.closing else None,
        "occasion": _storable_or_none(speech.occasion),
        "place": _storable_or_none(speech.place),
        "signals": _signals(speech.signals) if speech.signals else None,
    }


def _signals(signals: Signals) -> str:
    """Return them as JSON by name; `asdict` would copy each number, and take six times as long."""
    return json.dumps({each.name: getattr(signals, each.name) for each in fields(signals)})


def _storable(text: str) -> str:
    """Return the text with unpaired surrogates, which UTF-8 cannot hold, as `?`."""
    try:
        text.encode("utf-16-le")  # tells it in half the time that UTF-8 takes
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _storable_or_none(text: str | None) -> str | None:
    return None if text is None else _storable(text)
