"""scrapy ingest: pages from files, as if they had been crawled."""

import argparse
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from crawler.command import YanluCommand, add_workers, named, new_archive
from crawler.console import ALREADY_RUNNING, GOOD, RAN_BADLY, fail, plain, progress_bar, stoppable
from crawler.ingest import QueueReader
from crawler.lock import AlreadyRunning, site_lock
from crawler.version import reader_version
from crawler.workers.children import cores
from crawler.workers.readers import Readers
from crawler.workers.unpacking import Unpacked, Unpacker
from pipelines.archive import PageArchive
from pipelines.inputs.queue import IngestQueue
from pipelines.inputs.sources import files_of
from pipelines.report import RunReport
from pipelines.reports.render import counted
from pipelines.reports.tally import RunTally
from pipelines.sqlite import SqliteCorpus
from pipelines.steps import corpus_of, home_of
from pipelines.tables.runs import INGEST

_NAMED = 20
_LOST = ("too_large", "warc_truncated")
"""Why something of a file is left out that may hold a speech."""


class Command(YanluCommand):
    examples = """\
scrapy ingest pages.warc.gz              WARC files, as crawlers and Common Crawl write them
scrapy ingest saved/ texts/              folders: .html, .txt, .jsonl and .warc files below them
scrapy ingest speeches.jsonl.gz          one JSON object a line, also what scrapy export wrote
scrapy ingest saved/ --site mingyue      read by the profile of that site, and kept as its pages"""

    def syntax(self) -> str:
        return "PATH… [--site NAME] [--workers N]"

    def short_desc(self) -> str:
        return "Take pages and texts from files into the corpus"

    def long_desc(self) -> str:
        return (
            "Take pages and texts from WARC files, HTML, text and JSON lines into the corpus:"
            " archived, cleaned, compared and indexed as if they had been crawled. What is there"
            " already is passed over, so that an ingest that was ended is simply run again."
            " Ends with 0 when all could be read, 2 when something was broken, 1 when nothing"
            " could be done, 3 when another ingest is running, 130 when it was stopped."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--site",
            type=named,
            metavar="NAME",
            help="the site that the pages are of; without it each page's host, else `file`",
        )
        add_workers(parser, cores())

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            self.refuse("name files or folders")
        files = list(files_of(map(Path, args)))
        if not files:
            print(f"nothing to read: no WARC, HTML, text or JSON lines in {', '.join(args)}")
            return
        home = home_of(self.settings)
        try:
            with (
                stoppable(),
                closing(corpus_of(self.settings)) as corpus,
                site_lock(home / "locks", INGEST),
                closing(new_archive(corpus, self.settings)) as archive,
            ):
                corpus.hold()
                self._ingest(corpus, archive, files, opts)
        except AlreadyRunning:
            fail("another ingest is running; wait for it to end", ALREADY_RUNNING)

    def _ingest(
        self,
        corpus: SqliteCorpus,
        archive: PageArchive,
        files: list[Path],
        opts: argparse.Namespace,
    ) -> None:
        clock = time.monotonic()
        queue = IngestQueue(corpus, reader_version())
        run_id = corpus.open_run(INGEST, datetime.now(UTC), reader_version())
        unpacker = Unpacker(archive, queue, opts.site)
        reader = QueueReader(corpus, archive, queue, run_id, self._folders())
        tally = RunTally(INGEST)
        with _bar() as bar, self._readers(opts.workers) as readers:
            for _ in bar.track(unpacker.unpack(files), len(files), description="files"):
                pass
            task = bar.add_task("pages", total=len(queue))
            for read in reader.read(readers):
                for visit, recorded in read:
                    tally.add(visit, recorded)
                bar.advance(task, len(read))
        corpus.index()  # what a run that was killed had left, too
        unpacker.done.broken.extend(reader.broken)
        found = tally.report(requests=0, bytes=0, seconds=time.monotonic() - clock, errors=0)
        report = _judged(found, unpacker.done)
        self.exitcode = RAN_BADLY if report.problems else GOOD
        corpus.close_run(run_id, datetime.now(UTC), report.outcome, self.exitcode, report.as_json())
        print(_told(report, unpacker.done))

    def _readers(self, workers: int) -> Readers:
        return Readers(workers, self.settings.getfloat("PARSE_TIMEOUT"))

    def _folders(self) -> list[str]:
        return list(self.settings.getlist("PROFILES_DIRS"))


def _bar() -> Progress:
    return progress_bar(BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))


def _judged(report: RunReport, done: Unpacked) -> RunReport:
    """The report with what was left out of the files, and what was broken in them."""
    problems = tuple(_shown(line) for line in done.broken[:_NAMED])
    if len(done.broken) > _NAMED:
        problems += (f"and {len(done.broken) - _NAMED} more broken files or records",)
    problems += tuple(
        f"{done.left[reason]} left out ({reason})" for reason in _LOST if done.left[reason]
    )
    return replace(report, rejected={**report.rejected, **done.left}, problems=problems)


def _shown(line: str) -> str:
    return plain(line).encode("utf-8", "backslashreplace").decode()


def _told(report: RunReport, done: Unpacked) -> str:
    known = done.pages["known"] + done.pages["older"]
    new, before = counted(report.new, "new speeches"), counted(known, "pages")
    lines = [f"{new}, {report.same} same, {before} known before"]
    if done.finished:
        lines.append(f"  passed over: {counted(done.finished, 'files')} read before")
    if report.rejected:
        reasons = ", ".join(f"{name} {count}" for name, count in sorted(report.rejected.items()))
        pages = counted(sum(report.rejected.values()), "pages")
        lines.append(f"  no speech in {pages}: {reasons}")
    return "\n".join([*lines, *(f"  broken: {problem}" for problem in report.problems)])
