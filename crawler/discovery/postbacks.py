"""Further pages of a list that only its form brings: ASP.NET's pagers send the page back."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaners.dom import Document
from cleaners.tree.nodes import Node, around, attribute
from crawler.discovery.addresses import is_host_of
from crawler.discovery.clicks import submits
from crawler.discovery.entries import says_next
from crawler.discovery.links import address_of, base_of
from crawler.discovery.scripted import scripts
from pipelines.corpus import Link

_SENDS_BACK = re.compile(
    r"(?:__doPostBack|WebForm_PostBackOptions)\(\s{0,9}[\"']([^\"'\n]{1,200})[\"']\s{0,9},"
    r"\s{0,9}[\"']([^\"'\n]{0,200})[\"']"
)
_STATE = "__VIEWSTATE"
_POSTS = re.compile(r"(?i)\bmethod\s{0,9}+=\s{0,9}+[\"']?post\b")
_CLICKED = "a[href], a[onclick], button, input[type=button], input[type=submit]"
_DOES = 1_000
_FIELDS, _LONGEST = 200, 1_000_000
_KEPT = ("", "hidden", "text", "search")


class Form(NamedTuple):
    """Where a form is sent (POST), and its fields as they would be filled in."""

    url: str
    fields: tuple[tuple[str, str], ...]


def following_form(document: Document, url: str, domains: tuple[str, ...]) -> Form | None:
    """Return what the link to the next page sends back, None if it leads on in another way.

    Only where the page says in what state it is (`__VIEWSTATE`): all else may do something.
    """
    if _STATE not in document.text:
        return None
    for node in document.tree.css("a[href]"):
        does = f"{attribute(node, 'href')} {attribute(node, 'onclick')}"
        found = _SENDS_BACK.search(does[:_DOES])
        if found and says_next(node) and "disabled" not in node.attributes:
            return _filled(_form_around(node), found[1], found[2], document, url, domains)
    return None


def has_unsent_pager(document: Document, links: Sequence[Link]) -> bool:
    """Tell whether none of a list's `links` is its next page, and what says that it leads there
    sends a form by POST, which may do something else: it is left alone.
    """
    if any(link.next for link in links) or not _POSTS.search(document.text):
        return False
    script = scripts(document)
    return any(
        says_next(node) and "disabled" not in node.attributes and _is_sent(node, script)
        for node in document.tree.css(_CLICKED)
    )


def _is_sent(node: Node, script: str) -> bool:
    """Tell whether a click sends a form: that around it by POST, or any by a script."""
    does = f"{attribute(node, 'href')} {attribute(node, 'onclick')}"
    if node.tag != "a" and attribute(node, "type").lower() in ("", "submit"):
        form = _form_around(node)
        return form is not None and attribute(form, "method").lower() == "post"
    return submits(does[:_DOES], script)


def _form_around(node: Node) -> Node | None:
    form = around(node)
    while form is not None and form.tag != "form":
        form = around(form)
    return form


def _filled(
    form: Node | None,
    target: str,
    argument: str,
    document: Document,
    url: str,
    domains: tuple[str, ...],
) -> Form | None:
    if form is None:
        return None
    address = address_of(base_of(document, url), attribute(form, "action"), document.encoding)
    inputs = [node for node in form.css("input[name]") if _is_kept(node)]
    fields = {attribute(node, "name"): attribute(node, "value") for node in inputs[:_FIELDS]}
    if address is None or _STATE not in fields or attribute(form, "method").lower() != "post":
        return None
    fields |= {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    fits = sum(map(len, fields.values())) <= _LONGEST
    on_site = is_host_of(address.split("/", 3)[2], domains)
    return Form(address, tuple(fields.items())) if fits and on_site else None


def _is_kept(node: Node) -> bool:
    return attribute(node, "type").lower() in _KEPT
