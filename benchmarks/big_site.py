"""A generated speech site of any size on loopback: lists of 20, articles of about 1,000 characters.

Used by the benchmarks and by the tests that need more pages than the sample site has. Its texts
are put together of stock sentences, so that each shares four fifths with all others: no site is
dearer to store. With `own_words` each says something else, as speeches do.
"""

import random
from contextlib import AbstractContextManager
from functools import cache
from itertools import accumulate

from benchmarks.site_server import SiteServer, serving

PER_LIST = 20
SUBJECTS = ("园区建设", "教育工作", "安全生产", "乡村振兴", "防汛备汛", "志愿服务", "招商引资")
VERBS = ("扎实推进", "持续加强", "认真落实", "全面深化", "着力破解", "不断完善", "主动对接")
ENDS = ("取得明显成效", "得到群众认可", "完成年度任务", "走在全市前列", "形成长效机制")
WORDS = 30_000


def build_site(pages: int, *, own_words: bool = False) -> dict[str, bytes]:
    """Return a site of so many pages, lists included, by path; the start page is `/`."""
    lists = -(-pages // (PER_LIST + 1))
    articles = pages - lists
    site = {article_path(k): article_page(k, own_words=own_words) for k in range(articles)}
    site |= {f"/list_1_{k + 1}.html": list_page(k, articles) for k in range(lists)}
    site["/"] = site.pop("/list_1_1.html")
    return {path: text.encode() for path, text in site.items()}


def article_path(number: int) -> str:
    return f"/a/20240101/{1000 + number}.html"


def article_page(number: int, *, own_words: bool = False) -> str:
    chance = random.Random(number)
    title = f"在{chance.choice(SUBJECTS)}第{number}次会议上的讲话"
    say = own_sentence if own_words else sentence
    paragraphs = ("".join(say(chance) for _ in range(4)) for _ in range(8))
    text = "".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs)
    return whole_page(
        title,
        '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/">讲话稿</a></div>'
        f'<h1>{title}</h1><div class="info">时间：2024-01-01 10:00:00 浏览量：{number}</div>'
        f'<div class="content">{text}</div><div class="tags">推荐访问：讲话 会议</div>',
    )


def sentence(chance: random.Random) -> str:
    return (
        f"{chance.randint(1, 12)}月以来，我们{chance.choice(VERBS)}{chance.choice(SUBJECTS)}，"
        f"{chance.choice(VERBS)}{chance.choice(SUBJECTS)}{chance.randint(10, 9999)}项，"
        f"{chance.choice(ENDS)}。"
    )


def own_sentence(chance: random.Random) -> str:
    """Return a sentence of 16 words of two characters, as frequent as Zipf's law has them."""
    words, shares = vocabulary()
    said = chance.choices(words, cum_weights=shares, k=16)
    return f"{''.join(said[:7])}，{''.join(said[7:])}。"


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return words, and how often each of them or of those before it is said."""
    chance = random.Random(0)
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF))
    characters = [cell.decode("gb2312") for cell in cells]
    words = ["".join(chance.choices(characters, k=2)) for _ in range(WORDS)]
    return words, list(accumulate(1 / (rank + 20) for rank in range(WORDS)))


def list_page(number: int, articles: int) -> str:
    first, last = number * PER_LIST, min((number + 1) * PER_LIST, articles)
    entries = "".join(
        f'<li><a href="{article_path(k)}">在第{k}次会议上的讲话</a> 2024-01-01</li>'
        for k in range(first, last)
    )
    further = f'<a href="/list_1_{number + 2}.html">下一页</a>' if last < articles else ""
    return whole_page(
        "讲话稿", f'<ul class="list">{entries}</ul><div class="pages">{further}</div>'
    )


def whole_page(title: str, body: str) -> str:
    menu = "".join(f"<li>栏目{k}</li>" for k in range(40))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_讲话网</title></head>'
        f'<body><ul class="nav">{menu}</ul>{body}'
        '<div class="footer">版权所有 讲话网</div></body></html>'
    )


def serve(
    pages: int, host: str = "127.0.0.1", *, own_words: bool = False
) -> AbstractContextManager[SiteServer]:
    """A running server of a site of so many pages, on a loopback address."""
    return serving(build_site(pages, own_words=own_words), host)
