"""Forms that bring a list's next page by POST, where no more than its number is filled in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from cleaners.dom import Document
from cleaners.tree.nodes import Node, attribute
from crawler.discovery.addresses import PAGE_KEYS, is_host_of, numbered
from crawler.discovery.clicks import filled_forms
from crawler.discovery.deeds import is_deed
from crawler.discovery.entries import says_next
from crawler.discovery.links import address_of, base_of
from crawler.discovery.postbacks import Form, following_form, form_around
from crawler.discovery.scripted import scripts
from pipelines.corpus import Link

_POSTS = re.compile(r"(?i)\bmethod\s{0,9}+=\s{0,9}+[\"']?post\b")
_CLICKED = "a[href], a[onclick], button[name], input[type=submit][name]"
_HARMLESS = ("", "hidden", "text", "search", "submit", "button", "image", "number")
_KEPT = ("", "hidden", "text", "search", "number")
_DOES, _MOST_FIELDS = 1_000, 50

Filled = tuple[Node, Mapping[str, str]]
"""A form, and what is filled in."""


def next_form(document: Document, url: str, domains: tuple[str, ...]) -> Form | None:
    """Return the form that brings the next page of a list, None if it goes on in another way.

    That is the page sent back in the state it says it is in, or a form in which nothing but a
    page's number is filled in: such a one shows something, whatever way it is sent.
    """
    if not _POSTS.search(document.text):
        return None
    if form := following_form(document, url, domains):
        return form
    chosen = (*_clicked(document), *_selected(document))
    sent = (_sent(form, filled, document, url) for form, filled in chosen)
    return next((form for form in sent if form and _on_site(form.url, domains)), None)


def without_guesses(links: Sequence[Link], form: Form) -> tuple[Link, ...]:
    """Return the links but for those that ask by GET for the pages that a form brings."""
    stem = numbered(f"{form.url}?{urlencode(form.fields)}")[0]
    return tuple(
        link for link in links if numbered(link.url)[0] != stem or numbered(link.url)[1] == 1
    )


def _clicked(document: Document) -> Iterator[Filled]:
    script = scripts(document)
    for node in filter(says_next, document.tree.css(_CLICKED)):
        if "disabled" in node.attributes:
            continue
        form, name = form_around(node), attribute(node, "name")
        if form is not None and name and node.tag != "a":
            yield form, {name: attribute(node, "value")}
        does = f"{attribute(node, 'href')} {attribute(node, 'onclick')}"
        yield from filled_forms(does[:_DOES], script, document)


def _selected(document: Document) -> Iterator[Filled]:
    """Yield the forms that a select box sends, with the page behind the one that it shows."""
    for box in document.tree.css("select[name][onchange]"):
        form, pages = form_around(box), box.css("option[value]")
        if form is None or "submit" not in attribute(box, "onchange"):
            continue
        here = next((n for n, page in enumerate(pages) if "selected" in page.attributes), 0)
        for page in pages[here + 1 : here + 2]:
            yield form, {attribute(box, "name"): attribute(page, "value")}


def _sent(form: Node, filled: Mapping[str, str], document: Document, url: str) -> Form | None:
    """Return a form as it is sent, None for one that may do more than show a page."""
    inputs = form.css("input")
    only_page = all(key.lower() in PAGE_KEYS and filled[key].isdecimal() for key in filled)
    harmless = all(attribute(node, "type").lower() in _HARMLESS for node in inputs)
    if attribute(form, "method").lower() != "post" or not (only_page and harmless):
        return None
    if len(inputs) > _MOST_FIELDS or form.css("textarea"):
        return None
    address = address_of(base_of(document, url), attribute(form, "action"), document.encoding)
    if address is None or is_deed(address):
        return None
    kept = (node for node in inputs if attribute(node, "type").lower() in _KEPT)
    fields = {attribute(node, "name"): attribute(node, "value") for node in kept}
    fields.pop("", None)
    return Form(address, tuple({**fields, **filled}.items()))


def _on_site(address: str, domains: tuple[str, ...]) -> bool:
    return is_host_of(address.split("/", 3)[2], domains)
