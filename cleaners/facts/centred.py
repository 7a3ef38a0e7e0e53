"""The title of a page that declares none and has no heading: a centred line above the text."""

import re
from itertools import pairwise

from cleaners.dates import has_date
from cleaners.lines.furniture import is_furniture
from cleaners.lines.metalines import is_meta
from cleaners.speech.outline import salutation
from cleaners.text import has_stop
from cleaners.tree.blocks import Reading
from cleaners.tree.nodes import Node, around, attribute

# What editors of pages leave in <title>, and what sites write on all of theirs.
UNNAMED = re.compile(
    r"(?:无标题(?:文档|页)?|新建网页\s?\d*|untitled(?: document)?|index|new page \d*|[首主]页"
    r"|(?:头条|微博|专栏)(?:文章|正文)|(?:新闻|文章|内容|信息|详细)(?:中心|内容|页面?|信息|详情|正文|显示|浏览|查看)|正文"
    r"|[\u3400-\u9fff]{2}内容|[\u3400-\u9fff]{2,6}(?:详情页?|详细(?:信息|内容)|浏览页面?))$",
    re.I,
)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.I)
GENRE = re.compile(
    r"(?:讲话|发言|致辞|致词|报告|演讲|主持|总结|通知|意见|办法|决定|方案|体会|贺|倡议|[稿词书信辞])[稿词书]?$"
)
"""What a title of a speech or a notice ends with."""
_PUBLISHED = re.compile(r"(?:时间|日期|来源|发布|发表)\s?[:：]")
_WELCOME = re.compile("欢迎|您好|你好|光临")
_CALLS = frozenset("！？!?")
_SHORTEST, _LONGEST, _PROSE, _FIRST, _LEVELS = 6, 60, 40, 60, 3


def centred_title(reading: Reading) -> tuple[str, int] | None:
    """The first centred line without punctuation above a long sentence, and its number.

    A title broken in two is put together when only both end as a title of a speech does.
    """
    lines = reading.lines[:_FIRST]
    for number, line in enumerate(lines):
        if len(line.text) >= _PROSE and has_stop(line.text):
            return None
        if not _may_title(line.text) or line.linked or line.block < 0:
            continue
        if not is_centred(reading.blocks[line.block].element):
            continue
        below = lines[number + 1] if number + 1 < len(lines) else None
        if below and below.block == line.block and _may_title(below.text):
            whole = line.text + below.text
            if len(whole) <= _LONGEST and GENRE.search(whole) and not GENRE.search(line.text):
                return whole, number
        return line.text, number
    return None


def greeting_title(reading: Reading) -> tuple[str, int] | None:
    """The centred line right above a salutation, and its number."""
    for number, (line, below) in enumerate(pairwise(reading.lines[:_FIRST])):
        short = len(line.text) < _PROSE and len(below.text) < _PROSE
        if not short or line.linked or line.block < 0 or not salutation(below.text):
            continue
        if _may_title(line.text) and is_centred(reading.blocks[line.block].element):
            return line.text, number
    return None


def dated_title(reading: Reading) -> tuple[str, int] | None:
    """The first line above a short one with a day, before any long sentence, and its number."""
    lines = reading.lines[:_FIRST]
    for number, (line, below) in enumerate(pairwise(lines)):
        if len(line.text) >= _PROSE and has_stop(line.text):
            return None
        short = len(below.text) <= _PROSE or is_meta(below.text)
        dated = short and has_date(below.text)
        if not dated or line.linked or below.linked:
            continue
        if _may_title(line.text) or (_PUBLISHED.search(below.text) and _may_call(line.text)):
            return line.text, number
    return None


def _may_call(text: str) -> bool:
    """True for a title with commas that ends as a call or a question does."""
    called = _SHORTEST <= len(text) <= _PROSE and text[-1] in _CALLS and "。" not in text
    return called and not _WELCOME.search(text) and not is_furniture(text)


def _may_title(text: str) -> bool:
    if not _SHORTEST <= len(text) <= _LONGEST or has_stop(text.replace("：", "")):
        return False
    told = text.count("：") + text.count(":") > 1
    return not (told or is_meta(text) or is_furniture(text))


def is_centred(element: Node) -> bool:
    """True for an element that it or what holds it closely centres."""
    node: Node | None = element
    for _ in range(_LEVELS):
        if node is None or node.tag in {"table", "body"}:
            return False
        centred = attribute(node, "align").lower() == "center" or node.tag in {"center", "th"}
        if centred or _CENTRE.search(attribute(node, "style")[:500]):
            return True
        node = around(node)
    return False
