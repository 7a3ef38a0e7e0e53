# ruff: noqa: E501  pages have the lines they have
"""Ways to dress a page differently without touching its text."""

import random
import re
from collections.abc import Callable, Sequence

from lxml import html
from lxml.html import HtmlElement

# Takes the tree, the element of the text, a random generator and sentences of other pages;
# changes the tree, or returns the page as text.
Mutation = Callable[[HtmlElement, HtmlElement, random.Random, Sequence[str]], "str | None"]
LETTERS = "bcdfghjkmnpqrstvwxz"
BETWEEN = re.compile(r">\s+<")
HEADINGS = ("h1", "h2", "h3")


def word(rng: random.Random) -> str:
    return "".join(rng.choices(LETTERS, k=6))


def part(source: str) -> HtmlElement:
    return html.fragment_fromstring(source)


def swap(root: HtmlElement, tags: dict[str, str]) -> None:
    for element in list(root.iter(*tags)):
        element.tag = tags[element.tag]


def untouched(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """The page as lxml writes it."""


def other_names(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    names: dict[str, str] = {}
    for element in tree.iter():
        for key in ("class", "id"):
            if value := element.get(key):
                element.set(key, names.setdefault(value, word(rng)))


def no_names(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    for element in tree.iter():
        for key in ("class", "id"):
            element.attrib.pop(key, None)


def div_paragraphs(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]
) -> None:
    swap(body, {"p": "div"})


def sections(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    swap(tree, {"div": "section"})


def plain_headings(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]
) -> None:
    swap(tree, dict.fromkeys(HEADINGS, "div"))


def breaks(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """Paragraphs become lines of the element that held them."""
    for paragraph in list(body.iter("p")):
        if paragraph.getparent() is not None and paragraph is not body:
            paragraph.append(html.Element("br"))
            paragraph.append(html.Element("br"))
            paragraph.drop_tag()


def written(tree: HtmlElement) -> str:
    return str(html.tostring(tree, encoding="unicode"))


def minified(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> str:
    return BETWEEN.sub("><", written(tree))


def indented(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> str:
    return written(tree).replace("</p>", "\n\t\t</p>\n\n\t\t")


def tables(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """The text inside three tables, one in the other."""
    cell = part("<td></td>")
    move_inside(body, cell)
    for _depth in range(3):
        outer = part("<table><tbody><tr></tr></tbody></table>")
        next(outer.iter("tr")).append(cell)
        cell = part("<td></td>")
        cell.append(outer)
    body.extend(list(cell))


def move_inside(body: HtmlElement, into: HtmlElement) -> None:
    into.text, body.text = body.text, None
    into.extend(list(body))


def deep(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """Every paragraph in two elements of its own."""
    for paragraph in list(body.iter("p")):
        if paragraph is not body and paragraph.getparent() is not None:
            outer = part("<div><div></div></div>")
            outer.tail, paragraph.tail = paragraph.tail, None
            paragraph.getparent().replace(paragraph, outer)
            outer[0].append(paragraph)


def two_containers(
    tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]
) -> None:
    """The text in two elements beside each other, with an advertisement's link between."""
    children = list(body)
    first, second = (
        part(f'<div class="{word(rng)}"></div>'),
        part(f'<div class="{word(rng)}"></div>'),
    )
    half = len(children) // 2
    first.text, body.text = body.text, None
    first.extend(children[:half])
    second.extend(children[half:])
    body.extend([first, part('<div><a href="/ad/1">新款上市优惠多多</a></div>'), second])


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


def no_heading(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """The title is shown nowhere but in <title>."""
    for element in list(tree.iter(*HEADINGS)):
        if not any(child is body for child in element.iter()):
            element.drop_tree()


def bare_head(tree: HtmlElement, body: HtmlElement, rng: random.Random, _: Sequence[str]) -> None:
    """No <meta> tags, and the site's name alone in <title>."""
    for element in [*tree.iter("meta"), *tree.iter("title")]:
        element.drop_tree()
    tree.insert(0, part("<head></head>")) if tree.find("head") is None else None
    tree.find("head").append(part("<title>某某市人民政府门户网站</title>"))


MUTATIONS: dict[str, Mutation] = {
    "as it is": untouched,
    "other names": other_names,
    "no names": no_names,
    "p to div": div_paragraphs,
    "div to section": sections,
    "headings to div": plain_headings,
    "p to br": breaks,
    "minified": minified,
    "indented": indented,
    "in tables": tables,
    "paragraphs deep": deep,
    "two containers": two_containers,
    "comments": comments,
    "comments, no heading": bare_comments,
    "teasers below": teasers_below,
    "teasers inside": teasers_inside,
    "sidebar above": sidebar,
    "disclaimer": disclaimer,
    "cookie notice": cookies,
    "lines inside": lines_inside,
    "no heading": no_heading,
    "bare head": bare_head,
}
