"""Personal data in a text: mobile and identity numbers, bank cards, e-mail addresses."""

import re
from datetime import date

# One run of digits, with single spaces or hyphens between its groups. Every part takes one
# character in one way, so a search is linear.
_RUN = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][ .-])\+?[0-9]++(?:[ -][0-9]++)*+[Xx]?(?![0-9A-Za-z])(?!\.[0-9])"
)
_GROUP = re.compile(r"\+?[0-9]+[Xx]?")
# How numbers are written in groups: 138 1234 5678, 4111 1111 1111 1111 (111), 110105 19491231 002X.
_SHAPES = ((3, 4, 4), (4, 4, 4, 4), *((4, 4, 4, 4, last) for last in (1, 2, 3)), (6, 8, 4))
_LONGEST = 23
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_MOBILE = re.compile(r"(?:\+?(?:00)?86)?1[3-9][0-9]{9}")
_KEPT = frozenset(" -")
_WIDE = str.maketrans("０１２３４５６７８９＠．－", "0123456789@.-")
# GB/T 2260: the first two digits of a code of a division of the country.
_PROVINCES = frozenset(
    map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
              *range(61, 66), 71, 81, 82, 83))
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def mask_personal(text: str) -> str:
    """The text with personal data as asterisks, every other character and length as it was.

    Masked are mobile numbers (11 digits from 13 to 19, with or without 86), identity numbers
    (18 characters with a right birthday and check digit, 15 digits with a right birthday), bank
    cards (16 to 19 digits that pass Luhn's check) and e-mail addresses; full-width digits too.
    """
    plain = text.translate(_WIDE)  # one character for one: offsets stay
    found = [match.span() for match in _EMAIL.finditer(plain) if "@" in plain]
    for run in _RUN.finditer(plain):
        found += _personal_parts(plain, run.start(), run.end())
    if not found:
        return text
    characters = list(text)
    for start, end in found:
        for place in range(start, end):
            if characters[place] not in _KEPT:
                characters[place] = "*"
    return "".join(characters)


def _personal_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The numbers in a run of groups of digits: all of it, or such groups as are one."""
    if end - start <= _LONGEST + 5 and is_personal(text[start:end]):
        return [(start, end)]
    groups = [group.span() for group in _GROUP.finditer(text, start, end)]
    found, at = [], 0
    while at < len(groups):
        taken = next((n for n in (5, 4, 3, 1) if _is_number(text, groups[at : at + n], n)), 0)
        if taken:
            found.append((groups[at][0], groups[at + taken - 1][1]))
        at += taken or 1
    return found


def _is_number(text: str, groups: list[tuple[int, int]], count: int) -> bool:
    if len(groups) != count:
        return False
    shape = tuple(end - start for start, end in groups)
    known = count == 1 or shape in _SHAPES
    return known and is_personal(text[groups[0][0] : groups[-1][1]])


def is_personal(number: str) -> bool:
    """True for a mobile or identity number or a bank card, with spaces and hyphens or without."""
    bare = number.replace(" ", "").replace("-", "").upper()
    return bool(_MOBILE.fullmatch(bare)) or is_identity(bare) or is_card(bare)


def is_identity(number: str) -> bool:
    """True for an identity number: GB 11643-1999 with its check digit, or the older 15 digits."""
    if len(number) == 15 and number.isdigit():
        return number[:2] in _PROVINCES and _is_day("19" + number[6:12])
    if len(number) != 18 or not number[:17].isdigit() or not _is_day(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[:2] in _PROVINCES and _CHECKS[total % 11] == number[17]


def is_card(number: str) -> bool:
    """True for 16 to 19 digits that pass the check of ISO/IEC 7812 (Luhn)."""
    if not 16 <= len(number) <= 19 or not number.isdigit() or number[0] == "0":
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_day(digits: str) -> bool:
    try:
        return date.fromisoformat(digits) >= date(1850, 1, 1)
    except ValueError:
        return False
