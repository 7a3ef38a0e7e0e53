"""How much a text is worth keeping: signals one by one, and one number made of them."""

import re
from dataclasses import dataclass
from math import sqrt

from cleaners.speech.characters import count, holds_pair, kinds_of, table

_MARK, _MARKED = "XxＸｘ×某○*_", "县市区省镇乡村年月日万亿家个名"
_MARKS = re.compile(f"[{_MARK}]+.?")
_PLACEHOLDER = re.compile(
    rf"[XxＸｘ×]{{2,}}|某{{2,}}|○{{2,}}|[Xx×](?=[{_MARKED}])|\*{{2,}}|_{{3,}}"
)
# 锛, 銆 and 鈥 are what ，。 and “ become when UTF-8 is read as GBK; no text has them else.
_MOJIBAKE = re.compile(r"[\ufffd\ue000-\uf8ff]|锟斤拷|烫烫|屯屯|[锛銆鈥]|[ÃÂäåæçè][\x80-\xbf]")
_ODD = "".join(map(chr, range(0xE000, 0xF900))) + "\ufffd锟烫屯锛銆鈥ÃÂäåæçè"
# Words of a site about itself, which few speeches use.
_SITES_OWN = ["小编", "本站", "公众号", "转载请", "扫码", "责任编辑", "点击下载", "http", "www."]
# A speech of 600 characters takes about three minutes to read aloud; shorter ones lose.
_LONG_ENOUGH = 600
_IS_HAN, _IS_SPACE, _IS_ODD, _IS_MARK, _IS_MARKED = 1, 2, 4, 8, 16
_KINDS = table(
    {
        _IS_HAN: "".join(map(chr, range(0x3400, 0xA000))),
        _IS_SPACE: "".join(filter(str.isspace, map(chr, range(0x10000)))),
        _IS_ODD: _ODD,
        _IS_MARK: _MARK,
        _IS_MARKED: _MARKED,
    }
)
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
    kinds = kinds_of(body, _KINDS)
    odd = _MOJIBAKE.findall(body) if count(kinds, _IS_ODD) else []
    may_hold = holds_pair(kinds, _IS_MARK, _IS_MARK | _IS_MARKED)
    lines = body.split("\n")
    return Signals(
        characters=size - count(kinds, _IS_SPACE),
        han=_share(count(kinds, _IS_HAN), size),
        placeholders=_share(sum(map(len, _placeholders(body))), size) if may_hold else 0.0,
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


def _placeholders(body: str) -> list[str]:
    return _PLACEHOLDER.findall("\n".join(_MARKS.findall(body)))


def _repetition(lines: list[str]) -> float:
    long = [line for line in lines if len(line) > 20]
    return round(1 - len(set(long)) / len(long), 4) if long else 0.0


def _residue(body: str, lines: list[str]) -> float:
    words = [word for word in _SITES_OWN if word in body]
    found = (line for line in lines if any(word in line for word in words))
    return _share(sum(1 for _ in found), len(lines)) if words else 0.0
