"""Who spoke, on what occasion and where, as a title or the line below it says."""

import re
from typing import NamedTuple

_KINDS = r"(?:讲话|发言|致辞|致词|演讲|报告|汇报|主持词|述职|点评|寄语|贺词|祝词|答谢词|表态|授课)"
_MANNER = r"(?:重要|工作|主题|总结|表态|交流|典型|动员|即席|开幕|闭幕)?"
_AT = re.compile(
    rf"(?:^|[^现正存所实])在([^，。：:]{{2,60}}?)(?:上|时|中|期间|之际)的?{_MANNER}{_KINDS}"
)
_EVENT = re.compile(
    r"(?:会议?|座谈|仪式|典礼|论坛|班|活动|培训|婚礼|庆典|联欢|调研|竞赛|比赛|[幕学团营工]式)$"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_OFFICE = (
    r"(?:同志|书记|主席|主任|市长|县长|区长|镇长|乡长|局长|院长|校长|部长|总经理|董事长|总书记|总理"
    r"|省长|厅长)"
)
_BEFORE = re.compile(
    rf"^(?:.{{0,20}}{_OFFICE}({_NAME})(?:同志)?(?=在|[：:])"
    rf"|({_NAME})(?:{_OFFICE}(?=在|[：:])|(?=[：:]在)))"
)
_NO_NAME = re.compile(r"校长|书记|局长|主任|部长|院长|同志|领导|代表|学生|新生|教师")
_PLACE = re.compile(
    r"^(?:会议|活动|讲话|发言|演讲)?地\s{0,4}点\s{0,2}[:：]\s{0,2}([^\s，。；：:]{2,30})$"
)
_DATELINE = re.compile(
    r"^[（(]\s?(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?[，,、]?\s?"
    r"([\u4e00-\u9fff·]{2,20})\s?[）)]$"
)
_HEAD = 6


class Setting(NamedTuple):
    """What was found; None for what nothing says."""

    speaker: str | None = None
    occasion: str | None = None
    place: str | None = None


def setting(title: str, body: str) -> Setting:
    """张明同志在全县教育工作会议上的讲话: speaker 张明, occasion 全县教育工作会议.

    The place is what stands behind 地点： or in a date line (2019年3月4日，北京) among the first
    lines of the body.
    """
    return Setting(_speaker(title), _occasion(title), _place(body))


def _occasion(title: str) -> str | None:
    found = _AT.search(title) if "在" in title else None
    if not found:
        return None
    named = found[1].strip('“”"《》 ')
    return named if _EVENT.search(named) else None


def _speaker(title: str) -> str | None:
    found = _BEFORE.match(title)
    name = found[1] or found[2] if found else ""
    return name if name and not _NO_NAME.search(name) else None


def _place(body: str) -> str | None:
    if "地" not in body[:300] and "日" not in body[:300]:
        return None
    for line in body[:600].split("\n")[:_HEAD]:
        if len(line) <= 60 and (found := _PLACE.match(line) or _DATELINE.match(line)):
            return found[1]
    return None
