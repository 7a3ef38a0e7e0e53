"""Which speeches of a corpus are meant."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

OF_SITE = """(speeches.site = :site OR EXISTS (
    SELECT 1 FROM sightings WHERE speech_id = speeches.id AND sightings.site = :site))"""
"""The condition that a speech was seen on the site `:site`, now or first."""

_CONDITIONS = {
    "site": OF_SITE,
    "category": "speeches.category = :category",
    "since": "speeches.published >= :since",
    "until": "substr(speeches.published, 1, 10) <= :until",
    "quality": "speeches.quality >= :quality",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Speeches seen on a site, of a category, published from `since` through `until`, of at least
    this quality (0 to 1). None: whatever it is; a speech without a day is in no range of days.
    """

    site: str | None = None
    category: str | None = None
    since: date | None = None
    until: date | None = None
    quality: float | None = None

    def conditions(self) -> list[str]:
        """Return SQL conditions over the table `speeches`, for `parameters()`."""
        return [sql for name, sql in _CONDITIONS.items() if getattr(self, name) is not None]

    def parameters(self) -> dict[str, Any]:
        """Return what the selection asks for by name; days as ISO 8601 text."""
        asked = {name: value for name, value in asdict(self).items() if value is not None}
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in asked.items()}


EVERYTHING = Selection()
