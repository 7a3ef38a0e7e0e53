"""Sites that build their pages by script: `browser = true` in a profile's [settings].

Needs the extra `browser` (scrapy-playwright) and a Chromium.
"""

from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

from crawler.headless.chromium import check


class Browser:
    """The add-on that has pages rendered when the setting BROWSER says so, one at a time."""

    def update_settings(self, settings: BaseSettings) -> None:
        if not settings.getbool("BROWSER"):
            raise NotConfigured
        check()
        from crawler.headless.rendering import Renderer

        settings.set("CONCURRENT_REQUESTS", 1, "addon")
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Renderer, 30)
