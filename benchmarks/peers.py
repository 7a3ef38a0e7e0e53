"""The extractors people use today, each as a function of a page's bytes: text, title, date."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import NamedTuple

from lxml import etree, html


class Extracted(NamedTuple):
    text: str
    title: str = ""
    date: str = ""


Extractor = Callable[[bytes, str], Extracted]


def yanlu(body: bytes, url: str) -> Extracted:
    from cleaners import Speech, clean_html

    found = clean_html(body, url)
    if not isinstance(found, Speech):
        return Extracted("")
    return Extracted(
        found.body, found.title, found.published.date().isoformat() if found.published else ""
    )


def trafilatura(body: bytes, url: str) -> Extracted:
    from trafilatura import bare_extraction

    found = bare_extraction(body, url=url or None, with_metadata=True)
    return (
        Extracted(found.text or "", found.title or "", found.date or "") if found else Extracted("")
    )


def magic_html(body: bytes, url: str) -> Extracted:
    from magic_html import GeneralExtractor

    found = GeneralExtractor().extract(decoded(body), base_url=url or "http://a.cn/")
    return Extracted(text_of(found["html"]), found.get("title") or "")


def readability(body: bytes, url: str) -> Extracted:
    from readability import Document

    document = Document(decoded(body))
    return Extracted(text_of(document.summary()), document.title())


def resiliparse(body: bytes, url: str) -> Extracted:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(bytes_to_str(body, detect_encoding(body)))
    return Extracted(extract_plain_text(tree, main_content=True), tree.title or "")


def gne(body: bytes, url: str) -> Extracted:
    from gne import GeneralNewsExtractor

    found = GeneralNewsExtractor().extract(decoded(body))
    return Extracted(found["content"], found["title"], found["publish_time"][:10])


def newspaper(body: bytes, url: str) -> Extracted:
    from newspaper import Article

    # By itself it would fetch the page's images.
    article = Article(url or "http://a.cn/", language="zh", fetch_images=False)
    article.download(input_html=decoded(body))
    article.parse()
    date = article.publish_date
    return Extracted(article.text, article.title, date.date().isoformat() if date else "")


def decoded(body: bytes) -> str:
    """Give a peer that takes text what our own decoder makes of the bytes."""
    from cleaners.decode import decode

    return decode(body).text


def text_of(fragment: str) -> str:
    try:
        return "".join(map(str, html.fromstring(fragment).itertext())) if fragment.strip() else ""
    except (etree.ParserError, ValueError):
        return ""


MODULES = {
    "trafilatura": trafilatura,
    "magic_html": magic_html,
    "readability": readability,
    "resiliparse": resiliparse,
    "gne": gne,
    "newspaper": newspaper,
}


def installed() -> dict[str, Extractor]:
    """Return the peers that are installed, by name."""
    return {name: extract for name, extract in MODULES.items() if find_spec(name)}
