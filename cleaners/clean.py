"""A page in, a speech out: the steps of cleaning in their order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cleaners import selectors
from cleaners.blocks import Block, read
from cleaners.body import Body, find_body, told_above
from cleaners.boilerplate import body_lines, repeated_lines
from cleaners.document import Document
from cleaners.dom import Unparsable, parse
from cleaners.embedded import embedded_day, embedded_lines
from cleaners.failures import failure, needs_script
from cleaners.kinds import judge
from cleaners.metadata import Metadata, from_head, from_lines, from_url, near
from cleaners.model import Article, Page, Rejected, Speech
from cleaners.noise import site_mark, without_lookalikes, without_mark
from cleaners.occasion import setting
from cleaners.outline import closing, outline, salutation
from cleaners.plain import lines_of, title_of_lines
from cleaners.quality import quality, signals
from cleaners.rules import Rules, TemplateMemory
from cleaners.tables import join_rows
from cleaners.text import has_stop
from cleaners.titles import Title

# Text with more than one unreadable character in a hundred cannot be used; three are chance.
_MOST_DAMAGED, _CHANCE = 0.01, 3
_RULES, _MEMORY = Rules(), TemplateMemory()


def clean(
    article: Article, rules: Rules = _RULES, memory: TemplateMemory = _MEMORY
) -> Speech | Rejected:
    """The speech of an article, or the reason why it holds none.

    Never raises, whatever the bytes; a selector that does not parse raises ValueError.
    """
    try:
        documents = [parse(page.body, page.charset) for page in article.pages]
    except Unparsable as error:
        return Rejected(error.name, error.reason)
    return clean_documents(documents, article.url, rules, memory, complete=article.complete)


def clean_html(body: bytes, url: str, *, charset: str | None = None) -> Speech | Rejected:
    """The text of any article page, found without a profile, or the reason why there is none."""
    return clean(Article((Page(url, body, charset),)))


def clean_documents(
    documents: Sequence[Document],
    url: str,
    rules: Rules,
    memory: TemplateMemory,
    *,
    complete: bool = True,
) -> Speech | Rejected:
    """The speech of parsed pages: bodies joined in order, the rest from the first page.

    Takes the nodes of `rules.clean.drop` out of the trees. A further page that holds no text
    is left out and the speech marked as not complete. Reasons for `Rejected`: `empty`,
    `list_page`, `no_body`, `mojibake`, `unparsable`, `not_html`, and the names of `failures`.
    """
    if any(document.lost for document in documents):
        return Rejected("unparsable", "nested so deep that text was lost")
    first = _page(documents[0], url, rules, memory)
    if isinstance(first, Rejected):
        return first
    rest = [_page(further, "", rules, memory, first.title) for further in documents[1:]]
    found = [first, *(page for page in rest if isinstance(page, _Found))]
    body = "\n".join(page.body for page in found)
    damaged = documents[0].damaged
    if damaged > max(_CHANCE, _MOST_DAMAGED * len(documents[0].text)):
        return Rejected("mojibake", f"{damaged} unreadable characters")
    said = _said(documents[0], first, url, rules)
    whole = complete and len(found) == len(documents)
    speech = _speech(first.title, body, said, {"body": first.origin}, complete=whole)
    repeated = frozenset[str]().union(*(page.repeated for page in found))
    return replace(speech, repeated=tuple(sorted(repeated))) if repeated else speech


def clean_text(text: str, *, title: str = "") -> Speech | Rejected:
    """The speech of a page that is already flattened to text, or why there is none.

    Without a `title` see `plain.title_of_lines`: "" when no line shows itself as one.
    """
    lines = lines_of(text)
    if not lines:
        return Rejected("empty", "no text")
    found = Title(title, "given") if title else title_of_lines(lines)
    body = "\n".join(body_lines(lines, found.text))
    if not body:
        return Rejected("no_body", "every line is the site's")
    said = from_lines(near(lines), found.text, Metadata())
    return _speech(found, body, said, {"body": "text"})


@dataclass(frozen=True, slots=True)
class _Found:
    """The text of one page, and the lines around it that may tell of it."""

    title: Title
    body: str
    origin: str
    around: Sequence[str]
    repeated: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines of a body, where they are from, and whether its time was told above it."""

    lines: Sequence[str]
    origin: str
    told: bool = False


def _page(
    document: Document,
    url: str,
    rules: Rules,
    memory: TemplateMemory,
    first: Title | None = None,
) -> _Found | Rejected:
    """One page's text; `first` is the article's title on pages after the first."""
    document.drop(rules.clean.drop)
    reading = document.reading
    title = first or _title(document, rules)
    text = _profile_body(document, title, rules) or _generic_body(document, title, url, first)
    if isinstance(text, Rejected) or not text.lines:
        text = _embedded(document) or text
    if isinstance(text, Rejected):
        return text
    lines = _unwanted_out(text.lines, rules)
    kept = body_lines(lines, title.text, memory, told=text.told)
    body = "\n".join(without_mark(kept, site_mark(document.head.title, url)))
    if not body:
        return Rejected("no_body", "no block of the page reads as a text")
    around = near([line.text for line in reading.lines], title.line, text.lines)
    return _Found(title, body, text.origin, around, repeated_lines(lines, title.text, memory))


def _generic_body(
    document: Document, title: Title, url: str, first: Title | None
) -> _Text | Rejected:
    reading = document.reading
    if not reading.lines:
        script = needs_script(document.tree)
        return Rejected("needs_script" if script else "empty", "no visible text")
    found = document.body if first is None else find_body(reading, None)
    if reason := failure(reading, title, document.head.title):
        return Rejected(reason, "the page says so")
    kind = judge(reading, found, title.line, url) if first is None else "article"
    if kind == "list":
        return Rejected("list_page", f"{len(reading.lines)} lines, most of them links")
    if kind == "other":
        return Rejected("no_body", "too little text for an article without a title")
    if found is None:
        return _Text([], "")
    empty = first is None and _is_slogan(found, title.line)
    lines = [] if empty else [line.text for line in found[1]]
    told = first is None and told_above(reading, found[0], title.line)
    return _Text(lines, _origin(found[0]), told)


def _embedded(document: Document) -> _Text | None:
    """What a page without a text to see carries for its script to show."""
    lines, origin = embedded_lines(document.tree)
    return _Text(lines, origin) if lines else None


def _is_slogan(body: Body, title_at: int | None) -> bool:
    """True for words without a stop above the title: an empty article has no text below it."""
    above = title_at is not None and body[0].end <= title_at
    return above and not any(has_stop(line.text) for line in body[1])


def _title(document: Document, rules: Rules) -> Title:
    found, selector = selectors.text(document.tree, rules.extract.title)
    generic = document.title
    return Title(found, f"profile selector {selector}", generic.line) if found else generic


def _profile_body(document: Document, title: Title, rules: Rules) -> _Text | Rejected | None:
    found, selector = selectors.nodes(document.tree, rules.extract.body)
    lines = [line.text for node in found for line in join_rows(read(node)).lines]
    if not lines:
        return None
    if reason := failure(document.reading, title, document.head.title):
        return Rejected(reason, "the page says so")
    return _Text(lines, f"profile selector {selector}")


def _origin(block: Block) -> str:
    element = block.element
    mark = f"#{element.get('id')}" if element.get("id") else ""
    return "block " + ".".join([block.tag, *(element.get("class") or "").split()]) + mark


def _unwanted_out(lines: Sequence[str], rules: Rules) -> list[str]:
    unwanted = [re.compile(pattern) for pattern in rules.clean.drop_lines]
    return [line for line in lines if not any(pattern.search(line) for pattern in unwanted)]


def _said(document: Document, page: _Found, url: str, rules: Rules) -> Metadata:
    """The profile's word first, then the lines of the page, its <meta> tags, what it
    declares for machines, its address."""
    said = from_lines(page.around, page.title.text, selectors.fields(document.tree, rules))
    said = from_head(document.head, said)
    if said.published is None:
        said.offer("published", *embedded_day(document.tree))
    return from_url(url, said)


def _speech(
    title: Title,
    body: str,
    said: Metadata,
    origins: Mapping[str, str],
    *,
    complete: bool = True,
) -> Speech:
    known = {"title": title.origin} if title.text else {}
    body = without_lookalikes(body)
    told = setting(title.text, body)
    said.offer("speaker", told.speaker, "title")
    found = signals(body, complete=complete)
    return Speech(
        title=without_lookalikes(title.text),
        body=body,
        published=said.published,
        source=said.source,
        speaker=said.speaker,
        category=said.category,
        tags=said.tags,
        views=said.views,
        outline=outline(body),
        salutation=salutation(body),
        closing=closing(body),
        occasion=told.occasion,
        place=told.place,
        quality=quality(found),
        signals=found,
        complete=complete,
        origins={**known, **origins, **said.origins},
    )
