"""Which speeches of a corpus are meant."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pipelines.duplicates.choice import BETTER

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
_OF_THE_SAME = "(other.id = speeches.copy_of OR other.copy_of = speeches.copy_of)"


@dataclass(frozen=True, slots=True)
class Selection:
    """Speeches seen on a site, of a category, published from `since` through `until`, of at least
    this quality (0 to 1). None: whatever it is; a speech without a day is in no range of days.
    Of copies the best one that is all that, and no collections, whose speeches are there by
    themselves; with `near` all of them.
    """

    site: str | None = None
    category: str | None = None
    since: date | None = None
    until: date | None = None
    quality: float | None = None
    near: bool = False

    def conditions(self, *, before: bool = False) -> list[str]:
        """Return SQL conditions over the table `speeches`, for `parameters()`.

        With `before` they hold for what once stood for its copies, too.
        """
        asked = [sql for name, sql in _CONDITIONS.items() if getattr(self, name) is not None]
        if self.near:
            return asked
        one = _one_each(asked)
        return [*asked, f"(speeches.was_chosen OR {one})" if before else one]

    def parameters(self) -> dict[str, Any]:
        """Return what the selection asks for by name; days as ISO 8601 text."""
        asked = {name: value for name, value in asdict(self).items() if name in _CONDITIONS}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asked.items()
            if value is not None
        }


def _one_each(asked: Sequence[str]) -> str:
    """Return the condition that no better copy is all that, either."""
    if not asked:
        return "(speeches.copy_of IS NULL AND speeches.collection = 0)"
    theirs = [sql.replace("speeches.", "other.") for sql in asked]
    better = " AND ".join([_OF_THE_SAME, *theirs, BETTER])
    others = f"SELECT 1 FROM speeches AS other WHERE {better}"
    best = f"(speeches.copy_of IS NULL OR NOT EXISTS ({others}))"
    return f"(speeches.collection = 0 AND {best})"


ONE_EACH = Selection()
EVERYTHING = Selection(near=True)
