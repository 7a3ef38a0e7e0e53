"""Pages that list articles: the home page, columns, tags and the site map."""

from html import escape

from crawler.sample.manuscripts import (
    Category,
    Manuscript,
    categories,
    manuscripts,
    of_category,
)
from crawler.sample.templates import fill, link, page, side, tag_path, title_link

PER_PAGE = 8


def list_length(category: Category) -> int:
    """How many list pages a column has."""
    return -(-len(of_category(category)) // PER_PAGE)


def list_path(category: Category, number: int) -> str:
    """The path of a column's list page, counted from 1."""
    name = "index.html" if number == 1 else f"list_{category.number}_{number}.html"
    return f"/{category.slug}/{name}"


def list_page(category: Category, number: int) -> str:
    """One list page: pinned entries, then its share of the column, newest first."""
    row = of_category(category)
    shown = row[(number - 1) * PER_PAGE : number * PER_PAGE]
    pinned = [_entry(it, pinned=True) for it in row if it.number in category.pinned]
    content = fill(
        "list.html",
        name=link(f"/{category.slug}/", category.name),
        entries="\n".join(pinned + [_entry(it) for it in shown]),
        pager=_pager(category, number),
        side=side(),
    )
    return page(category.name, content, category)


def tags() -> tuple[str, ...]:
    """Every tag, in the order of first use."""
    return tuple(dict.fromkeys(tag for it in manuscripts().values() for tag in it.tags))


def tag_page(tag: str) -> str:
    """The articles of a tag; every word has its page, found or not."""
    found = [it for it in manuscripts().values() if tag in it.tags]
    entries = "\n".join(_entry(it) for it in found) or "<li>暂无相关文章</li>"
    heading = f"标签：{escape(tag)}"
    content = fill("list.html", name=heading, entries=entries, pager="", side=side())
    return page(f"标签：{tag}", content)


def home_page() -> str:
    """The front page: a box with the newest of each column, then what leads astray."""
    boxes = [_box(category) for category in categories()]
    boxes.append(_odd_links())
    return page("", f'<div class="left">{"".join(boxes)}</div>\n{side()}')


def site_map() -> str:
    """The columns and all tags as links."""
    columns = " ".join(link(f"/{it.slug}/", it.name) for it in categories())
    words = " ".join(link(tag_path(tag), tag) for tag in tags())
    text = f"<p>{columns}</p><p>{words}</p>"
    return page("网站地图", fill("plain.html", heading="网站地图", text=text, side=side()))


def variants() -> dict[str, tuple[str, ...]]:
    """Further addresses of some articles, by path: the same text under another URL."""
    some = [of_category(category)[2] for category in categories()]
    return {it.path: (f"{it.path}?from=timeline", f"{it.path}?print=1") for it in some}


def _entry(article: Manuscript, pinned: bool = False) -> str:
    mark = '<span class="top-mark">[置顶]</span> ' if pinned else ""
    date = f'<span class="date">{article.published:%Y-%m-%d}</span>'
    return f"<li>{date}{mark}{title_link(article)}</li>"


def _pager(category: Category, number: int) -> str:
    last = list_length(category)
    href = [list_path(category, n).rpartition("/")[2] for n in range(1, last + 1)]
    items = [link(href[0], "首页")]
    items += [link(href[number - 2], "上一页")] if number > 1 else []
    items += [
        f"<b>{n}</b>" if n == number else link(href[n - 1], str(n)) for n in range(1, last + 1)
    ]
    items += [link(href[number], "下一页")] if number < last else []
    items.append(link(href[-1], "尾页"))
    return " ".join([*items, f"<span>共 {last} 页 {len(of_category(category))} 条</span>"])


def _box(category: Category) -> str:
    more = link(f"/{category.slug}/", "更多>>", **{"class": "more"})
    entries = "\n".join(_entry(it) for it in of_category(category)[:6])
    return f'<div class="box"><h2>{category.name}{more}</h2><ul>\n{entries}\n</ul></div>\n'


def _odd_links() -> str:
    """Links that a crawler should survive: gone, off the site, other addresses of a page."""
    links = [link(path, f"往期推荐{n}") for n, path in enumerate(LOST, 1)]
    links += [link(url, "微信版") for url, _ in variants().values()]
    links += [link(url, "打印版") for _, url in variants().values()]
    links += [link("http://example.com/gongwen/", "公文写作论坛"), link("/admin/", "管理")]
    items = "\n".join(f"<li>{it}</li>" for it in links)
    return f'<div class="box"><h2>专题</h2><ul>\n{items}\n</ul></div>\n'


GONE = ("/fayangao/20180307/88.html", "/xinde/20190516/131.html")
SOFT_404 = ("/jianghuagao/20170910/57.html", "/zongjie/20181225/102.html")
EMPTY = "/fayangao/20231030/1099.html"
LOST = (*GONE, *SOFT_404, EMPTY)
