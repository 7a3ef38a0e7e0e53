"""Headings that count the speeches of a page: 篇一, 第2篇, 范文（三）, （四）, 发言稿五."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaners.speech.numerals import value
from cleaners.speech.outline import closing, salutation

_NUMBER = r"(?P<number>[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})"
_BRACKETED = rf"(?:[（(【\[]\s?)?{_NUMBER}(?:\s?[）)】\]])?"
_GENRE = (
    r"(?:发言|讲话|演讲|致辞|致词|主持|开场|答谢|获奖|就职|竞聘|述职|倡议|慰问|贺)(?:稿|词|辞|书|信|报告)?"
    r"|稿|报告|总结|汇报|体会|感言|材料|作文|读后感|观后感|评语|自我鉴定|申请书|检讨书|保证书|计划|方案"
)
_REST = r"(?:\s?[】）)\]]|(?=[:：、.．\s]|$))[:：、.．\s]*+(?P<title>.*)"
_HEADINGS = (
    re.compile(rf"[【（(\[]?\s?(?P<before>.{{0,30}}?)\s?第\s?{_NUMBER}\s?篇{_REST}"),
    re.compile(rf"[【（(\[]?\s?(?P<before>.{{0,30}}?)\s?篇\s?{_BRACKETED}{_REST}"),
    re.compile(
        rf"[【（(\[]?\s?(?P<before>.{{0,30}}?)(?:范文|例文|范本|样本|模板)\s?{_BRACKETED}{_REST}"
    ),
    re.compile(rf"[【（(\[]?\s?(?P<before>.{{0,30}}?(?:{_GENRE}))\s?{_BRACKETED}{_REST}"),
)
_MAY_HEAD = re.compile(
    r"(?:[篇文本板稿词辞书信结报告会言话讲感料语定划案持场谢奖职聘议问贺])\s?[（(【\[]?\s?[一1１]|[一1１]\s?篇"
)
_PLAIN = re.compile(
    rf"(?:[（(]{_NUMBER}[）)]|{_NUMBER.replace('number', 'bare')}\s*[、.．])(?P<title>.*)"
)
_STOPS = re.compile(r"[。！？；，,;!?]")
_TOLD = re.compile(r"[。！？；，：:,;!?、]")  # no title has these
_LONGEST = 50  # characters of a heading
_FIRSTS = 8  # headings with the number one that are tried


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number, what follows that as a title ("" for none), and its line."""

    number: int
    title: str
    line: int


def counted_runs(lines: Sequence[str]) -> Iterator[list[Heading]]:
    """Yield runs of two headings and more that count from one, all written in the same way."""
    short = _short(lines)
    if any(_MAY_HEAD.search(line) for _, line in short):
        for pattern in _HEADINGS:
            yield from _runs(list(_headings(short, pattern)))


def _short(lines: Sequence[str]) -> list[tuple[int, str]]:
    return [(at, line.strip()) for at, line in enumerate(lines) if len(line) <= _LONGEST]


def _headings(short: Sequence[tuple[int, str]], pattern: re.Pattern[str]) -> Iterator[Heading]:
    for at, line in short:
        if not (found := pattern.fullmatch(line)):
            continue
        title = found["title"].strip()
        if not _STOPS.search(found["before"]) and not title.endswith(("。", "；")):
            yield Heading(value(found["number"]), title, at)


def plain_run(lines: Sequence[str], count: int) -> list[Heading]:
    """Return headings （一） … or 一、 … if there are as many of one kind as `count`, else none."""
    short = _short(lines) if count > 1 else []
    for kind in ("number", "bare"):
        found = [
            Heading(value(match[kind]), match["title"].strip(), at)
            for at, line in short
            if (match := _PLAIN.fullmatch(line)) and match[kind]
        ]
        if found and [heading.number for heading in found] == list(range(1, count + 1)):
            return found
    return []


def greeting_run(lines: Sequence[str]) -> list[Heading]:
    """Return where texts without headings begin: they greet after the one before has thanked."""
    run: list[Heading] = []
    for at, line in enumerate(lines):
        if not salutation(line):
            continue
        titled = at > 0 and may_title(lines[at - 1]) and not closing(lines[at - 1])
        begin = at - titled
        if run and not closing("\n".join(lines[max(run[-1].line + 1, begin - 3) : begin])):
            continue
        title = lines[begin].strip() if titled else ""
        run.append(Heading(len(run) + 1, title, begin if titled else begin - 1))
    return run


def may_title(line: str) -> bool:
    """Tell whether a line may be the title of the text below it."""
    return 4 <= len(line.strip()) <= _LONGEST and not _TOLD.search(line)


def _runs(found: Sequence[Heading]) -> Iterator[list[Heading]]:
    """Yield headings that count from one, beginning at each first; a table of contents is one."""
    firsts = [at for at, heading in enumerate(found) if heading.number == 1]
    for at in firsts[:_FIRSTS]:
        run = [found[at]]
        for heading in found[at + 1 :]:
            if heading.number == len(run) + 1:
                run.append(heading)
        if len(run) > 1:
            yield run
