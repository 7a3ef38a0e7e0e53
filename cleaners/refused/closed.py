"""A notice that a site is closed for a time, served in the place of its pages."""

import re

from cleaners.dates import has_date
from cleaners.lines.metalines import is_meta
from cleaners.tree.blocks import Reading

_SITE = r"(?:本站|网站|本系统|系统|本平台|平台|服务器?|机房|站点)"
_CLOSED = re.compile(
    rf"{_SITE}.{{0,40}}(?:暂停|停止|关闭|中断|无法|不能|不可).{{0,8}}(?:访问|服务|使用|浏览|开放)"
    rf"|(?:暂停|停止|关闭|中断).{{0,8}}{_SITE}|{_SITE}.{{0,20}}(?:维护|升级|改版|建设)(?:改造)?中"
)
_SORRY = re.compile("谅解|不便|歉意|抱歉|敬请期待|稍后|恢复(?:访问|服务|正常)|理解与?支持")
# An article has links of its site around it, or its day above it, or says more.
_LINKS, _LONGEST = 1, 400


def closed(reading: Reading) -> bool:
    """True for a page that says it is closed and asks for pardon, and is nothing else.

    A notice of maintenance that a site publishes stands among its links, or below its day.
    """
    lines, length, linked = reading.lines, 0, 0
    for line in lines:
        length += line.plain
        linked += line.linked > 0
        if length > _LONGEST or linked > _LINKS:
            return False
    text = "\n".join(line.text for line in lines)
    if not (_CLOSED.search(text) and _SORRY.search(text)):
        return False
    told = (x.text for x in lines if ":" in x.text or "：" in x.text)
    return not any(is_meta(line) and has_date(line) for line in told)
