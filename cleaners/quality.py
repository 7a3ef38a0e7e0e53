"""How much a text is worth keeping, as one number."""

import re
from math import sqrt

_NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")
_MARKS = re.compile(r"[XxＸｘ×某*_]")
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff锟烫屯ÃÂäåæçè]")
_PLACEHOLDER = re.compile(
    r"[XxＸｘ×]{2,}|[某]{2,}|[Xx×](?=[县市区省镇乡村年月日万亿家个名])|\*{2,}|_{3,}"
)
_MOJIBAKE = re.compile(r"[\ufffd\ue000-\uf8ff]|锟斤拷|烫烫|屯屯|[ÃÂäåæçè][\x80-\xbf]")
# A speech of 600 characters takes about three minutes to read aloud; shorter ones lose.
_LONG_ENOUGH = 600


def quality(body: str) -> float:
    """Between 0 and 1: length · Han · (1 - placeholders) · (1 - mojibake) · (1 - repetition).

    - length: the square root of characters / 600, at most 1
    - Han: the share of Chinese characters, where .6 and more counts as 1
    - placeholders: characters of XX, ×× and 某某 per character, at most .5
    - mojibake: 20 times the share of unreadable characters, at most 1
    - repetition: the share of lines over 20 characters that stand in the text already
    """
    size = len(body)
    if not size:
        return 0.0
    length = min(1.0, sqrt(size / _LONG_ENOUGH))
    han = min(1.0, len(_NOT_HAN.sub("", body)) / size / 0.6)
    marked = _PLACEHOLDER.findall(body) if _MARKS.search(body) else []
    placeholders = min(0.5, sum(map(len, marked)) / size)
    odd = _MOJIBAKE.findall(body) if _ODD.search(body) else []
    mojibake = min(1.0, 20 * len(odd) / size)
    worth = length * han * (1 - placeholders) * (1 - mojibake) * (1 - _repetition(body))
    return round(worth, 4)


def _repetition(body: str) -> float:
    lines = [line for line in body.split("\n") if len(line) > 20]
    return 1 - len(set(lines)) / len(lines) if lines else 0.0
