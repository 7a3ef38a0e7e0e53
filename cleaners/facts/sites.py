"""Whose site a page is of, as its <title> names it: 某某网, 某某小学, 中共某某县委组织部."""

import re

from cleaners.facts.centred import UNNAMED
from cleaners.script import simplified

PARTS = re.compile(
    r"\s{0,3}[_|｜]+\s{0,3}|\s{1,3}[-–—·•»>]+\s{1,3}|\s{0,3}--+\s{0,3}|\s{0,3}——\s{0,3}(?=[^—]{2,12}$)|-(?=[^-]{2,14}$)|\s{0,3}[<>]+\s{0,3}"
)
# Some sites put their own name on every <title>; a title that ends so is found as a heading.
SITE = re.compile(
    r"^(?:.{2,10}(?:网站?|论坛|门户|文库|客户端|APP|app|手机版|移动版|融媒体?|日报|晚报|晨报)"
    r"|.{2,12}的(?:[\u3400-\u9fff]{2})?(?:博客|[Bb]log|BLOG|空间|小站))$"
)
# Whose site it is; an article may be called so, too: 我的大学.
ORGAN = re.compile(
    r"^.{2,16}(?:小学|中学|学校|学院|大学|幼儿园|医院|公司|政府|在线|[一二三四五六七八九十附]中|附小)$"
)
# Whose site it is, and no text's title: 中共某某县委组织部, 某某县教育局.
_HOUSE = re.compile(
    r"^.{3,16}(?:[县市区省镇乡州]委(?:.{1,8}[部室办局会])?|(?<![格大开全政新布结僵])局|办公室|研究室|政研室|(?:文化|图书|博物|档案)馆|纪委|监委|党校|法院|检察院|委员会|协会|学会|妇联|总工会|团委)$"
)
# 某某县文化馆：节约用水倡议书
OWNED = re.compile(r"^([^:_|>—-]{3,18})(?:[:_|>]|--|—)[:_|>—-]{0,3}([^:_|>—-]{6,60})$")
# 某某小学 Some Primary School
_LATIN_NAME = re.compile(r"\s{1,3}[A-Z][A-Za-z.,&'’\s-]{3,80}$")
_COLUMN_NAME = 4


def is_house(text: str) -> bool:
    return ORGAN.match(text) is not None or _HOUSE.match(text) is not None


def is_site(text: str) -> bool:
    """True for whose site it is: 某某网, or 某某网-某某信息网."""
    if is_house(text) or ORGAN.match(simplified(_LATIN_NAME.sub("", text))):
        return True
    parts = [part for part in PARTS.split(text) if part]
    if len(parts) > 1 and any(map(is_house, (parts[0], parts[-1]))):
        rest = parts[1:] if is_house(parts[0]) else parts[:-1]
        parts = [part for part in rest if len(part) > _COLUMN_NAME] or ["index"]
    return bool(parts) and all(SITE.match(part) or UNNAMED.match(part) for part in parts)


def without_address(text: str) -> str:
    """A <title> without the site behind it, where spaces alone part them, nor a column between
    the two: 在某某会上的讲话 领导讲话 某某县党建网 www.example.cn."""
    words = [word for word in text.split() if not word.startswith(("www.", "http"))]
    if len(words) > 1 and SITE.match(words[-1]) and len(words[0]) > 2 * _COLUMN_NAME:
        words = words[:-1]
        return " ".join(words[:-1] if len(words) > 1 and len(words[-1]) <= _COLUMN_NAME else words)
    return text
