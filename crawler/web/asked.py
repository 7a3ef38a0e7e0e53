"""What the address of a search page says."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from pipelines.corpus import Sort

SIZE, LARGEST = 20, 100
"""Hits on a page, unless asked otherwise, and at most."""

_LAST_PAGE = 100_000
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a search page says; `site`, `category` and `year` narrow the query.

    `near`: near copies, too, not one for all of them.
    """

    q: str = ""
    site: str = ""
    category: str = ""
    year: str = ""
    sort: Sort = "relevance"
    near: bool = False
    page: int = 1
    size: int = SIZE

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        """Read query parameters; what makes no sense is as if it were not there."""
        year = args.get("year") or ""
        return cls(
            q=(args.get("q") or "").strip(),
            site=args.get("site") or "",
            category=args.get("category") or "",
            year=year if year.isdecimal() and year.isascii() and len(year) == _YEAR_DIGITS else "",
            sort="date" if args.get("sort") == "date" else "relevance",
            near=args.get("near") == "1",
            page=_number(args.get("page"), 1, _LAST_PAGE),
            size=_number(args.get("size"), SIZE, LARGEST),
        )

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def address(self, **changes: object) -> str:
        """Return the address of this search with changes; from page 1, unless they say another."""
        wanted = asdict(self) | {"page": 1} | changes
        usual = asdict(Asked())
        said = {name: value for name, value in wanted.items() if value != usual[name]}
        said |= {"near": "1"} if wanted["near"] else {}
        return f"/search?{urlencode(said)}" if said else "/search"


def _number(text: str | None, usual: int, most: int) -> int:
    if text and text.isascii() and text.isdecimal() and len(text) < len(str(_LAST_PAGE)) + 1:
        return min(max(1, int(text)), most)
    return usual
