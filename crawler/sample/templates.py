"""The page templates, files of templates/, filled with `string.Template`."""

from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from crawler.sample.manuscripts import Category, Manuscript, categories, manuscripts

TEMPLATES = Path(__file__).parent / "templates"
SITE = "明月秘书网"


@cache
def _template(name: str) -> Template:
    return Template((TEMPLATES / name).read_text("utf-8"))


def fill(name: str, /, **values: str) -> str:
    """The template of that file name with its `$names` replaced, as they are."""
    return _template(name).substitute(values)


def link(href: str, text: str, **attributes: str) -> str:
    """One `<a>`, its text escaped."""
    more = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f'<a href="{escape(href)}"{more}>{escape(text)}</a>'


def tag_path(tag: str) -> str:
    """Where the articles of a tag are listed."""
    return f"/tags/{quote(tag)}.html"


def meta(category: Category | None) -> str:
    """The charset declaration in the head: as its column has it, UTF-8 elsewhere."""
    declared = category.declared if category else "utf-8"
    if declared == "none":
        return ""
    if declared == "gb2312":
        return '<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />\n'
    return '<meta charset="utf-8">\n'


def page(title: str, content: str, category: Category | None = None, keywords: str = "") -> str:
    """A whole page: head, navigation, content, footer."""
    nav = "\n".join(f"<li>{link(f'/{it.slug}/', it.name)}</li>" for it in categories())
    return fill(
        "base.html",
        meta=meta(category),
        title=escape(f"{title}_{SITE}" if title else f"{SITE} - 发言稿、讲话稿、公文范文大全"),
        keywords=escape(keywords or "发言稿,讲话稿,公文范文"),
        style=_template("style.css").template,
        nav=nav,
        content=content,
    )


@cache
def side() -> str:
    """The column at the right, the same on every page."""
    hot = sorted(manuscripts().values(), key=lambda it: it.views or 0, reverse=True)[:8]
    return fill("side.html", hot="\n".join(f"<li>{title_link(it)}</li>" for it in hot))


def title_link(article: Manuscript) -> str:
    """A link to an article under its title."""
    return link(article.path, article.title, title=article.title)
