"""Numbers up to 99 as Chinese writes them."""

_DIGITS = "零一二三四五六七八九"


def value(written: str) -> int:
    """Return a number up to 99, in Chinese or other digits; 0 when it is none."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.replace("两", "二").rpartition("十")
    if any(digit not in _DIGITS for digit in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese: 十二."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
