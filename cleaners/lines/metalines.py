"""Lines that only tell of a text: its time and source, and the path to its page."""

import re
from collections.abc import Sequence

from cleaners.dates import ENGLISH_DAY
from cleaners.remembered import remembered
from cleaners.script import simplified
from cleaners.speech.persons import PERSON

LABEL = (
    r"(?:(?:发布|发表|更新|发稿|添加|加入|演讲|录入|创建|编辑|提交|上传|成文|印发|公开|颁布|公布|实施|施行|(?:最[后近])?更新)?(?:时间|日期)"
    r"|(?:信息|文章|稿件|新闻|内容|文稿|本文|资料|文档|剧本|范文)?(?:来源|出处|作者|编辑|类别|分类|栏目|编号)"
    r"|来自|推荐(?:指数|星级)|(?:更新|发布|发表|修改)于|难度|适用(?:对象|范围|场合)?|评分|入库|编剧|[稿信文]源|撰[稿写文]|发布(?:人|者|单位|机构|部门)?|添加[人者]|供稿(?:人|单位)?|撰[稿写]人?|投稿人?|责任编辑|责编|编审"
    r"|审核人?|校对|录入(?:员|者)?|浏览(?:量|次数|数|人数)?|点击(?:量|次数|率|数)?"
    r"|点阅(?:次数|数|率)?|时效性|效力(?:级别|状态)|阅读(?:量|次数|数|人数)?|访问(?:量|次数)?|人气|查看|热度|次数|评论(?:数|人数)?|回复"
    r"|字号|字体(?:大小)?|文字大小|属于|所属(?:栏目|分类|类别)|文章属性|关键[词字]|标签"
    r"|上传(?:人|者|用户)|(?:信息)?索\s?引\s?号|发文(?:机关|单位|字号)|主题分类|主\s?题\s?词"
    r"|责任(?:部门|单位)|(?:办理|承办)单位|公开(?:单位|部门|方式|范围|形式|时限|程序)|有\s?效\s?性|(?:生成|失效|废止|生效)日期"
    r"|[Bb]y|分享(?:到|至)?|收藏|打印|(?:文档|文件)?(?:格式|大小)|页数|主讲(?:人|教师|老师)?|播放(?:量|次数)?|字数|售价|已售|价格|下载(?:量|次数|地址)?|网址|体裁)"
)
"""What stands before a colon in such a line, as a pattern."""
_FIELD = re.compile(rf"(?<![^\s|｜（(【\[·•/\d]){LABEL}\s{{0,3}}[:：]\s{{0,3}}[^\s:：|]{{0,40}}")
# What a label ends with, and what stands in every day and hour.
_MAY_FIELD = re.compile(
    r"[于享人价位体入关写击分别到剧印号合员售围址处复字审对小布师序库度式态性户放数文期构核格气源率用目看稿签"
    r"类级编者自至藏裁览讲论词读象载辑量门问间阅限y]\s{0,3}[:：]"
)
_MAY_DATE = re.compile(r"\d\s?[-/.年:：]\s?\d")
# Labels and values run together where a style sheet alone keeps them apart.
_LABELLED = re.compile(rf"{LABEL}\s{{0,3}}[:：]")
_RUN_TOGETHER = 3
_WORDS = re.compile(
    r"我要评论|我来说两句|[大中小]字体?|打印(?:本页|本文|此页|文章|正文|预览)?"
    r"|关闭(?:窗口|本页)?|收藏(?:本文)?|分享(?:到|至)?|微信|微博|朋友圈|QQ空间|新浪|腾讯"
    r"|(?:最[后新近]|首次)?(?:修改|更新|编辑)于|IP\s?属地\s?[:：]?\s?[\u3400-\u9fff]{2,3}|[本此]?页面?"
    r"|次(?:浏览|阅读|点击)?|阅读|浏览|评论|点击|复制(?:链接|网址)?|纠错|字号|听新闻|手机看"
    r"|admin|posted|举报|来源|默认|超大|标准|编辑|发布于?|发表于?|时间|[大中小]|作者|原创|本站|人参与|条"
    r"|已有|热度|人气|字|页|约|VIP|读过|看过|围观|人读过|人看过|人围观|[阅评赞藏踩](?=\s?[:：]\s?\d)|更新|手机版|最新推荐文章于|已于|首次|只看(?:该作者|楼主)|[正倒]序(?:浏览|阅读)|阅读模式|电梯直达|楼主|星期[一二三四五六日天]|[上下]午"
)
_DATE = re.compile(
    r"(?=\d)(?:(?:19|20)?\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?[日号]?"
    r"|(?:\d{1,2}月\d{1,2}日\s)?\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:\.\d{1,3})?)"
)
# Beside a day and how many have read it, its section or writer: 2022.05.16 / 企业管理 / 阅读 331.
_COUNTED = re.compile(
    r"(?:阅读|浏览|点击|查看|人气|热度|评论|围观)\s?[(（]?\s?\d|\d\s?(?:次|人|阅读|浏览|围观)"
)
_BESIDE_COUNT, _SHORT = 8, 40
_BARS = re.compile("[|｜丨·•/\u3000]")
# A name and a day, as shops and blogs sign their articles: 陈阿良 / 2021-06-18.
_SIGNED = re.compile(
    r"^[\u3400-\u9fff]{2,8}[网站报社]\s(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?$|"
    r"^[\u3400-\u9fff]{1,3}[人者]\s?[:：]\s?[\u3400-\u9fff·]{2,4}[\s|/]{1,3}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?$"
    r"|^原创\s[^，。]{2,24}\s(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\d:]{0,9}$"
    r"|^[\u3400-\u9fff]{2,4}\s{0,3}[/|｜·]\s{0,3}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?$"
    r"|^(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,3}(?:[/|｜·]|by|\s)\s{0,3}[\u3400-\u9fff]{2,4}(?<![晴阴雨雪云雾风霾])$"
)
# 陈晓东 2007-05-12 10:20:30 县政府研究室
_SIGNED_FROM = re.compile(
    rf"^{PERSON}\s{{1,4}}(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?\s{{0,3}}(?:\d{{1,2}}:\d\d(?::\d\d)?)?\s{{1,4}}"
    r"[\u3400-\u9fff]{2,14}(?:[网报社台刊局厅委办部院校府室科]|中心|大学)$"
)
# 2021-04-06 07:12 清江日报 全媒体记者 陈晓东 通讯员 刘东安
_REPORTED = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,3}(?:\d{1,2}:\d\d(?::\d\d)?)?\s{1,4}[^，。：:；！？]{0,20}"
    rf"(?:记者|通讯员)\s{{0,3}}{PERSON}[^，。：:；！？]{{0,40}}$"
)
_OF_MEETING = re.compile(
    r"(?:会议|活动)?(?:地\s{0,3}点|主\s{0,3}持\s{0,2}人?|参[加会]人员?|出席(?:人员)?|列席(?:人员)?|记录人?)\s{0,3}[:：]"
)
_MEETS = frozenset("会活地主参出列记")
# A row of short values, one of them a day: 双语演讲 / 2019-08-16 / 发表评论.
_VALUE, _BAR = r"[^，。；：:/|｜丨·•\u3000]{1,12}", r"\s{0,3}[/|｜丨·•\u3000]\s{0,3}"
_DAY = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s?(?:发布|更新|发表))?"
_ROW = re.compile(
    rf"^(?:{_VALUE}{_BAR}){{1,3}}{_DAY}(?:{_BAR}{_VALUE}){{0,3}}$|^{_DAY}(?:{_BAR}{_VALUE}){{2,4}}$"
)
# Pictures beside bare numbers tell what they count: 2019年09月11日富达传媒 时政新闻 1665 0.
_TALLY = re.compile(
    rf"^{_DAY}(?:\s?\d{{1,2}}:\d\d(?::\d\d)?)?\s?[^，。；：:！？]{{0,24}}(?:\s\d{{1,7}}){{2,3}}$"
)
_LETTERS = re.compile(r"[A-Za-z\u3400-\u9fff]")
_CRUMBS = re.compile(
    r"^\s*[您你]在这里\s?[:：]|^\s*(?:您|你)?(?:现在|当前|目前|所在)?的?(?:所在)?(?:当前|现在)?的?(?:位置|路径)"
    r"\s?(?:是|为|在)?\s?[:：>》]"
    r"|^(?:网站|本站|返回)?首\s?页\s{0,3}(?:>|»|›|→|/|\\|-|》|＞|::)"
    r"|^[^>›»＞，。]{2,20}(?:\s?[>›»＞]{1,2}\s?[^>›»＞，。]{1,40}){1,5}\s?[>›»＞]{1,2}\s?[^>›»＞。]{0,60}$"
)
# Every such path holds one of these among its first characters, and few other lines do.
_MAY_CRUMBS = re.compile("[>›»＞置径首里]")
_BEGIN = 24
MARK = re.compile(r"[:：>》»›→/\\＞.年-]")
"""Every meta line holds one of these: behind a label, in a path, in a date or an hour."""
_META, _STOPS = 160, frozenset("。！；")
# Around a day in English: Posted on May 3, 2019 by admin.
_CENTURIES, _ENGLISH, _BLOGGED = frozenset(["19", "20"]), 60, 16


def is_meta(line: str) -> bool:
    """True for a line that only tells of the text: 时间：… 来源：… 浏览量：…, a bare date."""
    if len(line) > _META or line[-1:] in _STOPS:
        return False
    if line[-4:-2] in _CENTURIES and len(line) <= _ENGLISH and ENGLISH_DAY.search(line):
        return len(_LETTERS.findall(_WORDS.sub("", ENGLISH_DAY.sub("", line)))) <= _BLOGGED
    return MARK.search(line) is not None and _is_meta(line)


@remembered
def _is_meta(line: str) -> bool:
    line = simplified(line)
    if _is_path(line) or _SIGNED.match(line) or _SIGNED_FROM.match(line):
        return True
    rest, fields = _FIELD.subn("", line) if _MAY_FIELD.search(line) else (line, 0)
    rest, dates = _DATE.subn("", rest) if _MAY_DATE.search(rest) else (rest, 0)
    if not fields and not dates:
        return _is_counter(line)
    left = len(_LETTERS.findall(_WORDS.sub("", rest)))
    if fields:
        return left <= (8 if dates else 4) or _is_row_of_labels(line)
    if _COUNTED.search(line):
        return left <= _BESIDE_COUNT
    if left <= (6 if dates > 1 else 0):  # a day and an hour, and where the text is from
        return True
    if "记者" in line and _REPORTED.match(line):
        return True
    if line[-1:].isdigit() and _TALLY.match(line):
        return True
    return _BARS.search(line) is not None and _ROW.match(line) is not None


def _is_counter(line: str) -> bool:
    """True for a day without its year and a number of readers: 文山 | 06-28 | 阅读 20."""
    if len(line) > _SHORT or not (_BARS.search(line) and _COUNTED.search(line)):
        return False
    return len(_LETTERS.findall(_WORDS.sub("", line))) <= _BESIDE_COUNT


def _is_row_of_labels(line: str) -> bool:
    return "，" not in line and len(_LABELLED.findall(line)) >= _RUN_TOGETHER


def is_breadcrumb(line: str) -> bool:
    """True for the path to a page: 当前位置：首页 > 发言稿, or 首页 > 发言稿."""
    return len(line) <= _META and _is_path(line)


def breadcrumbs(lines: Sequence[str]) -> list[str]:
    """Those of the lines that are the path to a page."""
    may = _MAY_CRUMBS.search
    return [line for line in lines if may(line, 0, _BEGIN) and is_breadcrumb(line)]


def _is_path(line: str) -> bool:
    return bool(_MAY_CRUMBS.search(line, 0, _BEGIN) and _CRUMBS.match(line))


def is_of_meeting(line: str) -> bool:
    """True for a line of minutes that tells where a meeting was, or who was there: the day
    beside it is the meeting's."""
    return line[:1] in _MEETS and _OF_MEETING.match(line) is not None
