"""RunReport: what a run did."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

FIELDS = ("title", "published", "source", "speaker", "category", "tags")
"""The fields of a speech whose fill rates are counted."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """Counts of one run. `pages` are by kind and state, `filled` shares (0 to 1) by field.

    `rejected` and `failed` (gone and refused, too) are by reason; `problems` are sentences for
    people, none when the run was good. `first_run`: the site had no speech before. `reads` is a
    hash of what decides what a page gives; `traps` what was left alone because so many new pages
    of it in a row had brought nothing, and where that was noticed. `near`: how many of the new
    speeches are altered copies of one that was there; `changed`: how many of the speeches stand
    where another stood; `older`: articles left alone for being older than the run was asked for.
    `sections_left`: sections left for later runs, as nothing told of news in them.
    `not_followed`: lists that have pages which were not asked for, by reason.
    `rests`: how often the run put a host to rest, `rested`: seconds it waited for that,
    `resting`: the hosts it left alone, and until when (ISO 8601). `scripted_starts`: start pages
    that show nothing until a script has run.
    """

    site: str
    profile: str = ""
    first_run: bool = False
    reads: str = ""
    traps: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    new: int = 0
    near: int = 0
    same: int = 0
    changed: int = 0
    older: int = 0
    sections_left: int = 0
    not_followed: Mapping[str, int] = field(default_factory=dict)
    rejected: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)
    failed_starts: tuple[str, ...] = ()
    scripted_starts: tuple[str, ...] = ()
    filled: Mapping[str, float] = field(default_factory=dict)
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    errors: int = 0
    rests: int = 0
    rested: float = 0.0
    resting: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """`bad` when there are problems, `resting` when a host was left alone, else `good`."""
        return "bad" if self.problems else "resting" if self.resting else "good"

    def in_state(self, *states: str) -> int:
        """Return how many pages of any kind the run left in these states."""
        return sum(by_state.get(state, 0) for by_state in self.pages.values() for state in states)

    @property
    def tried(self) -> int:
        return sum(sum(by_state.values()) for by_state in self.pages.values())

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` reads: dicts, lists, strings and numbers only."""
        return asdict(self) | {
            "problems": list(self.problems),
            "failed_starts": list(self.failed_starts),
            "scripted_starts": list(self.scripted_starts),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read a kept report; keys that another version wrote are left out."""
        known = {each.name for each in fields(cls)} & values.keys()
        lists = {"problems", "failed_starts", "scripted_starts"} & known
        return cls(
            **{name: values[name] for name in known} | {name: tuple(values[name]) for name in lists}
        )
