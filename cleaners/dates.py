"""Times as Chinese pages write them, in Asia/Shanghai."""

import re
from datetime import datetime, timedelta, timezone

# China has one time zone and no daylight saving since 1991; a fixed offset needs no database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "О": "0",
    "O": "0",
    "0": "0",
}
NUMERAL_DAY = (
    "[〇○零Ｏ一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
"""A whole day in Chinese numerals, as a pattern: 二〇一九年三月四日."""
_HAN = "〇○零ＯОO0一二三四五六七八九十"
_HAN_DATE = re.compile(
    rf"([{_HAN}]{{4}})\s?年\s?([{_HAN}]{{1,3}})\s?月(?:\s?([{_HAN}]{{1,3}})\s?[日号])?"
)
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s{0,2}(?:[-/.]|年)\s{0,2}(1[0-2]|0?[1-9])"
    r"(?:\s{0,2}(?:[-/.]|月)\s{0,2}(3[01]|[12]\d|0[1-9]|[1-9](?!\d))\s{0,2}[日号]?|月|(?=$))"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")
# https://zh.wikipedia.org/wiki/民國紀年: its first year is 1912.
_MINGUO = re.compile(
    rf"民[國国]\s?(\d{{2,3}}|[{_HAN}]{{2,3}})\s?年\s?(\d{{1,2}}|[{_HAN}]{{1,3}})\s?月"
    rf"\s?(\d{{1,2}}|[{_HAN}]{{1,3}})\s?日"
)
_BEFORE_MINGUO, _FIRST_MINGUO = 1911, 60
_SHORT_YEAR = re.compile(r"\s{0,3}(\d\d|1\d\d)(?=[-/.]\d{1,2}[-/.]\d{1,2}(?![\d/.-]))")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t|tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
# December 27, 2009; 27 Dec 2009, as the themes of blogs write them.
ENGLISH_DAY = re.compile(
    rf"\b(?:{_MONTH}\s{{1,2}}([0-3]?\d)(?:st|nd|rd|th)?|([0-3]?\d)(?:st|nd|rd|th)?\s{{1,2}}{_MONTH}),?"
    r"\s{1,2}((?:19|20)\d\d)\b"
)
"""A day as English writes it, as a pattern."""
_TIME = re.compile(
    r"[\sT,，星期周一二三四五六日天()（）]{0,8}(上午|下午|晚上|晚|中午|凌晨|早上)?\s{0,2}"
    r"([01]?\d|2[0-4])\s?(?:[:：]|[时点])\s?(?:([0-5]?\d)(?:\s?[:：分]\s?([0-5]\d)?)?)?"
    r"(?:\.\d{1,9})?\s?(AM|PM|am|pm)?(Z|[+-]\d\d:?\d\d)?"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：－／．", "0123456789:-/.")


def parse_date(text: str) -> datetime | None:
    """The first date of a text, aware, in Asia/Shanghai; None when there is none.

    Reads 2023-11-01 15:22:14, 2012年11月15日, 2012/11/15, 20121115, 二〇一二年十一月十五日,
    ISO 8601 with its offset, December 27, 2009, and 12-hour clocks (下午3:20, 3:20 PM). A missing
    day is the 1st, a missing time is midnight. Years before 1900 and after 2099 are not read.
    """
    text = text[:400].translate(_FULL_WIDTH)
    found = _DATE.search(text) or _HAN_DATE.search(text) or _COMPACT.search(text)
    if not found:
        return _of_minguo(text) or _english(text)
    year, month, day = (_number(part) if part else 1 for part in found.groups())
    return _moment(year, month, day, _TIME.match(text, found.end()))


def labelled_day(text: str) -> datetime | None:
    """The date behind a label, which may write its year as 21 (2021) or as 112 (2023 in Taiwan)."""
    short = _SHORT_YEAR.match(text)
    if short is None:
        return parse_date(text)
    year = int(short[1])
    full = year + (_BEFORE_MINGUO if year >= _FIRST_MINGUO else 2000)
    return parse_date(f"{full}{text[short.end(1) :]}")


def has_date(text: str) -> bool:
    """True when `parse_date` would find a date with its day in a text."""
    in_figures = "20" in text or "19" in text
    found = _DATE.search(text) if in_figures else None
    if not found and in_figures and ENGLISH_DAY.search(text):
        return True
    if not found and "年" in text:
        found = _HAN_DATE.search(text) or (_MINGUO.search(text) if "民" in text else None)
    return bool(found and found[3])


def _of_minguo(text: str) -> datetime | None:
    """The day of a text like 中華民國112年12月10日."""
    found = _MINGUO.search(text) if "民" in text else None
    if not found:
        return None
    year, month, day = map(_number, found.groups())
    return _moment(year + _BEFORE_MINGUO, month, day, _TIME.match(text, found.end()))


def _english(text: str) -> datetime | None:
    found = ENGLISH_DAY.search(text) if "20" in text or "19" in text else None
    if not found:
        return None
    month = _MONTHS.index((found[1] or found[4])[:3].lower()) + 1
    return _moment(int(found[5]), month, int(found[2] or found[3]), _TIME.match(text, found.end()))


def _number(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, units = text.partition("十")
        return int(_DIGITS.get(tens, "1") if tens else "1") * 10 + int(_DIGITS.get(units, "0"))
    return int("".join(_DIGITS.get(char, "0") for char in text))


def _moment(year: int, month: int, day: int, time: re.Match[str] | None) -> datetime | None:
    try:
        date = datetime(year, month, day, tzinfo=SHANGHAI)
    except ValueError:
        return None
    if not 1900 <= year <= 2099:
        return None
    return date if time is None else _with_time(date, time)


def _with_time(date: datetime, time: re.Match[str]) -> datetime:
    hour, minute, second = int(time[2]), int(time[3] or 0), int(time[4] or 0)
    late = time[1] in {"下午", "晚上", "晚"} or (time[5] or "").lower() == "pm"
    if late and hour < 12:
        hour += 12
    elif (time[1] == "凌晨" or (time[5] or "").lower() == "am") and hour == 12:
        hour = 0
    moment = date + timedelta(hours=hour, minutes=minute, seconds=second)
    return _in_shanghai(moment, time[6])


def _in_shanghai(moment: datetime, offset: str | None) -> datetime:
    if not offset:
        return moment
    sign, digits = (
        (1, "0000")
        if offset == "Z"
        else (-1 if offset[0] == "-" else 1, offset[1:].replace(":", ""))
    )
    shift = sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return moment - shift + timedelta(hours=8)
