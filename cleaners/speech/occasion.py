"""Who spoke, on what occasion and where, as a title or the lines above the greeting say."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaners.dates import NUMERAL_DAY
from cleaners.script import simplified
from cleaners.speech.persons import OFFICE, PERSON

_KINDS = r"(?:讲话|发言|致辞|致词|演讲|报告|汇报|主持词|述职|点评|寄语|贺词|祝词|答谢词|表态|授课)"
_MANNER = r"(?:重要|工作|主题|总结|表态|交流|典型|动员|即席|开幕|闭幕|政府){0,2}"
_DAY = (
    r"(?:(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}\s?日?"
    rf"|{NUMERAL_DAY})"
)
_ON = r"在([^，。：:]{2,60}?)(?:上|时|中|期间|之际)"
_AT = re.compile(rf"(?:^|[^现正存所实]){_ON}的?{_MANNER}{_KINDS}")
# ——在全县教育工作会议上, as the second line of a title.
_BELOW = re.compile(rf"[—–―-]{{1,4}}\s?(?:{_DAY})?{_ON}(?:的?{_MANNER}{_KINDS}.{{0,4}})?$")
_EVENT = re.compile(
    r"(?:[会宴]议?|座谈|仪式|典礼|论坛|班|活动|培训|婚礼|庆典|联欢|调研|竞赛|比赛|[幕学团营工]式)$"
)
_OFFICE = rf"(?:{OFFICE}|同志|总理|[科队团组行站]长)"
_BEFORE = re.compile(
    rf"^(?:.{{0,20}}{_OFFICE}({PERSON})(?:同志)?(?=在|[：:])"
    rf"|({PERSON})(?:{_OFFICE}(?=在|[：:])|(?=[：:]在)))"
)
# 县委书记 王建国, （县委书记王建国 2019年3月4日）, and 王建国 above a greeting.
_HOLDER = re.compile(
    rf"[（(—–―-]{{0,4}}\s?(?![图左右前出参主陪与和对]|致[^辞])[\u3400-\u9fffXx×]{{0,20}}{_OFFICE}\s{{0,3}}({PERSON})(?:同志)?"
    rf"(?:[\s，,、]{{0,2}}{_DAY})?\s?[）)]?$"
)
_ALONE = re.compile(rf"({PERSON})(?:同志)?$")
# What begins as a name does and is none: 范文一, 高中生代表, 常委会, 安全员.
_NO_NAME = re.compile(
    r"校长|书记|局长|主任|部长|院长|同志|领导|代表|学生|新生|教师|范文|方案|高[一二三中]"
    r"|[会部员组处科室厅局委团社班所办年月季日届度长省市县区镇乡村]$"
)
_PLACE = re.compile(
    r"^(?:会议|活动|讲话|发言|演讲)?地\s{0,4}点\s{0,2}[:：]\s{0,2}([^\s，。；：:]{2,30})$"
)
_PLACED = r"([\u4e00-\u9fff·]{2,20})"
_DATELINE = re.compile(
    rf"^(?:[（(]\s?{_DAY}\s?[，,、·\s]\s?[于在]?{_PLACED}\s?[）)]|{_DAY}\s?[于在]{_PLACED})$"
)
# （2019年3月4日，根据录音整理）
_NO_PLACE = re.compile(
    "根据|整理|录音|摘要|摘登|节选|全文|讲话|发言|删节|审阅|通过|印发|发布|修订|星期|上午|下午|晚上|[会次]$"
)
_HEAD, _LONGEST, _SURE = 6, 60, 3


class Setting(NamedTuple):
    """What was found; None for what nothing says."""

    speaker: str | None = None
    occasion: str | None = None
    place: str | None = None
    origin: str = ""
    """Where the speaker was found."""


def setting(title: str, body: str, greeting: int | None = None) -> Setting:
    """张明同志在全县教育工作会议上的讲话: speaker 张明, occasion 全县教育工作会议.

    What the title does not say, the first lines of the body may: ——在全县教育工作会议上, 县委书记
    张明, a name above the `greeting`, which begins there. The place is what stands behind 地点： or
    in a date line (2019年3月4日，北京) among them.
    """
    lines = _head(body)
    occasion, place = _occasion(title) or _occasion_of(lines), _place(lines)
    if speaker := _speaker(title):
        return Setting(speaker, occasion, place, "title")
    above = body[:greeting].rstrip("\n").rpartition("\n")[2] if greeting else ""
    speaker = _holder(lines) or _named(above)
    return Setting(speaker, occasion, place, "first lines" if speaker else "")


def _head(body: str) -> list[str]:
    """The first lines of a body, up to one that is as long as a paragraph."""
    lines = list[str]()
    for line in body[: _HEAD * (_LONGEST + 1)].split("\n")[:_HEAD]:
        if len(line) > _LONGEST:
            break
        lines.append(line)
    return lines


def _occasion(title: str) -> str | None:
    found = (_AT.search(title) or _BELOW.search(title)) if "在" in title else None
    return _event(found[1]) if found else None


def _occasion_of(lines: Sequence[str]) -> str | None:
    told = (_BELOW.match(line) for line in lines if "在" in line)
    return next((event for found in told if found and (event := _event(found[1]))), None)


def _event(named: str) -> str | None:
    named = named.strip('“”"《》 ')
    return named if _EVENT.search(named) else None


def _speaker(title: str) -> str | None:
    found = _BEFORE.match(simplified(title))
    return _name(title[slice(*found.span(found.lastindex or 0))]) if found else None


def _holder(lines: Sequence[str]) -> str | None:
    told = ((line, _HOLDER.match(simplified(line))) for line in lines)
    return next((_name(line[slice(*found.span(1))]) for line, found in told if found), None)


def _named(line: str) -> str | None:
    """The name that a line is, of three characters or with a space: 高考 begins as a name, too."""
    found = _ALONE.match(simplified(line)) if len(line) <= _LONGEST else None
    sure = found is not None and len(found[1]) >= _SURE
    return _name(line[slice(*found.span(1))]) if found and sure else None


def _name(text: str) -> str | None:
    """A name without its spaces; None for what is no name."""
    name = "".join(text.split())
    return name if name and not _NO_NAME.search(simplified(name)) else None


def _place(lines: Sequence[str]) -> str | None:
    for line in lines:
        found = _PLACE.match(line) or _DATELINE.match(line)
        if found and not _NO_PLACE.search(place := found[found.lastindex or 0]):
            return place
    return None
