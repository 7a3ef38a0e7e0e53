"""Clicks that one handler takes for many: it reads off what was clicked where that leads."""

import re
from collections.abc import Iterator
from itertools import islice

from cleaners.dom import Document
from cleaners.tree.nodes import Node, attribute

TEXT = r"[^\"'`<>{}()\s+\\$]"
LEADS = r"(?:\bhref|\blocation|\bopen|\bto)\s{0,9}[=(:]\s{0,9}[\\\"'`]{0,4}"
_READS = (
    r"(?:\$\(\s?this\s?\)\.(?:data|attr)\(|\bthis\.(?:getAttribute\(|dataset\.))"
    r"[\"']?([\w-]{1,40})(?:[\"']\))?"
)
_READ_INTO = re.compile(rf"([\w$]{{1,40}})\s{{0,9}}=\s{{0,9}}{_READS}")
_LOADS = r"(?:\bhref|\blocation|\bopen|\bto|\bload|\bget|\burl)\s{0,9}[=(:]\s{0,9}[\\\"'`]{0,4}"
_OF_ITSELF = re.compile(
    rf"{_LOADS}({TEXT}{{1,200}})[\"'`]\s{{0,9}}\+\s{{0,9}}(?:{_READS}|([\w$]{{1,40}})(?![\w$.[(]))"
    rf"(?:\s{{0,9}}\+\s{{0,9}}[\"'`]({TEXT}{{0,100}}))?"
)
NUMBER = re.compile(r"[\w-]{1,64}")
_MOST = 5


def handled_links(document: Document, script: str) -> Iterator[tuple[str, Node]]:
    """Yield where clicks lead by handlers that read a number off what they are on, and that."""
    text = script if "data-" in document.text and "this" in script else ""
    read = dict(_READ_INTO.findall(text))
    for before, direct, name, after in islice(_OF_ITSELF.findall(text), _MOST):
        key = (direct or read.get(name, "")).removeprefix("data-")
        for node in document.tree.css(f"[data-{key}]") if key else ():
            value = attribute(node, f"data-{key}")
            if NUMBER.fullmatch(value):
                yield f"{before}{value}{after}", node
