"""scrapy archive: the raw pages as a WARC file."""

import argparse
import os
from contextlib import closing
from pathlib import Path

from rich.progress import Progress, TextColumn

from crawler.alternatives import alternatives
from crawler.command import YanluCommand, named
from crawler.console import fail, progress_bar
from pipelines.archive import PageArchive
from pipelines.exporting.delivery import Parts
from pipelines.exporting.warc_writing import write_warc
from pipelines.inputs.warc import need_warcio
from pipelines.reports.render import counted

_ENDINGS = (".warc", ".warc.gz")


class Command(YanluCommand):
    examples = """\
scrapy archive export pages.warc.gz                    every page that was ever read
scrapy archive export mingyue.warc.gz --site mingyue   those of one site
scrapy ingest pages.warc.gz                            the way back"""

    def syntax(self) -> str:
        return "export PATH [--site NAME]"

    def short_desc(self) -> str:
        return "Write the raw pages to a WARC file"

    def long_desc(self) -> str:
        return (
            "Write the raw pages of the archive to a WARC 1.1 file, each body of an address as a"
            " response at the time when it last came. The file appears under its name when it is"
            " whole."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", type=named, metavar="NAME", help="only pages of this site")

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 2 or args[0] != "export":
            self.refuse("say export, and name the file to write")
        path = Path(args[1])
        if not path.name.endswith(_ENDINGS):
            self.refuse(f"{path.name}: the name must end in {' or '.join(_ENDINGS)}")
        if path.is_dir():
            fail(f"{path} is a folder; name a file in it")
        need_warcio()
        with self.corpus() as corpus, closing(self.archive()) as archive:
            urls = corpus.urls(opts.site) if opts.site else None
            if urls == []:
                others = alternatives(opts.site, corpus.sites())
                fail(f"no page of {opts.site} was ever read; {others}")
            print(f"{counted(_export(archive, path, urls), 'pages')} written to {path}")


def _export(archive: PageArchive, path: Path, urls: list[str] | None) -> int:
    files = Parts()
    try:
        with files.part(path).open("wb") as file, _bar() as bar:
            pages = bar.track(archive.history(urls), total=None, description="pages")
            count = write_warc(file, path.name, pages, compress=path.suffix == ".gz")
            file.flush()
            os.fsync(file.fileno())
        files.give()
    finally:
        files.drop()
    return count


def _bar() -> Progress:
    return progress_bar(TextColumn("{task.completed:.0f} {task.description}"))
