"""Each profile is a spider: what SPIDER_LOADER_CLASS points to."""

from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawler.profile_file import find_profile, profile_files
from crawler.spiders.site import SiteSpider


class ProfileLoader:
    """Lists profiles by file name, and reads one only when its spider is asked for."""

    def __init__(self, folders: list[str]) -> None:
        self.folders = folders

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(settings.getlist("PROFILES_DIRS"))

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of that site; raises ProfileError."""
        profile = find_profile(spider_name, self.folders)
        settings = dict(profile.settings)
        return type(
            spider_name,
            (SiteSpider,),
            {"name": spider_name, "profile": profile, "custom_settings": settings},
        )

    def find_by_request(self, request: Request) -> list[str]:
        """Return no names: `scrapy fetch` and `shell` work without a spider of ours."""
        return []

    def list(self) -> list[str]:
        return sorted(profile_files(self.folders))
