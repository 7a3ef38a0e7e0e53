"""The page of an article."""

from html import escape

from crawler.sample import furniture
from crawler.sample.manuscripts import Manuscript, manuscripts, of_category
from crawler.sample.templates import fill, link, meta, page, side, tag_path, title_link

TIMES = {
    1: "时间:{0:%Y-%m-%d %H:%M:%S}",
    2: "发布时间：{0:%Y-%m-%d %H:%M:%S}",
    3: "时间:{0:%Y-%m-%d %H:%M:%S}",
    4: "更新时间：{0:%Y}年{0:%m}月{0:%d}日 {0:%H:%M:%S}",
}


def article_page(article: Manuscript, part: int) -> str:
    """One page of an article, counted from 1."""
    earlier, later = _neighbours(article)
    content = fill(
        "article.html",
        slug=article.category.slug,
        category=article.category.name,
        title=escape(article.title),
        info=_info(article),
        body=_body(article, part),
        pager=_pager(article, part),
        tags=" ".join(link(tag_path(tag), tag) for tag in article.tags),
        earlier=earlier,
        later=later,
        related="\n".join(f"<li>{title_link(it)}</li>" for it in related(article)),
        side=side(),
    )
    title = article.title if part == 1 else f"{article.title}({part})"
    return page(title, content, article.category, ",".join(article.tags))


def print_page(article: Manuscript) -> str:
    """The whole article for the printer: no navigation, no furniture."""
    return fill(
        "print.html",
        meta=meta(article.category),
        title=escape(article.title),
        time=f"{article.published:%Y-%m-%d %H:%M:%S}",
        body="\n".join(f"<p>　　{escape(line)}</p>" for line in article.paragraphs),
        path=article.path,
    )


def related(article: Manuscript) -> list[Manuscript]:
    """Six others: those that share tags first, then any."""
    others = [it for it in manuscripts().values() if it.path != article.path]
    mine = set(article.tags)
    return sorted(
        others,
        key=lambda it: (-len(mine & set(it.tags)), (it.number * 37 + article.number) % 101),
    )[:6]


def _info(article: Manuscript) -> str:
    views = "" if article.views is None else str(article.views)
    items = [TIMES[article.category.number].format(article.published)]
    items += [f"来源：{article.source}"] if article.source else []
    items += [f"作者：{article.speaker}"] if article.speaker else []
    items.append(f'浏览量:<span id="hits">{views}</span>')
    return " ".join(f"<span>{item}</span>" for item in items)


def _body(article: Manuscript, part: int) -> str:
    title = escape(article.title)
    first = [
        f'<p class="t">{title}</p>',
        f'<p class="intro">　　{escape(furniture.introduction(article))}</p>',
        "<p>&nbsp;</p>",
        f'<p class="t"><strong>{title}</strong></p>',
    ]
    closing = furniture.closing(article)
    last = [f"<p>　　{escape(closing)}</p>"] if closing and part == article.parts else []
    last.append('<p class="editor">（责任编辑：admin）</p>')
    return "\n".join((first if part == 1 else []) + _paragraphs(article, part) + last)


def _paragraphs(article: Manuscript, part: int) -> list[str]:
    lines = furniture.marked_up(article, part)
    match furniture.layout(article):
        case "br":
            made = [f"　　{line}<br>" for line in lines]
        case "div":
            made = [f"<div>&nbsp;&nbsp;&nbsp;&nbsp;{line}</div>" for line in lines]
        case _:
            made = [f"<p>　　{line}</p>" for line in lines]
    if furniture.has_ad(article):
        made.insert(len(made) // 2, furniture.ad(article))
    return made


def _pager(article: Manuscript, part: int) -> str:
    if article.parts == 1:
        return ""
    name = [article.part_path(n).rpartition("/")[2] for n in range(1, article.parts + 1)]
    items = [f"<a>共{article.parts}页:</a>"]
    items.append(link(name[part - 2], "上一页") if part > 1 else '<a href="#">上一页</a>')
    items += [
        f"<b>{n}</b>" if n == part else link(name[n - 1], str(n))
        for n in range(1, article.parts + 1)
    ]
    items.append(link(name[part], "下一页") if part < article.parts else '<a href="#">下一页</a>')
    return f'<div class="pagelist">{" ".join(items)}</div>\n'


def _neighbours(article: Manuscript) -> tuple[str, str]:
    """The links 上一篇 (newer in its column) and 下一篇 (older)."""
    row = of_category(article.category)
    at = row.index(article)
    earlier = title_link(row[at - 1]) if at else "没有了"
    later = title_link(row[at + 1]) if at + 1 < len(row) else "没有了"
    return earlier, later
