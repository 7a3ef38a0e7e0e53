"""Links that a loop writes: `for (var i = 1; i <= 9; i++) document.write('<a href="l_' + i …`."""

import re
from collections.abc import Iterator
from itertools import islice

from crawler.discovery.clicks import block
from crawler.discovery.handlers import TEXT

_LOOP = re.compile(
    r"\bfor\s{0,9}\(\s{0,9}(?:(?:var|let)\s{1,9})?([\w$]{1,40})\s{0,9}=\s{0,9}(\d{1,4})\s{0,9};"
    r"\s{0,9}\1\s{0,9}<(=?)\s{0,9}(\d{1,6}|[A-Za-z_$][\w$]{0,40})\s{0,9};[^){}]{1,40}\)\s{0,9}(\{?)"
)
_MOST_LOOPS, _MOST, _LONGEST = 20, 200, 1_000


def looped_links(script: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses that counting loops write, each with what its link would say: a number,
    or nothing that is known.
    """
    for loop in islice(_LOOP.finditer(script), _MOST_LOOPS):
        name, first, equal, last, opened = loop.groups()
        end = _number(last, script)
        written = script[loop.end() : loop.end() + _LONGEST]
        body = block(written) if opened else written.partition("\n")[0]
        if end is None or "href" not in body:
            continue
        counts = range(int(first), end + len(equal))[:_MOST]
        is_pager = re.search(
            rf">[^<>\"'`]{{0,9}}[\"'`]\s{{0,9}}\+\s{{0,9}}\(?{re.escape(name)}\b", body
        )
        for before, more, after in islice(_written(name).findall(body), _MOST_LOOPS):
            for count in counts:
                number = count + int(more or 0)
                if count or not _sets_apart(name, body):
                    yield f"{before}{number}{after}", str(number) if is_pager else ""


def _written(name: str) -> re.Pattern[str]:
    """Return the pattern of a link's address with a counter in it: what stands before it, what is
    added to it, and what stands behind it.
    """
    counter = rf"\(?\s{{0,9}}{re.escape(name)}(?:\s{{0,9}}\+\s{{0,9}}(\d))?\s{{0,9}}\)?"
    joined = rf"[\"'`]\s{{0,9}}\+\s{{0,9}}{counter}\s{{0,9}}\+\s{{0,9}}[\"'`]"
    return re.compile(
        rf"\bhref\s{{0,9}}=\s{{0,9}}[\\\"']{{0,2}}({TEXT}{{1,200}}){joined}({TEXT}{{0,100}})"
    )


def _sets_apart(name: str, body: str) -> bool:
    """Tell whether a loop does otherwise for 0: the first page's name has no number."""
    return re.search(rf"\b{re.escape(name)}\s{{0,9}}={{2,3}}\s{{0,9}}0\b", body) is not None


def _number(value: str, script: str) -> int | None:
    if value.isdecimal():
        return int(value)
    found = re.search(rf"\b{re.escape(value)}\s{{0,9}}=\s{{0,9}}[\"']?(\d{{1,6}})\b", script)
    return int(found[1]) if found else None
