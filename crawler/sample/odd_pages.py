"""Pages that hold no speech: errors, an empty article, an endless calendar, a login."""

import calendar
from collections.abc import Mapping
from html import escape

from crawler.sample.manuscripts import categories
from crawler.sample.templates import fill, link, page, side

ROBOTS = "User-agent: *\nAllow: /\nDisallow: /admin/\n"


def not_found() -> str:
    return _plain("404", "<p>404 Not Found</p>")


def soft_404() -> str:
    """Served with status 200, as many such sites do."""
    return _plain(
        "提示信息",
        f"<p>您访问的页面不存在或已被删除！</p><p>3 秒后自动返回{link('/', '网站首页')}</p>",
    )


def empty_article() -> str:
    """An article whose text was never filled in."""
    content = fill(
        "article.html",
        slug="fayangao",
        category="发言稿",
        title="在座谈会上的发言",
        info="<span>时间:2023-10-30 09:00:00</span> <span>浏览量:</span>",
        body='<p>&nbsp;</p><p class="editor">（责任编辑：admin）</p>',
        pager="",
        tags="",
        earlier="没有了",
        later="没有了",
        related="",
        side=side(),
    )
    return page("在座谈会上的发言", content, categories()[0])


def login() -> str:
    return _plain("会员登录", '<form method="post"><input name="user"><button>登录</button></form>')


def contact() -> str:
    return _plain(
        "联系我们", '<p>投稿请发邮件至<a href="mailto:admin@example.com">admin@example.com</a></p>'
    )


def calendar_page(query: Mapping[str, str]) -> str:
    """One month, with links to the months beside it, without end."""
    year, month = _month(query)
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    rows = "".join(
        "<tr>" + "".join(f"<td>{day or ''}</td>" for day in week) + "</tr>" for week in weeks
    )
    ways = "　".join(
        link(f"/rili/?y={y}&m={m}", label)
        for y, m, label in (
            (year - (month == 1), (month - 2) % 12 + 1, "上个月"),
            (year + (month == 12), month % 12 + 1, "下个月"),
        )
    )
    head = "".join(f"<th>{day}</th>" for day in "一二三四五六日")
    table = f'<table class="calendar"><tr>{head}</tr>{rows}</table><p>{ways}</p>'
    return _plain(f"{year}年{month}月写作日历", table)


def _month(query: Mapping[str, str]) -> tuple[int, int]:
    year, month = query.get("y", ""), query.get("m", "")
    if not (year.isdecimal() and month.isdecimal()):
        return 2023, 11
    return min(max(int(year), 1), 9998), min(max(int(month), 1), 12)


def _plain(heading: str, text: str) -> str:
    content = fill("plain.html", heading=escape(heading), text=text, side=side())
    return page(heading, content)
