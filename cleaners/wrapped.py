"""Text that was broken into lines of one width: its paragraphs begin with an indent."""

import re

_INDENT = re.compile(r"(?:  |\t|\u3000)")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}[，、条章]"
)
_WIDE = re.compile("[\u1100-\uffff]")
# Narrower text is verse; a full line may fall short by a character that may not begin the next.
_NARROWEST, _FULL, _FEWEST = 40, 0.88, 4


def unwrapped(lines: list[str]) -> list[str]:
    """The lines with those that only continue the one above put behind it.

    Only where some lines are indented and some are not, and the longest is as wide as 20 Chinese
    characters: a list or a poem stays as it is.
    """
    shown = [line for line in lines if line.strip()]
    indented = sum(bool(_INDENT.match(line)) for line in shown)
    if len(shown) < _FEWEST or not 0 < indented < len(shown):
        return lines
    widest = max(map(_width, shown))
    if widest < _NARROWEST or not _is_chinese(shown):
        return lines
    kept: list[str] = []
    full = False
    for line in lines:
        goes_on = full and line.strip() and not _INDENT.match(line) and not _NUMBERED.match(line)
        if goes_on:
            kept[-1] = kept[-1].rstrip() + _space(kept[-1], line) + line.strip()
        else:
            kept.append(line)
        full = _width(line) >= _FULL * widest
    return kept


def _is_chinese(lines: list[str]) -> bool:
    """False for a program, or a text in Latin letters."""
    text = "".join("".join(lines).split())
    return len(_WIDE.findall(text)) * 3 >= len(text) * 2


def _width(line: str) -> int:
    line = line.rstrip()
    return len(line) + len(_WIDE.findall(line))


def _space(above: str, below: str) -> str:
    """Between two Latin words a line break is a space."""
    return " " if above.rstrip()[-1:].isascii() and below.strip()[:1].isascii() else ""
