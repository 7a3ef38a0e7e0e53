"""What a site profile says about its pages: the [extract] and [clean] tables."""

from dataclasses import dataclass, field

Selectors = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """Selectors (CSS, or XPath when they begin with `/`, `.` or `(`); the first match wins.

    An empty tuple leaves the field to the generic rules.
    """

    body: Selectors = ()
    title: Selectors = ()
    published: Selectors = ()
    source: Selectors = ()
    speaker: Selectors = ()
    category: Selectors = ()
    tags: Selectors = ()
    views: Selectors = ()


@dataclass(frozen=True, slots=True)
class Clean:
    """What to take out: nodes by selector, whole lines by regular expression (searched)."""

    drop: Selectors = ()
    drop_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    extract: Extract = field(default_factory=Extract)
    clean: Clean = field(default_factory=Clean)


@dataclass(frozen=True, slots=True)
class TemplateMemory:
    """The lines that one site repeats over its articles: its furniture, as learnt so far."""

    lines: frozenset[str] = frozenset()
