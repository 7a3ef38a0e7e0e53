"""Personal data in a text: mobile and identity numbers, bank cards, e-mail addresses."""

import re
from datetime import date

# One run of digits, with single spaces or hyphens inside; nothing of a longer one. Every part
# takes one character in one way, so a search is linear.
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][ .-])\+?[0-9](?:[ -]?[0-9]){9,22}[Xx]?(?![0-9A-Za-z])(?![ .-][0-9])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_MOBILE = re.compile(r"(?:\+?(?:00)?86)?1[3-9][0-9]{9}")
_KEPT = frozenset(" -")
_WIDE = str.maketrans("０１２３４５６７８９＠．－", "0123456789@.-")
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
    found += [match.span() for match in _NUMBER.finditer(plain) if is_personal(match[0])]
    if not found:
        return text
    characters = list(text)
    for start, end in found:
        for place in range(start, end):
            if characters[place] not in _KEPT:
                characters[place] = "*"
    return "".join(characters)


def is_personal(number: str) -> bool:
    """True for a mobile or identity number or a bank card, with spaces and hyphens or without."""
    bare = number.replace(" ", "").replace("-", "").upper()
    return bool(_MOBILE.fullmatch(bare)) or is_identity(bare) or is_card(bare)


def is_identity(number: str) -> bool:
    """True for an identity number: GB 11643-1999 with its check digit, or the older 15 digits."""
    if len(number) == 15 and number.isdigit():
        return number[0] in "12345678" and _is_day("19" + number[6:12])
    if len(number) != 18 or not number[:17].isdigit() or not _is_day(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[0] in "12345678" and _CHECKS[total % 11] == number[17]


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
