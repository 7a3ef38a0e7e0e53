"""Lists that have more than is followed: why, so far as the page says that there is more."""

import re
from collections.abc import Sequence

from cleaners.dom import Document
from cleaners.tree.nodes import Node, attribute
from crawler.discovery.clicks import does_of
from crawler.discovery.entries import says_next
from crawler.discovery.postbacks import form_around
from crawler.discovery.scripted import scripts
from crawler.discovery.templates import templates
from pipelines.corpus import Link

_CLICKED = (
    "a[href], a[onclick], button, input[type=button], input[type=submit], li[onclick],"
    " span[onclick], div[onclick]"
)
_SUBMITS = re.compile(r"\bsubmit\s{0,9}+\(")
_SETS_COOKIE = re.compile(
    r"(?i)\bdocument\.cookie\s{0,9}=|\bcookies?\s{0,9}(?:\.set\s{0,9})?\(|\bset_?cookie\("
)
_ROUTE = re.compile(r"#!?/?[\w/-]{0,80}[?=&/\w-]{0,80}\d[\w=&]{0,40}|#!?/[\w/?=&.-]{1,200}")
_ENTRY = re.compile(r"#!?/\S{0,200}\d")
_NOWHERE = re.compile(r"(?i)(?:javascript:)?\s*(?:void\s*\(?\s*0?\s*\)?|#|return false|;|\s)*")
_SOME = 5
"""Links to routes of a script that make a page a list of them."""


def unfollowed(document: Document, links: Sequence[Link]) -> str:
    """Return why a list has more than its `links` lead to, "" where nothing says that it has.

    Of a list of articles without a next page: `post_pager`, the next one needs a form by POST
    that may do something else; `cookie_pager`, a cookie says which page is shown; `hash_pager`
    and `script_pager`, only a script shows it. Of one without an article: `hash_routes`, its
    entries are routes of a script; `script_list`, a script fills it from what is not known.
    """
    if not any(link.kind == "article" for link in links):
        return _unfilled(document, links)
    if any(link.next for link in links):
        return ""
    script = scripts(document)
    nodes = (node for node in document.tree.css(_CLICKED) if _leads_on(node))
    return next(filter(None, (_reason(node, script) for node in nodes)), "")


def _unfilled(document: Document, links: Sequence[Link]) -> str:
    if "#" in document.text:
        linked = (attribute(node, "href").strip() for node in document.tree.css('a[href*="#"]'))
        if len({href for href in linked if _ENTRY.search(href)}) >= _SOME:
            return "hash_routes"
    return "script_list" if not links and templates(document) else ""


def _leads_on(node: Node) -> bool:
    classes = attribute(node, "class")
    return says_next(node) and "disabled" not in node.attributes and "disabled" not in classes


def _reason(node: Node, script: str) -> str:
    href, clicked = attribute(node, "href"), attribute(node, "onclick")
    if href.startswith("#") and _ROUTE.fullmatch(href):
        return "hash_pager"
    does = does_of(f"{href} {clicked}", script)
    if _SETS_COOKIE.search(does):
        return "cookie_pager"
    if _SUBMITS.search(does) or _is_sent(node):
        return "post_pager"
    if clicked or href.startswith("javascript:"):
        return "" if _NOWHERE.fullmatch(f"{href} {clicked}".strip()) else "script_pager"
    return ""


def _is_sent(node: Node) -> bool:
    """Tell whether a click sends the form around it by POST."""
    if node.tag == "a" or attribute(node, "type").lower() not in ("", "submit"):
        return False
    form = form_around(node)
    return form is not None and attribute(form, "method").lower() == "post"
