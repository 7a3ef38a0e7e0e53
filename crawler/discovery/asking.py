"""What a page's scripts ask for to show it: an address, and what they send with it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple
from urllib.parse import urlencode

from cleaners.dom import Document
from cleaners.tree.nodes import Node, tree_of, within
from crawler.discovery.addresses import PAGE_KEYS
from crawler.discovery.scripted import may_be_shown, scripts_of

_ASKS = re.compile(
    r"(?:(?:\b(?:fetch|getJSON|axios(?:\.get|\.post)?|load)|(?:\$|\bjQuery)\.(?:get|post))\s*\("
    r"|\burl\s*:)\s*"
    r"[\"'`]((?:https?:/)?\.{0,2}/?[\w./~%-]+(?:\?[\w=&%.-]*)?)[\"'`](\s*\+)?"
)
_PAGE_NUMBER = re.compile(rf"(?i)[?&](?:{'|'.join(PAGE_KEYS)})=$")
_NUMBERED = re.compile(rf"(?i)(?:[?&]|^)(?:{'|'.join(PAGE_KEYS)})=\d")
_POSTS = re.compile(r"(?i)\b(?:type|method)\s*:\s*[\"']post|(?:\$|jQuery|axios)\.post\s*\(")
_AS_JSON = re.compile(r"(?i)axios\.post|JSON\.stringify|application/json")
_BESIDE = re.compile(r"\A\s{0,9},\s{0,9}(?:JSON\.stringify\(\s{0,9})?\{([^{}]{1,300})\}")
_NAMED = re.compile(
    r"\b(?:data|params|body)\s{0,9}:\s{0,9}(?:JSON\.stringify\(\s{0,9})?\{([^{}]{1,300})\}"
)
_PAIR = re.compile(
    r"[\"']?([\w.$-]{1,40})[\"']?\s{0,9}:\s{0,9}"
    r"(?:[\"']([^\"'\n]{0,100})[\"']|(\d{1,9})\b|([A-Za-z_$][\w$.]{0,60}))"
)
_CALLS = re.compile(r"(?i)\bajax\s*\(|\baxios\s*\(|\brequest\s*\(")
_ANSWERED = re.compile(r"\b(?:success|done|then|function|error)\b|=>")
_BEFORE, _BEHIND, _MOST = 150, 500, 50


class Sent(NamedTuple):
    """How a request is sent by POST: what it has in its body, and which keys of its address."""

    kind: Literal["form", "json"]
    keys: tuple[str, ...]


class Ask(NamedTuple):
    """An address with all that is asked for in it, and how it is sent if not by GET."""

    url: str
    sent: Sent | None = None


def asked_links(document: Document) -> Iterator[tuple[str, Node]]:
    """Yield the addresses that a page's scripts get, and an element made for them."""
    (menu,) = within(tree_of(b"<a>menu</a>"), "a")
    yield from ((ask.url, menu) for ask in asked(document) if not ask.sent)


def asked(document: Document) -> Iterator[Ask]:
    """Yield what a page's scripts ask for to show it."""
    for script in scripts_of(document):
        yield from (ask for ask in asks(script) if may_be_shown(ask.url))


def asks(script: str) -> Iterator[Ask]:
    """Yield what a script asks for, the first page where it counts pages.

    Of what is sent by POST only lists are asked for: with the number of a page.
    """
    for found in islice(_ASKS.finditer(script), _MOST):
        address, joined = found.groups()
        if joined and not _PAGE_NUMBER.search(address):
            continue
        before, behind = _call_around(script, found)
        pairs = _pairs(behind, script)
        whole = f"{address}1" if joined else address
        if pairs:
            whole += ("&" if "?" in whole else "?") + urlencode(pairs)
        if not _POSTS.search(before + found[0] + behind):
            yield Ask(whole)
        elif _NUMBERED.search(whole.partition("?")[2]):
            as_json = _AS_JSON.search(before + found[0] + behind)
            keys = tuple(key for key, _ in pairs)
            yield Ask(whole, Sent("json" if as_json else "form", keys))


def _call_around(script: str, found: re.Match[str]) -> tuple[str, str]:
    """Return what stands in a call before and behind the address that it asks for."""
    before = script[max(0, found.start() - _BEFORE) : found.start()]
    calls = list(_CALLS.finditer(before))
    behind = script[found.end() : found.end() + _BEHIND]
    answered = _ANSWERED.search(behind)
    return before[calls[-1].start() :] if calls else "", behind[: answered and answered.start()]


def _pairs(behind: str, script: str) -> list[tuple[str, str]]:
    sent = _BESIDE.search(behind) or _NAMED.search(behind)
    found = _PAIR.findall(sent[1]) if sent else []
    pairs = ((key, _value(key, text, number, name, script)) for key, text, number, name in found)
    return [(key, value) for key, value in pairs if value is not None]


def _value(key: str, text: str, number: str, name: str, script: str) -> str | None:
    """Return what is sent under a key: of pages the first, None if it is not known."""
    if not name:
        return number or text
    if key.lower() in PAGE_KEYS:
        return "1"
    last = re.escape(name.rpartition(".")[2])
    told = re.search(
        rf"\b{last}\s{{0,9}}[=:]\s{{0,9}}(?:[\"']([^\"'\n]{{0,100}})[\"']|(\d{{1,9}})\b)", script
    )
    return (told[1] or told[2]) if told else None
