"""Pages that answer 200 and hold no article: errors, log-in walls, captchas, scripts.

Judged by what the page says first, clause by clause: a wall speaks to its visitor, of this page,
and of little else. A speech may use all of these words.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from cleaners.facts.titles import Title
from cleaners.lines.metalines import is_meta
from cleaners.refused.closed import closed
from cleaners.text import has_stop
from cleaners.tree.blocks import Line, Reading
from cleaners.tree.nodes import Node, within

_WHOSE = (
    r"(?:[您你该此本这所要想找的请先由因于可能已经被]|当前|指定|访问|查看|浏览|请求"
    r"|阅读|查找|相关){0,8}"
)
_WHAT = r"(?:页面|网页|文章|内容|信息|帖子|主题|文档|资源|栏目|链接|网址|文件|站点)"
_GONE = (
    r"(?:不存在|删除|[找查搜]不到|[未没][有能]?找到|移除|下线|下架"
    r"|[走跑]丢|飞走|不见了|消失|丢失|迷路|失效|审核|过期|撤销|撤[下回]|违规)"
)
_AGAIN = r"(?:正在|暂时|临时|例行|进行|全面|中|已|将|因|紧急|停机|系统|网站)"
_CLAUSES = {
    "soft_404": (
        rf"{_WHOSE}{_WHAT}{{1,2}}.{{0,10}}{_GONE}|(?:[找查]不到|[未没]有?找到).{{0,8}}{_WHAT}"
        r"|(?:http status |error )?404(?:\b|\s?错误)|[您你].{0,10}(?:地址|网址|链接)有误"
        r"|(?:传递)?参数错误|错误的?参数|非法(?:参数|操作|请求|提交)"
        r"|.{0,40}\bnot (?:be )?found|document id error"
    ),
    "server_error": (
        r"(?:http status |error |http )?50[0234]\b|bad gateway"
        r"|service (?:temporarily )?unavailable|fatal error"
        r"|(?:internal )?server error|gateway time-?out|runtime error|dedecms error"
        r"|error establishing|网络(?:不给力|异常|错误)"
        rf"|{_WHOSE}(?:系统|服务器|网站|程序|页面|数据库)(?:发生|内部|连接|运行|访问|出现"
        r"|暂时|太)*(?:错误|出错|异常|繁忙|失败|报错)|运行时错误"
        r"|microsoft (?:ole db|vbscript|jet database)|\[microsoft\]\[odbc|adodb\."
        r"|warning: mysql|you have an error in your sql"
    ),
    "maintenance": (
        rf"(?:本站|本?网站|站点|系统|平台|服务器?)(?:{_AGAIN}|维护|升级|改版)*"
        r"(?:维护|升级|改版|关闭|停机|暂停)(?:中|访问|服务|建设|期间|了|\s)*$"
    ),
    "forbidden": (
        r"(?:error )?403\b|forbidden|access denied|attention required|.{0,20}have been blocked"
        rf"|{_WHOSE}[没无]有?(?:(?:访问|查看|浏览|阅读|操作)(?:[该此本].{{0,6}})?)?权限|无权(?:访问|查看|浏览)|[拒禁][绝止]访问"
        r"|.{0,12}[仅只](?:[限供能]|允许).{0,6}(?:校内|校园网|内网|内部网络?|局域网|指定ip).{0,8}(?:访问|浏览|查看|阅读|打开)"
        r"|(?:由于)?[您你].{0,20}(?:威胁|拦截|阻断|不合法.{0,4}|非法.{0,4}|频繁|受限|封禁|被限制|被拒绝)$"
        r"|(?:当前|本次|[您你]的?).{0,8}(?:疑似|存在|包含|含有|带有).{0,8}(?:攻击|恶意|威胁|安全风险)"
        r"|.{0,12}已?[为帮][您你]拦截|.{0,8}(?:访问|请求|操作)(?:频率)?(?:过于|太|过)(?:频繁|快|高)"
        r"|(?:已经?)?被.{0,8}(?:拦截|拒绝|阻断|禁止访问)"
    ),
    "captcha": (
        r".{0,8}(?:安全|人机|滑动|滑块|访问|身份|图形)验证(?:码|中|页面)?$|请?(?:您|在.{1,8})?(?:先|重新)?"
        r"(?:输入|填写).{0,8}验证码.{0,6}$|请.{0,10}(?:完成|通过|拖动|按住|滑动).{0,10}(?:验证|滑块|拼图)"
        r"|(?:系统)?检测到[您你].{0,12}异常|点击.{0,6}验证|安全检查|.{0,20}captcha"
        r"|checking (?:your browser|if the site)|just a moment|verify.{0,12}human"
    ),
    "parked": (
        r".{0,30}域名.{0,8}(?:出售|转让|停放|过期|到期|未?续费|未绑定)|.{0,40}domain.{0,12}"
        r"(?:for sale|parked|expired|suspended)|buy this domain"
    ),
    "login_wall": (
        r"[您你]?(?:请|需要?|必?须|要)?(?:[您你先]|使用|微信|账号|用户|会员|管理员)*登[录陆](?:或注册|/注册)?"
        r"(?:[后才再]|$|或注册).{0,12}$"
        r"|[您你](?:还|尚|当前)?[没未]有?登[录陆]|[该此本].{0,6}(?:仅限|仅供|只有).{0,6}(?:会员|用户|vip)"
        r"|[该此本].{0,6}(?:为|是|属于).{0,4}(?:会员|vip|付费)(?:专享|专属|文|内容|资[料源])"
        r"|请?(?:开通|成为|升级).{0,4}(?:会员|vip).{0,8}(?:阅读|查看|解锁|再试)|[您你]所[在属]的?.{0,6}(?:会员|用户|等级|级别)"
        r"|(?:会话|session|登[录陆](?:状态|信息|会话)?)(?:已经?)?(?:超时|失效|过期)"
        r"|.{0,6}受密码保护|[您你]?(?:需要|请)(?:输入|提供)(?:访问|阅读)?密码"
        r"|.{0,6}扫码.{0,8}(?:登[录陆]|阅读)"
        r"|(?:please )?(?:log|sign) ?in\b.{0,20}(?:continue|view|read)"
    ),
    "needs_script": (
        r"[您你].{0,6}浏览器.{0,8}(?:不支持|禁用|未启用).{0,16}$|.{0,80}(?:enable|turn on|without)"
        r".{0,16}javascript|.{0,30}javascript.{0,16}(?:required|disabled|enable)"
        r"|.{0,10}(?:启用|开启|打开|允许).{0,6}javascript|redirecting"
        r"|(?:页面|内容|数据|网页)?(?:正在|自动)?(?:跳转|加载|载入)中?$|loading$"
    ),
}
_PATTERNS = {reason: re.compile(rf"\A(?:{pattern})", re.I) for reason, pattern in _CLAUSES.items()}
# All of them at once, for what is lower case already: without `re.I` they take half the time.
_ANY = re.compile("|".join(rf"\A(?P<{name}>{clause})" for name, clause in _CLAUSES.items()))
# Each of them holds one of these; most sentences with a figure in them do not.
_MAY_FAIL = re.compile(
    "40[34]|50[0234]|[a-z付丢走见失路存除找查搜线架效核错异忙败护级版闭停限拒禁胁截断法频验滑拼登员户码览跳载名拦攻恶威险快高力误]|过期|失效|超时|无权|撤|违规|[仅只][限供能允]"
)
# What walls say besides.
_POLITE = re.compile(
    r"(?i)抱歉|对不起|很抱歉|温馨|提示|信息提示|公告|错误|出错|oops|error|sorry"
    r"|(?:系统|页面|网页)?将?在? ?\d{1,2} ?秒"
    r"|尊敬的(?:用户|访客|网友|客户)|请?稍[后候等]|请?.{0,3}(?:重试|再试|刷新)|\d{1,4} ?秒"
    r"|.{0,6}返回|.{0,4}点击|.{0,6}谅解|.{0,6}不便|请?联系"
    r"|请(?:通过|使用|连接).{0,12}(?:访问|登[录陆]|查看|浏览)"
    r"|[\w.]{0,60}exception|谢谢"
    r"|已更改|或者?|如果|为了|后?继续|会员|nginx|apache|the |please|ray id"
)
# For what is lower case already, as `_ANY`.
_SITES = re.compile(
    r"exception|\.(?:java|jsp|php|class)\b|internal error"
    r"|版权|备案|icp|欢迎(?:来到|光临)|copyright|©|本站|收录|powered|电话|邮箱|免责|声明|客服"
)
_STOPS = re.compile(r"[，,。！!；;：:？?…~～、|]+|\.(?=\s|$)|\.{2,}|\s[-–—]\s")
_TITLE_PARTS = re.compile(r"[_|｜–—-]")
# 关于系统维护的通知 is an article about it.
_ANNOUNCED = re.compile(r".{3}(?:通知|公告|通告|公示|启事)")
_SCRIPT = re.compile(
    r"location(?:\.href)?\s*=|location\.(?:replace|reload|assign)|document\.cookie"
)
# A wall's line says little else; behind it stands less text than any article has.
_OPENING = 2_000  # lines; no menu is longer
_SHARE, _REST, _WAITING_REST, _PROSE = 0.6, 150, 40, 15


def failure(reading: Reading, title: Title, name: str = "") -> str | None:
    """The name of the failure that a page tells of first; None for an honest page.

    `title` is the article's, `name` the page's own, from <title>.
    """
    text, shown = title.text, reading.lines[title.line or 0 :]
    is_closed = closed(reading)
    if not is_closed and any(map(_is_long_prose, _unlinked(shown))):
        return None
    titles = (text, *_TITLE_PARTS.split(name[:200]))
    reason = _of_titles(titles) or _of_opening(_unlinked(shown), text)
    if reason in {None, "maintenance"} and is_closed:
        return "maintenance"
    if reason is None or (reason == "maintenance" and _ANNOUNCED.search(text)):
        return None
    told = {line.text for line in _unlinked(shown)} - {text}
    rest = [line for line in told if not _is_wall_or_site(line)]
    most = _WAITING_REST if reason == "needs_script" else _REST
    return reason if sum(map(len, rest)) <= most else None


def _is_long_prose(line: Line) -> bool:
    """True for a line that is more text than any page about a failure holds besides."""
    return len(line.text) > _REST and not _is_wall_or_site(line.text)


def needs_script(tree: Node) -> bool:
    """True for a page without visible text that says, or shows, that a script would fill it."""
    pattern = _PATTERNS["needs_script"]
    asks = any(pattern.match(node.text(separator=" ").strip()) for node in within(tree, "noscript"))
    return asks or any(_SCRIPT.search(node.text()) for node in within(tree, "script"))


def _unlinked(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if line.linked <= line.plain)


def _of_titles(titles: Iterable[str]) -> str | None:
    for title in titles:
        title = title.strip()[:_REST]
        if not _first_of(title):
            continue
        for reason, pattern in _PATTERNS.items():
            found = pattern.match(title)
            if found and len(found[0]) >= _SHARE * len(title):
                return reason
    return None


def _of_opening(lines: Iterable[Line], title: str) -> str | None:
    """The failure that a line tells of before any line reads as an article's text."""
    for line in islice(lines, _OPENING):
        if reason := _of_line(line.text):
            return reason
        if line.text != title and _is_prose(line.text):
            return None
    return None


def _is_prose(text: str) -> bool:
    prose = len(text) >= _PROSE and has_stop(text)
    return prose and not _SITES.search(text.lower()) and not is_meta(text)


def _of_line(text: str) -> str | None:
    """The failure that most of a line is about; polite words beside it count as part of it."""
    if len(text) > _REST:
        return None
    clauses = list(_clauses(text))
    reasons = [_first_of(clause) for clause in clauses]
    reason = next(filter(None, reasons), None)
    if reason is None:
        return None
    wall = (
        len(clause)
        for clause, found in zip(clauses, reasons, strict=True)
        if found or _POLITE.match(clause)
    )
    return reason if sum(wall) >= _SHARE * sum(map(len, clauses)) else None


def _first_of(clause: str) -> str | None:
    """The first failure that a clause tells of."""
    plain = clause.lower()
    found = _ANY.match(plain) if _MAY_FAIL.search(plain) else None
    return found.lastgroup if found else None


def _clauses(text: str) -> Iterator[str]:
    return (clause.strip() for clause in _STOPS.split(text) if clause and clause.strip())


def _is_wall_or_site(text: str) -> bool:
    return bool(_SITES.search(text.lower()) or _POLITE.match(text) or _of_line(text))
