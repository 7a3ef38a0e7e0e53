"""The table `hosts`: hosts in trouble, and until when each is left alone."""

import sqlite3
from datetime import datetime

from pipelines.corpus import HostRest
from pipelines.storage.database import stamp

TABLES = """
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    strikes INTEGER NOT NULL,
    since TEXT NOT NULL,
    rests_until TEXT NOT NULL
) WITHOUT ROWID;
"""
_REST = """
INSERT INTO hosts (host, reason, strikes, since, rests_until) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (host) DO UPDATE SET
    reason = excluded.reason, strikes = excluded.strikes, rests_until = excluded.rests_until
"""


def rest(connection: sqlite3.Connection, resting: HostRest, at: datetime) -> None:
    """Leave a host alone; since when it is in trouble stays as it was."""
    connection.execute(
        _REST,
        (resting.host, resting.reason, resting.strikes, stamp(at), stamp(resting.until)),
    )


def recover(connection: sqlite3.Connection, host: str) -> None:
    connection.execute("DELETE FROM hosts WHERE host = ?", (host,))


def rest_of(connection: sqlite3.Connection, host: str) -> HostRest | None:
    """Return the rest of a host in trouble, over or not; None for a host in good health."""
    row = connection.execute(
        "SELECT host, reason, strikes, rests_until FROM hosts WHERE host = ?", (host,)
    ).fetchone()
    if row is None:
        return None
    host, reason, strikes, until = row
    return HostRest(host, reason, strikes, datetime.fromisoformat(until))
