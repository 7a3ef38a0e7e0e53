"""Which cleaning a text went through, in one short word."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import cleaners
from cleaners.rules import TemplateMemory
from crawler.profile import SiteProfile

_HERE = Path(__file__).parent
_ALSO_READ = (
    "reading.py",
    "discovery/further.py",
    "discovery/links.py",
    "discovery/pagers.py",
    "archived.py",
)


@lru_cache
def reader_version() -> str:
    """Return a hash of the source of all that makes a speech of a page, eight digits.

    The package's version would not do: it stays the same between releases, and the rules do not.
    """
    sources = sorted(Path(cleaners.__file__).parent.rglob("*.py"))
    parsers = "".join(map(version, ("lxml", "selectolax")))
    digest = hashlib.sha256(parsers.encode())
    for source in [*sources, *(_HERE / name for name in _ALSO_READ)]:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def cleaner_version(profile: SiteProfile, memory: TemplateMemory) -> str:
    """Return what decides what a site's page gives: source, profile, and what the site repeats.

    `3f9c01aa.77d0e2b4` or, for a site that is known to repeat lines, `3f9c01aa.77d0e2b4.c5a1f00d`.
    """
    rules = f"{profile.discover} {profile.rules}"
    lines = "\n".join(sorted(memory.lines))
    return ".".join([reader_version(), *(_short(text) for text in (rules, lines) if text)])


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
