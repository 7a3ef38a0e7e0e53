"""When a text was published, as the lines around it tell."""

import re
from collections.abc import Sequence
from datetime import datetime, time

from cleaners.dates import NUMERAL_DAY, has_date, labelled_day, parse_date
from cleaners.lines.metalines import is_meta, is_of_meeting
from cleaners.metadata import Metadata
from cleaners.script import simplified

_HEAD, _LONG_LINE, _SHORT_DAY = 14, 400, 16
_PUBLISHED = re.compile(
    r"(?:^|(?<=[\s|｜（(【\[·•/]))(?:发布|发表|发稿|添加|更新|录入|创建|成文|印发)?(?:时间|日期)\s{0,3}[:：]\s{0,3}(?=\S)"
    r"|(?<!文章)(?:发布|发表|首发|刊登)[于於]\s?[:：]?\s{0,3}(?=(?:19|20)\d\d)"
)
_DAY_WORDS = ("时间", "日期", "時間", "于", "於")
# The day on which a page was last touched is not the day on which it was published.
_LATER = re.compile("更新|修改|编辑于|最新推荐")
# Nor is the day on which it was written, where another is told.
_EARLIER = re.compile("成文|印发|创建")
# A day that a forum tells of its members.
_OF_MEMBERS = re.compile("注册|登[录陆]")
_CENTURIES, _FEW = frozenset(["19", "20"]), 2
_BRACKETS = frozenset("（(")
_ADOPTED = frozenset(["通过", "通過", "修订", "修訂", "修正"])
_BOARD = ("发信站", "發信站")
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
# As C's ctime writes it: Wed May  7 13:05:41 2003.
_POSTED = re.compile(
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,2}(\d{1,2})\s(\d\d:\d\d:\d\d)\s((?:19|20)\d\d)"
)
_PLAIN = ("时间", "日期")
_NUMERAL_DAY = re.compile(f"[（(]?{NUMERAL_DAY}")


def offer_published(lines: Sequence[str], into: Metadata) -> None:
    """Fill the time of publication: behind a label, else in a line that tells nothing else."""
    _posted_date(lines, into)
    _labelled_date(lines, into)
    _bare_date(lines, into)


def _posted_date(lines: Sequence[str], into: Metadata) -> None:
    """The time in the head of a letter to a bulletin board."""
    for line in lines:
        if line.startswith(_BOARD) and (found := _POSTED.search(line)):
            month = _MONTHS.index(found[1]) // 3 + 1
            day = f"{found[4]}-{month}-{found[2]} {found[3]}"
            into.offer("published", parse_date(day), "line 发信站：")


def _labelled_date(lines: Sequence[str], into: Metadata) -> None:
    """The time behind 发布时间： or its like; behind 更新时间： when no such line tells another,
    nor one beside it without a label."""
    if into.published:
        return
    for number, line in enumerate(lines):
        if line[:1] in "时日会活" and any(map(is_of_meeting, lines[number + 1 : number + 2])):
            continue
        if len(line) > _LONG_LINE or not any(word in line for word in _DAY_WORDS):
            continue
        for label in _PUBLISHED.finditer(simplified(line)):
            later = _LATER.search(label[0]) is not None
            weak = later or _EARLIER.match(label[0]) is not None
            day = (parse_date if later else labelled_day)(line[label.end() :][:40])
            above = _above_text(lines[:number]) if day and label[0][:2] in _PLAIN else None
            if above:  # the day of a meeting, in its text: 时间：4月7日
                into.published = None
                into.offer("published", above, "line with a date")
                return
            if day and not weak:
                into.published = None
                into.offer("published", day, f"line {label[0].strip()}")
                return
            if into.published is None:
                beside = _beside(lines, number)
                into.offer("published", beside, "line with a date")
                into.offer("published", day, f"line {label[0].strip()}")


def _above_text(lines: Sequence[str]) -> datetime | None:
    """The time that one of some lines tells without a label, with its hour."""
    told = (x for x in lines if ":" in x and is_meta(x) and has_date(x) and not _has_day_label(x))
    return next((day for x in told if (day := parse_date(x)) and day.time() != time()), None)


def _beside(lines: Sequence[str], number: int) -> datetime | None:
    """The time that one of the lines next to one tells, and nothing else."""
    near_it = (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])
    told = (x for x in near_it if is_meta(x) and has_date(x) and not _has_day_label(x))
    return next((day for x in told if (day := parse_date(x))), None)


def _has_day_label(line: str) -> bool:
    return bool(_PUBLISHED.search(line) or _LATER.search(line))


def _bare_date(lines: Sequence[str], into: Metadata) -> None:
    """A date without a label: first in a line that tells nothing else, then in a short one."""
    head = _without_annals([line for line in lines[:_HEAD] if not _OF_MEMBERS.search(line)])
    text = next(
        (n for n, line in enumerate(head) if "。" in line and len(line) > _SHORT_DAY), _HEAD
    )
    first = [line for line in head[:text] if not _LATER.search(line)]
    heads = ((_is_bare, first), (is_meta, first), (is_meta, head), (_is_short, head))
    for told, within in (*heads, (is_meta, lines), (is_numeral_day, lines)):
        for line in within:
            if into.published:
                return
            if has_date(line) and told(line) and not _adopts(line):
                if line[:1] in _BRACKETS:
                    into.spoken = into.spoken or parse_date(line)
                else:
                    into.offer("published", parse_date(line), "line with a date")


def _is_bare(line: str) -> bool:
    """True for a line that tells of a text, and is no day in brackets: when it was spoken."""
    return line[:1] not in _BRACKETS and is_meta(line)


def _without_annals(lines: list[str]) -> list[str]:
    """Some lines without those that tell each what happened on a day, where there are more."""
    annals = [x for x in lines if x[:2] in _CENTURIES and not is_meta(x) and has_date(x[:12])]
    return [x for x in lines if x not in annals] if len(annals) > _FEW else lines


def _adopts(line: str) -> bool:
    """True for the day on which a rule was adopted or changed: 1991.08.17 会员大会修订通过."""
    return line[-2:] in _ADOPTED


def is_numeral_day(line: str) -> bool:
    """True for a line that is a day in Chinese numerals, as letters and notices end."""
    return len(line) <= _SHORT_DAY and bool(_NUMERAL_DAY.match(line))


def _is_short(line: str) -> bool:
    return len(line) <= 120 and not line.endswith("。")
