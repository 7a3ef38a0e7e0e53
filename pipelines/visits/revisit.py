"""When a page that was read is wanted again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SOONER, LATER = 0.5, 1.5
"""What the interval is multiplied with when a page has changed, and when it has not."""

_NEARLY = 0.9
"""A page looked at this far into its interval has told that it did not change in it."""


@dataclass(frozen=True, slots=True)
class Revisit:
    """How often to look again, in days; `known`: how many known articles in a row end the walk
    down a list.

    An article is looked at again after `first`, then between `least` and `most`; a list page
    that is not the first of its list after `sweep`. `news`: after how long it is worth while to
    look for new articles. `sections`: of a site that shows none on its start pages, so many
    sections are looked at in a run, as a share of its articles; 1.0: all.
    """

    first: float = 30.0
    least: float = 7.0
    most: float = 180.0
    sweep: float = 30.0
    known: int = 10
    news: float = 1.0
    sections: float = 0.02

    def interval(self, before: float | None, changed: bool, waited: timedelta) -> float:
        """Return the days until a page is wanted again, from those it was given `before`.

        A visit long before its time that found no change says nothing: the interval stays.
        """
        if before is None:
            return self._clamped(self.first)
        if changed:
            return self._clamped(before * SOONER)
        nearly = timedelta(days=before * _NEARLY)
        return self._clamped(before * LATER if waited >= nearly else before)

    def _clamped(self, days: float) -> float:
        return min(self.most, max(self.least, days))


def after(at: datetime, days: float) -> datetime:
    return at + timedelta(days=days)
