"""What a perfect crawl of the sample site gives, as data: expected.json.

`python -m crawler.sample.expected` writes the file anew from the articles.
"""

import json
from pathlib import Path
from typing import Any

from crawler.sample import list_pages
from crawler.sample.manuscripts import Manuscript, categories, manuscripts
from crawler.sample.templates import tag_path

EXPECTED = Path(__file__).with_name("expected.json")


def expected() -> dict[str, Any]:
    """The speeches by path, what must not become one by kind, and the totals."""
    articles = manuscripts().values()
    return {
        "totals": {
            "articles": len(articles),
            "distinct_texts": len({it.body for it in articles}),
            "without_near_copies": sum(
                it.duplicate_of is None and it.near_copy_of is None for it in articles
            ),
            "article_pages": sum(it.parts for it in articles),
            "list_pages": sum(map(list_pages.list_length, categories())),
        },
        "articles": {it.path: _speech(it) for it in articles},
        "not_speeches": _not_speeches(),
        "never_fetched": ["/admin/", "/admin/login.html"],
        "trap": "/rili/",
    }


def load_expected() -> dict[str, Any]:
    """The committed file, read."""
    read: dict[str, Any] = json.loads(EXPECTED.read_text("utf-8"))
    return read


def write_expected() -> None:
    """Write expected.json from the articles."""
    text = json.dumps(expected(), ensure_ascii=False, indent=1)
    EXPECTED.write_text(text + "\n", "utf-8")


def _speech(article: Manuscript) -> dict[str, Any]:
    return {
        "title": article.title,
        "body": article.body,
        "published": article.published.isoformat(),
        "category": article.category.name,
        "tags": list(article.tags),
        "source": article.source,
        "speaker": article.speaker,
        "views": article.views,
        "pages": [article.part_path(part) for part in range(1, article.parts + 1)],
        "variants": list(list_pages.variants().get(article.path, ())),
        "duplicate_of": article.duplicate_of,
        "near_copy_of": article.near_copy_of,
    }


def _not_speeches() -> dict[str, list[str]]:
    """Paths by kind; the calendar has no end, `trap` is where it begins."""
    lists = [
        list_pages.list_path(category, number)
        for category in categories()
        for number in range(1, list_pages.list_length(category) + 1)
    ]
    folders = [f"/{category.slug}/" for category in categories()]
    return {
        "list": ["/", "/sitemap.html", *folders, *lists],
        "tag": [tag_path(tag) for tag in list_pages.tags()],
        "not_found": list(list_pages.GONE),
        "soft_404": list(list_pages.SOFT_404),
        "empty": [list_pages.EMPTY],
        "other": ["/about/contact.html", "/rili/"],
    }


if __name__ == "__main__":
    write_expected()
