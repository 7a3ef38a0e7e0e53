"""Who wrote a text and where it was printed, as the lines around it tell."""

import re
from collections.abc import Sequence

from cleaners.facts.names import account_name, before_label, clean_name
from cleaners.metadata import Metadata
from cleaners.script import simplified
from cleaners.speech.persons import PERSON

_SHORT = 60
_SOURCE = re.compile(
    r"(?:信息|文章|稿件|新闻|内容|本文)?(?:来源于?|出处|来自|稿源|转[贴载摘]自)\s{0,3}[:：]\s{0,3}([^\s:：|，,。;；()（）]{2,30})"
    r"|^(?:信息|文章|稿件)来源\s([^\s:：|，,。;；()（）]{2,30})$"
)
_ISSUER = re.compile(
    r"(?:发布|供稿|来稿)(?:单位|机构|部门)\s{0,3}[:：]\s{0,3}([\u3400-\u9fff]{3,30})(?=$|[\s|｜;；)）:：]|(?:19|20)\d\d)"
)
# Behind an empty label stands what comes next: 来源： 2020-09-07.
_NO_HOUSE = re.compile(r"(?:19|20)\d\d[-/.年]|https?$")
# 来源：清江日报记者 何秀英.
_REPORTER_OF = re.compile("(?<=[报台网社刊])记者$")
_MAY_SOURCE = re.compile("[源处處自]")
# Before a name, whose it is: 县委书记 张三, 本报记者 李四.
_HELD = (
    r"(?:[\u3400-\u9fff\d（）()]{1,12}班\s{1,3}|[\u3400-\u9fff、]{0,16}(?:书记|[组室科处部系委办校庭站所]|中心|大学|学院|[中小]学|[县市省区镇乡校院局部处科会团董]长|主任|主席|教授|记者|通讯员"
    r"|经理|研究员|老师|代表|领事|大使)\s{1,3})"
)
_OFFICE = rf"{_HELD}?"
_ROLE = (
    r"(?:(?<!该)作\s{0,3}者|(?:发言|演讲|讲话|致辞|致词|报告|宣讲|主讲|讲述|访谈|受访)(?:人|者|嘉宾)|主讲(?:教师|老师|专家)?|[发寄]信人|楼主|送交者)"
    r"\s{0,3}"
)
_SPEAKER = re.compile(
    rf"{_ROLE}(?:[:：]|[/丨|｜](?=\s?[\u3400-\u9fff]{{2,4}}(?:\s|$)))\s{{0,3}}"
    rf"(?:{_HELD}({PERSON})(?=$|[\s；;，,、|｜）)\]】])|"
    r"([\u3400-\u9fff](?:[\s\u3000][\u3400-\u9fff]){1,2}(?![^\s|｜])|[^\s:：|，,。;；()（）]{2,20}))"
    r"|[（(]作者\s?([\u3400-\u9fff·]{2,4}?)(?:系|[，,])"
    rf"|(?:作者|嘉宾|主讲人)简介\s?[】\]]?\s?[:：]?\s?({PERSON})(?=[，,（(：:\s])"
)
# Labels that stand before other words, too, name who wrote by a name alone: 文｜何志远.
_STAFF = r"(?:(?:撰[稿写文]|供稿|投稿|执笔)[人者]?|文字?|口述)\s?[:：/／|｜丨]"
_PRESS = r"(?:记者|通讯员|特派员)\s?[:：/／|｜丨]?"
# Who did the rest, where a style sheet alone parts them: 撰稿：何志远摄影：李静.
_OTHERS = r"(?:摄[影像]|图片?|供图|编辑|责编|[审校][核对稿校]|[初复终]审|通讯员|记者)\s?[:：/|]"
_WROTE = re.compile(
    rf"(?:(?:^|[\s（(【\[|｜丨·□◎■○●◆◇▱；;]){_STAFF}"
    rf"|(?:^|[^\u3400-\u9fff]|本[报刊网台]|新华社|特约|见习|实习|融?媒体?){_PRESS})"
    rf"\s{{0,3}}{_OFFICE}({PERSON})(?=$|[\s；;，,、|｜丨）)】\]/／]|{_OTHERS})"
    rf"|(?:^|来源\s?[:：]\s?)[\u3400-\u9fff]{{2,8}}记者\s{{1,3}}({PERSON})(?=$|\s)"
    rf"|(?:文[/／、]图|图[/／、]文)\s{{0,2}}[:：]?\s{{0,2}}({PERSON})(?=$|[\s、，）)])"
    rf"|^({PERSON})\s?[/／]\s?文$|(?:^|[\s|｜])[Bb][Yy]\s?[:：]?\s{{0,2}}({PERSON})(?=$|[\s|｜])"
)
# Where a piece of news begins: 本报讯（记者 何秀英 通讯员 付强）.
_WHOSE = r"(?:[\u3400-\u9fff]{2,12}(?:作者|作家|记者|撰稿人|研究员|特约|评论员)\s)?"
_PEN = re.compile(rf"[（(【\[]?文\s?[/／|｜]\s?{_WHOSE}([\w\u3400-\u9fff]{{2,8}})[）)】\]]?$")
_BYLINE = re.compile(
    rf"[（(【\[]?文\s?(?:[/／|｜]\s?{_WHOSE}[\w\u3400-\u9fff]{{2,8}}|[:：]\s?[\u3400-\u9fff]{{2,4}})"
    rf"(?:\s{{1,3}}[图圖摄攝]影?\s?[/／|｜:：]\s?[\w\u3400-\u9fff]{{2,8}})?[）)】\]]?$"
)
_BY_LINE = frozenset(["By", "by", "BY"])
_BY_NAME = re.compile(rf"[Bb][Yy]\s?[:：]?\s{{0,2}}{PERSON}")
_NEWS = re.compile(
    rf"[^。]{{0,24}}[讯电道]\s?[（(](?:本[报网台刊])?(?:见习|实习)?{_PRESS}\s{{0,3}}({PERSON}|(?<=[\s:：])[\u3400-\u9fff]{{2,3}})(?=[\s、，）)])"
)
# How newspapers name who wrote: □ 何秀英, ◎本报记者 何秀英.
_SIGNED = re.compile(
    rf"[□◎■○●◆◇▱]\s{{0,3}}(?:本[报刊]|特约)?(?:记者|通讯员|撰稿人?|作者)?\s{{0,3}}({PERSON})(?:[\s、]{{1,3}}{PERSON}){{0,4}}$"
)
# 作者 何志远, where nothing else stands in the line.
_ALONE = re.compile(
    rf"(?:作\s?者(?:姓名)?|(?:演讲|讲话|致辞|主讲)人)\s{{1,3}}{_OFFICE}({PERSON})(?:$|\s{{1,3}}(?=[发更]|日期|时间|来源|点击|浏览))"
)
# 聯合報／記者林淑芬／台北報導.
_REPORTER = re.compile(r"[记記]者\s?([\u3400-\u9fff]{2,4})\s?[／/]\s?[\u3400-\u9fff]{0,8}[报報]")
# 【記者張雅婷臺北報導】
_FROM = re.compile(rf"[【（(]?记者\s?({PERSON})\s?[\u3400-\u9fff]{{2,3}}[报報][道导導][】）)]?$")
# 周闻 · 2020年10月9日, 山有木兮 发表于 2021-05-02.
_BY = re.compile(
    r"([\w\u3400-\u9fff]{2,12})\s{0,2}(?:[·/|｜]|\s(?:发[表布]|發[表佈布]|写|寫)[于於]\s?[:：]?)\s{0,3}(?:19|20)\d\d[-/.年]"
)
# 发布:老周 | 分类:家书, at the foot of a blog's article.
_POSTED = re.compile(r"发布\s?[:：]\s?([\w\u3400-\u9fff]{2,12})\s{0,2}[|｜]")
# 清江日报 2022-07-19 08:00.
_PAPER = re.compile(
    r"([\u3400-\u9fff]{2,8}(?:[日晚晨早]报|网|在线|电视台|融媒|客户端))\s{0,3}[·|/]?\s{0,3}(?:19|20)\d\d[-/.年]"
)
_CORPS = "(?:全媒体|融媒体?|本报|见习|实习|特约)?"
# 2011年10月25日21:58 新华网, 陈晓东 2007-05-12 县政府研究室; a section of the site ends otherwise.
_BEHIND_DAY = re.compile(
    rf"(?:https?://\S{{4,60}}\s{{1,3}}|{PERSON}\s{{1,4}})?"
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,3}(?:\d{1,2}:\d\d(?::\d\d)?)?\s{1,4}"
    r"([\u3400-\u9fff]{2,14}(?:[网報报社台刊局厅委办部院校府室科]|中心|大学|集团|在线|杂志|融媒体?))"
    rf"(?=$|\s{{1,3}}{_CORPS}{_PRESS})"
)
# 2023-05-12 陳雅琴; 2020年1月2日 大雪 is a diary's.
_DATED_BY = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,4}"
    rf"(?:([\u3400-\u9fff]{{2,3}})(?<![晴阴雨雪云雾风霾])|\d{{1,2}}:\d\d(?::\d\d)?\s{{0,4}}(?!周[一二三四五六日])({PERSON}))$"
)
_SIGNS = re.compile(
    r"[（(【\[]?(?:本文)?(?:作\s{0,3}者|撰[稿写文]|供稿|执笔|(?:课题|调研)组(?:成员|组长)|文\s?[/／|｜丨]|(?:本[报刊]|新华社|特约|全?融?媒体?)?(?:记者|通讯员))"
)
_ANYBODY = re.compile("网[友络](?:整理|投稿|上传|提供|分享)$")
# What tells of a writer holds one of these.
_BEGIN = 30
_STOPS = frozenset("。！？；")
_ROLES = frozenset("作演讲致主")
_BRACKETS = frozenset("）)")
_BEHIND = re.compile(
    r"(?<=[。！？.!?”])\s?[（(](?:文|撰[稿写文]|供稿|作者|记者|通讯员)[^（()）。]{2,40}[）)]$"
)
_CENTURIES, _DAY_BEGINS = frozenset(["19", "20"]), frozenset("12h")
# A day behind a name begins so soon.
_CENTURY, _NAMED = re.compile("19|20"), 12
_MAY_SIGN = re.compile("[笔楼樓者人讲講/／·|｜丨于於□◎■○●◆◇▱宾賓文稿写寫述员員yY]")


def signs(line: str) -> bool:
    """True for a short line that begins by telling who wrote: （作者：…）, （记者 何志远）."""
    if len(line) <= _SHORT or "作者简介" in line[:_BEGIN]:
        return _SIGNS.match(line) is not None
    return ("（" in line[:_BEGIN] or "(" in line[:_BEGIN]) and _NEWS.match(line) is not None


def credit_behind(line: str) -> str:
    """The credit in brackets behind the last sentence of a text, or "": 。（文/何秀英 宣传部）."""
    found = _BEHIND.search(line) if line[-1:] in _BRACKETS else None
    return found[0] if found else ""


def is_byline(line: str) -> bool:
    """True for a line that says whose the text below it is, and nothing else: 文/何志远."""
    if line[:1] in _ROLES and len(line) <= _BEGIN and _ALONE.match(line):
        return True
    if line[:2] in _BY_LINE and len(line) <= _BEGIN and _BY_NAME.fullmatch(line):
        return True
    return line[:2].strip("（(【[")[:1] == "文" and _BYLINE.fullmatch(line) is not None


def offer_writer(line: str, into: Metadata) -> None:
    """Fill the speaker from a line that names who wrote: 作者：, □, a name beside a day."""
    if not (line[:2] in _CENTURIES or _MAY_SIGN.search(line)):
        return
    named = _person(_SPEAKER, line)
    into.offer("speaker", None if named and _ANYBODY.match(named) else named, "line 作者：")
    if "（" in line[:_BEGIN] or "(" in line[:_BEGIN]:
        into.offer("speaker", _person(_NEWS, line[:_SHORT]), "line 本报讯（记者")
    if len(line) > _SHORT:
        return
    if line[-1] not in _STOPS:
        into.offer("speaker", _person(_PEN, line) if _PEN.match(line) else None, "line 文/")
        into.offer("speaker", _person(_FROM, line) or _person(_WROTE, line), "line 记者")
    if by := _BY.match(line) or _POSTED.match(line):
        into.offer("speaker", account_name(by[1]), "line with name and day")
    elif dated := _DATED_BY.match(line):
        into.offer("speaker", account_name(dated[1] or dated[2]), "line with day and name")
    elif signed := _SIGNED.match(line) or _REPORTER.search(line) or _ALONE.match(line):
        into.offer("speaker", clean_name(signed[1]), "line □ or 记者")


def _person(pattern: re.Pattern[str], line: str) -> str | None:
    found = pattern.search(simplified(line))
    if found is None:
        return None
    start, end = found.span(found.lastindex or 0)
    return clean_name(before_label(line[start:end], line[end:]))


def source_behind_day(lines: Sequence[str]) -> str | None:
    """The house that stands behind a day, without a label, in one of some lines."""
    short = (line for line in lines if len(line) <= 2 * _SHORT)
    dated = (x for x in short if x[:1] in _DAY_BEGINS or _CENTURY.search(x, 2, _NAMED))
    found = filter(None, map(_BEHIND_DAY.match, dated))
    return next((name for house in found if (name := clean_name(house[1]))), None)


def issuer(lines: Sequence[str]) -> str | None:
    """The office that one of some lines says has published a text: 发布单位：第一支部."""
    labelled = (
        line for line in lines if ("发布" in line or "稿" in line) and len(line) <= 2 * _SHORT
    )
    return next(filter(None, (_person(_ISSUER, line) for line in labelled)), None)


def offer_source(line: str, into: Metadata) -> None:
    """Fill the source from a line that names it: 来源：, or a paper beside a day."""
    if line[:1] not in "12" and (paper := _PAPER.match(line)):
        into.offer("source", paper[1], "line with paper and day")
    if into.source is None and _MAY_SOURCE.search(line):
        named = _person(_SOURCE, line)
        if named and not _NO_HOUSE.match(named):
            into.offer("source", _REPORTER_OF.sub("", named), "line 来源：")
