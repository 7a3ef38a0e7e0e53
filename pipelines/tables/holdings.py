"""What a corpus has of which site: whether anything, and at which addresses."""

import sqlite3


def has_speeches(connection: sqlite3.Connection, site: str) -> bool:
    """Tell whether a speech was ever seen on that site."""
    query = "SELECT 1 FROM sightings WHERE site = ? LIMIT 1"
    return connection.execute(query, (site,)).fetchone() is not None


def has_read(connection: sqlite3.Connection) -> bool:
    """Tell whether any page was read, so that an archive of raw pages should be there."""
    query = "SELECT 1 FROM pages WHERE body_sha256 NOT NULL LIMIT 1"
    return connection.execute(query).fetchone() is not None


def sites(connection: sqlite3.Connection) -> list[str]:
    """Return the sites that show a speech today, by name."""
    rows = connection.execute("SELECT DISTINCT site FROM sightings ORDER BY site")
    return [site for (site,) in rows]


def categories(connection: sqlite3.Connection) -> list[str]:
    """Return the categories of the speeches, those of most speeches first."""
    query = """SELECT category FROM speeches WHERE category NOT NULL
        GROUP BY category ORDER BY count(*) DESC, category"""
    return [category for (category,) in connection.execute(query)]


def urls(connection: sqlite3.Connection, site: str) -> list[str]:
    """Return the addresses of a site that were ever read, by address."""
    query = (
        "SELECT url FROM pages WHERE site = :site AND body_sha256 NOT NULL"
        " UNION SELECT url FROM sightings WHERE site = :site ORDER BY url"
    )
    return [url for (url,) in connection.execute(query, {"site": site})]
