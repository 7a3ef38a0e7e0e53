"""Pages that hold several speeches (发言稿三篇, 篇一 … 篇五, 范文1 …), told by how they are built.

A speech with chapters must never be split: headings count from one, each has a text of some length
below it, and either the title says that there are several or nearly all of them greet or thank.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cleaners.model import Speech
from cleaners.outline import closing, salutation
from cleaners.structure import with_structure

_NUMBER = r"(?P<number>[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})"
_BRACKETED = rf"(?:[（(【\[]\s?)?{_NUMBER}(?:\s?[）)】\]])?"
_GENRE = (
    r"(?:发言|讲话|演讲|致辞|致词|主持|开场|答谢|获奖|就职|竞聘|述职|倡议|慰问|贺)(?:稿|词|辞|书|信|报告)?"
    r"|稿|报告|总结|汇报|体会|感言|材料|作文|读后感|观后感|评语|自我鉴定|申请书|检讨书|保证书|计划|方案"
)
_REST = r"(?:\s?[】）)\]]|(?=[:：、.．\s]|$))[:：、.．\s]*(?P<title>.*)"
_HEADINGS = (
    re.compile(rf"[【（(\[]?\s?(?P<before>.{{0,30}}?)\s?第\s?{_NUMBER}\s?篇{_REST}"),
    re.compile(rf"[【（(\[]?\s?(?P<before>.{{0,30}}?)\s?篇\s?{_BRACKETED}{_REST}"),
    re.compile(
        rf"[【（(\[]?\s?(?P<before>.{{0,30}}?)(?:范文|例文|范本|样本|模板)\s?{_BRACKETED}{_REST}"
    ),
    re.compile(rf"[【（(\[]?\s?(?P<before>.{{0,30}}?(?:{_GENRE}))\s?{_BRACKETED}{_REST}"),
)
_MAY_HEAD = re.compile(
    r"(?:[篇文本板稿词辞书信结报告会言话讲感料语定划案持场谢奖职聘议问贺])\s*[（(【\[]?\s*[一1１]|[一1１]\s*篇"
)
_PLAIN = re.compile(
    rf"(?:[（(]{_NUMBER}[）)]|{_NUMBER.replace('number', 'bare')}\s*[、.．])(?P<title>.*)"
)
_COUNT = (
    r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九]|[0-9０-９]{1,3}|[多数几])"
)
_SEVERAL = re.compile(
    rf"(?<![第0-9０-９])(?P<count>{_COUNT})\s*篇(?!大?文章|章|论文|报道)"
    r"|合集|集锦|汇编|大全|范文精选|精选范文|范文汇总"
)
_COUNTED = re.compile(
    r"[（(【\[]?(?:精选|通用|优秀|最新|热门|推荐|实用|范文|模板|合集|必备|经典|共|汇编|集锦)*\s*"
    rf"{_COUNT}\s*篇(?:范文|精选|合集)?[）)】\]]?"
)
_STOPS = re.compile(r"[。！？；，,;!?]")
_TOLD = re.compile(r"[。！？；，：:,;!?、]")  # no title has these
_LONGEST = 50  # characters of a heading
_SHORTEST = 150  # characters below a heading that is not one of a table of contents
_BEFORE = 400  # characters above the first heading: an introduction; more is a text of its own
_FIRSTS = 8  # headings with the number one that are tried
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Part:
    """One speech of a collection: its number, its title, and where it stands in the body."""

    number: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Heading:
    kind: int
    number: int
    title: str
    line: int


def split(speech: Speech) -> tuple[Part, ...]:
    """Return the speeches that a speech consists of, in order; none if it is one speech.

    What stands above the first heading belongs to none of them; (start, end) are characters of
    the body without the heading.
    """
    if "\n" not in speech.body:
        return ()
    lines = speech.body.split("\n")
    told = _SEVERAL.search(speech.title)
    short = [(at, line.strip()) for at, line in enumerate(lines) if len(line) <= _LONGEST]
    for kind in range(len(_HEADINGS)) if any(_MAY_HEAD.search(line) for _, line in short) else ():
        for run in _runs(list(_headings(short, kind))):
            if (made := _parts(speech, lines, run)) and (told or _speak(speech.body, made)):
                return made
    if told and (run := _plain_run(short, _value(told["count"] or ""))):
        made = _parts(speech, lines, run)
        if made and all(salutation(speech.body[part.start : part.end]) for part in made):
            return made
    if told and (run := _greeting_run(lines)) and len(run) == _value(told["count"] or ""):
        return _parts(speech, lines, run)
    return ()


def part_of(speech: Speech, part: Part, *, last: bool) -> Speech:
    """Return a part as a speech; what the page says of itself holds for each of them."""
    text = speech.body[part.start : part.end]
    complete = speech.complete or not last
    return with_structure(
        replace(speech, title=part.title, body=text, complete=complete, repeated=())
    )


def _headings(short: Sequence[tuple[int, str]], kind: int) -> Iterator[_Heading]:
    for at, line in short:
        if not (found := _HEADINGS[kind].fullmatch(line)):
            continue
        title = found["title"].strip()
        if not _STOPS.search(found["before"]) and not title.endswith(("。", "；")):
            yield _Heading(kind, _value(found["number"]), title, at)


def _plain_run(short: Sequence[tuple[int, str]], count: int) -> list[_Heading]:
    """Return headings （一） … or 一、 … if there are as many of one kind as the title says."""
    for kind in ("number", "bare"):
        found = [
            _Heading(0, _value(match[kind]), match["title"].strip(), at)
            for at, line in short
            if (match := _PLAIN.fullmatch(line)) and match[kind]
        ]
        if count > 1 and [heading.number for heading in found] == list(range(1, count + 1)):
            return found
    return []


def _greeting_run(lines: Sequence[str]) -> list[_Heading]:
    """Return where texts without headings begin: they greet after the one before has thanked."""
    run: list[_Heading] = []
    for at, line in enumerate(lines):
        if not salutation(line):
            continue
        titled = at > 0 and _may_title(lines[at - 1]) and not closing(lines[at - 1])
        begin = at - titled
        if run and not closing("\n".join(lines[max(run[-1].line + 1, begin - 3) : begin])):
            continue
        title = lines[begin].strip() if titled else ""
        run.append(_Heading(0, len(run) + 1, title, begin if titled else begin - 1))
    return run


def _may_title(line: str) -> bool:
    return 4 <= len(line.strip()) <= _LONGEST and not _TOLD.search(line)


def _runs(found: Sequence[_Heading]) -> Iterator[list[_Heading]]:
    """Yield headings that count from one, beginning at each first; a table of contents is one."""
    firsts = [at for at, heading in enumerate(found) if heading.number == 1]
    for at in firsts[:_FIRSTS]:
        run = [found[at]]
        for heading in found[at + 1 :]:
            if heading.number == len(run) + 1:
                run.append(heading)
        if len(run) > 1:
            yield run


def _parts(speech: Speech, lines: Sequence[str], run: Sequence[_Heading]) -> tuple[Part, ...]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    if starts[max(0, run[0].line)] > _BEFORE:
        return ()
    ends = [max(heading.line, run[at].line + 1) for at, heading in enumerate(run[1:])]
    ends.append(len(lines))
    made = []
    for heading, end in zip(run, ends, strict=True):
        title, first = _title(speech.title, lines, heading)
        start, stop = starts[first], starts[end] - 1
        if stop - start < _SHORTEST:
            return ()
        made.append(Part(heading.number, title, start, stop))
    return tuple(made)


def _title(whole: str, lines: Sequence[str], heading: _Heading) -> tuple[str, int]:
    """Return a part's title, and the line at which its text begins."""
    if heading.title:
        return heading.title, heading.line + 1
    below = lines[heading.line + 1].strip() if -1 <= heading.line < len(lines) - 1 else ""
    if _may_title(below):
        return below, heading.line + 2
    return f"{_COUNTED.sub('', whole).strip()}（{_numeral(heading.number)}）", heading.line + 1


def _speak(body: str, made: Sequence[Part]) -> bool:
    """Tell whether all parts but one greet their hearers or thank them."""
    texts = [body[part.start : part.end] for part in made]
    return sum(bool(salutation(text) or closing(text)) for text in texts) >= max(2, len(made) - 1)


def _value(numeral: str) -> int:
    """Return a number up to 99, in Chinese or other digits; 0 when it is none."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.replace("两", "二").rpartition("十")
    if any(digit not in _DIGITS for digit in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
