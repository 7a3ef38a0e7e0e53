"""SiteProfile: all we know of one site, as its TOML file says (see `crawler.profile_file`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaners.rules import Rules
from pipelines.visits.revisit import Revisit


class ProfileError(Exception):
    """A profile cannot be used; the message names file, table, key and what was expected."""


@dataclass(frozen=True, slots=True)
class Discover:
    """Where a site's articles are found. Patterns are regular expressions on the whole URL.

    `sitemap` None: the sitemaps that the site names itself; empty: none.
    """

    start: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    list: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    sitemap: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """One site. `expect` maps a field to the share of speeches that have it in a healthy run.

    With `per_host` every host crawled with the profile is a site of its own, named after it.
    `scrapy crawlall --group` takes the sites of a group.
    """

    name: str
    title: str
    group: tuple[str, ...] = ()
    per_host: bool = False
    discover: Discover = field(default_factory=Discover)
    revisit: Revisit = field(default_factory=Revisit)
    rules: Rules = field(default_factory=Rules)
    expect: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
