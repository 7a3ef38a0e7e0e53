"""sqlite-utils, imported without pandas.

It imports pandas wherever that is installed, for columns made of pandas' types, which we never
give it: 110 MB and half a second for every process (measured, sqlite-utils 4.2, pandas 3.1).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _missing(module: str) -> Iterator[None]:
    """Make imports of a module fail, as if it were not installed, unless it is there already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


with _missing("pandas"):
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

__all__ = ["Database", "Migrations"]
