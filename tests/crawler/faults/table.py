"""All the faults, by what is broken."""

from tests.crawler.faults import (
    encodings,
    heads,
    network,
    pages,
    robots,
    scripts,
    sitemaps,
    statuses,
)

FAULTS = {
    "The connection and the answer's form": network.FAULTS + heads.FAULTS,
    "Packed bodies": encodings.FAULTS,
    "Redirects and where they lead": statuses.REDIRECTS,
    "Status codes": statuses.FAULTS,
    "Pages": pages.FAULTS,
    "Pages that are none": pages.WALLS,
    "Scripts and data of lists": scripts.FAULTS,
    "robots.txt": robots.FAULTS,
    "Sitemaps": sitemaps.FAULTS,
}
ALL = [fault for faults in FAULTS.values() for fault in faults]
