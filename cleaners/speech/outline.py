"""How a speech is built: its headings, whom it greets, and how it ends; all as offsets."""

import re
from collections.abc import Iterator

from cleaners.model import Heading
from cleaners.script import simplified

_NUMERAL = "一二三四五六七八九十百零〇"
# The group that matches is the level.
_NUMBERED = re.compile(
    rf"([{_NUMERAL}]{{1,4}}\s?[、.．:：](?![{_NUMERAL}]{{1,3}}[、，]))"
    rf"|([（(]?[{_NUMERAL}]{{1,4}}[）)]|[㈠-㈩])"
    r"|([0-9０-９]{1,2}\s?(?:[.．](?![0-9０-９])|、)|[⒈-⒛])"
    r"|([（(]?[0-9０-９]{1,2}[）)]|[⑴-⒇])"
    r"|([①-⑳])"
)
_ENCLOSED = "".join(map(chr, (*range(ord("①"), ord("⒛") + 1), *range(ord("㈠"), ord("㈩") + 1))))
_MARKS = frozenset(_NUMERAL + "（(0123456789０１２３４５６７８９" + _ENCLOSED)
# The parts of a long text, above all that is numbered in them. Of those one below the other it
# holds the last part, and the last section.
_PART = rf"第[{_NUMERAL}0-9]{{1,4}}"
_PARTS = re.compile(
    rf"^(?:({_PART}(?:编|章|篇|部分)(?![^\s：:、，]).*+)\n?"
    rf"|({_PART}节(?![^\s：:、，]).*+)\n?)+",
    re.M,
)
_ORDINALS = frozenset("第首其再最一二三四五六七八九十")
_FIRST = re.compile(r"(?:第一(?:点|个?方面)?|首先|其一)[，,、：:是]|一[是要]")
_FIRSTS = frozenset(["第一", "首先", "其一", "一是", "一要"])
_NEXT = re.compile(
    r"(?:第[二三四五六七八九十]{1,2}(?:点|个?方面)?|其次|再次|再者|最后|其[二三四五六])[，,、：:是]"
    r"|[二三四五六七八九十]{1,2}[是要]"
)
# A sentence longer than this is no heading, but begins with one.
_HEADING = 60
_STOPS = re.compile(r"[。！？!?]")
# Where the heading of a longer one ends, outside brackets: 4、购买标书的时间及地点：…; no mark of a
# number is so far.
_CLAUSES, _MARKED = re.compile(r"[：:；;，,（(《“「『【〔\[〈）)》”」』】〕\]〉]"), 6
_OPENS, _CLOSES = frozenset("（(《“「『【〔[〈"), frozenset("）)》”」』】〕]〉")
_GREETED = (
    r"(?:同志|领导|来宾|嘉宾|代表|委员|老师|同学|女士|先生|朋友|家长|乡亲|战友|同事|同仁|评委|专家"
    r"|记者|书记|市长|县长|主席|主任|校长|院长|局长|主持人|校友|客人|听众|观众|员工|伙伴)"
)
# 大家好，我叫小明: what is behind the greeting is the speech.
_HELLO = re.compile(
    r"(?:各位)?(?:大家|各位|同志们|同学们|老师们|朋友们|你们|[\u3400-\u9fff]{2,4}们)"
    r"(?:早上|上午|中午|下午|晚上|新年|节日)?好[，,！!。]"
)
_GREETING = re.compile(
    rf"(?:(?:尊敬的|敬爱的|亲爱的|(?:在座的?)?各位|同志们|女士们|先生们|朋友们|老师们|同学们|乡亲们)"
    rf"[^。；]{{0,60}}[：:！!，,]|[^。；，：:]{{0,12}}{_GREETED}(?:们)?(?:[，,]?[您你大][们家]?好)?[：:！!]"
    r"|(?:大家|各位|同志们|同学们|老师们|你们)?(?:早上|上午|中午|下午|晚上)?好[！!。，,])$"
)
_FAREWELL = re.compile(
    r"(?:再次)?(?:谢谢|感谢)(?:大家|各位|同志们|你们|您)?(?:各位领导)?"
    r"(?:的?(?:聆听|倾听|到来|光临|支持|参与|关注|陪伴))?[！!。.]?$"
    r"|(?:我|以上)[^。！？]{0,16}(?:讲话|发言|汇报|报告|演讲|致辞|述职)[^。！？，]{0,8}(?:完毕|完了|结束|到此|到这里)"
    r"[^。！？]{0,6}[，,。！!]?(?:谢谢(?:大家|各位)?[！!。]?)?$"
    r"|(?:我的)?(?:讲话|发言|汇报|报告|演讲|致辞|述职)(?:完毕|完了)[^。！？]{0,12}[！!。]?$"
    r"|[^。！？]{0,16}(?:请|望|敬请|恳请)[^。！？]{0,12}(?:批评|指正|审议|审阅|审查|评议)[^。！？]{0,6}[。！!]?$"
    r"|(?:此致|敬礼)[！!。]?$"
)
# Every farewell holds one of these.
_MAY_PART = re.compile("[谢完束到评指审致礼]")
_GREETING_LINES, _CLOSING_LINES, _LONGEST = 8, 3, 90
Span = tuple[int, int]


def outline(body: str) -> tuple[Heading, ...]:
    """The headings of a body, in order: 一、 （一） 1. （1） ① as levels 1 to 5.

    Behind a part (第一部分, 第一章: level 1, 第一节: 2) each of these is a level lower, at most 5.
    Of parts one below the other, a table of contents, the last is one, if text follows it.
    第一，… 第二，…, 一是… 二是… and 首先，… 其次，… 最后，… stand one level below the
    numbered heading they follow (1 without one), and only where more than one follows another.
    Of a paragraph
    that begins with its heading, the heading is the first sentence; of one of more than 60
    characters its first clause, and none when that is as long.
    """
    headings: list[Heading] = []
    waiting: Heading | None = None
    numbered, series, below = 0, 0, 0
    parts = _parts(body)
    for start, line in _lines(body):
        if line[0] in _MARKS and (mark := _NUMBERED.match(line)):
            level = min((mark.lastindex or 1) + below, 5)
            if mark.end() == len(line):  # what it counts is the next line
                continue
            if heading := _heading(level, line, start):
                headings.append(heading)
                numbered, series, waiting = level, 0, None
        elif line[0] in _ORDINALS:
            if part := parts.get(start):
                headings.append(part)
                below, numbered, series, waiting = 1, 1, 0, None
            elif line[:2] in _FIRSTS and _FIRST.match(line):
                waiting, series = _heading(min(numbered + 1, 5), line, start), numbered + 1
            elif series and _NEXT.match(line):
                found = (waiting, _heading(min(series, 5), line, start))
                headings += [heading for heading in found if heading]
                waiting = None
    return tuple(headings)


def _parts(body: str) -> dict[int, Heading]:
    """The headings of parts with text below, by their offsets."""
    found: list[Heading | None] = []
    for run in _PARTS.finditer(body):
        part, section = run.start(1), run.start(2)
        if run.end() == len(body):
            break
        found.append(_heading(1, run[1], part) if part >= 0 else None)
        found.append(_heading(2, run[2], section) if section > part else None)
    return {heading.start: heading for heading in found if heading}


def salutation(body: str) -> Span | None:
    """Where a body greets its hearers, (start, end): 各位领导、同志们： and 大家好！ below it."""
    found: Span | None = None
    for number, (start, line) in enumerate(_lines(body, _GREETING_LINES + 4)):
        plain = simplified(line[: _LONGEST + 1])
        if len(line) <= _LONGEST and _GREETING.match(plain):
            found = (found[0] if found else start, start + len(line))
        elif hello := _HELLO.match(plain):
            return (found[0] if found else start, start + hello.end())
        elif found or number >= _GREETING_LINES:
            break
    return found


def closing(body: str) -> Span | None:
    """Where a body ends with thanks, (start, end): 谢谢大家！, 我的发言完了, 请批评指正。"""
    begin, end = 0, len(body)
    found: Span | None = None
    for _ in range(_CLOSING_LINES):
        begin = body.rfind("\n", 0, end) + 1
        sentence = simplified(_last_sentence(body[begin:end]))
        ended = _farewell(sentence)
        clause = sentence[sentence.rfind("，") + 1 :]
        if not ended and clause.lstrip("再次").startswith(("谢谢", "感谢")):
            sentence, ended = clause, _farewell(clause)
        if ended:
            found = (end - len(sentence), found[1] if found else end)
        elif found:
            break
        if not begin or (found and found[0] != begin):
            break
        end = begin - 1
    return found


def _farewell(sentence: str) -> bool:
    return bool(_MAY_PART.search(sentence) and _FAREWELL.match(sentence))


def _last_sentence(line: str) -> str:
    tail = line[-_LONGEST:]
    body, last = tail[:-1], tail[-1:]
    cut = max(body.rfind(stop) for stop in "。！？!?") + 1
    return body[cut:] + last


def _lines(body: str, most: int = -1) -> Iterator[tuple[int, str]]:
    """Yield offset and text of each line, after `most` of them the rest as one."""
    start = 0
    for line in body.split("\n", most):
        if line:
            yield start, line
        start += len(line) + 1


def _heading(level: int, line: str, start: int) -> Heading | None:
    stop = _STOPS.search(line, 0, _HEADING + 1)
    text = line[: stop.start()] if stop else line[: _clause(line)]
    return Heading(level, text, start) if len(text) <= _HEADING else None


def _clause(line: str) -> int:
    """Where the first clause of a line longer than a heading ends: outside brackets, else before
    the first of them; the length of the line without such an end."""
    if len(line) <= _HEADING:
        return len(line)
    depth = first = 0
    for found in _CLAUSES.finditer(line, 0, _HEADING + 1):
        at, mark = found.start(), found[0]
        if mark in _OPENS:
            depth += 1
            first = first or (at if at >= _MARKED else 0)
        elif mark in _CLOSES:
            depth -= depth > 0
        elif not depth and at >= _MARKED:
            return at
    return first or len(line)
