"""Pages whose parsing would be an attack: told by their tags, before they are parsed."""

import re
from collections.abc import Iterable, Iterator

# The time a parser takes grows with the square of the attributes of a tag: 20,000 take lexbor
# .45 s, 40,000 take it 1.8 s and libxml2 2.14 12.5 s (measured).
MOST_ATTRIBUTES, LIBXML_ATTRIBUTES = 20_000, 10_000
# Reading takes up to 10 µs and 500 bytes for each; no honest page has a tenth of them.
MOST_TAGS = 150_000
_EFFORTS = 2
_HARMLESS, _LONG_TAG, _SPACES = 131_072, 1_000, 20

_ATTRIBUTE = (
    rb"[\s/]++|[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?|="
)
# Nearly every tag is short and plain, and told as such three times as fast.
_PLAIN = (
    rb"[a-zA-Z][\w:-]{0,30}+(?:\s{1,3}+[\w:-]{1,30}+(?:=\"[^\"<>]{0,120}+\")?+){0,6}+\s{0,3}+/?>"
)
_TAG = re.compile(rb"<(?=[a-zA-Z])(?!%b)[^\s/>]*+(?:%b)*+" % (_PLAIN, _ATTRIBUTE))
_BEGUN = re.compile(rb"<[a-zA-Z]")
_VALUE = re.compile(rb"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_NAME = re.compile(rb"[\s/\"'][^\s/>=\"']")


def bomb(source: bytes, tags: int, most: int = MOST_ATTRIBUTES) -> str:
    """Why a page must not be parsed, in words for people; "" for a page that may be.

    Refused are a tag with more than `most` attributes, many that have thousands together, and
    more than 150,000 tags; the page has `tags` at most.
    """
    size = len(source)
    if size < _HARMLESS:
        return ""
    if tags > MOST_TAGS and (begun := _begun(source)) > MOST_TAGS:
        return f"{begun} tags"
    # An attribute takes two bytes: those of all shorter tags take no more effort than that.
    least = max(_LONG_TAG, min(2 * most, 4 * _EFFORTS * most**2 // size))
    return _judged(_tags_of(source, least), most)


def _begun(source: bytes) -> int:
    return sum(1 for _ in _BEGUN.finditer(source))


def _tags_of(source: bytes, least: int) -> Iterator[bytes]:
    """The tags that are `least` bytes long or more.

    No tag reaches over a `>` outside of quotes: tags are looked for only where none is found
    within that many bytes.
    """
    outside, at, quotes = 0, least, _Quotes(source)
    while at - least < len(source):
        end = source.rfind(b">", max(outside, at - least), at)
        if end > outside and not quotes.may_hold(outside, end):
            if at - outside > least:
                yield from _tags_within(source, outside, end + 1, least)
            outside, at = end, end + least
        else:
            at += least
    yield from _tags_within(source, outside, len(source), least)


def _tags_within(source: bytes, start: int, end: int, least: int) -> Iterator[bytes]:
    last = end - least + 2  # where the first two bytes of a tag end that is long enough
    begun = _BEGUN.search(source, start, last)
    while begun:
        at = begun.start()
        tag = _TAG.match(source, at, end)
        if tag and tag.end() - at >= least:
            yield tag[0]
        begun = _BEGUN.search(source, tag.end() if tag else at + 1, last)


class _Quotes:
    """Tells which places of a page may be part of a quoted value; asked for in order, each byte
    is looked at once."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._last = {b'"': -1, b"'": -1}
        self._seen = 0

    def may_hold(self, start: int, at: int) -> bool:
        """False when no quotation mark behind `start` begins a value that `at` is part of."""
        near, seen, self._seen = max(start, at - _HARMLESS), self._seen, at
        for quote, before in self._last.items():
            self._last[quote] = max(before, self._source.rfind(quote, seen, at))
        return any(self._may_begin(last, near, start) for last in self._last.values())

    def _may_begin(self, last: int, near: int, start: int) -> bool:
        if last < near:
            return near > start
        before = self._source[max(last - _SPACES, near) : last].rstrip()
        return before[-1:] in (b"=", b"")


def _judged(tags: Iterable[bytes], most: int) -> str:
    effort = 0
    for tag in tags:
        attributes = sum(1 for _ in _NAME.finditer(_VALUE.sub(b"''", tag)))
        effort += attributes**2
        if attributes > most:
            return f"a tag with {attributes} attributes"
    return "too many tags with thousands of attributes" if effort > _EFFORTS * most**2 else ""
