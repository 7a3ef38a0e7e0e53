"""The tables of a corpus file, as migrations; docs/data.md describes every column.

Tables that one module alone keeps stand there. Statements are parted by a line that ends in `;`:
inside a trigger another line follows on the same one.
"""

from pipelines.duplicates import choice, clusters, copies
from pipelines.duplicates.keys import WAITING_KEYS
from pipelines.searching import index
from pipelines.storage.library import Database, Migrations
from pipelines.tables import changes, division
from pipelines.visits import branches, hosts, sections

corpus_migrations = Migrations("yanlu corpus")

_TABLES = """
CREATE TABLE speeches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_hash BLOB NOT NULL UNIQUE,
    title TEXT NOT NULL,
    published TEXT,
    source TEXT,
    speaker TEXT,
    category TEXT,
    tags TEXT NOT NULL,
    views INTEGER,
    url TEXT NOT NULL,
    site TEXT NOT NULL,
    quality REAL NOT NULL,
    complete INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    outline TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE sightings (
    url TEXT NOT NULL,
    speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    site TEXT NOT NULL,
    match TEXT NOT NULL,
    similarity REAL NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (site, url)
) WITHOUT ROWID;
CREATE INDEX sightings_of_speech ON sightings (speech_id);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT,
    exit_code INTEGER,
    report TEXT
);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    etag TEXT,
    last_modified TEXT,
    body_sha256 BLOB,
    found_at TEXT NOT NULL,
    fetched_at TEXT,
    due_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    run_id INTEGER NOT NULL,
    depth INTEGER NOT NULL DEFAULT 0,
    UNIQUE (site, url)
);
CREATE INDEX pages_due ON pages (site, depth, due_at) WHERE due_at IS NOT NULL;
"""

# detail=none and columnsize=0 leave out what only FTS5's own ranking and phrases need; the
# ascii tokenizer takes every character beyond ASCII as part of a word, whatever its Unicode age.
_SEARCH = """
CREATE VIRTUAL TABLE speeches_fts USING fts5 (
    grams, content='', detail=none, columnsize=0, tokenize='ascii'
);
CREATE VIRTUAL TABLE titles_fts USING fts5 (
    grams, content='', detail=none, columnsize=0, tokenize='ascii'
);
CREATE TABLE search_index (indexed_through INTEGER NOT NULL);
INSERT INTO search_index VALUES (0);
"""

# The offsets are JSON [start, end]; signals are those of cleaners.speech.quality.Signals.
_STRUCTURE = """
ALTER TABLE speeches ADD COLUMN salutation TEXT;
ALTER TABLE speeches ADD COLUMN closing TEXT;
ALTER TABLE speeches ADD COLUMN occasion TEXT;
ALTER TABLE speeches ADD COLUMN place TEXT;
ALTER TABLE speeches ADD COLUMN signals TEXT;
CREATE TABLE template_sites (
    site TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE template_lines (
    site TEXT NOT NULL,
    line TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (site, line)
) WITHOUT ROWID;
"""

# What was read before is read again at once: who is a section, and the order of lists, are new.
_REVISITS = """
ALTER TABLE pages ADD COLUMN read_at TEXT;
ALTER TABLE pages ADD COLUMN revisit REAL;
ALTER TABLE pages ADD COLUMN section INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN known_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN dated TEXT;
ALTER TABLE pages ADD COLUMN modified TEXT;
UPDATE pages SET read_at = fetched_at WHERE state = 'fetched';
UPDATE pages SET due_at = strftime('%Y-%m-%dT%H:%M:%fZ', fetched_at, '+30 days'), revisit = 30
    WHERE state = 'fetched' AND kind = 'article' AND due_at IS NULL;
ALTER TABLE runs ADD COLUMN reads TEXT NOT NULL DEFAULT '';
ALTER TABLE sightings ADD COLUMN first_seen_at TEXT;
UPDATE sightings SET first_seen_at = seen_at;
CREATE TABLE versions (
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    first_seen_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (site, url, first_seen_at)
) WITHOUT ROWID;
CREATE INDEX versions_of_speech ON versions (speech_id);
"""

_INDEX_ANEW = """
INSERT INTO speeches_fts (speeches_fts) VALUES ('delete-all');
INSERT INTO titles_fts (titles_fts) VALUES ('delete-all');
UPDATE search_index SET indexed_through = 0;
"""

_LARGE_PIECES = f"""
INSERT INTO speeches_fts (speeches_fts, rank) VALUES ('hashsize', {index.HASH_BYTES});
INSERT INTO titles_fts (titles_fts, rank) VALUES ('hashsize', {index.HASH_BYTES});
"""

_MORE_PIECES = f"""
INSERT INTO speeches_fts (speeches_fts, rank) VALUES ('automerge', {index.PIECES});
INSERT INTO titles_fts (titles_fts, rank) VALUES ('automerge', {index.PIECES});
"""

# What is asked of all speeches at once is answered from this, without reading their texts.
_OVERVIEW = """
CREATE INDEX speeches_overview ON speeches (added_at, site, category, published, characters);
"""

# As `_OVERVIEW`, with all that a search may ask for but the words; and the order of days.
_FIELDS = """
DROP INDEX speeches_overview;
CREATE INDEX speeches_overview ON speeches (
    added_at, site, category, published, characters, speaker, source, tags
);
CREATE INDEX speeches_published ON speeches (published);
"""

_INGEST = """
CREATE TABLE ingest_queue (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    body_sha256 BLOB NOT NULL,
    part INTEGER NOT NULL,
    UNIQUE (site, url, body_sha256)
);
CREATE INDEX ingest_queue_parts ON ingest_queue (part, id);
CREATE TABLE ingested_files (
    path TEXT NOT NULL,
    site TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified TEXT NOT NULL,
    reads TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    PRIMARY KEY (path, site)
) WITHOUT ROWID;
"""

_CLEANERS = """
ALTER TABLE speeches ADD COLUMN cleaner_version TEXT;
ALTER TABLE sightings ADD COLUMN cleaner_version TEXT;
"""

# Two captures of an address may be of one time.
_VERSIONS = """
CREATE TABLE kept_versions (
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    first_seen_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (site, url, first_seen_at, speech_id)
) WITHOUT ROWID;
INSERT INTO kept_versions (site, url, speech_id, first_seen_at, seen_at)
    SELECT site, url, speech_id, first_seen_at, seen_at FROM versions;
DROP TABLE versions;
ALTER TABLE kept_versions RENAME TO versions;
CREATE INDEX versions_of_speech ON versions (speech_id);
"""

# A body may come, go and come again.
_QUEUED_AT = """
CREATE TABLE queued_at (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    body_sha256 BLOB NOT NULL,
    part INTEGER NOT NULL,
    fetched_at TEXT NOT NULL
);
INSERT INTO queued_at SELECT id, site, url, body_sha256, part, '' FROM ingest_queue;
DROP TABLE ingest_queue;
ALTER TABLE queued_at RENAME TO ingest_queue;
CREATE INDEX ingest_queue_addresses ON ingest_queue (site, url, id);
CREATE INDEX ingest_queue_parts ON ingest_queue (part, id);
"""


@corpus_migrations()
def m001_tables(database: Database) -> None:
    _run(database, _TABLES)


@corpus_migrations()
def m002_search(database: Database) -> None:
    _run(database, _SEARCH)


@corpus_migrations()
def m003_structure_and_memory(database: Database) -> None:
    _run(database, _STRUCTURE)


@corpus_migrations()
def m004_hosts(database: Database) -> None:
    _run(database, hosts.TABLES)


@corpus_migrations()
def m005_revisits(database: Database) -> None:
    _run(database, _REVISITS)


@corpus_migrations()
def m006_changes(database: Database) -> None:
    _run(database, changes.TABLES)


@corpus_migrations()
def m007_one_script(database: Database) -> None:
    """Traditional and simplified characters are one to the search: index everything anew."""
    _run(database, _INDEX_ANEW)


@corpus_migrations()
def m008_copies(database: Database) -> None:
    """Find the copies among what is there, too: about 2,000 speeches a second."""
    _run(database, copies.TABLES)
    ids = database.execute("SELECT id FROM speeches ORDER BY id").fetchall()
    for (speech_id,) in ids:
        copies.settle(database.conn, speech_id, copies.read(database.conn, speech_id))


@corpus_migrations()
def m009_overview(database: Database) -> None:
    _run(database, _OVERVIEW)


@corpus_migrations()
def m010_ingest(database: Database) -> None:
    _run(database, _INGEST)


@corpus_migrations()
def m011_chosen_copies(database: Database) -> None:
    """One copy of each cluster stands for it; a changed choice is a change."""
    _run(database, choice.TABLES + changes.CHOSEN)
    clusters = "SELECT cluster FROM sketches GROUP BY cluster HAVING count(*) > 1"
    choice.choose(database.conn, [cluster for (cluster,) in database.execute(clusters).fetchall()])


@corpus_migrations()
def m012_cleaner_version(database: Database) -> None:
    _run(database, _CLEANERS)


@corpus_migrations()
def m013_branches(database: Database) -> None:
    _run(database, branches.TABLES)


@corpus_migrations()
def m014_collections(database: Database) -> None:
    """Pages of several speeches are divided when they are read the next time, or re-cleaned."""
    _run(database, division.TABLES + changes.DIVIDED)


@corpus_migrations()
def m015_large_pieces(database: Database) -> None:
    _run(database, _LARGE_PIECES)


@corpus_migrations()
def m016_fields(database: Database) -> None:
    _run(database, _FIELDS)


@corpus_migrations()
def m017_versions_of_one_time(database: Database) -> None:
    _run(database, _VERSIONS)


@corpus_migrations()
def m018_deletions(database: Database) -> None:
    """What comes back, goes or is deleted is a change, too."""
    _run(database, changes.DELETIONS)


@corpus_migrations()
def m019_queued_at(database: Database) -> None:
    _run(database, _QUEUED_AT)


@corpus_migrations()
def m020_ties(database: Database) -> None:
    """Keep what ties the copies of a cluster together: about 1,000 copies a second."""
    if "ties" not in database.table_names():
        _add_waiting_keys(database)
        _run(database, clusters.TABLES)
        choice.choose(database.conn, copies.tie_anew(database.conn))


@corpus_migrations()
def m021_more_pieces(database: Database) -> None:
    _run(database, _MORE_PIECES)


@corpus_migrations()
def m022_sections(database: Database) -> None:
    _run(database, sections.TABLES)


@corpus_migrations()
def m023_waiting_keys(database: Database) -> None:
    _add_waiting_keys(database)


def _add_waiting_keys(database: Database) -> None:
    if "waiting_keys" not in database.table_names():
        _run(database, WAITING_KEYS)


def _run(database: Database, script: str) -> None:
    for statement in script.split(";\n"):  # executescript() would commit the migration half done
        if statement.strip():
            database.execute(statement)
