"""A visit kept: its speech in the tables of speeches, its pages and links in the ledger."""

import sqlite3

from cleaners.model import Speech
from pipelines.corpus import Recorded, Sighting, Visit
from pipelines.tables import speeches
from pipelines.visits import ledger


def record(connection: sqlite3.Connection, visit: Visit) -> Recorded:
    """Keep all of one visit, inside a transaction."""
    sighting = _enter(connection, visit)
    changed = sighting is not None and sighting.replaced is not None
    new_text = sighting is not None and speeches.is_new_to_site(connection, sighting)
    altered = sighting is not None and speeches.is_altered(connection, sighting)
    found = ledger.settle(connection, visit, changed=changed)
    return Recorded(sighting, *found, new_text, altered)


def _enter(connection: sqlite3.Connection, visit: Visit) -> Sighting | None:
    """Keep the speech of a visit, unless it has none or only half of one we have."""
    if not isinstance(visit.result, Speech):
        return None
    url = visit.pages[0].url if visit.pages else visit.url
    place = (connection, visit.result, url, visit.site)
    if speeches.cuts_a_whole(*place):
        return None
    reread = ledger.same_pages(connection, visit)
    return speeches.enter(
        *place, visit.at, reread=reread, cleaner=visit.cleaner, prepared=visit.prepared
    )
