"""Pages that answer 200 and hold no article: errors, log-in walls, captchas, scripts."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from cleaners.blocks import Line, Reading

_MISSING = r"(?:不存在|已删除|被删除|找不到|未找到|已被?移除|已下线)"
_FAILURES = {
    "soft_404": (
        rf"\b404\b|not found|(?:页面|网页|文章|内容|信息|帖子|主题).{{0,8}}{_MISSING}"
        r"|(?:找不到|没有找到).{0,6}(?:页面|网页|文章|内容)"
    ),
    "server_error": (
        r"\b50[0234]\b|bad gateway|service unavailable|internal server error|DedeCMS Error"
        r"|服务器(?:错误|繁忙|内部)|数据库(?:连接)?(?:错误|出错)"
    ),
    "maintenance": (
        r"(?:网站|站点|系统|平台|服务器?).{0,6}(?:维护|升级|繁忙).{0,20}(?:稍[后候]|请等待|再试)"
        r"|(?:稍[后候]再?(?:试|访问)).{0,20}(?:维护|升级)|^(?:系统|网站)(?:维护|升级|繁忙)中?[。！!]?$"
    ),
    "forbidden": (
        r"\b403\b|forbidden|access denied|(?:没有|无)权限|(?:拒绝|禁止)访问"
        r"|访问(?:被拒绝|过于频繁|受限)"
    ),
    "captcha": (
        r"(?:安全|人机|滑动|滑块|访问)验证|输入验证码|请完成.{0,6}验证|captcha"
        r"|checking your browser|just a moment"
    ),
    "login_wall": (
        r"(?:请|需要?).{0,6}先?登[录陆].{0,6}(?:后|才|再|查看|继续)|您(?:还|尚)?未登[录陆]"
    ),
    "needs_script": (
        r"(?:启用|开启|打开|允许).{0,6}javascript|javascript.{0,10}(?:enable|required|disabled)"
        r"|正在(?:跳转|加载)|redirecting"
    ),
}
_PATTERNS = {reason: re.compile(pattern, re.I | re.M) for reason, pattern in _FAILURES.items()}
# 关于系统维护的通知 is an article about it.
_ANNOUNCED = re.compile(r"通知|公告|通告|公示|启事")
# An article may be about errors: a page with more text than this is none, and one with more
# than a few lines only when its title or the little text in its body says so.
_MOST, _FEW, _LITTLE = 400, 150, 100


def failure(
    tree: HtmlElement, reading: Reading, title: str, body: Sequence[Line] = ()
) -> str | None:
    """The name of the failure that a page with little text tells of; None for an honest page.

    `body` are the lines found as its text.
    """
    lines = [line for line in reading.lines if line.linked <= line.plain]
    size = sum(line.plain for line in lines)
    if size > _MOST:
        return None
    element = next(tree.iter("title"), None)
    name = "".join(map(str, element.itertext()))[:200] if element is not None else ""
    told = lines if size <= _FEW else body if sum(x.plain for x in body) <= _LITTLE else ()
    text = "\n".join([title, name, *(line.text for line in told)])
    known = {"maintenance"} if _ANNOUNCED.search(title) else set()
    found = (reason for reason, pattern in _PATTERNS.items() if pattern.search(text))
    return next((reason for reason in found if reason not in known), None)
