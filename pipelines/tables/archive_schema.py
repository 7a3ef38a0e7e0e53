"""The tables of an archive file, as migrations; docs/data.md describes every column."""

from pipelines.storage.library import Database, Migrations

archive_migrations = Migrations("yanlu page archive")

_TABLES = (
    """CREATE TABLE dictionaries (
        id INTEGER PRIMARY KEY,
        site TEXT NOT NULL,
        trained_at TEXT NOT NULL,
        data BLOB NOT NULL
    )""",
    "CREATE INDEX dictionaries_of_site ON dictionaries (site)",
    """CREATE TABLE bodies (
        id INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        frame BLOB NOT NULL
    )""",
    """CREATE TABLE captures (
        url TEXT NOT NULL,
        body_id INTEGER NOT NULL REFERENCES bodies (id),
        first_fetched_at TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        status INTEGER NOT NULL,
        charset TEXT,
        etag TEXT,
        last_modified TEXT,
        PRIMARY KEY (url, body_id)
    ) WITHOUT ROWID""",
)


@archive_migrations()
def m001_tables(database: Database) -> None:
    for statement in _TABLES:
        database.execute(statement)
