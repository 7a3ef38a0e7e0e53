"""scrapy similar: the copies of a speech, and what is different in them."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text as Styled

from cleaners import clean_html, clean_text
from cleaners.decode import decode
from cleaners.model import Speech
from crawler.command import YanluCommand, number
from crawler.console import console, fail, has_styles, plain
from pipelines.difference import Passage, Run, differences, lines
from pipelines.duplicates.similar import Similar
from pipelines.duplicates.sketch import Text

_TIES = {"near": "copy", "contains": "stands in it", "part of": "holds it"}
_DIGITS = 18  # those of the largest id in SQLite, less one
_BIG = 10_000_000  # bytes; no speech is longer


class Command(YanluCommand):
    examples = """\
scrapy similar 12                 the copies of speech 12, its parts, the texts that hold it
scrapy similar 发言稿.txt          the same for a text that need not be in the corpus; .html, too
scrapy similar 12 --limit 3       of the three that have the most in common
scrapy similar 12 --json          one JSON object a line, for other programs"""

    def syntax(self) -> str:
        return "ID|FILE [--limit N] [--json]"

    def short_desc(self) -> str:
        return "Show the copies of a speech and what is different in them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--limit", type=number, default=10, metavar="N", help="speeches to show (10)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            self.refuse("name one speech by its id, or one file")
        speech_id = id_of(args[0])
        with self.corpus() as corpus:
            text = corpus.text(speech_id) if speech_id is not None else _read(Path(args[0]))
            if not text:
                fail(f"no speech has the id {speech_id}; scrapy search tells ids")
            found = corpus.similar(text, speech_id)
        shown = found[: opts.limit]
        if opts.json:
            for one in shown:
                print(json.dumps(_told(text, one), ensure_ascii=False))
        else:
            _show(console(), text, shown)
            console().print(f"{len(found)} similar, {len(shown)} shown")


def id_of(word: str) -> int | None:
    """Return a word as the id of a speech, None if it is no number; ends when none is so high."""
    if not (word.isascii() and word.isdecimal()):
        return None
    if len(word) > _DIGITS:
        fail(f"no speech has the id {word}")
    return int(word)


def _read(path: Path) -> Text:
    if path.is_file() and path.stat().st_size > _BIG:
        fail(f"{path} is too big for a speech")
    body = path.read_bytes()
    if path.suffix.lower() in (".html", ".htm"):
        found = clean_html(body, path.absolute().as_uri())
    else:
        found = clean_text(decode(body).text)
    if not isinstance(found, Speech):
        fail(f"{path} holds no text: {found.reason}")
    return Text(found.title, found.body)


def _told(text: Text, one: Similar) -> dict[str, object]:
    """Return what `--json` prints; `differences` are [in the text, in the other], of copies."""
    told = {
        name: getattr(one, name)
        for name in ("id", "tie", "share", "chosen", "title", "url", "site", "published")
    }
    changed = [
        ["".join(run for run, _ in side) for side in (passage.one, passage.other)]
        for passage in _different(text, one)
    ]
    return told | ({"differences": changed} if one.tie == "near" else {})


def _different(text: Text, one: Similar) -> list[Passage]:
    if one.tie != "near":
        return []
    return [passage for passage in differences(text.body, one.body) if not passage.alike]


def _show(out: Console, text: Text, found: Sequence[Similar]) -> None:
    for one in found:
        head = f"{_TIES[one.tie]}, {one.share:.0%} in common"
        if one.tie == "near" and one.chosen == one.id:
            head += " · stands for its copies"
        out.print(Styled(f"{one.id}  {plain(one.title) or '(no title)'}", "bold"), soft_wrap=True)
        place = f"{(one.published or '')[:10] or 'no date'} · {one.site} · {one.url}"
        out.print(Styled(f"{head} · {place}", "dim"), soft_wrap=True)
        if one.tie == "near":
            for line in _diff(differences(text.body, one.body), marked=not has_styles(out)):
                out.print(line, soft_wrap=True)
        out.print()


def _diff(passages: Sequence[Passage], *, marked: bool) -> Iterator[Styled]:
    """Yield the lines of a diff; `marked` puts what differs in brackets, for want of colours."""
    if all(passage.alike for passage in passages):
        yield Styled("  the same but for white space and widths", "dim")
        return
    for passage in passages:
        if passage.alike:
            length = sum(len(run) for run, _ in passage.one)
            yield Styled(f"  … {length:,} characters alike …", "dim")
            continue
        for sign, style, runs in (("-", "red", passage.one), ("+", "green", passage.other)):
            for line in lines(runs):
                yield _line(sign, style, line, marked=marked)


def _line(sign: str, style: str, line: list[Run], *, marked: bool) -> Styled:
    shown = Styled(f"{sign} ", style)
    whole = all(differs for _, differs in line)
    for run, differs in line:
        text = plain(run)
        if differs and not whole:
            shown.append(f"【{text}】" if marked else text, "bold reverse")
        else:
            shown.append(text)
    return shown
