"""Who wrote a text and where it was printed, as the lines around it tell."""

import re

from cleaners.metadata import Metadata
from cleaners.metalines import MARK
from cleaners.names import account_name, before_label, clean_name
from cleaners.script import simplified

_SHORT = 60
_SOURCE = re.compile(
    r"(?:信息|文章|稿件|新闻|内容|本文)?(?:来源|出处|来自|稿源)\s{0,3}[:：]\s{0,3}([^\s:：|，,。;；()（）]{2,30})"
)
_MAY_SOURCE = re.compile("[源处處自]")
_SPEAKER = re.compile(
    r"(?:(?:作者|发言人|演讲人|讲话人|主讲人?)\s{0,3}[:：]|文/)\s{0,3}"
    r"([\u3400-\u9fff](?:[\s\u3000][\u3400-\u9fff]){1,2}(?![^\s|｜])|[^\s:：|，,。;；()（）]{2,20})"
)
# How newspapers name who wrote: □ 何秀英, ◎本报记者 何秀英.
_SIGNED = re.compile(
    r"[□◎■○●◆◇▱]\s{0,3}(?:本[报刊]|特约)?(?:记者|通讯员|撰稿人?|作者)?\s{0,3}([\u3400-\u9fff·]{2,4})$"
)
# 聯合報／記者林淑芬／台北報導.
_REPORTER = re.compile(r"[记記]者\s?([\u3400-\u9fff]{2,4})\s?[／/]\s?[\u3400-\u9fff]{0,8}[报報]")
# 周闻 · 2020年10月9日, 山有木兮 发表于 2021-05-02.
_BY = re.compile(
    r"([\w\u3400-\u9fff]{2,12})\s{0,2}(?:[·/|｜]|\s(?:发[表布]|發[表佈布]|写|寫)[于於])\s{0,3}(?:19|20)\d\d[-/.年]"
)
# 清江日报 2022-07-19 08:00.
_PAPER = re.compile(
    r"([\u3400-\u9fff]{2,8}(?:[日晚晨早]报|网|在线|电视台|融媒|客户端))\s{0,3}[·|/]?\s{0,3}(?:19|20)\d\d[-/.年]"
)
# 2023-05-12 陳雅琴; 2020年1月2日 大雪 is a diary's.
_DATED_BY = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,4}([\u3400-\u9fff]{2,3})(?<![晴阴雨雪云雾风霾])$"
)
# What tells of a writer holds one of these.
_CENTURIES = frozenset(["19", "20"])
_MAY_SIGN = re.compile("[者人讲講/·|｜于於□◎■○●◆◇▱]")


def offer_writer(line: str, into: Metadata) -> None:
    """Fill the speaker from a line that names who wrote: 作者：, □, a name beside a day."""
    if not (line[:2] in _CENTURIES or _MAY_SIGN.search(line)):
        return
    if MARK.search(line):
        into.offer("speaker", _person(_SPEAKER, line), "line 作者：")
    if len(line) > _SHORT:
        return
    if by := _BY.match(line):
        into.offer("speaker", account_name(by[1]), "line with name and day")
    elif dated := _DATED_BY.match(line):
        into.offer("speaker", account_name(dated[1]), "line with day and name")
    elif signed := _SIGNED.match(line) or _REPORTER.search(line):
        into.offer("speaker", clean_name(signed[1]), "line □ or 记者")


def _person(pattern: re.Pattern[str], line: str) -> str | None:
    found = pattern.search(simplified(line))
    if found is None:
        return None
    start, end = found.span(1)
    return clean_name(before_label(line[start:end], line[end:]))


def offer_source(line: str, into: Metadata) -> None:
    """Fill the source from a line that names it: 来源：, or a paper beside a day."""
    if line[:1] not in "12" and (paper := _PAPER.match(line)):
        into.offer("source", paper[1], "line with paper and day")
    if into.source is None and _MAY_SOURCE.search(line):
        into.offer("source", _person(_SOURCE, line), "line 来源：")
