"""How much a text is worth keeping: signals one by one, and one number made of them."""

import re
from dataclasses import dataclass
from math import sqrt

# In UTF-8 the characters from U+4000 to U+9FFF begin with one of six bytes that begin no other,
# those from U+3400 on with a seventh: counting bytes takes a fourth of the time.
_HAN = bytes(range(0xE4, 0xEA))
_RARE_HAN = re.compile(rb"\xe3[\x90-\xbf]")
_MARKS = re.compile(r"[XxＸｘ×某○*_]+.?")
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff锟烫屯锛銆鈥ÃÂäåæçè]")
_PLACEHOLDER = re.compile(
    r"[XxＸｘ×]{2,}|某{2,}|○{2,}|[Xx×](?=[县市区省镇乡村年月日万亿家个名])|\*{2,}|_{3,}"
)
# A body without these has none.
_MAY_PLACE = ("X", "x", "Ｘ", "ｘ", "×", "某某", "○○", "**", "___")
# 锛, 銆 and 鈥 are what ，。 and “ become when UTF-8 is read as GBK; no text has them else.
_MOJIBAKE = re.compile(r"[\ufffd\ue000-\uf8ff]|锟斤拷|烫烫|屯屯|[锛銆鈥]|[ÃÂäåæçè][\x80-\xbf]")
# Words of a site about itself, which few speeches use.
_SITES_OWN = re.compile(r"小编|本站|公众号|转载请|扫码|责任编辑|点击下载|http|www\.")
# A speech of 600 characters takes about three minutes to read aloud; shorter ones lose.
_LONG_ENOUGH = 600
_CUT = 0.8


@dataclass(frozen=True, slots=True)
class Signals:
    """What can be told of a text by counting.

    `characters` without white space. Shares of the characters, from 0 to 1: `han` (Chinese),
    `placeholders` (XX, ××, 某某), `mojibake` (unreadable). `repetition`: the share of lines over
    20 characters that stand in the text already. `residue`: the share of lines with a word of
    the site about itself (小编, 本站, 转载请…). `complete`: no part is missing.
    """

    characters: int
    han: float
    placeholders: float
    mojibake: float
    repetition: float
    residue: float
    complete: bool = True


def signals(body: str, *, complete: bool = True) -> Signals:
    """Count what there is to count in a body."""
    size = len(body)
    if not size:
        return Signals(0, 0.0, 0.0, 0.0, 0.0, 0.0, complete)
    odd = _MOJIBAKE.findall(body) if _ODD.search(body) else []
    lines = body.split("\n")
    return Signals(
        characters=len("".join(body.split())),
        han=_share(_han(body), size),
        placeholders=_share(sum(map(len, _placeholders(body))), size),
        mojibake=_share(len(odd), size),
        repetition=_repetition(lines),
        residue=_residue(body, lines),
        complete=complete,
    )


def quality(found: Signals) -> float:
    """Between 0 and 1: length · Han · what is left of 1 by each fault.

    - length: the square root of characters / 600, at most 1
    - Han: the share of Chinese characters, where .6 and more counts as 1
    - placeholders: 1 - their share, at least .5
    - mojibake: 1 - 20 times its share, at least 0
    - repetition and residue: 1 - each
    - complete: .8 when a part of the text is missing
    """
    length = min(1.0, sqrt(found.characters / _LONG_ENOUGH))
    readable = max(0.0, 1 - 20 * found.mojibake) * (1 - min(0.5, found.placeholders))
    own = (1 - found.repetition) * (1 - found.residue)
    whole = 1.0 if found.complete else _CUT
    return round(length * min(1.0, found.han / 0.6) * readable * own * whole, 4)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4)


def _han(body: str) -> int:
    """The number of characters from U+3400 to U+9FFF."""
    encoded = body.encode("utf-8", "replace")
    rare = len(_RARE_HAN.findall(encoded))
    return len(encoded) - len(encoded.translate(None, _HAN)) + rare


def _placeholders(body: str) -> list[str]:
    if not any(mark in body for mark in _MAY_PLACE):
        return []
    return _PLACEHOLDER.findall("\n".join(_MARKS.findall(body)))


def _repetition(lines: list[str]) -> float:
    long = [line for line in lines if len(line) > 20]
    return round(1 - len(set(long)) / len(long), 4) if long else 0.0


def _residue(body: str, lines: list[str]) -> float:
    found = _SITES_OWN.search
    return _share(sum(1 for line in lines if found(line)), len(lines)) if found(body) else 0.0
