# ruff: noqa: E501  pages have the lines they have
"""What sites put around a text: comments, teasers, headlines, law, their own lines."""

import random
from collections.abc import Sequence

from lxml.html import HtmlElement

from benchmarks.layouts import part, word


def comments(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, strange: Sequence[str]
) -> None:
    """Long readers' comments with answers below the text."""
    body.addnext(thread(rng, strange, f'class="{word(rng)}"', "<h3>全部评论（12）</h3>"))


def bare_comments(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, strange: Sequence[str]
) -> None:
    """The same without a heading that tells of them."""
    body.addnext(thread(rng, strange, f'class="{word(rng)}"', ""))


def thread(rng: random.Random, strange: Sequence[str], names: str, heading: str) -> HtmlElement:
    said = "".join(
        f"<li><div><a href='/u/{n}'>读者{word(rng)}</a><span>2024-0{n + 1}-11 1{n}:20</span></div>"
        f"<div>{text}</div><div><a href='#'>回复</a> <a href='#'>赞(3)</a></div></li>"
        for n, text in enumerate(rng.sample(strange, 8))
    )
    return part(f"<div {names}>{heading}<ul>{said}</ul></div>")


def teasers_below(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, strange: Sequence[str]
) -> None:
    """Other articles' titles with their beginnings, below the text."""
    body.addnext(teasers(rng, strange))


def teasers_inside(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, strange: Sequence[str]
) -> None:
    body.append(teasers(rng, strange))


def teasers(rng: random.Random, strange: Sequence[str]) -> HtmlElement:
    items = "".join(
        f"<div><h4><a href='/a/{n}.html'>{text[:18]}</a></h4>"
        f"<p>{text}</p><span>2024-05-1{n}</span></div>"
        for n, text in enumerate(rng.sample(strange, 6))
    )
    return part(f'<div class="{word(rng)}">{items}</div>')


def sidebar(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, strange: Sequence[str]
) -> None:
    """Headlines and a paragraph about the site, before the text."""
    links = "".join(
        f"<li><a href='/a/{n}.html'>{text[:20]}</a></li>" for n, text in enumerate(strange[:15])
    )
    about = rng.choice(strange)
    body.addprevious(
        part(f'<div class="{word(rng)}"><h3>热门</h3><ul>{links}</ul><p>{about}</p></div>')
    )


def disclaimer(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, strange: Sequence[str]
) -> None:
    """Three long paragraphs of law at the foot of the page."""
    law = (
        "<p>本网站所载内容仅供一般参考之用，不构成任何形式的建议、要约或承诺。用户因使用或依赖上述内容"
        "而产生的任何直接或间接损失，运营方概不承担责任，法律另有规定的除外。</p>"
        "<p>未经书面许可，任何单位和个人不得以任何方式对页面内容进行复制、修改、抄录、传播或者用于商业"
        "目的。对于违反上述规定的行为，我们保留追究其法律责任的权利。</p>"
        "<p>我们重视用户的个人信息保护。为了向您提供更好的服务，可能会收集您的设备信息和浏览记录，"
        "具体内容请参阅隐私政策。继续浏览即视为您已经阅读并同意全部条款。</p>"
    )
    tree.find("body").append(part(f'<div class="{word(rng)}">{law}</div>'))


def cookies(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    notice = (
        "<p>我们使用 Cookie 来改善您的浏览体验、分析网站流量并提供个性化内容。点击“接受”即表示您同意"
        "我们按照隐私政策使用 Cookie。您可以随时在浏览器设置中更改您的选择。</p><button>接受</button>"
    )
    tree.find("body").insert(0, part(f'<div class="{word(rng)}">{notice}</div>'))


def lines_inside(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]
) -> None:
    """A site's own lines at both ends inside the text's element."""
    above = "<div><p>字号：大 中 小</p><p>2024-03-05 10:20　来源：本站　点击：1024次</p></div>"
    below = (
        "<div><p>（责任编辑：王小明）</p><p>分享到：微信 微博 QQ空间</p><p>上一篇：没有了</p>"
        "<p>下一篇：<a href='/a/2.html'>在全县教育工作会议上的讲话</a></p><p>【打印】【关闭】</p></div>"
    )
    head = part(above)
    head.tail, body.text = body.text, None
    body.insert(0, head)
    body.append(part(below))
