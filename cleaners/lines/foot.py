"""What stands below a text and is its site's: farewells, offers, credits, empty sections."""

import re
from collections.abc import Sequence
from functools import partial

from cleaners.lines.chatter import is_chatter
from cleaners.lines.editors import closes
from cleaners.lines.metalines import is_meta
from cleaners.lines.readers import offers_title, speaks_to_readers
from cleaners.speech.persons import PERSON
from cleaners.text import has_stop

# Headings of an encyclopedia's last sections: nothing stands below them but links.
_SECTIONS = re.compile(
    r"^(?:参考(?:文献|资料|来源)|外部(?:链接|连接)|参见|另见|注释|注解|脚注|备注|引用|来源|延伸阅读"
    r"|相关条目|扩展阅读)[:：]?$"
)
_OF_PAGE = re.compile(
    "^(?:来源|发布|更新|作者|添加|录入|上传)|点击|浏览|阅读|访问|(?:更新|编辑|修改)于"
)
# Who wrote, took the pictures and read the proofs, in brackets below a text.
_SIGNED = re.compile(
    r"^[（(【][^，。]{1,50}(?:审核|编辑|责编|校对|审校|编审)\s?[:：|/]?\s?[\u3400-\u9fff]{2,4}[）)】]$"
)
# The day under a letter or a notice: what stands above it is its writer's.
_DAY = re.compile(r"^[（(]?[12〇○零Ｏ一二][\d〇○零Ｏ一二三四五六七八九]{3}\s?年.{2,8}[日号][）)]?$")
# What others think of a text, below it on sites of school compositions: 老师点评：….
_MARKED = re.compile(
    r"(?:老师|教师|名师|编辑|小编|网友|专家)(?:点评|评语|评析|简评)\s?[:：](?!该生)"
)
_TEACHERS = frozenset("老教名编小网专")
# 网友“南山”：看哭了
_READER = re.compile(r"(?:网友|用户|读者|书友)\s?[“\"「【@]?[^”\"」】：:]{1,12}[”\"」】]?\s?[:：]")
# Who made what: 文字：何秀英, 记者丨韩雪松; behind a colon 记者 may ask.
_MADE = re.compile(
    r"(?:(?:文字|图片|摄影|摄像|撰文|供图|图源|视频|海报|设计|制作|统筹|策划|(?:全媒体|融媒体?)(?:记者|通讯员))\s?[:：丨|｜/]|(?:记者|通讯员)\s?[丨|｜/])"
    r"\s?[^，。！？：:]{2,16}$"
    rf"|(?:本[报台网])?(?:记者|通讯员)\s?[:：]\s?{PERSON}(?:[\s、]{{1,3}}{PERSON}){{0,4}}$"
)
# 某某官方微信公众号：abc; 更多法律问题欢迎咨询某某.
_CALLS = re.compile(
    r"[^，。：:]{0,12}官方(?:微信|微博)?(?:公众号|公众平台|微信号|服务号|微博)?\s?[:：]\s?@?[\w-]{2,30}$"
    r"|[^我]{0,40}更多[^我，。]{0,12}(?:问题|疑问|需求|服务)[^我，。]{0,4}(?:欢迎|请|可)[^我，。]{0,6}(?:咨询|致电|拨打)"
    r"|[^。]{0,12}收藏[^，。]{1,14}(?:栏目|频道|专栏)[，,。]"
)
_READERS = frozenset(["网友", "用户", "读者", "书友"])
_MAKERS = frozenset("文图摄撰供视海设制统策记通全融本")
_BRACKETS = frozenset("）)】")
# #创业 #路演
_HASHTAGS, _HASH = (
    re.compile(r"(?:[#＃][\w\u3400-\u9fff]{2,16}[#＃]?\s{0,4}){1,12}$"),
    frozenset("#＃"),
)
_TAG_WORDS = ("标签", "关键词", "Tags", "TAGS")
_OVER, _AROUND = frozenset(["完", "全文完", "正文完", "本文完"]), "（）()【】[]［］—-–*＊ "
# What stands at the foot of a site below 版权所有：某某县供销社.
_CONTACT = re.compile(
    r"(?:(?:联系|通讯|办公)?(?:地址|电话)|邮\s?编|邮政编码|传\s?真|邮箱|[Ee]-?mail|网址|技术支持|[A-Z]?ICP|.ICP备)[^。]{0,80}$"
)
_RIGHTS, _RIGHTS_OF = 4, frozenset(["版权所有", "Copy", "copy", "COPY"])
_CLOSING, _OFFERS, _LONGEST, _NOTE = 4, 6, 60, 30


def without_foot(lines: list[str], title: str) -> list[str]:
    """The lines of a text without those of its site among the last ones: all it ends with, and of
    the four above those what an editor says, or what tells of the page."""
    end = len(lines)
    above = lines[:-_CLOSING]
    while end and len(lines) - end < _OFFERS and _ends_page(lines[end - 1], title, above):
        end -= 1
    begin = max(0, end - _CLOSING)
    signed = end > 0 and _DAY.match(lines[end - 1]) is not None
    ends = closes if signed else partial(_ends_page, title=title, above=above)
    last = [line for line in lines[begin:end] if not ends(line)]
    return _without_empty_sections(lines[:begin] + last)


def before_end(lines: Sequence[str]) -> Sequence[str]:
    """The lines to the one that says that the text is over, 完, where only a few short ones
    stand below it; or to the site's rights, where only its address does."""
    for number in range(max(1, len(lines) - _OFFERS), len(lines)):
        if lines[number][:_RIGHTS] in _RIGHTS_OF and all(map(_CONTACT.match, lines[number + 1 :])):
            return lines[:number]
        if lines[number].strip(_AROUND) in _OVER:
            below = lines[number + 1 :]
            return lines[:number] if all(len(line) <= _NOTE for line in below) else lines
    return lines


def _ends_page(line: str, title: str, above: list[str]) -> bool:
    if closes(line) or _tells_of_page(line) or _offers(line) or is_chatter(line, above):
        return True
    return speaks_to_readers(line, above[:-_OFFERS]) or offers_title(line, title)


def _offers(line: str) -> bool:
    if line[0] in _HASH and _HASHTAGS.match(line):
        return True
    calls = "官方" in line or "更多" in line or "收藏" in line
    if calls and len(line) <= _LONGEST and _CALLS.match(line):
        return True
    tags = line.startswith(_TAG_WORDS) and len(line) <= _LONGEST and not has_stop(line)
    if line[:1] in _TEACHERS and _MARKED.match(line):
        return True
    if line[:2] in _READERS and _READER.match(line):
        return True
    if line[:1] in _MAKERS and _MADE.match(line):
        return True
    return tags or (line[-1:] in _BRACKETS and bool(_SIGNED.match(line)))


def _tells_of_page(line: str) -> bool:
    """True for 发布时间：… 来源：…; a bare day below a text is its author's."""
    return is_meta(line) and bool(_OF_PAGE.search(line))


def _without_empty_sections(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in reversed(lines):
        if not (_SECTIONS.match(line) and (not kept or _SECTIONS.match(kept[-1]))):
            kept.append(line)
    return kept[::-1]
