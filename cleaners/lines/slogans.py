"""What a site says of itself, by its own name, above and below the texts on it."""

import re

_SEPARATOR = re.compile(r"\s?[_|｜]+\s?|\s?--+\s?|\s[-–—·•]\s|[-–—](?=[^-–—]{2,12}$)")
# Whose name may end a speech of its own, too: a school, an office, a firm, a place.
_OWNERS = frozenset("校学院司府局委办厅部所村镇乡县市省区会团社报台厂行处馆队盟国")
_OFFERS = re.compile(
    r"版权|必究|声明|敬请|带来|陪[你您]|更多|关注|访问|欢迎|整理|提供|分享|原创|首发|收藏|搜索|转载|推荐|出处|投稿|下载|尽在|锁定|请"
    r"|[您你]|编辑|收集|写作|范文|素材"
)
_SPOKEN = re.compile(r"我(?!们)|谢谢|感谢|同志|各位|领导|老师们|同学们")
_BEHIND = re.compile(r"\s?(?:[—：:，,|｜-]|是一|(?:温馨)?提[醒示]\s?[：:])")
_BRACKETS = re.compile(r"(?<=.)[（(【\[][^（()）【】\[\]]{1,60}[）)】\]]")
_SHORTEST, _LONGEST, _LINE, _FIRST, _LAST = 3, 12, 80, 3, 4


def site_name(page_title: str, title: str) -> str:
    """The name of the site as it stands behind the title of its page; "" for none, and for a
    school, an office or a firm, which a speech may name at its end."""
    *before, name = _SEPARATOR.split(page_title.strip())
    if not before or not _SHORTEST <= len(name) <= _LONGEST:
        return ""
    return "" if name[-1] in _OWNERS or name in title else name


def without_slogans(lines: list[str], name: str) -> list[str]:
    """The lines without those of the first and last ones in which the site speaks of itself."""
    if not name:
        return lines
    edges = {*range(_FIRST), *range(len(lines) - _LAST, len(lines))}
    return [
        line
        for number, line in enumerate(lines)
        if not (number in edges and name in line and _is_slogan(line, name))
    ]


def _is_slogan(line: str, name: str) -> bool:
    if len(line) > _LINE or _SPOKEN.search(line):
        return False
    if name not in _BRACKETS.sub("", line):  # 一段话。（更多讲话请到某某网）
        return False
    begins = line.startswith(name) and _BEHIND.match(line, len(name)) is not None
    return begins or _OFFERS.search(line.replace(name, "")) is not None
