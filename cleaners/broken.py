"""Pages nested deeper than libxml2 goes: their source with its nesting made shallow."""

import re
from collections import Counter

# libxml2 stops at 2,048 levels and drops the text below them; no honest page needs 200.
_KEPT = 200
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})[^<>]*+>")
# What has no end tag, and what the next of its kind ends: neither nests.
_FLAT = frozenset(
    b"area base br col dd dt embed hr img input li link meta option p param source td th tr track"
    b" wbr body head html".split()
)
_INLINE = frozenset(
    b"a abbr acronym b bdo big cite code del dfn em font i ins kbd label mark nobr q s samp small"
    b" span strike strong sub sup tt u var".split()
)


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
