"""Who is named in the words of a page: a person or a house, and what is neither."""

import re

from cleaners.lines.metalines import LABEL
from cleaners.script import simplified
from cleaners.speech.persons import PERSON

# Labels of values that no line of meta data is known by: 作者：何志远处室：德育处.
_OFFICES = "(?:[处科教]室|部门|学校|单位|班级|年级|院系)"
_LABEL_AT_END = re.compile(rf"(?:^{LABEL}|(?<=.)(?:{LABEL}|{_OFFICES}))$")
_DAY_AT_END = re.compile(r"(?<=.)(?:19|20)\d\d\s?[-/.年].{0,300}$")
_COMRADE = re.compile(r"(?<=[\u3400-\u9fff]{2})(?:同志|先生|女士)$")
_HONOURED = re.compile(rf"^({PERSON})(?:委员|代表|老师|教授|博士)$")
_HONOURS = frozenset("员表师授士")
_BUTTON = re.compile(r"(?:举报|关注|订阅)$")
_SPACED = re.compile(r"^[\u3400-\u9fff](?:\s[\u3400-\u9fff]){1,2}$")
_NAME = re.compile(r"^[\u3400-\u9fff·]{2,8}$")
_HOUSE = re.compile(
    r"[网报社站台局厅]$|新闻|公司|在线|日报|编辑|网易|新浪|腾讯|搜狐|培训|教育|学校|学院|大学|医院|政府|协会|中心"
)
_NOBODY = re.compile(
    r"^(?:admin\d*|administrator|未知|佚名|不详|匿名|本[站网]|原创|网络|互联网|超级管理员|管理员|系统管理员|沙发|板凳|地板|藤椅|楼主|版主|\d{1,4}[楼樓]|editor|来源|作者|时间|日期|点击|浏览|发布|编辑|本站整理|本站原创|网络转载|.{0,4}小编|责任编辑|[发發](?:文|表文章|帖)|[转轉]帖|通知|公告|通知公告|新闻|动态|要闻|资讯)$",
    re.I,
)


_STAFF = re.compile(r"^(?:图文|文图|文字|文|撰文|作者|记者|撰稿|by)\s?(?:[/／:：|]\s?|\s)", re.I)
_PRESS = re.compile(rf"^(?:本[报网台刊])?(?:记者|通讯员)\s?(?={PERSON}$)")
_REPORTS = re.compile(r"\s{0,2}[/／\s]\s{0,2}(?:综合)?(?:[报報][道导導]|撰文|撰稿|整理|文)$")
_PERSON = re.compile(PERSON)
_ACCOUNT = re.compile(r"^[\w·.]{2,12}$")
_OFFICE = re.compile(
    r"(?:发布|作者|楼主|频道|部|办|局|院|校|大学|学院|委|中心|政府|协会|集团|客户端|平台|号|论坛|博客|关注|来源|于|[:：]|文章|本文|原文|首次|最[初后]|资讯|新闻|公告|动态|通知|散文|随笔|小说|诗歌|[处科室组班]|星期.)$"
)


def before_label(value: str, rest: str) -> str:
    """A value without the label of the next one, where nothing stands between: 新华社作者：."""
    return _LABEL_AT_END.sub("", value) if rest.lstrip()[:1] in {":", "："} else value


def clean_name(text: str) -> str | None:
    """A name without marks, buttons and days around it; None for 佚名, admin and their like."""
    text = _PRESS.sub("", _STAFF.sub("", text))
    text = _BUTTON.sub("", _DAY_AT_END.sub("", text).strip(" \u3000:：|-—/【】[]"))
    text = _COMRADE.sub("", text)
    if text[-1:] in _HONOURS and (person := _HONOURED.match(text)):
        text = person[1]
    text = "".join(text.split()) if _SPACED.match(text) else text
    return text if 2 <= len(text) <= 30 and not _NOBODY.match(text) else None


def person_name(text: str) -> str | None:
    """A person's name, and None where a site names itself or a number as its author."""
    return clean_name(text) if _NAME.match(text) and not _HOUSE.search(simplified(text)) else None


def is_person(text: str) -> bool:
    """True for what reads as a person's name, and no house's."""
    plain = simplified(text)
    return _PERSON.fullmatch(plain) is not None and not _HOUSE.search(plain)


def account_name(text: str) -> str | None:
    """The name under which someone writes, real or not, and None for a house's or an office's."""
    found = clean_name(_REPORTS.sub("", text))
    if found is None or not _ACCOUNT.match(found) or found.isdigit():
        return None
    plain = simplified(found)
    return None if _HOUSE.search(plain) or _OFFICE.search(plain) else found
