"""Whole pages in the templates of other systems: everything a page tells, and nothing else."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from cleaners import Speech, clean_html

_spec = spec_from_file_location("pages", Path(__file__).parent / "pages.py")
assert _spec and _spec.loader
pages = module_from_spec(_spec)
_spec.loader.exec_module(pages)

SIGNED = f"{pages.BODY}\n青溪县人民政府\n2022年5月18日"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    ("html", "url", "body", "said"),
    [
        (
            pages.discuz(),
            "http://bbs.example.cn/thread-123-1-1.html",
            pages.BODY,
            ("2013-04-05T10:21:33+08:00", None, None, "讲话稿", (), 3521),
        ),
        (
            pages.tables(),
            "http://www.example.cn/Article/jh/200903/1234.html",
            pages.BODY,
            ("2009-03-05T00:00:00+08:00", None, "王建国", "党政讲话", (), 356),
        ),
        (
            pages.government(),
            "http://www.example.gov.cn/zwgk/202205/t20220518_123.html",
            SIGNED,
            ("2022-05-18T09:30:00+08:00", "县政府办", None, "领导讲话", (), None),
        ),
        (
            pages.blog(),
            "http://www.example.cn/p/123",
            pages.BODY,
            ("2021-07-01T08:00:00+08:00", None, None, None, ("饮水",), 1024),
        ),
    ],
    ids=["discuz", "tables", "government", "blog"],
)
def test_page(html, url, body, said, encoding):
    found = clean_html(html.encode(encoding), url)
    assert isinstance(found, Speech), found
    assert found.title == pages.TITLE
    assert found.body == body
    published = found.published.isoformat() if found.published else None
    known = (found.source, found.speaker, found.category, found.tags, found.views)
    assert (published, *known) == said
