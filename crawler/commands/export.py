"""scrapy export: the corpus as files for other programs."""

import argparse
from pathlib import Path

from crawler.console import YanluCommand
from pipelines.export import export_jsonl


class Command(YanluCommand):
    examples = """\
scrapy export speeches.jsonl              one JSON object a line: id, text, title, url, …
scrapy export speeches.jsonl.gz           the same, compressed
scrapy export mingyue.jsonl --site mingyue
scrapy export public.jsonl --mask-personal    phone, identity and card numbers as ****"""

    def syntax(self) -> str:
        return "PATH [--site SITE] [--mask-personal]"

    def short_desc(self) -> str:
        return "Write the speeches of the corpus to a file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", help="only speeches seen on this site")
        parser.add_argument(
            "--mask-personal",
            action="store_true",
            help="mobile, identity and card numbers and e-mail addresses as asterisks",
        )

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            self.refuse("name the file to write")
        path = Path(args[0])
        if not path.name.endswith((".jsonl", ".jsonl.gz")):
            self.refuse(f"{path.name}: the name must end in .jsonl or .jsonl.gz")
        with self.corpus() as corpus:
            count = export_jsonl(corpus, path, site=opts.site, mask=opts.mask_personal)
        print(f"{count} speeches written to {path}")
