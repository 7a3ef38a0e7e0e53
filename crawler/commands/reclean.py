"""scrapy reclean: the archive through today's cleaners, without the network."""

import argparse
import heapq
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cleaners.rules import TemplateMemory
from crawler.archived import articles_of, profile_of
from crawler.command import YanluCommand, add_workers, named, number
from crawler.console import ALREADY_RUNNING, fail, plain, progress_bar, stoppable
from crawler.lock import AlreadyRunning, site_lock
from crawler.names import no_site
from crawler.version import cleaner_version
from crawler.workers.children import cores
from crawler.workers.parsers import as_bytes, memory_of
from crawler.workers.readers import Readers
from pipelines.archive import ARCHIVE
from pipelines.changed_lines import changed_characters, difference
from pipelines.reclean import Recleaned, reclean
from pipelines.sqlite import SqliteCorpus
from pipelines.steps import home_of
from pipelines.tables.replacement import Found, Replaced, Reread

_OTHERS = ("same", "fields", "text", "merged")
_SHOWN = 5


class Command(YanluCommand):
    examples = """\
scrapy reclean                    every article in the archive, with the lines its site repeats
scrapy reclean --site mingyue     of one site only
scrapy reclean --dry-run --diff   only say how many speeches would change, and show the most changed
scrapy reclean --diff 20          show the 20 largest changes"""

    def syntax(self) -> str:
        return "[--site SITE] [--dry-run] [--diff [N]] [--all] [--workers N]"

    def short_desc(self) -> str:
        return "Clean the archived pages anew, without the network"

    def long_desc(self) -> str:
        return (
            "Clean the archived pages anew and keep what changes: after an upgrade, after an edit"
            " of a profile, or to take out of older texts what their site has turned out to"
            " repeat. Articles that went through today's cleaning already are left alone. A"
            " speech keeps its id. Articles are kept a hundred in a transaction: a run that was"
            " ended half way is simply run again, and goes on."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--site", type=named, help="only articles of this site")
        add("--dry-run", action="store_true", help="change nothing")
        add(
            "--diff", type=number, nargs="?", const=_SHOWN, default=0, metavar="N",
            help=f"show the N largest changes ({_SHOWN})",
        )  # fmt: skip
        add("--all", action="store_true", help="also what went through today's cleaning already")
        add_workers(parser, cores())

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            self.refuse(f"takes no argument, not {args[0]}")
        timeout = self.settings.getfloat("PARSE_TIMEOUT")
        with (
            stoppable(),
            self.corpus(write=True) as corpus,
            Readers(opts.workers, timeout) as readers,
        ):
            corpus.hold()
            sites = corpus.sites()
            if opts.site and opts.site not in sites:
                fail(no_site(corpus, opts.site))
            largest = Largest(opts.diff)
            for site in [opts.site] if opts.site else sites:
                done = self._reclean(corpus, readers, site, opts, largest)
                print(_told(site, done, opts.dry_run))
        for line in largest.shown():
            print(plain(line))

    def _reclean(
        self,
        corpus: SqliteCorpus,
        readers: Readers,
        site: str,
        opts: argparse.Namespace,
        largest: "Largest",
    ) -> Recleaned:
        home, folders = home_of(self.settings), tuple(self.settings.getlist("PROFILES_DIRS"))
        self.archive().close()  # says in one line what is wrong with it
        read = partial(_articles, readers, str(home / ARCHIVE), site, folders)
        profile = profile_of(site, folders)
        try:
            with site_lock(home / "locks", site), _bar() as bar:
                task = bar.add_task(site, total=None)

                def watch(replaced: Replaced) -> None:
                    bar.advance(task)
                    largest.add(replaced)

                return reclean(
                    corpus,
                    site,
                    read,
                    partial(cleaner_version, profile),
                    dry_run=opts.dry_run,
                    everything=opts.all,
                    watch=watch,
                )
        except AlreadyRunning as error:
            fail(str(error), ALREADY_RUNNING)


class Largest:
    """The so many largest changes, by the characters of the lines that differ."""

    def __init__(self, most: int) -> None:
        self._most, self._numbers = most, count()
        self._heap: list[tuple[int, int, Replaced]] = []

    def add(self, replaced: Replaced) -> None:
        if self._most and (size := changed_characters(replaced.before, replaced.after)):
            heapq.heappush(self._heap, (size, -next(self._numbers), replaced))
            if len(self._heap) > self._most:
                heapq.heappop(self._heap)

    def shown(self) -> Iterator[str]:
        """Yield lines that show them, the largest first."""
        for size, _, replaced in sorted(self._heap, reverse=True):
            yield f"{replaced.url} ({size} characters in other lines)"
            yield from (f"  {line}" for line in difference(replaced.before, replaced.after))


def _articles(
    readers: Readers,
    path: str,
    site: str,
    folders: tuple[str, ...],
    urls: Iterable[str],
    memory: TemplateMemory,
) -> Iterator[tuple[str, Found | Reread]]:
    read = partial(_read, path, site, folders, as_bytes(memory))
    return readers.map(read, urls, str)


def _read(path: str, site: str, folders: tuple[str, ...], memory: bytes, url: str) -> Reread | None:
    """Read an article from the archive, in a child."""
    return articles_of(path, site, folders).read(url, memory_of(memory))


def _bar() -> Progress:
    site, articles = TextColumn("{task.description}"), TextColumn("articles")
    return progress_bar(site, BarColumn(), MofNCompleteColumn(), articles)


def _told(site: str, done: Recleaned, dry_run: bool) -> str:
    counts = done.counts
    would = "would change" if dry_run else "changed"
    lines = [
        f"{site}: {counts.total()} articles, {counts['text']} texts {would},"
        f" {counts['fields']} only in their fields, {counts['merged']} are now the text of another"
    ]
    if done.current:
        lines.append(f"  through today's cleaning already: {done.current}")
    if kept := {name: count for name, count in counts.items() if name not in _OTHERS}:
        reasons = ", ".join(f"{name} {count}" for name, count in sorted(kept.items()))
        lines.append(f"  left as they were: {reasons}")
    lines += [f"  the site repeats: {plain(line)}" for line in sorted(done.furniture.lines)]
    return "\n".join(lines)
