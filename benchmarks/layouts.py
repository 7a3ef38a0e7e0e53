"""A page written otherwise: other names, tags, boxes and lines around the same text."""

import random
import re
from collections.abc import Sequence

from lxml import html
from lxml.html import HtmlElement

LETTERS = "bcdfghjkmnpqrstvwxz"
BETWEEN = re.compile(r">\s+<")
HEADINGS = ("h1", "h2", "h3")


def word(rng: random.Random) -> str:
    return "".join(rng.choices(LETTERS, k=6))


def part(source: str) -> HtmlElement:
    return html.fragment_fromstring(source)


def swap(root: HtmlElement, tags: dict[str, str]) -> None:
    for element in list(root.iter(*tags)):
        element.tag = tags[element.tag]


def untouched(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """The page as lxml writes it."""


def other_names(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    names: dict[str, str] = {}
    for element in tree.iter():
        for key in ("class", "id"):
            if value := element.get(key):
                element.set(key, names.setdefault(value, word(rng)))


def no_names(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    for element in tree.iter():
        for key in ("class", "id"):
            element.attrib.pop(key, None)


def div_paragraphs(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]
) -> None:
    swap(body, {"p": "div"})


def sections(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    swap(tree, {"div": "section"})


def plain_headings(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]
) -> None:
    swap(tree, dict.fromkeys(HEADINGS, "div"))


def breaks(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """Paragraphs become lines of the element that held them."""
    for paragraph in list(body.iter("p")):
        if paragraph.getparent() is not None and paragraph is not body:
            paragraph.append(html.Element("br"))
            paragraph.append(html.Element("br"))
            paragraph.drop_tag()


def written(tree: HtmlElement) -> str:
    return str(html.tostring(tree, encoding="unicode"))


def minified(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> str:
    return BETWEEN.sub("><", written(tree))


def indented(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> str:
    return written(tree).replace("</p>", "\n\t\t</p>\n\n\t\t")


def tables(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """The text inside three tables, one in the other."""
    cell = part("<td></td>")
    move_inside(body, cell)
    for _depth in range(3):
        outer = part("<table><tbody><tr></tr></tbody></table>")
        next(outer.iter("tr")).append(cell)
        cell = part("<td></td>")
        cell.append(outer)
    body.extend(list(cell))


def move_inside(body: HtmlElement, into: HtmlElement) -> None:
    into.text, body.text = body.text, None
    into.extend(list(body))


def deep(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """Every paragraph in two elements of its own."""
    for paragraph in list(body.iter("p")):
        if paragraph is not body and paragraph.getparent() is not None:
            outer = part("<div><div></div></div>")
            outer.tail, paragraph.tail = paragraph.tail, None
            paragraph.getparent().replace(paragraph, outer)
            outer[0].append(paragraph)


def two_containers(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]
) -> None:
    """The text in two elements beside each other, with an advertisement's link between."""
    children = list(body)
    first, second = (
        part(f'<div class="{word(rng)}"></div>'),
        part(f'<div class="{word(rng)}"></div>'),
    )
    half = len(children) // 2
    first.text, body.text = body.text, None
    first.extend(children[:half])
    second.extend(children[half:])
    body.extend([first, part('<div><a href="/ad/1">新款上市优惠多多</a></div>'), second])


def no_heading(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """The title is shown nowhere but in <title>."""
    for element in list(tree.iter(*HEADINGS)):
        if not any(child is body for child in element.iter()):
            element.drop_tree()


def bare_head(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """No <meta> tags, and the site's name alone in <title>."""
    for element in [*tree.iter("meta"), *tree.iter("title")]:
        element.drop_tree()
    tree.insert(0, part("<head></head>")) if tree.find("head") is None else None
    tree.find("head").append(part("<title>某某市人民政府门户网站</title>"))
