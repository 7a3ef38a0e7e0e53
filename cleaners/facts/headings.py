"""The heading of a page that shows no title it declares, or declares none."""

import re
from dataclasses import dataclass

from cleaners.dates import has_date
from cleaners.facts.centred import centred_title, dated_title, greeting_title
from cleaners.lines.metalines import is_breadcrumb, is_meta
from cleaners.script import simplified
from cleaners.speech.persons import PERSON
from cleaners.text import comparable, has_stop
from cleaners.tree.blocks import Line, Reading
from cleaners.tree.nodes import attribute

NAMED = re.compile(r"title|biaoti|headline|(?<![a-z])(?:tit|bt|subject)(?![a-z])", re.I)
"""What a class or an id says of a title."""
HEADINGS = frozenset(["h1", "h2", "h3"])
LONGEST = 120
"""A title has no more characters than this."""
DEEPER = HEADINGS | {"h4", "h5"}
"""Elements that head a text or a part of one."""
SENTENCE = 40
"""A line with so many characters and a stop is a sentence."""
# No site is called so.
_SPEECH = re.compile(r"[^-]{4}(?:讲话|講話|发言|發言|致辞|致辭|致词|致詞|演讲|演講)")
# What stands above lists of news, on the pages of articles, too.
_COLUMN = re.compile("(?:最新|热门|推荐|相关|通知|新闻)(?:消息|新闻|公告|动态|资讯|文章|通知|中心)")
# What a section of a site is called: 公司动态, 学校新闻, 领导讲话.
_SECTION = re.compile(
    "[\u3400-\u9fff]{2,4}(?:动态|新闻|公告|通知|要闻|快讯|信息|资讯|专栏|园地|天地|之窗|中心|讲话|法规|文件|简报|内容)"
)
_RUN_ON = re.compile("([^：:。]{6,60}?)\\s{0,3}(?=(?:发布|发表|更新|添加)?(?:时间|日期)\\s?[:：])")
_LABELLED = re.compile("(?:时间|日期|来源|作者|发布[人者]|[Bb]y)\\s?[:：]")
_COLUMN_NAME = 8
_HEAD, _FROM = 12, ("发信人", "發信人", "寄信人")
_TITLE_LINE = re.compile(r"[标標]\s{0,3}[题題]\s{0,3}[:：]\s{0,3}(\S.{0,118}\S)\s{0,3}$")
_SPEAKER = re.compile(rf"\s{PERSON}$")
_LONG_NAME, _HOUSES = 10, frozenset("网局委厅部办会院校府站社台报处心学司库坛")


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it came from in words, and the number of the line that shows it."""

    text: str
    origin: str
    line: int | None = None


def letter_title(reading: Reading) -> Title | None:
    """The title that a letter to a bulletin board names in its head: 标  题: ….."""
    for number, line in enumerate(reading.lines[:_HEAD]):
        if line.text.startswith(_FROM):
            for at, below in enumerate(reading.lines[number + 1 : number + 3], number + 1):
                if found := _TITLE_LINE.match(below.text):
                    return Title(found[1], "line 标题：", at)
    return None


def heading(reading: Reading, declared: list[str]) -> int | None:
    """The heading above a line with a day, the first <h1> outside the site's furniture, else a
    lone <h2>; not the site's name."""
    if (dated := _dated(reading, declared)) is not None:
        return _below_column(reading, dated, declared)
    for tag in ("h1", "h2"):
        found = [
            number
            for number, line in enumerate(reading.lines)
            if line.tag == tag and _may_title(reading, line, declared)
        ]
        if len(found) == 1 or (found and tag == "h1"):
            return _below_column(reading, found[0], declared)
    return None


def _below_column(reading: Reading, found: int, declared: list[str]) -> int:
    """The line below a heading that is the column where the page's path ends, right above a
    labelled day; else the heading."""
    column = reading.lines[found].text
    above = (line.text for line in reading.lines[max(0, found - 3) : found])
    if len(column) > _COLUMN_NAME or not any(
        x.endswith(column) and is_breadcrumb(x) for x in above
    ):
        return found
    below = range(found + 1, min(found + 4, len(reading.lines)))
    told = (
        n for n in below if is_told(reading, n) and _may_title(reading, reading.lines[n], declared)
    )
    return next(told, found)


def is_told(reading: Reading, number: int) -> bool:
    """True for a line that is no sentence, right above those that tell of a text, with its day."""
    text = reading.lines[number].text
    below = reading.lines[number + 1 : number + 3]
    if not below or has_stop(text) or is_meta(text) or not _LABELLED.search(below[0].text):
        return False
    return is_meta(below[0].text) and any(map(_is_day, below))


def is_above_day(reading: Reading, number: int) -> bool:
    """True for a line that is no sentence and no speaker's name, right above a text's day."""
    text = reading.lines[number].text
    told = any(
        _is_day(x) and x.text[0] not in "（(" for x in reading.lines[number + 1 : number + 2]
    )
    return told and not (has_stop(text) or has_date(text) or _SPEAKER.search(simplified(text)))


def run_on_title(reading: Reading, number: int) -> Title | None:
    """The title that a style sheet alone parts from its day, below the name of its section."""
    below = reading.lines[number + 1 : number + 2]
    if not below or not _SECTION.fullmatch(reading.lines[number].text):
        return None
    found = _RUN_ON.match(below[0].text)
    told = found is not None and is_meta(below[0].text[found.end() :]) and not is_meta(found[1])
    return title_at(reading, number + 1, found[1]) if found and told else None


def _dated(reading: Reading, declared: list[str]) -> int | None:
    """The first heading, or line that is named a title, before any long sentence with a day
    close below it."""
    for number, line in enumerate(reading.lines):
        if len(line.text) >= SENTENCE and has_stop(line.text) and not line.linked:
            return None
        headed = line.tag in DEEPER or line.tag == "th" or is_named(reading, line)
        if not headed or is_meta(line.text) or not _may_title(reading, line, declared):
            continue
        below = reading.lines[number + 1 : number + 3]
        if line.tag == "th" and not (below and below[0].tag == "tr" and has_date(below[0].text)):
            continue
        if line.tag == "th" or (
            any(map(_is_day, below)) and (_is_day(below[0]) or below[0].tag not in DEEPER)
        ):
            column = _SECTION.fullmatch(line.text) and is_told(reading, number + 1)
            return number + 1 if column else number
    return None


def _is_day(line: Line) -> bool:
    return has_date(line.text) and is_meta(line.text)


def _may_title(reading: Reading, line: Line, declared: list[str]) -> bool:
    if line.linked or line.block < 0 or not 4 <= len(line.text) <= LONGEST:
        return False
    text = comparable(line.text)
    if len(text) == 4 and _COLUMN.match(text):
        return False
    site = any(title.endswith(text) and len(text) * 2 <= len(title) for title in declared)
    site = site and not (line.tag == "h1" and (_SPEECH.search(text) or _is_no_site(text)))
    return reading.blocks[line.block].hint > -2 and not site


def _is_no_site(text: str) -> bool:
    return len(text) >= _LONG_NAME and text[-1] not in _HOUSES


def unheaded(reading: Reading) -> Title | None:
    """The title of a page that declares none and has no heading."""
    for number, line in enumerate(reading.lines):
        if len(line.text) > SENTENCE and has_stop(line.text) and not line.linked:
            break  # what stands below a text heads something else
        drawn = line.tag == "legend" or is_named(reading, line)
        if drawn and not line.linked and 4 <= len(line.text) <= SENTENCE:
            return run_on_title(reading, number) or title_at(reading, number, line.text)
    if centred := centred_title(reading):
        return Title(centred[0], "centred line", centred[1])
    if greeting := greeting_title(reading):
        return Title(greeting[0], "line above a salutation", greeting[1])
    if dated := dated_title(reading):
        return Title(dated[0], "line above a day", dated[1])
    return None


def is_named(reading: Reading, line: Line) -> bool:
    """True for a line whose own element is called title, in no furniture."""
    if line.block < 0 or reading.blocks[line.block].hint <= -2:
        return False
    return NAMED.search(class_name(reading, line)) is not None and not is_meta(line.text)


def title_at(reading: Reading, number: int, text: str) -> Title:
    """The title that a line shows, which comes from its element."""
    line = reading.lines[number]
    name = class_name(reading, line).strip().replace(" ", ".")
    return Title(text, f"{line.tag}.{name}" if name else line.tag, number)


def class_name(reading: Reading, line: Line) -> str:
    element = reading.blocks[line.block].element if line.block >= 0 else None
    return "" if element is None else f"{attribute(element, 'class')} {attribute(element, 'id')}"
