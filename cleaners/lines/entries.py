"""What a page repeats beside its text: other articles with their beginnings, readers' comments."""

import re
from collections import Counter, defaultdict
from itertools import accumulate, pairwise

from cleaners.lines.furniture import is_furniture
from cleaners.text import has_stop
from cleaners.tree.blocks import Block, Line, Reading

_ITEM, _PROSE = 6, 20
_PARAGRAPH_TAGS = frozenset(["p", "li", "dd", "td", "tr", "h1", "h2", "h3", "h4"])
# That many lines each below a link that leads on are the beginnings of other articles, and
# that many blocks alike with a link and a time are comments or entries of a list.
TEASERS = 3
_TEXT_BEFORE, _SHORT = 60, 40
_STAMP = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|\d{1,2}[-月]\d{1,2}日?\s?\d{1,2}[:：]\d\d"
    r"|(?:昨天|今天|前天)\s?\d{1,2}[:：]\d\d|\d{1,3}\s?(?:秒|分钟|小时|天|周|个?月|年)[之以]?前)"
    r"|刚刚$|^(?:第?\d{1,4}[楼樓]|沙发|板凳|#\d{1,4})"
)
_COUNTED = re.compile(
    r"[（(\[]?(?:19|20)\d\d[-/.年]\d{1,2}(?:[-/.月]\d{0,2}日?)?[）)\]]?|\d{1,2}:\d\d"
    r"|(?:下载|点击|浏览|阅读|访问|人气)(?:次数|量|数)?\s?[:：(（]?\s?\d{1,8}"
)
_MAY_STAMP = re.compile(r"[\d刚沙板]")
_STOPS = frozenset("，。！？；")
_ANSWERS = frozenset("回引举舉支反赞讚顶頂踩有点喜RrLl")
_ANSWER = re.compile(
    r"^(?:(?:回[复復覆]|引用|举报|舉報|支持|反对|反對|赞同?|讚|[顶頂踩]|有用|点赞|喜欢|reply|like)"
    r"[\s|·(（\[]*+\d{0,6}[\s)）\]]*+){1,4}$",
    re.I,
)


def is_item(line: Line) -> bool:
    """True for a line that is a link to something: an entry of a list. An address told in
    full is none, but a note on what stands above it."""
    if line.linked < _ITEM or "://" in line.text:
        return False
    return line.linked > line.plain or (line.plain <= _SHORT and _is_counted(line))


def _is_counted(line: Line) -> bool:
    """True for a link with more words than stand beside it besides its day and its readers."""
    told = sum(len(found[0]) for found in _COUNTED.finditer(line.text))
    return line.plain - told < line.linked and _STOPS.isdisjoint(line.text)


def reads_as_text(line: Line) -> bool:
    """True for a line that is long or punctuated, and no link; a row of a table is not long."""
    if line.linked * 2 > line.plain:
        return False
    return (len(line.text) >= _PROSE and line.tag != "tr") or has_stop(line.text)


def teasers(reading: Reading) -> set[int]:
    """The numbers of the lines below a link to what they begin, where most texts beside them
    are such too: an advertisement between two paragraphs makes no teaser of the second."""
    lines = reading.lines
    found = [
        number
        for number, (above, line) in enumerate(pairwise(lines), 1)
        if line.linked <= line.plain and above.linked >= _ITEM and is_item(above) and _leads(line)
    ]
    if len({lines[number - 1].text for number in found}) < TEASERS:
        return set()
    texts = [number for number, line in enumerate(lines) if reads_as_text(line)]
    beside = Counter(_holder(reading, lines[number]) for number in texts)
    led = Counter(_holder(reading, lines[number]) for number in found)
    holders = {holder for holder, count in led.items() if count * 2 >= beside[holder]}
    return {number for number in found if _holder(reading, lines[number]) in holders}


def _leads(line: Line) -> bool:
    return reads_as_text(line) and not is_furniture(line.text)


def _holder(reading: Reading, line: Line) -> int:
    """The block around a line's paragraph; a <div> that holds one line is a paragraph too."""
    block = reading.blocks[line.block]
    single = block.end - block.start == 1
    return block.parent if single or block.tag in _PARAGRAPH_TAGS else line.block


def repeated(reading: Reading, title_at: int | None) -> set[int]:
    """The numbers of the lines of blocks alike, each with a link and a time or a button to
    answer, that stand below a text of their page; without one they are the text, as in a forum.
    """
    groups = defaultdict[tuple[int, str], list[Block]](list)
    for block in reading.blocks:
        if block.end - block.start >= 2 and block.hint > -2:
            groups[block.parent, block.tag].append(block)
    above: list[int] | None = None
    found = set[int]()
    for group in groups.values():
        entries = _entries(reading, group) if len(group) >= TEASERS else []
        if len(entries) < TEASERS:
            continue
        above = _text_above(reading, title_at) if above is None else above
        if above[entries[0].start] >= _TEXT_BEFORE:
            found.update(*(range(block.start, block.end) for block in entries))
    return found


def _entries(reading: Reading, group: list[Block]) -> list[Block]:
    """Those of the blocks that are entries; none when no more than half of them are."""
    entries, others = list[Block](), 0
    for block in group:
        if is_entry(reading.lines[block.start : block.end]):
            entries.append(block)
        else:
            others += 1
            if others * 2 >= len(group):
                return []
    return entries


def is_entry(lines: list[Line]) -> bool:
    """True for lines with two of these: a link, a time, a button to answer."""
    link = stamp = answer = False
    for line in lines:
        if len(line.text) <= _SHORT:
            link = link or line.linked * 2 > line.plain
            stamp = stamp or bool(_MAY_STAMP.search(line.text) and _STAMP.search(line.text))
            answer = answer or (line.text[:1] in _ANSWERS and bool(_ANSWER.match(line.text)))
            if link + stamp + answer >= 2:
                return True
    return False


def _text_above(reading: Reading, title_at: int | None) -> list[int]:
    """How many characters of text stand between the title and every line."""
    first = 0 if title_at is None else title_at + 1
    lengths = (
        line.plain if number >= first and _counts(reading, line) else 0
        for number, line in enumerate(reading.lines)
    )
    return [0, *accumulate(lengths)]


def _counts(reading: Reading, line: Line) -> bool:
    furniture = line.block >= 0 and reading.blocks[line.block].hint <= -2
    return reads_as_text(line) and not furniture and not is_furniture(line.text)
