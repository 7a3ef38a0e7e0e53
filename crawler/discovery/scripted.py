"""Addresses that a page states outside of its links: select boxes, clicks, “load more”, frames."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from cleaners.dom import Document
from cleaners.tree.nodes import TEXT, Node, attribute, tree_of, within
from crawler.discovery.addresses import PAGE_KEYS
from crawler.discovery.clicks import clicked_links, paged_links
from crawler.discovery.handlers import handled_links
from crawler.discovery.loops import looped_links

# Where to look, and what a page's source must hold for it to be worth it.
_OPTIONS = {"option[value]": ("<option", "<OPTION")}
_PLACES = _OPTIONS | {
    "frame[src]": ("<frame", "<FRAME"),
    "iframe[src]": ("<iframe", "<IFRAME"),
    "[onclick]": ("onclick", "onClick", "OnClick", "ONCLICK"),
    'a[href^="javascript:"]': ("javascript:",),
}
_DATA = re.compile(
    r"data(?=-)(?>[\w-]*?-(?:url|href|link|next|page|more|load|ajax|api)(?=-|\Z))[\w-]*+"
)
_DATA_NAME = re.compile(r"\bdata-[a-zA-Z-]{2,40}(?==)")
_MOST_NAMES = 50
_PAGE_KEY = re.compile(rf"(?i)[\"'`][?&]({'|'.join(PAGE_KEYS)})=[\"'`]\s{{0,9}}\+")
_GOES = re.compile(r"(?i)location|open|href|load|more|page|next|get|url|go")
_QUOTED = re.compile(r"[\"']([^\"'<>{}\s]{1,500})[\"'](?!\s{0,9}\+)")
# As a whole: a template of an address (?page={n}) is none.
_ADDRESS = re.compile(
    r"(https?:/|/|\.{1,2})?/[^\s<>{}$\"'|\\]+|\?[\w-]+=[^\s<>{}$\"'|\\]+"
    r"|[\w%.~-][\w%./~-]*\.(s?html?|php|aspx?|jsp|do|json)(\?[^\s<>{}$\"'|\\]*)?"
)
_MOVED = re.compile(
    r"location(?:\.href)?\s*=\s*[\"']([^\"'\s]{1,500})[\"']"
    r"|location\.(?:replace|assign)\(\s*[\"']([^\"'\s]{1,500})[\"']"
)
_DEED = re.compile(
    r"(?i)(count|hits?|click|vote|digg|ding|zan|like|share|comment|login|logout|register|delete|del"
    r"|fav(orite)?|stow|captcha|verify|download|print)s?\b"
)
_FETCHES = re.compile(
    r"\b(?:fetch|ajax|getJSON|axios[\w.]{0,60}|\$\.(?:get|post))\s*\(|XMLHttpRequest"
)
_WRITTEN = re.compile(r"(?is)<a\s[^<>]{1,1000}>.{0,500}?</a>")
_NAMED = re.compile(
    r"[\"']((?:[\w.~-]*/)*[\w.~-]+\.(?:s?html?|php|aspx?|jsp)(?:\?[\w=&%.-]+)?)[\"']"
    r"(?!\s{0,9}\+)"
)
_LONGEST_LIST, _MOST_WRITTEN, _MOST_LOOPED = 300_000, 2_000, 500
_HELD_BACK = re.compile(r"(?i)<textarea\b")
_ENTRIES = 3
"""Links in a `<textarea>` that make it a list; one alone is for copying."""

_NEXT_TO_NONE = 100
_UNSHOWN = ("script", "style", "title", "noscript", "head")
_LONGEST_SCRIPT, _MOST_SCRIPTS = 10_000, 50


def stated_links(document: Document) -> Iterator[tuple[str, Node]]:
    """Yield addresses as written, and the elements that state them, in reading order.

    Those are the options of select boxes, frames, attributes such as `data-url`, and what stands
    in quotes where a click leads elsewhere (`location.href='…'`), and where the functions lead
    that it calls. Only whole addresses, and none that counts, votes or deletes.
    """
    yield from _stated(document, _PLACES)
    pages = paged_links(document) if "<select" in document.text else ()
    script = scripts(document)
    clicked = clicked_links(document, script), handled_links(document, script)
    for address, node in chain(pages, *clicked):
        if may_be_shown(address):
            yield address, node


def options(document: Document) -> Iterator[tuple[str, Node]]:
    """Yield the addresses of select boxes, and the options that state them, in reading order."""
    return _stated(document, _OPTIONS)


def _stated(document: Document, known: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Node]]:
    places = [
        place for place, hints in known.items() if any(hint in document.text for hint in hints)
    ]
    if known is _PLACES and "data-" in document.text:
        names = {name.lower() for name in _DATA_NAME.findall(document.text)}
        places += [f"[{name}]" for name in sorted(filter(_DATA.fullmatch, names))[:_MOST_NAMES]]
    found = document.tree.css(", ".join(places)) if places else []
    for node in {node.mem_id: node for node in found}.values():
        for value in _values(node):
            if may_be_shown(value):
                yield value, node
                if following := _following(value, node, document.text):
                    yield following, node


def _following(value: str, node: Node, text: str) -> str | None:
    """Return the address of a list's next piece where its number stands beside the address."""
    page = attribute(node, "data-page")
    if value == page or not page.isdecimal() or len(page) > 5 or "page=" in value:
        return None
    key = _PAGE_KEY.search(text)
    return f"{value}{'&' if '?' in value else '?'}{key[1] if key else 'page'}={int(page) + 1}"


def _values(node: Node) -> Iterator[str]:
    for name, value in node.attributes.items():
        if not value or len(value) > 1000:
            continue
        leads = (node.tag, name) in {("option", "value"), ("frame", "src"), ("iframe", "src")}
        if leads or _DATA.fullmatch(name):
            yield value.strip()
        elif name in ("onclick", "href") and _GOES.search(value):
            yield from _QUOTED.findall(value)


def may_be_shown(address: str) -> bool:
    """Tell whether a text is a whole address, and of none that counts, votes or deletes."""
    return _ADDRESS.fullmatch(address) is not None and not _DEED.search(address)


def is_built_by_script(document: Document) -> bool:
    """Tell whether a page has scripts that fetch something to show, and next to no text itself."""
    nodes = list(document.elements["script"][:_MOST_SCRIPTS])
    fetches = any(attribute(node, "src") or _FETCHES.search(node.text()) for node in nodes)
    texts = document.tree.traverse(include_text=True, skip_empty=True)
    shown = sum(
        len(node.text_content.strip())
        for node in texts
        if node.tag == TEXT and node.parent and node.parent.tag not in _UNSHOWN
    )
    return fetches and shown < _NEXT_TO_NONE


def scripts(document: Document) -> str:
    """Return the scripts that stand in a page, the first of each one's characters."""
    return "\n".join(scripts_of(document))


def scripts_of(document: Document) -> Iterator[str]:
    """Yield the scripts that stand in a page, the first of each one's characters."""
    for node in document.elements["script"][:_MOST_SCRIPTS]:
        yield node.text()[:_LONGEST_SCRIPT]


def written_links(document: Document) -> Iterator[tuple[str, Node]]:
    """Yield the links that a page's scripts would write: in pieces of HTML, in menus as arrays, and
    what they would show of a list that is held back in a `<textarea>`.

    The elements are made for them; of an address in an array only that it has a name is known.
    """
    (menu,) = within(tree_of(b"<a>menu</a>"), "a")
    for script in document.elements["script"][:_MOST_SCRIPTS]:
        text = script.text()[:_LONGEST_LIST]
        if "href" in text:
            yield from _in_html(text.replace("\\", ""))
        for found in islice(_NAMED.finditer(text[:_LONGEST_SCRIPT]), _MOST_WRITTEN):
            yield found[1], menu
    yield from _looped(document)
    if _HELD_BACK.search(document.text):
        for node in document.tree.css("textarea")[:_MOST_SCRIPTS]:
            held = list(_in_html(node.text()[:_LONGEST_LIST]))
            yield from held if len(held) >= _ENTRIES else ()


def _looped(document: Document) -> Iterator[tuple[str, Node]]:
    """Yield what counting loops write, and an element for each that says what its link would."""
    text = scripts(document)
    loops = looped_links(text) if "href" in text and "for" in text else ()
    found = list(islice((link for link in loops if may_be_shown(link[0])), _MOST_LOOPED))
    said = "".join(f"<a>{number or 'menu'}</a>" for _, number in found)
    nodes = within(tree_of(said.encode()), "a") if found else []
    yield from ((address, node) for (address, _), node in zip(found, nodes, strict=True))


def _in_html(text: str) -> Iterator[tuple[str, Node]]:
    for found in islice(_WRITTEN.finditer(text), _MOST_WRITTEN):
        for node in within(tree_of(found[0].encode("utf-8", "replace")), "a"):
            if _ADDRESS.fullmatch(href := attribute(node, "href").strip()):
                yield href, node


def moved_by_script(document: Document) -> Iterator[tuple[str, Node]]:
    """Yield where a page's scripts send its readers."""
    for node in document.elements["script"]:
        for found in _MOVED.finditer(node.text()[:_LONGEST_SCRIPT]):
            yield found[1] or found[2], node
