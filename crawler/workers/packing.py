"""How what passes between processes is pickled: a dataclass as its values, in a third of the steps
that its own way takes.
"""

import copyreg
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

import numpy as np

from cleaners.model import Heading, Page, Rejected, Speech
from cleaners.speech.quality import Signals
from crawler.reading import Reading
from pipelines.corpus import Link
from pipelines.prepared import Prepared


def pack_quickly() -> None:
    """Have this process pickle so what pages are read from, and what is read."""
    for kind in (Page, Reading, Link, Speech, Heading, Signals, Rejected):
        copyreg.pickle(kind, _as_values(kind))
    copyreg.pickle(Prepared, _as_bytes)


def _as_values(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    values = attrgetter(*(each.name for each in fields(kind)))
    return lambda one: (kind, values(one))


def _as_bytes(ready: Prepared) -> tuple[Callable[..., Prepared], tuple[Any, ...]]:
    grams = None if ready.grams is None else ready.grams.tobytes()
    return _prepared, (ready.columns, ready.content_hash, ready.length, grams, ready.words)


def _prepared(
    columns: dict[str, Any],
    content_hash: bytes,
    length: int,
    grams: bytes | None,
    words: tuple[str, str] | None,
) -> Prepared:
    known = None if grams is None else np.frombuffer(grams, dtype=np.uint64)
    return Prepared(columns, content_hash, length, known, words)
