"""What the commands have in common: help with examples, options, the corpus they act on."""

import argparse
import sys
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawler.console import fail, write_anywhere
from crawler.profile import ProfileError
from crawler.setting_values import misspelt, wrong_setting
from pipelines.archive import ARCHIVE, PageArchive
from pipelines.corpus import CorpusError
from pipelines.sqlite import SqliteCorpus
from pipelines.steps import archive_of, corpus_of, home_of
from pipelines.storage.openable import writable
from pipelines.storage.places import corpus_file

_LAST_PORT = 65_535


class Examples(argparse.HelpFormatter):
    """Help as argparse writes it, with the examples left as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" not in text:
            return super()._fill_text(text, width, indent)
        return "\n".join(indent + line for line in text.splitlines())


def log_is_kept(parser: argparse.ArgumentParser) -> None:
    """Have the help of a command say where its log goes."""
    for action in parser._actions:
        if action.dest == "logfile":
            action.help = "log file (default: one for each run, in logs/ beside the corpus)"


def shape(parser: argparse.ArgumentParser, examples: str) -> None:
    """Give a command's parser its examples, and errors of one line."""
    parser.formatter_class = Examples
    parser.epilog = "examples:\n" + "\n".join(f"  {line}" for line in examples.splitlines())
    command = parser.prog
    if parser.usage:
        command = " ".join(parser.usage.split()[:2])

    def error(message: str) -> NoReturn:
        fail(f"{command}: {message} (see {command} --help)")

    parser.error = error  # type: ignore[method-assign]


def number(text: str) -> int:
    """Read an option that counts something, for argparse."""
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is no whole number from 1")
    return int(text)


def named(text: str) -> str:
    """Read an option that names a site or the like, for argparse."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def port(text: str) -> int:
    """Read the option that says where to listen, for argparse."""
    if not (text.isascii() and text.isdecimal() and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text} is no number from 0 to {_LAST_PORT}")
    return int(text)


def add_workers(parser: argparse.ArgumentParser, cores: int) -> None:
    """Add the option of the commands that read pages in child processes, one a core."""
    told = "processes that read (as many as cores; twice that at most)"
    parser.add_argument("--workers", type=number, default=cores, metavar="N", help=told)


def refuse_unknown_options(parser_error: Callable[[str], NoReturn], args: list[str]) -> None:
    """Scrapy leaves options it does not know among the arguments; say so instead."""
    for arg in args:
        if arg == "--":
            break
        if arg.startswith("-") and len(arg) > 1:
            parser_error(f"unknown option {arg}; if it is none, put -- before it")


def refuse_wrong_settings(settings: Settings, opts: argparse.Namespace) -> None:
    """End with one line if a setting cannot be what it is, or none has the name that `-s` gives."""
    names = (each.partition("=")[0] for each in opts.set)
    if wrong := misspelt(names) or wrong_setting(settings):
        fail(wrong)


class YanluCommand(ScrapyCommand):
    """A command that needs no crawler; `examples` stand at the end of its --help."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}
    examples = ""
    settings: Settings

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        shape(parser, self.examples)
        self._error = parser.error

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        write_anywhere()
        refuse_unknown_options(self._error, args)
        if "" in args:  # else it would be the folder that one stands in
            self._error("an argument is empty")
        if "--" in args:
            args.remove("--")
        super().process_options(args, opts)
        refuse_wrong_settings(self.settings, opts)

    @abstractmethod
    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the command is for; CorpusError, ProfileError and OSError end it in one line."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            self.act(args, opts)
            sys.stdout.flush()
        except (CorpusError, ProfileError) as error:
            fail(str(error))
        except OSError as error:
            fail(f"{error.filename or 'output'}: {error.strerror or error}")

    @contextmanager
    def corpus(self, *, write: bool = False) -> Iterator[SqliteCorpus]:
        """Give the corpus, which must be there already, and to `write` must be writable."""
        url = self.settings["CORPUS"]
        file = corpus_file(url, Path(self.settings["PROJECT_ROOT"]))
        if not file.exists():
            fail(f"there is no corpus at {url} yet; scrapy crawl makes one")
        if write and not writable(file):
            fail(f"{file}: it cannot be written; check the owner and mode of file and folder")
        with closing(corpus_of(self.settings)) as corpus:
            yield corpus

    def archive(self) -> PageArchive:
        """Open the archive of raw pages, which must be there already."""
        path = home_of(self.settings) / ARCHIVE
        if not path.exists():
            fail(f"{path}: the archive of raw pages is missing; put it back, or crawl anew")
        return archive_of(self.settings)

    def refuse(self, message: str) -> NoReturn:
        """End with a wrong use of the command."""
        self._error(message)


def new_archive(corpus: SqliteCorpus, settings: Settings) -> PageArchive:
    """Open the archive of raw pages beside a corpus, or make one; say so if there was one."""
    path = home_of(settings) / ARCHIVE
    if not path.exists() and corpus.has_read():
        told = f"yanlu: {path}: the archive of earlier pages is missing; a new one begins"
        print(told, file=sys.stderr)
    return archive_of(settings)
