"""Lines that say that the rest of a text is shown only to those who log in, pay or answer."""

import re
from collections.abc import Sequence

from cleaners.script import simplified

_ACT = r"(?:登[录陆]|注册|购买|付费|充值|积分|金币|会员|VIP|回[复帖]|log ?in|sign ?in|subscribe)"
_SEE = r"(?:查看|阅读|浏览|获取|解锁|显示|展开|看到?|可见|继续|read|view)"
_WHOLE = r"(?:全文|全部|完整|剩余|余下|其余|隐藏|后续|正文|本文|[本该此]处?内容|原文)"
# A wall says it first: a sentence that comes to it later is the speaker's own.
_WALL = re.compile(
    r"[^，。；！]{0,12}?(?:"
    rf"{_ACT}[^，。；]{{0,12}}{_SEE}.{{0,6}}{_WHOLE}|{_ACT}.{{0,6}}(?:可见|才能看|方可查看)"
    rf"|{_WHOLE}.{{0,10}}(?:需要?|须|请|仅限|仅供|只有|必须).{{0,12}}{_ACT}"
    r"|(?:文章|内容|章节).{0,4}(?:仅限|仅供|仅对|只对).{0,8}(?:会员|VIP|付费|登[录陆]|注册)"
    r"|(?:试读|试看|免费阅读)(?:部分|内容)?(?:已经?)?(?:结束|完毕|到此)"
    r"|(?:还[剩有]|剩余|余下).{0,4}\d{1,3}(?:\.\d{1,2})?\s?[%％页].{0,4}(?:未读|未显示|内容|正文)"
    r"|(?:关注|搜索|扫[码描]).{0,20}(?:公众号|二维码).{0,30}(?:验证码|密码|口令)"
    rf"|输入(?:验证码|密码|口令).{{0,8}}{_SEE}|[本该此]处?内容已.{{0,6}}隐藏"
    r"|(?:log|sign) ?in to (?:read|view|continue)|subscribe to (?:read|continue))",
    re.I,
)
# Such a line holds one of these.
_MAY_WALL = re.compile("[登册购费充积币员回试%％页VvGgBb码令藏]")
_LONGEST, _LAST, _BEHIND = 50, 2, 6


def is_wall(line: str) -> bool:
    """True for a line like 登录后可阅读全文, 剩余内容仅限会员, 试读结束."""
    if len(line) > _LONGEST:
        return False
    line = simplified(line)
    return bool(_MAY_WALL.search(line) and _WALL.match(line))


def before_wall(lines: Sequence[str]) -> list[str]:
    """The lines of a body without such ones at its end."""
    return [*lines[:-_LAST], *(line for line in lines[-_LAST:] if not is_wall(line))]


def ends_at_wall(lines: Sequence[str], body: Sequence[str]) -> bool:
    """True when such a line is among the last ones of a body or right behind it.

    `lines` are all visible ones of the page, `body` those of its text.
    """
    last = body[-1] if body else ""
    at = next((n for n in range(len(lines) - 1, -1, -1) if lines[n] == last), len(lines))
    return any(map(is_wall, (*body[-_LAST:], *lines[at + 1 : at + 1 + _BEHIND])))
