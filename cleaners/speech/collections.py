"""Pages that hold several speeches (发言稿三篇, 篇一 … 篇五, 范文1 …), told by how they are built.

A speech with chapters must never be split: headings count from one, each has a text of some length
below it, and either the title says that there are several or nearly all of them greet or thank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleaners.model import Speech
from cleaners.speech.counted import Heading, counted_runs, greeting_run, may_title, plain_run
from cleaners.speech.numerals import numeral, value
from cleaners.speech.outline import closing, salutation
from cleaners.speech.structure import with_structure

_COUNT = (
    r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九]|[0-9０-９]{1,3}|[多数几])"
)
_SEVERAL = re.compile(
    rf"(?<![第0-9０-９])(?P<count>{_COUNT})\s*篇(?!大?文章|章|论文|报道)"
    r"|合集|集锦|汇编|大全|范文精选|精选范文|范文汇总"
)
_COUNTED = re.compile(
    r"[（(【\[]?(?:精选|通用|优秀|最新|热门|推荐|实用|范文|模板|合集|必备|经典|共|汇编|集锦){0,9}\s{0,9}"
    rf"{_COUNT}\s{{0,9}}篇(?:范文|精选|合集)?[）)】\]]?"
)
_SHORTEST = 150  # characters below a heading that is not one of a table of contents
_BEFORE = 400  # characters above the first heading: an introduction; more is a text of its own


@dataclass(frozen=True, slots=True)
class Part:
    """One speech of a collection: its number, its title, and where it stands in the body."""

    number: int
    title: str
    start: int
    end: int


def split(speech: Speech) -> tuple[Part, ...]:
    """Return the speeches that a speech consists of, in order; none if it is one speech.

    What stands above the first heading belongs to none of them; (start, end) are characters of
    the body without the heading.
    """
    if "\n" not in speech.body:
        return ()
    lines = speech.body.split("\n")
    told = _SEVERAL.search(speech.title)
    count = value(told["count"] or "") if told else 0
    for run in counted_runs(lines):
        if (made := _parts(speech, lines, run)) and (told or _speak(speech.body, made)):
            return made
    if told and (run := plain_run(lines, count)):
        made = _parts(speech, lines, run)
        if made and all(salutation(speech.body[part.start : part.end]) for part in made):
            return made
    if told and (run := greeting_run(lines)) and len(run) == count:
        return _parts(speech, lines, run)
    return ()


def part_of(speech: Speech, part: Part, *, last: bool) -> Speech:
    """Return a part as a speech; what the page says of itself holds for each of them."""
    text = speech.body[part.start : part.end]
    complete = speech.complete or not last
    return with_structure(
        replace(speech, title=part.title, body=text, complete=complete, repeated=())
    )


def _parts(speech: Speech, lines: Sequence[str], run: Sequence[Heading]) -> tuple[Part, ...]:
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


def _title(whole: str, lines: Sequence[str], heading: Heading) -> tuple[str, int]:
    """Return a part's title, and the line at which its text begins."""
    if heading.title:
        return heading.title, heading.line + 1
    below = lines[heading.line + 1].strip() if -1 <= heading.line < len(lines) - 1 else ""
    if may_title(below):
        return below, heading.line + 2
    return f"{_COUNTED.sub('', whole).strip()}（{numeral(heading.number)}）", heading.line + 1


def _speak(body: str, made: Sequence[Part]) -> bool:
    """Tell whether all parts but one greet their hearers or thank them."""
    texts = [body[part.start : part.end] for part in made]
    return sum(bool(salutation(text) or closing(text)) for text in texts) >= max(2, len(made) - 1)
