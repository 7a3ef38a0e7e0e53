"""A page in, a speech out: the steps of cleaning in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cleaners import selectors
from cleaners.boilerplate import body_lines
from cleaners.document import Document
from cleaners.dom import Unparsable, parse
from cleaners.facts.byline import from_byline, from_microdata
from cleaners.facts.embedded import embedded_author, embedded_day, script_day
from cleaners.facts.labels import from_lines, near
from cleaners.facts.relations import from_relations
from cleaners.facts.taglinks import from_tag_links
from cleaners.facts.titles import Title
from cleaners.lines.noise import unescaped, without_lookalikes
from cleaners.metadata import SPOKEN, Metadata, from_head, from_url
from cleaners.model import Article, Page, Rejected, Speech
from cleaners.page import PageText, page_text
from cleaners.plain import lines_of, title_of_lines
from cleaners.rules import Rules, TemplateMemory
from cleaners.speech.structure import with_structure

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
    first = page_text(documents[0], url, rules, memory)
    if isinstance(first, Rejected):
        return first
    rest = [page_text(further, "", rules, memory, first.title) for further in documents[1:]]
    found = [first, *(page for page in rest if isinstance(page, PageText))]
    body = "\n".join(page.body for page in found)
    damaged = documents[0].damaged
    if damaged > max(_CHANCE, _MOST_DAMAGED * len(documents[0].text)):
        return Rejected("mojibake", f"{damaged} unreadable characters")
    said = _said(documents[0], first, url, rules)
    whole = complete and len(found) == len(documents) and found[-1].whole
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
    said.offer("published", said.spoken, SPOKEN)
    return _speech(found, body, said, {"body": "text"})


def _said(document: Document, page: PageText, url: str, rules: Rules) -> Metadata:
    """The profile's word first, then the lines of the page, its <meta> tags, what it
    declares for machines, its address."""
    said = from_lines(page.around, page.title.text, selectors.fields(document, rules))
    said = from_tag_links(document.tree, page.around, said)
    said = from_relations(document.elements["rel"], from_head(document.head, said))
    if said.published is None:
        said.offer("published", *embedded_day(document.elements))
    if said.speaker is None:
        said.offer("speaker", *embedded_author(document.elements))
    if said.speaker is None and 'itemprop="author"' in document.text:
        said = from_microdata(document.tree, said)
    said = from_byline(document.reading, document.title.line, said)
    said = from_url(url, said)
    if said.published is None:
        said.offer("published", *script_day(document.elements["script"]))
    said.offer("published", said.spoken, SPOKEN)
    return said


def _speech(
    title: Title,
    body: str,
    said: Metadata,
    origins: Mapping[str, str],
    *,
    complete: bool = True,
) -> Speech:
    known = {"title": title.origin} if title.text else {}
    speech = Speech(
        title=without_lookalikes(unescaped(title.text)),
        body=without_lookalikes(body),
        published=said.published,
        source=said.source,
        speaker=said.speaker,
        category=said.category,
        tags=said.tags,
        views=said.views,
        complete=complete,
        origins={**known, **origins, **said.origins},
    )
    return with_structure(speech)
