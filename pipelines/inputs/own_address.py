"""The address that a saved page gives as its own."""

import html
import re

_TAG = re.compile(r"(?i)<(link|meta)\b([^>]*)")
_IS_OWN = {
    "link": re.compile(r"""(?i)\brel\s*=\s*["']?canonical\b"""),
    "meta": re.compile(r"""(?i)\bproperty\s*=\s*["']?og:url\b"""),
}
_VALUE = {
    "link": re.compile(r"""(?i)\bhref\s*=\s*["']?([^"'\s]+)"""),
    "meta": re.compile(r"""(?i)\bcontent\s*=\s*["']?([^"'\s]+)"""),
}


def own_address(head: bytes) -> str | None:
    """Return the address in `<link rel=canonical>` of the head of a page, else in `og:url`."""
    said = {"link": "", "meta": ""}
    for tag in _TAG.finditer(head.decode("utf-8", "replace")):
        kind = tag[1].lower()
        if not said[kind] and _IS_OWN[kind].search(tag[2]) and (own := _VALUE[kind].search(tag[2])):
            said[kind] = own[1]
    return html.unescape(said["link"] or said["meta"]) or None
