"""scrapy reclean: the archive through today's cleaners, without the network."""

import argparse
from contextlib import closing

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from crawler.archived import ArchivedArticles
from crawler.console import ALREADY_RUNNING, YanluCommand, fail, plain
from crawler.lock import AlreadyRunning, site_lock
from crawler.profile import SiteProfile, find_profile, profile_files
from pipelines.archive import PageArchive
from pipelines.reclean import Recleaned, reclean
from pipelines.sqlite import SqliteCorpus
from pipelines.steps import home_of

_OTHERS = ("same", "fields", "text", "merged")


class Command(YanluCommand):
    examples = """\
scrapy reclean                    every article in the archive, with the lines its site repeats
scrapy reclean --site mingyue     of one site only
scrapy reclean --dry-run          only say how many speeches would change"""

    def syntax(self) -> str:
        return "[--site SITE] [--dry-run]"

    def short_desc(self) -> str:
        return "Clean the archived pages anew, without the network"

    def long_desc(self) -> str:
        return (
            "Clean the archived pages anew and keep what changes: after an upgrade, after an edit"
            " of a profile, or to take out of older texts what their site has turned out to"
            " repeat. A speech keeps its id. Each article is one transaction: a run that was"
            " ended half way is simply run again."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", help="only articles of this site")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            self.refuse(f"takes no argument, not {args[0]}")
        with self.corpus() as corpus:
            assert isinstance(corpus, SqliteCorpus)
            sites = corpus.sites()
            if opts.site and opts.site not in sites:
                fail(f"no speech of {opts.site} in the corpus; there are {', '.join(sites)}")
            for site in [opts.site] if opts.site else sites:
                print(_told(site, self._reclean(corpus, site, opts.dry_run), opts.dry_run))

    def _reclean(self, corpus: SqliteCorpus, site: str, dry_run: bool) -> Recleaned:
        home = home_of(self.settings)
        try:
            with (
                site_lock(home / "locks", site),
                closing(PageArchive(home / "pages.db")) as archive,
                _bar() as bar,
            ):
                articles = ArchivedArticles(archive, self._profile(site))
                task = bar.add_task(site, total=len(corpus.seen(site)))
                return reclean(
                    corpus,
                    site,
                    articles.read,
                    dry_run=dry_run,
                    advance=lambda: bar.advance(task),
                )
        except AlreadyRunning as error:
            fail(str(error), ALREADY_RUNNING)

    def _profile(self, site: str) -> SiteProfile:
        """The profile of that name, else the one that names sites by their host."""
        folders = self.settings.getlist("PROFILES_DIRS")
        known = profile_files(folders)
        return find_profile(site if site in known else "generic", folders)


def _bar() -> Progress:
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeElapsedColumn())
    description = TextColumn("{task.description}")
    return Progress(description, *columns, console=console, disable=not console.is_terminal)


def _told(site: str, done: Recleaned, dry_run: bool) -> str:
    counts = done.counts
    would = "would change" if dry_run else "changed"
    lines = [
        f"{site}: {counts.total()} articles, {counts['text']} texts {would},"
        f" {counts['fields']} only in their fields, {counts['merged']} are now the text of another"
    ]
    if kept := {name: count for name, count in counts.items() if name not in _OTHERS}:
        reasons = ", ".join(f"{name} {count}" for name, count in sorted(kept.items()))
        lines.append(f"  left as they were: {reasons}")
    lines += [f"  the site repeats: {plain(line)}" for line in sorted(done.furniture.lines)]
    return "\n".join(lines)
