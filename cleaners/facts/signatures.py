"""Who wrote or spoke, where no label tells: a name under an office, beside a day, or above one."""

import re
from collections.abc import Sequence
from itertools import pairwise

from cleaners.dates import has_date
from cleaners.facts.names import account_name
from cleaners.facts.published import is_numeral_day
from cleaners.lines.metalines import is_meta
from cleaners.metadata import Metadata
from cleaners.script import simplified
from cleaners.speech.outline import salutation
from cleaners.speech.persons import OFFICE, PERSON
from cleaners.text import comparable

_NAMED = re.compile(PERSON)
# 县委书记 韩雪松
_HOLDER = re.compile(
    rf"[（(—–-]{{0,3}}[\u3400-\u9fff、]{{0,20}}(?:{OFFICE}|[科团事]长|领事|大使|教授|研究员|代表|校友)"
    rf"\s{{1,3}}({PERSON})[）)]?$"
)
# 清河一中 刘玉梅, below a title.
_OF_HOUSE = re.compile(
    r"[（(]?[\u3400-\u9fff]{2,16}(?:[中小]学|[一二三四五六七八九十]中|大学|学[院校]|党校|幼儿园|研究[院所室]|[市县区]委|政府|办公室|局|组)"
    rf"\s{{1,3}}({PERSON})[）)]?$"
)
# 校长 林淑芬 敬上, at the end of a letter.
_REGARDS = re.compile(rf"{OFFICE}\s{{1,3}}({PERSON})(?:\s{{1,3}}[敬谨][上启])?$")
# 何志远1，李静2, below the title of a paper.
_OF_PAPER = re.compile(rf"({PERSON})[\d*①]{{1,2}}(?:[，,、\s]{{1,3}}{PERSON}[\d*①]{{0,2}}){{1,5}}$")
# 八（2）班 陈思雨 指导老师：刘红
_OF_CLASS = re.compile(rf"[\u3400-\u9fff\d（）()]{{2,20}}班\s{{1,3}}({PERSON})(?=$|\s)")
_DASHES, _OPENS = frozenset("—－"), frozenset("（(")
_CLOSES = frozenset("）)")
_SPOKEN_ON = re.compile(r"[（(](?:19|20)\d\d年\d{1,2}月\d{1,2}日[）)]$")
_SIGNED = re.compile(rf"({OFFICE})\s{{0,3}}[:：]\s{{0,3}}({PERSON})$")
# 来源：作家在线 | 何晓雯 2024年02月10日
_BEFORE_DAY = re.compile(
    rf"(?:^|[\s|｜·])({PERSON})\s{{1,3}}[|｜·]?\s{{0,3}}(?=(?:19|20)\d\d[-/.年]\d)"
)
# 许小满 收录于 教育, 原创 山里人家 2021-10-19
_ACCOUNT = re.compile(
    r"([\w\u3400-\u9fff]{2,8})\s{1,3}(?=[收分归][录类]于)|原创\s{1,3}([\w\u3400-\u9fff]{2,8})(?=\s)"
)
# What begins with a surname and is no person's: 江苏省, 安全部, 高中生, 毕业季.
_PLACE = re.compile("[省市县区镇乡村月季节生站部科网库店街路组会系班级处室厂所馆院]$")
_HELD_BY = re.compile(f"{OFFICE}$")
# 以实干书写新答卷 / 何志远
_TITLED = re.compile(rf"[^/／]{{6,80}}\s[/／]\s({PERSON})$")
# （教务处 何志远）, （何志远 李静） behind the last sentence of a text.
_UNIT = r"[\u3400-\u9fff]{1,15}[处部院办室局科会组委班校系所心站台社厅县市镇乡队团司者员中]"
_BEHIND = re.compile(
    rf"[（(](?:{_UNIT}\s{{1,3}})?({PERSON})(?:[\s、，]{{1,3}}{PERSON}){{0,4}}"
    r"(?:\s{0,3}(?:文/图|图/文|报道|供稿|撰稿|整理))?[）)]"
)
_NAMES = re.compile(rf"({PERSON})(?:[\s、，]{{1,3}}{PERSON}){{0,4}}")
# 您的朋友：何志远
# （高中版）, （范文二） behind a title.
_VERSION = re.compile("^[（(](?:范文|高中|万能|方案|万字)|[版篇稿份套款一二三四五六七八九十][）)]$")
_YOURS = re.compile("^[您你]们?的[\u3400-\u9fff]{1,4}[:：]")
_SPACE, _YEAR = re.compile(r"\s"), re.compile("19|20")
_SHORT, _SURE, _LONGEST, _OF_DAY, _HELD = 60, 3, 10, 16, 20


def offer_signature(lines: Sequence[str], into: Metadata) -> None:
    """Fill the speaker with a name that stands under its office, beside a day or above one.

    Two offices are a list of members. Without an office only names of three characters count:
    most of two that begin as a name are words, 高考 or 江苏.
    """
    short = dict.fromkeys(line for line in lines if len(line) <= _SHORT)
    spaced = [line for line in short if _SPACE.search(line)]
    holders = [found[1] for line in spaced if (found := _HOLDER.match(simplified(line)))]
    if len(holders) == 1:
        into.offer("speaker", account_name("".join(holders[0].split())), "line of an office")
    for line, below in pairwise(lines):
        if into.speaker is None and named_above(line, below):
            into.offer("speaker", _without_office(line), "line above a day")
        headed = _SPOKEN_ON.match(line) or line[:1] in _DASHES
        if into.speaker is None and headed and _NAMED.fullmatch(simplified(below)):
            into.offer("speaker", _person(below), "line below a day or a subtitle")
    for line in spaced:
        if into.speaker is None:
            into.offer("speaker", _signed(line), "line with a name")
    for line in short:
        if line[:1] in _OPENS and (found := _BEHIND.fullmatch(simplified(line))):
            into.offer("speaker", _person(found[1]), "line in brackets")
    papers = (found[1] for line in lines if (found := _OF_PAPER.match(simplified(line[:_HELD]))))
    into.offer("speaker", _person(next(papers, "")), "line of authors")
    housed = [found[1] for line in spaced if (found := _of_house(simplified(line)))]
    if into.speaker is None and len(housed) == 1:
        into.offer("speaker", _person(housed[0]), "line of a house")


def offer_named(lines: Sequence[str], title: str, into: Metadata) -> None:
    """Fill the speaker with the first of some names that stand alone below the title, or in
    brackets behind it."""
    if (named := names_behind(title)) and not _VERSION.search(named):
        found = _BEHIND.match(simplified(named))
        into.offer("speaker", _person(found[1]) if found else None, "title with a name")
    wanted = comparable(title)
    for line, below in pairwise(lines):
        if len(below) > _HELD or not _SPACE.search(below) or comparable(line) != wanted:
            continue
        if (found := _NAMES.fullmatch(simplified(below))) and len(below.split()) > 1:
            into.offer("speaker", _person(found[1]), "line below the title")


def names_behind(line: str) -> str:
    """The names in brackets behind the last sentence of a text, or "": 。（教务处 何志远）."""
    if line[-1:] not in _CLOSES:
        return ""
    named = line[max(line.rfind("（"), line.rfind("(")) :]
    return named if len(named) <= _SHORT and _BEHIND.fullmatch(simplified(named)) else ""


def _of_house(line: str) -> re.Match[str] | None:
    return _OF_HOUSE.match(line) or (_OF_CLASS.match(line) if "班" in line else None)


def behind_title(title: str) -> tuple[str, str] | None:
    """A title and the name of who wrote below it, where a slash parts the two."""
    found = _TITLED.match(simplified(title)) if "/" in title or "／" in title else None
    name = _person(found[1]) if found else None
    return (title[: found.start(1)].rstrip(" 　/／"), name) if found and name else None


def _signed(line: str) -> str | None:
    if titled := behind_title(line):
        return titled[1]
    if found := _ACCOUNT.match(line):
        return account_name(found[found.lastindex or 0])
    before = _BEFORE_DAY.search(simplified(line)) if _YEAR.search(line) else None
    return _person(line[slice(*before.span(1))]) if before else None


def named_above(line: str, below: str) -> bool:
    """True for a person's name, with an office or alone, above a line that tells a day."""
    if not _SURE <= len(line) <= _LONGEST or not has_date(below) or not is_of_day(below):
        return False
    name = _without_office(line)
    return _NAMED.fullmatch(simplified(name)) is not None and _person(name) is not None


def is_of_day(line: str) -> bool:
    """True for a line that tells a day and hardly more, in figures or Chinese numerals."""
    return is_meta(line) or is_numeral_day(line)


def _takes_leave(line: str) -> Sequence[str]:
    found = _REGARDS.match(simplified(line)) if len(line) <= _HELD else None
    return (line[: found.end(1)],) if found else ()


def end_of_letter(body: Sequence[str]) -> Sequence[str]:
    """The last two lines of a text that ends with a day, as letters do, below who wrote it; or
    the last one, of an office and who holds it: 总经理：何志远."""
    if len(body) < _SURE:
        return ()
    if len(body[-1]) <= _OF_DAY and has_date(body[-1]):
        return body[-2:]
    if body[-1][:1] in _DASHES and len(body[-1]) <= _SHORT:
        return (body[-1].lstrip("—－ 　"),)
    return _held(body[-1]) or _takes_leave(body[-1])


def head_of_text(body: Sequence[str]) -> Sequence[str]:
    """The first line of a text, of an office and who holds it, above a salutation or a paragraph
    that does not tell of them: 校长：何志远."""
    if len(body) < _SURE or not (found := _held(body[0])):
        return ()
    if len(body[1]) <= _HELD and not salutation(body[1]):
        return ()
    return () if found[0].split()[-1] in body[1][:_HELD] else found


def _held(line: str) -> Sequence[str]:
    signed = len(line) <= _HELD and _SIGNED.match(simplified(line))
    return (f"{signed[1]} {line[signed.start(2) :]}",) if signed else ()


def _without_office(line: str) -> str:
    name = _YOURS.sub("", "".join(line.split()))
    found = _HELD_BY.search(simplified(name))
    return name[: found.start()] if found else name


def _person(text: str) -> str | None:
    name = "".join(text.split())
    sure = len(name) == _SURE and not _PLACE.search(name)
    return account_name(name) if sure else None
