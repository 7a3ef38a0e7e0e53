"""One run per site at a time, whoever starts it."""

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process holds the site's lock."""


@contextmanager
def site_lock(folder: Path, site: str) -> Iterator[None]:
    """Hold the lock file of a site while the block runs; the kernel frees it when we die."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{re.sub(r'[^A-Za-z0-9.-]', '_', site)}.lock"
    with file.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(f"{site} is being crawled already (lock {file})") from None
        yield
