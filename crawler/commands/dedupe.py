"""scrapy dedupe: the copies in the whole corpus, found anew."""

import argparse

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from crawler.command import YanluCommand
from crawler.console import ALREADY_RUNNING, fail, progress_bar
from crawler.lock import AlreadyRunning, site_lock
from pipelines.duplicates.dedupe import Deduped, dedupe
from pipelines.steps import home_of


class Command(YanluCommand):
    examples = """\
scrapy dedupe       after an upgrade that finds copies otherwise; goes on where it was ended"""

    def syntax(self) -> str:
        return ""

    def short_desc(self) -> str:
        return "Find the copies in the whole corpus anew"

    def long_desc(self) -> str:
        return (
            "Find the copies in the whole corpus anew, in an order that depends on the texts alone."
            " Crawls may go on in the meantime; what is known stays until all is done. A run that"
            " was ended half way is simply run again."
        )

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            self.refuse(f"takes no argument, not {args[0]}")
        with self.corpus(write=True) as corpus:
            path, total = corpus.path, corpus.counts()["speeches"]
        try:
            with site_lock(home_of(self.settings) / "locks", "dedupe"), _bar() as bar:
                task = bar.add_task("dedupe", total=total)
                done = dedupe(path, advance=lambda count: bar.update(task, completed=count))
        except AlreadyRunning as error:
            fail(str(error), ALREADY_RUNNING)
        print(_told(done))


def _bar() -> Progress:
    return progress_bar(BarColumn(), MofNCompleteColumn(), TextColumn("speeches"))


def _told(done: Deduped) -> str:
    return (
        f"{done.speeches:,} speeches, {done.copies:,} of them copies of another;"
        f" {done.changed:,} changed in that"
    )
