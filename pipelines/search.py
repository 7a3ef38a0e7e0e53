"""Search over the index: not here yet."""

import sqlite3

from pipelines.corpus import Results


def search(connection: sqlite3.Connection, query: str, *, limit: int, site: str | None) -> Results:
    raise NotImplementedError
