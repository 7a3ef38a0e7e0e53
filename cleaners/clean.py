"""A page in, a speech out: the steps of cleaning in their order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from cleaners.blocks import Reading, read
from cleaners.boilerplate import body_lines, is_breadcrumb, is_meta
from cleaners.dates import parse_date
from cleaners.dom import Document, Unparsable, parse
from cleaners.failures import failure
from cleaners.generic import find_body, judge
from cleaners.metadata import Metadata, from_lines, from_tree, from_url
from cleaners.model import Article, Page, Rejected, Speech
from cleaners.quality import quality
from cleaners.rules import Rules, Selectors, TemplateMemory, xpath
from cleaners.text import normalize_line, outline
from cleaners.titles import Title, title_of

# More unreadable characters than this share and the text is noise (see docs of decoding).
_MOST_DAMAGED = 0.01
_NUMBER = re.compile(r"\d{1,9}")
_SALUTATION = re.compile(
    r"^(?:尊敬|敬爱|亲爱|各位|同志|大家|女士|先生|朋友|老师|同学|领导|[（(《“\"【]|第?[\d一二三四五六七八九十]{1,3}[、.．章节部])"
)
_SENTENCE = re.compile(r"[。！？；，,;:：!?]")


def clean(
    article: Article, rules: Rules = Rules(), memory: TemplateMemory = TemplateMemory()
) -> Speech | Rejected:  # noqa: B008
    """The speech of an article, or the reason why it holds none; never raises on any bytes."""
    try:
        documents = [parse(page.body, page.charset) for page in article.pages]
    except Unparsable as error:
        return Rejected("unparsable", error.reason)
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

    Takes the nodes of `rules.clean.drop` out of the trees. Reasons for `Rejected`: `empty`,
    `error_page`, `list_page`, `no_body`, `unparsable`.
    """
    if any(document.lost for document in documents):
        return Rejected("unparsable", "nested so deep that text was lost")
    first = documents[0]
    found = [_page(document, url, rules, memory) for document in documents]
    if isinstance(found[0], Rejected):
        return found[0]
    pages = [page for page in found if isinstance(page, _Found)]
    body = "\n".join(page.body for page in pages if page.body)
    if not body:
        return Rejected("no_body", "every line of the text is the site's")
    if first.damaged > max(3, _MOST_DAMAGED * len(first.text)):
        return Rejected("mojibake", f"{first.damaged} unreadable characters")
    said = _said(first, pages[0], url, rules)
    whole = complete and len(pages) == len(documents)
    return _speech(pages[0].title, body, said, whole, {"body": pages[0].origin})


def clean_text(text: str) -> Speech | Rejected:
    """The speech of a page that is already flattened to text.

    The title is a line that stands twice, or under 当前位置： or over 时间：, or a first
    line that reads as one: short, without punctuation, no salutation and no numbered
    heading. Without such a line it is "".
    """
    lines = [line for raw in text.replace("\0", "").splitlines() if (line := normalize_line(raw))]
    if not lines:
        return Rejected("empty", "no text")
    title = _first_title(lines)
    body = "\n".join(body_lines(lines, title.text))
    if not body:
        return Rejected("no_body", "every line of the text is the site's")
    return _speech(
        title, body, from_lines(_around(lines), title.text, Metadata()), True, {"body": "text"}
    )


@dataclass(frozen=True, slots=True)
class _Found:
    title: Title
    body: str
    origin: str
    lines: Sequence[str]


def _page(document: Document, url: str, rules: Rules, memory: TemplateMemory) -> _Found | Rejected:
    for selector in rules.clean.drop:
        for node in _matches(document.tree, selector):
            _remove(node)
    reading = read(document.tree)
    if not reading.lines:
        return Rejected("empty", "no visible text")
    title = _profile_title(document.tree, rules.extract.title) or title_of(document.tree, reading)
    body, origin = _body(document.tree, reading, title, rules)
    if not rules.extract.body:
        if reason := failure(document.tree, reading, title.text):
            return Rejected("error_page", reason)
        if judge(reading, title.line, url) == "list":
            return Rejected("list_page", f"{len(reading.lines)} lines, most of them links")
    kept = _lines(body, title.text, rules, memory)
    if not kept:
        return Rejected("no_body", "no block of the page reads as a text")
    return _Found(title, "\n".join(kept), origin, _window(reading, title, body))


def _profile_title(tree: HtmlElement, selectors: Selectors) -> Title | None:
    found = _value(tree, selectors)
    return Title(normalize_line(found[0]), f"profile selector {found[1]}") if found else None


def _body(tree: HtmlElement, reading: Reading, title: Title, rules: Rules) -> tuple[list[str], str]:
    for selector in rules.extract.body:
        lines = [line.text for node in _matches(tree, selector) for line in read(node).lines]
        if lines:
            return lines, f"profile selector {selector}"
    found = find_body(reading, title.line)
    if found is None:
        return [], ""
    element = found[0].element
    name = ".".join([element.tag, *(element.get("class") or "").split()])
    mark = f"#{element.get('id')}" if element.get("id") else ""
    return [line.text for line in found[1]], f"block {name}{mark}"


def _lines(lines: Sequence[str], title: str, rules: Rules, memory: TemplateMemory) -> list[str]:
    unwanted = [re.compile(pattern) for pattern in rules.clean.drop_lines]
    kept = [line for line in lines if not any(pattern.search(line) for pattern in unwanted)]
    return [line for line in body_lines(kept, title) if masked(line, title) not in memory.lines]


def masked(line: str, title: str) -> str:
    """A line as `TemplateMemory` keeps it: the title in it replaced by 〈title〉."""
    return line.replace(title, "〈title〉") if len(title) >= 4 else line


def _window(reading: Reading, title: Title, body: Sequence[str]) -> list[str]:
    """The lines that may tell of the text: breadcrumbs, and from the title to its end."""
    lines = [line.text for line in reading.lines]
    crumbs = [line for line in lines if is_breadcrumb(line)]
    start = title.line if title.line is not None else _index(lines, body)
    return crumbs + _around(lines[max(0, start - 3) :])


def _index(lines: Sequence[str], body: Sequence[str]) -> int:
    return max(0, lines.index(body[0]) - 6) if body and body[0] in lines else 0


def _around(lines: Sequence[str]) -> list[str]:
    """The first fourteen lines, and the later ones that are about the text."""
    return [
        *lines[:14],
        *(
            line
            for line in lines[14:]
            if (len(line) < 200 and is_meta(line)) or line[:4] in {"推荐访问"}
        ),
    ]


def _said(document: Document, page: _Found, url: str, rules: Rules) -> Metadata:
    said = _from_profile(document.tree, rules, Metadata())
    near = from_lines(page.lines, page.title.text, said)
    return from_url(url, from_tree(document.tree, near))


def _from_profile(tree: HtmlElement, rules: Rules, into: Metadata) -> Metadata:
    for name in ("published", "source", "speaker", "category", "tags", "views"):
        selectors: Selectors = getattr(rules.extract, name)
        if found := _value(tree, selectors, many=name == "tags"):
            into.offer(name, _typed(name, normalize_line(found[0])), f"profile selector {found[1]}")
    return into


def _typed(name: str, text: str) -> object:
    if name == "published":
        return parse_date(text)
    if name == "views":
        number = _NUMBER.search(text)
        return int(number[0]) if number else None
    text = re.sub(r"^(?:来源|作者|发布人|编辑|推荐访问|标签|关键词)\s{0,3}[:：]\s{0,3}", "", text)
    return tuple(dict.fromkeys(re.split(r"[\s,，、;；|]+", text))) if name == "tags" else text


def _value(
    tree: HtmlElement, selectors: Selectors, *, many: bool = False
) -> tuple[str, str] | None:
    for selector in selectors:
        texts = [text for node in _matches(tree, selector) if (text := _text(node).strip())]
        if texts:
            return (" ".join(texts) if many else texts[0]), selector
    return None


def _matches(tree: HtmlElement, selector: str) -> list[HtmlElement | str]:
    found = tree.xpath(xpath(selector))
    return found if isinstance(found, list) else [str(found)]


def _text(node: HtmlElement | str) -> str:
    return str(node) if isinstance(node, str) else "".join(node.itertext())


def _remove(node: HtmlElement | str) -> None:
    if isinstance(node, etree._Element) and node.getparent() is not None:
        node.drop_tree()


def _first_title(lines: Sequence[str]) -> Title:
    repeated = next(
        (
            a
            for a, b in zip(lines[:6], lines[1:8], strict=False)
            if len(a) <= 60 and a in lines[:8][lines.index(a) + 1 :]
        ),
        None,
    )
    if repeated and not _SALUTATION.match(repeated):
        return Title(repeated, "line that stands twice")
    for above, below in zip(lines[:5], lines[1:6], strict=False):
        if len(above) <= 60 and not is_meta(above) and (is_meta(below)):
            return Title(above, "line above 时间：")
    start = next((n for n, line in enumerate(lines[:4]) if not is_meta(line)), 0)
    if start + 1 < len(lines) and _reads_as_title(lines[start]):
        return Title(lines[start], "first line")
    return Title("", "")


def _reads_as_title(line: str) -> bool:
    return 4 <= len(line) <= 50 and not _SENTENCE.search(line) and not _SALUTATION.match(line)


def _speech(
    title: Title, body: str, said: Metadata, complete: bool, origins: Mapping[str, str]
) -> Speech:
    known = {"title": title.origin} if title.text else {}
    return Speech(
        title=title.text,
        body=body,
        published=said.published,
        source=said.source,
        speaker=said.speaker,
        category=said.category,
        tags=said.tags,
        views=said.views,
        outline=outline(body),
        quality=quality(body),
        complete=complete,
        origins={**known, **origins, **said.origins},
    )
