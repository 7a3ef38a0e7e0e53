"""Ways to dress a page differently without touching its text."""

import random
from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from benchmarks import layouts, surroundings

# Takes the tree, the element of the text, a random generator and sentences of other pages;
# changes the tree, or returns the page as text.
Mutation = Callable[[HtmlElement, HtmlElement, random.Random, Sequence[str]], "str | None"]

MUTATIONS: dict[str, Mutation] = {
    "as it is": layouts.untouched,
    "other names": layouts.other_names,
    "no names": layouts.no_names,
    "p to div": layouts.div_paragraphs,
    "div to section": layouts.sections,
    "headings to div": layouts.plain_headings,
    "p to br": layouts.breaks,
    "minified": layouts.minified,
    "indented": layouts.indented,
    "in tables": layouts.tables,
    "paragraphs deep": layouts.deep,
    "two containers": layouts.two_containers,
    "comments": surroundings.comments,
    "comments, no heading": surroundings.bare_comments,
    "teasers below": surroundings.teasers_below,
    "teasers inside": surroundings.teasers_inside,
    "sidebar above": surroundings.sidebar,
    "disclaimer": surroundings.disclaimer,
    "cookie notice": surroundings.cookies,
    "lines inside": surroundings.lines_inside,
    "no heading": layouts.no_heading,
    "bare head": layouts.bare_head,
}
