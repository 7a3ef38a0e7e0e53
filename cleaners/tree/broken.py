"""Pages with so many elements left open that parsers cut them, or need too much time for them."""

import re
from collections import Counter

from cleaners.tree.counts import Tags

# Below so many tags nothing takes lexbor long, whatever is left open (measured: 20,000 nested
# <ul> take .34 s, 100,000 nested <div> 11.7 s).
_FEW_TAGS, _DEEPEST = 20_000, 5_000
# What formats and is not closed is opened again in each block below it (13.2.4.3 of the HTML
# standard): 2,000 <p><font size=…> make 2,000,000 elements of 365 bytes.
_MOST_REOPENED = 1_000_000
# A page of so many tags makes 2,000,000 at most, even with end tags made to mislead.
_COUNTED = 8_000
# Behind the look at the first letter it is found twice as fast.
_FORMAT = re.compile(
    rb"<(/?)(?=[bcefinstu])(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.I
)
_FORMATTING = re.compile(_FORMAT.pattern + rb"[^<>]*+>", re.I)
_ENDED_AT_ONCE = re.compile(
    r"<(script|style|title|textarea|iframe|noframes|noembed|xmp)(?=[\s/])[^<>]*+(?<=/)>", re.I
)
# libxml2 stops at 2,048 levels and drops the text below them; no honest page needs 200.
_KEPT = 200
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})[^<>]*+>")
# What has no end tag, and what the next of its kind ends: neither nests.
_FLAT = frozenset(
    b"area base br col dd dt embed hr img input li link meta option p param source td th tr track"
    b" wbr body head html".split()
)
_NESTED = re.compile(rb"<(/?)(?!/?(?:%b)[\s/>])([a-z][a-z0-9]{0,30})" % b"|".join([*_FLAT, b"a"]))
_INLINE = frozenset(
    b"a abbr acronym b bdo big cite code del dfn em font i ins kbd label mark nobr q s samp small"
    b" span strike strong sub sup tt u var".split()
)


def ended(source: str) -> str:
    """A page with an end tag behind what XML ends at once: <script src="a.js"/>.

    To HTML that is a beginning, and all that follows is script.
    """
    return _ENDED_AT_ONCE.sub(r"\g<0></\1>", source)


def lightened(source: bytes, tags: Tags) -> bytes:
    """A page of so many `tags`, or fewer, as lexbor may read it; nearly all as they are.

    Where it would reopen too many elements, without the tags that only format; where it is
    nested too deep, without those too deep (see `flattened`). Its text is all there.
    """
    if _reopens(source, tags):
        source = _FORMATTING.sub(b"", source)
    if tags.all > _FEW_TAGS and _begun(tags) > _DEEPEST and _deepest(source) > _DEEPEST:
        source = flattened(source)
    return source


def _reopens(source: bytes, tags: Tags) -> bool:
    if _pairs(min(_begun(tags), tags.all // 2), tags.all) <= _MOST_REOPENED:
        return False
    left_open = tags.all - 2 * tags.ends
    if tags.all <= _COUNTED and _pairs(left_open, tags.all) <= _MOST_REOPENED:
        return False
    return _pairs(_formatting(source), tags.all) > _MOST_REOPENED


def _begun(tags: Tags) -> int:
    """How many elements begin, at most."""
    return tags.all - tags.ends


def _formatting(source: bytes) -> int:
    """How many elements that format are left open; an end tag of another one ends none."""
    opened: Counter[bytes] = Counter()
    for ends, name in _FORMAT.findall(source):
        name = name.lower()
        if not ends:
            opened[name] += 1
        elif opened[name]:
            opened[name] -= 1
    return opened.total()


def _pairs(unclosed: int, tags: int) -> int:
    """How often elements left open can be opened again by all other tags, one after another."""
    return unclosed * (tags - unclosed) // 2


def _deepest(source: bytes) -> int:
    opened: Counter[bytes] = Counter()
    depth = deepest = 0
    for ends, name in _NESTED.findall(source.lower()):
        if not ends:
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest


def flattened(source: bytes) -> bytes:
    """A page without the tags below level 200: line breaks for blocks, nothing for the rest.

    Its text is all there, in its order. End tags that end nothing are left out, too.
    """
    opened: Counter[bytes] = Counter()
    depth = 0

    def shallow(found: re.Match[bytes]) -> bytes:
        nonlocal depth
        name = found[2].lower()
        if name in _FLAT:
            return found[0]
        if found[1] and not opened[name]:
            return b""
        step = -1 if found[1] else 1
        level = depth if found[1] else depth + 1
        opened[name] += step
        depth += step
        if level <= _KEPT:
            return found[0]
        return b"" if name in _INLINE else b"<br>"

    return _TAG.sub(shallow, source)
