"""scrapy export: the corpus as files for other programs."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

from crawler.command import YanluCommand, named, number
from crawler.console import fail, progress_bar
from crawler.names import no_category, no_site
from pipelines.archive import ARCHIVE
from pipelines.export import Exported, Row, Watch, export, export_changes
from pipelines.exporting.card import Counts, card
from pipelines.exporting.formats import FORMATS
from pipelines.exporting.outputs import refuse_own
from pipelines.exporting.targets import Target, target
from pipelines.reports.render import counted
from pipelines.selection import Selection
from pipelines.sqlite import SqliteCorpus
from pipelines.steps import home_of
from pipelines.storage.places import corpus_file


class Command(YanluCommand):
    examples = """\
scrapy export speeches.jsonl              one JSON object a line: id, text, title, url, …
scrapy export speeches.jsonl.zst          the same, compressed; .gz does as well
scrapy export speeches.parquet            for Hugging Face datasets, DuckDB, polars
scrapy export speeches.csv                for spreadsheets
scrapy export 发言稿.md --category 发言稿  to read
scrapy export mingyue.jsonl --site mingyue --since 2020-01-01 --quality 0.5
scrapy export train.parquet --shard 100000 --card README.md
scrapy export new.jsonl --cursor taken.json   what is new or changed since the last time
scrapy export all.jsonl --near all        every copy of a speech, not the best one alone
scrapy export - --format jsonl | head -n 1    to standard output, for other programs
scrapy export public.jsonl --mask-personal    phone, identity and card numbers as ****"""

    def syntax(self) -> str:
        return "PATH [options]"

    def short_desc(self) -> str:
        return "Write the speeches of the corpus to a file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--format", choices=FORMATS, help="what to write, if the name does not say it")
        add("--site", type=named, help="only speeches seen on this site")
        add("--category", type=named, help="only speeches of this category")
        add("--since", type=_day, metavar="DAY", help="published on this day or later (2020-01-31)")
        add("--until", type=_day, metavar="DAY", help="published on this day or before")
        add("--quality", type=_share, metavar="LEAST", help="of at least this quality, 0 to 1")
        add("--near", choices=("one", "all"), default="one", help="which copies of a speech (one)")
        add(
            "--mask-personal",
            action="store_true",
            help="mobile, identity and card numbers and e-mail addresses as asterisks",
        )
        add(
            "--shard",
            type=number,
            metavar="N",
            help="files of N speeches: PATH-00000, PATH-00001 …",
        )
        add(
            "--cursor",
            type=Path,
            metavar="FILE",
            help="only what is new or changed since the last export with this file; none twice",
        )
        add("--card", type=Path, metavar="FILE", help="also write a dataset card (README.md)")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        to = self._target(args, opts)
        self._refuse_empty(opts)
        chosen = Selection(
            opts.site, opts.category, opts.since, opts.until, opts.quality, opts.near == "all"
        )
        counts, made = Counts(), not to.path.parent.exists()
        with self.corpus() as corpus, _watched(corpus, counts) as watch:
            if not (opts.cursor and opts.cursor.exists()):  # else what is gone must be told
                _refuse_unknown(corpus, chosen)
            if opts.cursor:
                done = export_changes(
                    corpus, to, opts.cursor, chosen, mask=opts.mask_personal, watch=watch
                )
            else:
                done = export(corpus, to, chosen, mask=opts.mask_personal, watch=watch)
            left_out = 0 if opts.cursor else _left_out(corpus, chosen)
        if opts.card and not done.resumed:
            opts.card.parent.mkdir(parents=True, exist_ok=True)
            opts.card.write_text(card(to.path.name.split(".")[0], done.files, counts), "utf-8")
        if not to.streamed:
            print(_told(done, counts.speeches) + f", a new folder: {to.path.parent}" * made)
            if left_out:
                print(
                    f"{counted(left_out, 'speeches')} left out, as copies or collections of others"
                    " (--near all writes them, too)"
                )

    def _target(self, args: list[str], opts: argparse.Namespace) -> Target:
        if not args:
            self.refuse("name the file to write")
        if len(args) > 1:
            self.refuse(f"name one file to write, not {len(args)}: {' '.join(args)}")
        try:
            to = target(Path(args[0]), opts.format, opts.shard)
        except ValueError as error:
            self.refuse(str(error))
        if to.path.is_dir():
            fail(f"{to.path} is a folder; name a file in it")
        if to.streamed:
            self._refuse_files_of_stream(to, opts)
        self._refuse_lost(to, opts)
        return to

    def _refuse_files_of_stream(self, to: Target, opts: argparse.Namespace) -> None:
        needs = {"--shard": opts.shard, "--cursor": opts.cursor, "--card": opts.card}
        needs["--format parquet"] = to.format == "parquet"
        for option, given in needs.items():
            if given:
                self.refuse(f"{option} needs a file to write, and {to.path} is none")

    def _refuse_lost(self, to: Target, opts: argparse.Namespace) -> None:
        """Refuse to write over the corpus, or one file over another."""
        corpus = corpus_file(self.settings["CORPUS"], Path(self.settings["PROJECT_ROOT"]))
        own = [corpus, home_of(self.settings) / ARCHIVE]
        named = [path for path in (opts.card, opts.cursor) if path is not None]
        for path in (to.file(0), *named):
            refuse_own(path, own)
        if any(map(to.gives, named)) or len({path.resolve() for path in named}) < len(named):
            self.refuse("PATH, --card and --cursor must be different files")
        if opts.card and opts.card.is_dir():
            fail(f"{opts.card} is a folder; name a file in it")

    def _refuse_empty(self, opts: argparse.Namespace) -> None:
        if opts.since and opts.until and opts.since > opts.until:
            self.refuse(f"no day is from {opts.since} until {opts.until}; exchange them")


def _refuse_unknown(corpus: SqliteCorpus, chosen: Selection) -> None:
    site, category = chosen.site, chosen.category
    if site is not None and not corpus.run(site) and not _has(corpus, Selection(site=site)):
        fail(no_site(corpus, site))
    if category is not None and not _has(corpus, Selection(category=category)):
        fail(no_category(corpus, category))


def _has(corpus: SqliteCorpus, chosen: Selection) -> bool:
    return next(iter(corpus.speeches(replace(chosen, near=True))), None) is not None


def _left_out(corpus: SqliteCorpus, chosen: Selection) -> int:
    """The copies, and the collections of speeches, that are not written."""
    return corpus.number(replace(chosen, near=True)) - corpus.number(chosen)


def _share(text: str) -> float:
    with suppress(ValueError):
        if 0 <= (share := float(text)) <= 1:
            return share
    raise argparse.ArgumentTypeError(f"{text} is no number from 0 to 1")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day; write 2020-01-31") from error


@contextmanager
def _watched(corpus: SqliteCorpus, counts: Counts) -> Iterator[Watch]:
    """Count what is written, and show it on a terminal."""
    with progress_bar(BarColumn(), MofNCompleteColumn(), TextColumn("speeches")) as bar:
        task = bar.add_task("export", total=corpus.counts()["speeches"])

        def watch(row: Row) -> None:
            counts.add(row)
            if counts.speeches % 100 == 0:
                bar.update(task, completed=counts.speeches)

        yield watch
        bar.update(task, completed=counts.speeches, total=counts.speeches)


def _told(done: Exported, speeches: int) -> str:
    files = str(done.files[0])
    if len(done.files) > 1:
        files = f"{len(done.files)} files, {files} to {done.files[-1].name}"
    if done.resumed:
        return f"{files}: finished, an earlier export had been ended; run it again for what is new"
    deleted = f", {done.count - speeches} deleted" if done.count > speeches else ""
    return f"{counted(speeches, 'speeches')} written to {files}{deleted}"
