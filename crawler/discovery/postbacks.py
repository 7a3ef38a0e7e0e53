"""Further pages of a list that only its form brings: ASP.NET's pagers send the page back."""

import re
from typing import NamedTuple

from cleaners.dom import Document
from cleaners.tree.nodes import Node, around, attribute
from crawler.discovery.addresses import is_host_of
from crawler.discovery.entries import says_next
from crawler.discovery.links import address_of, base_of

_SENDS_BACK = re.compile(
    r"(?:__doPostBack|WebForm_PostBackOptions)\(\s{0,9}[\"']([^\"'\n]{1,200})[\"']\s{0,9},"
    r"\s{0,9}[\"']([^\"'\n]{0,200})[\"']"
)
_STATE = "__VIEWSTATE"
_LONGEST_DEED = 1_000
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
        found = _SENDS_BACK.search(does[:_LONGEST_DEED])
        if found and says_next(node) and "disabled" not in node.attributes:
            return _filled(form_around(node), found[1], found[2], document, url, domains)
    return None


def form_around(node: Node) -> Node | None:
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
