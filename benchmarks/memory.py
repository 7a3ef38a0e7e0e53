"""What the lines a site repeats (TemplateMemory) take out that the rules for lines do not.

    python -m benchmarks.memory [--site FOLDER ...] [--data FOLDER] [--planted]

Every FOLDER of --site holds the pages of one site; --data is one as `benchmarks.extraction`
reads it, its pages grouped by host and their gold used to tell text from furniture. The sample
site is always read, and all sites share one corpus. For each site: the lines of its articles'
bodies, and how many of them go by the rules alone, by memory alone, and by memory after the
rules; in brackets, how many of those are lines of the gold text. --planted puts lines that no
rule knows at the edges of every text first: what memory takes of them, and what else.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table

from benchmarks.gold import load
from cleaners import Speech, TemplateMemory, boilerplate, clean_html
from cleaners.boilerplate import body_lines, masked
from cleaners.document import Document
from cleaners.dom import parse
from cleaners.place.body import told_above
from cleaners.text import comparable
from crawler.sample.expected import load_expected
from crawler.sample.site import render
from pipelines import memory
from pipelines.sqlite import SqliteCorpus

SAMPLE, FEWEST, NOTHING = "sample", 5, TemplateMemory()
# What `body_lines` asks, and what stands for it where every line of a body is to stay.
_RULES: dict[str, Callable[..., object]] = {
    **dict.fromkeys(("is_furniture", "is_cut", "is_tags"), lambda line: False),
    "breadcrumbs": lambda lines: [],
    "without_foot": lambda lines, title: lines,
    "without_opening": lambda lines, title, *, told: lines,
}
# (a share of the articles, above or below the text, a line that is no rule's)
PLANTED = (
    (1, "below", "点击右上角星标，{site}更新不迷路"),
    (1, "above", "资料君已把{site}全套素材打包，戳头像即可领走"),
    (1, "below", "想看更多类似{title}的资料，戳{site}主页翻一翻"),
    (3, "below", "写材料不求人，{title}等好素材都在{site}蹲着"),
    (3, "below", "{site}素材库天天上新，蹲一个不亏"),
)


@dataclass(frozen=True)
class Text:
    """One article: its title, its body's lines before any rule, the gold's lines if known."""

    title: str
    lines: tuple[str, ...] = field(repr=False)
    gold: frozenset[str] | None = field(default=None, repr=False)
    told: bool = False

    def kept(self, known: TemplateMemory = NOTHING) -> list[str]:
        """Return the lines that cleaning leaves."""
        return body_lines(self.lines, self.title, known, told=self.told)


@dataclass
class Removed:
    """Lines that went, and those of them that the gold text has."""

    lines: Counter[str] = field(default_factory=Counter)
    text: Counter[str] = field(default_factory=Counter)

    def add(self, text: Text, before: Sequence[str], after: Sequence[str]) -> None:
        gone = Counter(before) - Counter(after)
        self.lines += Counter({masked(line, text.title): n for line, n in gone.items()})
        wrong = {line for line in gone if text.gold and comparable(line) in text.gold}
        self.text += Counter({masked(line, text.title): gone[line] for line in wrong})

    def __str__(self) -> str:
        return f"{self.lines.total()} ({self.text.total()})"


@contextmanager
def without_rules() -> Iterator[None]:
    """Let every line of a body stay, for comparison: an ablation, not a way to clean."""
    kept = {name: getattr(boilerplate, name) for name in _RULES}
    try:
        for name, stand_in in _RULES.items():
            setattr(boilerplate, name, stand_in)
        yield
    finally:
        for name, rule in kept.items():
            setattr(boilerplate, name, rule)


def read(body: bytes, url: str, gold: str | None) -> Text | None:
    with without_rules():
        found = clean_html(body, url)
    if not isinstance(found, Speech) or not isinstance(clean_html(body, url), Speech):
        return None
    lines = frozenset(comparable(line) for line in gold.split("\n")) if gold else None
    return Text(found.title, tuple(found.body.split("\n")), lines, tells_above(parse(body)))


def tells_above(document: Document) -> bool:
    """Return whether the page tells its day above its text, so that one in the text stays."""
    found = document.body
    return found is not None and told_above(document.reading, found[0], document.title.line)


def sample_site() -> list[Text]:
    pages = load_expected()["articles"].values()
    found = (read(render(page["pages"][0]).body, "", page["body"]) for page in pages)
    return [text for text in found if text]


def folder_site(folder: Path, gold: dict[str, str]) -> list[Text]:
    files = sorted(folder.rglob("*.htm*"))
    addresses = (f"/{file.relative_to(folder).as_posix()}" for file in files)
    found = (
        read(file.read_bytes(), f"http://{folder.name}{address}", gold.get(address))
        for file, address in zip(files, addresses, strict=True)
    )
    return [text for text in found if text]


def data_sites(folder: Path, known: frozenset[str]) -> dict[str, list[Text]]:
    sites: dict[str, list[Text]] = {}
    for page in load(folder):
        host = urlsplit(page.url).hostname
        if (
            host
            and urlsplit(page.url).path not in known
            and (text := read(page.body, page.url, page.text))
        ):
            sites.setdefault(host, []).append(text)
    return {host: texts for host, texts in sites.items() if len(texts) >= FEWEST}


def planted(site: str, text: Text, number: int) -> Text:
    lines = text.lines
    for position, (turn, place, wording) in enumerate(PLANTED):
        if number % turn == position % turn:
            line = wording.format(title=text.title, site=site)
            lines = (line, *lines) if place == "above" else (*lines, line)
    return replace(text, lines=lines)


def learn(sites: dict[str, list[Text]], rules: bool) -> dict[str, TemplateMemory]:
    """Return what the corpus knows of every site after all their articles."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = SqliteCorpus(Path(folder) / "corpus.db")
        for site, texts in sites.items():
            for text in texts:
                lines = text.kept() if rules else text.lines
                memory.observe(corpus.connection, site, Speech(text.title, "\n".join(lines)))
        learnt = {site: memory.memory(corpus.connection, site) for site in sites}
        corpus.close()
    return learnt


def measure(sites: dict[str, list[Text]]) -> None:
    after_rules, alone = learn(sites, rules=True), learn(sites, rules=False)
    table = Table(box=None)
    for column in ("site", "articles", "gold", "lines", "rules", "memory alone", "memory after"):
        table.add_column(column, justify="left" if column == "site" else "right")
    beyond: dict[str, Removed] = {}
    for site, texts in sites.items():
        by_rules, by_memory, more = Removed(), Removed(), Removed()
        for text in texts:
            ruled = text.kept()
            by_rules.add(text, text.lines, ruled)
            more.add(text, ruled, text.kept(after_rules[site]))
            with without_rules():
                remembered = text.kept(alone[site])
            by_memory.add(text, text.lines, remembered)
        beyond[site] = more
        size = sum(len(text.lines) for text in texts)
        told = sum(text.gold is not None for text in texts)
        table.add_row(
            site, *map(str, (len(texts), told, size)), str(by_rules), str(by_memory), str(more)
        )
    Console(width=120, highlight=False).print(table)
    for site, removed in beyond.items():
        for line, count in removed.lines.most_common(8):
            print(f"  {site}: memory after the rules takes {count} × {line}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--site", type=Path, action="append", default=[])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--planted", action="store_true")
    options = parser.parse_args()
    pages = load(options.data) if options.data else []
    gold = {urlsplit(page.url).path: page.text for page in pages if page.text}
    sites = {SAMPLE: sample_site()}
    sites |= {folder.name: folder_site(folder, gold) for folder in options.site}
    known = frozenset(
        f"/{file.relative_to(folder).as_posix()}"
        for folder in options.site
        for file in folder.rglob("*.htm*")
    )
    sites |= data_sites(options.data, known) if options.data else {}
    if options.planted:
        sites = {
            site: [planted(site, text, number) for number, text in enumerate(texts)]
            for site, texts in sites.items()
        }
    measure(sites)


if __name__ == "__main__":
    main()
