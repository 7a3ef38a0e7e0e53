"""Pages that answer 200 and hold no article: errors, log-in walls, captchas, scripts."""

import re

from lxml.html import HtmlElement

from cleaners.blocks import Reading

_FAILURES = (
    ("not found", re.compile(r"\b404\b|not found|(?:页面|网页|文章|内容|信息|帖子|主题).{0,8}(?:不存在|已删除|被删除|找不到|未找到|已被?移除|已下线)|(?:找不到|无法找到|没有找到).{0,6}(?:页面|网页|文章|内容)", re.I)),
    ("server error", re.compile(r"\b50[0234]\b|bad gateway|service unavailable|internal server error|服务器(?:错误|繁忙|内部)|数据库(?:连接)?(?:错误|出错)|DedeCMS Error", re.I)),
    ("forbidden", re.compile(r"\b403\b|forbidden|access denied|(?:没有|无)权限|(?:拒绝|禁止)访问|访问(?:被拒绝|过于频繁|受限)", re.I)),
    ("captcha", re.compile(r"(?:安全|人机|滑动|滑块|访问)验证|输入验证码|请完成.{0,6}验证|captcha|checking your browser|just a moment", re.I)),
    ("login", re.compile(r"(?:请|需要?).{0,6}(?:先)?登[录陆].{0,6}(?:后|才|再|查看|继续)|您(?:还|尚)?未登[录陆]", re.I)),
    ("script", re.compile(r"(?:启用|开启|打开|允许).{0,6}javascript|javascript.{0,10}(?:enable|required|disabled)|正在(?:跳转|加载)|redirecting", re.I)),
)  # fmt: skip
# An article may be about errors: only a page with less text than this is one.
_MOST = 400


def failure(tree: HtmlElement, reading: Reading, title: str) -> str | None:
    """What kind of failure a page with little text is, in words; None for an honest page."""
    lines = [line for line in reading.lines if line.linked <= line.plain]
    if sum(line.plain for line in lines) > _MOST:
        return None
    element = next(tree.iter("title"), None)
    name = "".join(element.itertext())[:200] if element is not None else ""
    text = "\n".join([title, name, *(line.text for line in lines if len(line.text) <= 120)])
    return next((reason for reason, pattern in _FAILURES if pattern.search(text)), None)
