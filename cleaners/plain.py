"""A page that is already flattened to text: its lines, and which of them is the title."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cleaners.facts.titles import Title
from cleaners.lines.furniture import is_furniture
from cleaners.lines.metalines import is_breadcrumb, is_meta
from cleaners.text import normalize_line
from cleaners.tree.blocks import Reading

_SALUTATION = re.compile(
    r"^(?:尊敬|敬爱|亲爱|各位|同志|大家|女士|先生|朋友|老师|同学|领导|[（(《“\"【]"
    r"|第?[\d一二三四五六七八九十]{1,3}[、.．章节部])"
)
_STOP = re.compile(r"[。！？；，,;:：!?]")
_HEAD = 8
_LONGEST = 60
_SHORTEST = 4


def lines_of(text: str) -> list[str]:
    """The lines of a text that are not empty, normalised."""
    return [line for raw in text.replace("\0", "").splitlines() if (line := normalize_line(raw))]


def title_of_lines(lines: Sequence[str]) -> Title:
    """The title of a flattened page; "" when no line shows itself as one.

    In this order: a line among the first eight that stands twice, the line over 时间：, the
    line under 当前位置：, a first line that reads as a title (short, without punctuation, no
    salutation and no numbered heading) and has a text below it.
    """
    head = list(lines[:_HEAD])
    for number, line in enumerate(head):
        if line in head[number + 1 :] and _may_title(line):
            return Title(line, "line that stands twice")
    for above, below in pairwise(head):
        if is_meta(below) and not is_breadcrumb(below) and _may_title(above):
            return Title(above, "line above 时间：")
        if is_breadcrumb(above) and _may_title(below):
            return Title(below, "line below 当前位置：")
    if len(lines) > 1 and _may_title(lines[0]) and not _STOP.search(lines[0]):
        return Title(lines[0], "first line")
    return Title("", "")


def title_of_text(reading: Reading) -> Title:
    """The title of a page whose lines stand in a <pre>, as files of text do; "" for others."""
    if not all(line.tag == "pre" for line in reading.lines[:_HEAD]):
        return Title("", "")
    lines = [line.text for line in reading.lines]
    found = title_of_lines(lines)
    return replace(found, line=lines.index(found.text)) if found.text else found


def _may_title(line: str) -> bool:
    if not _SHORTEST <= len(line) <= _LONGEST or is_meta(line) or is_furniture(line):
        return False
    return not _SALUTATION.match(line) and not line.endswith(("。", "：", ":"))
