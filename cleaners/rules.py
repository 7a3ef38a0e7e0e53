"""What a site profile says about its pages: the [extract] and [clean] tables."""

from dataclasses import dataclass, field
from functools import lru_cache

from cssselect import ExpressionError, SelectorError
from lxml import etree
from parsel.csstranslator import HTMLTranslator

_CSS = HTMLTranslator()
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


@lru_cache(maxsize=1024)
def xpath(selector: str) -> str:
    """The XPath of a selector: CSS (with `::text` and `::attr(x)`) is translated.

    Raises ValueError, with the selector and what is wrong, for one that does not parse.
    """
    try:
        path = (
            selector
            if selector.startswith(("/", ".//", "./", "("))
            else _CSS.css_to_xpath(selector)
        )
        etree.XPath(path)
    except (SelectorError, etree.XPathError, ExpressionError) as error:
        raise ValueError(f"selector {selector!r}: {error}") from error
    return path
