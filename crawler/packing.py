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
from cleaners.quality import Signals
from crawler.reading import Reading
from pipelines.corpus import Link
from pipelines.prepared import Prepared
from pipelines.sketch import Sketch


def pack_quickly() -> None:
    """Have this process pickle so what pages are read from, and what is read."""
    for kind in (Page, Reading, Link, Speech, Heading, Signals, Rejected, Prepared):
        copyreg.pickle(kind, _as_values(kind))
    copyreg.pickle(Sketch, _as_bytes)


def _as_values(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    values = attrgetter(*(each.name for each in fields(kind)))
    return lambda one: (kind, values(one))


def _as_bytes(sketch: Sketch) -> tuple[Callable[[int, bytes], Sketch], tuple[int, bytes]]:
    return _sketch, (sketch.letters, sketch.hashes.tobytes())


def _sketch(letters: int, hashes: bytes) -> Sketch:
    return Sketch(letters, np.frombuffer(hashes, dtype=np.uint64))
