from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from cleaners.dom import parse

_spec = spec_from_file_location("pages", Path(__file__).parent / "pages.py")
assert _spec and _spec.loader
pages = module_from_spec(_spec)
_spec.loader.exec_module(pages)

ENTRY = (
    "<li><h4><a href='/{n}.html'>在全县第{n}次工作会议上的讲话</a></h4>"
    "<p>同志们：今天召开第{n}次会议，"
    "主要任务是总结上半年工作，部署下半年任务，动员全县上下振奋精神……</p><p>2023-01-01</p></li>"
)
EXCERPTS = "<ul>" + "".join(ENTRY.format(n=n) for n in range(2, 9)) + "</ul>"


@pytest.mark.parametrize("url", ["", pages.URL, "http://a.cn/x"])
def test_article(url):
    assert parse(pages.dedecms().encode()).kind(url) == "article"


@pytest.mark.parametrize("url", ["", "http://a.cn/fayangao/", "http://a.cn/fayangao/list_2_3.html"])
@pytest.mark.parametrize("html", [pages.list_page(), f"<title>发言稿_网</title>{EXCERPTS}"])
def test_list(html, url):
    assert parse(html.encode()).kind(url) == "list"


def test_neither():
    assert parse(b"<p>ok</p>").kind("http://a.cn/") == "other"
